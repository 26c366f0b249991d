"""Whether a drawn sample keeps the minimum rules (buku-putih.md section 2.2, check BP-V13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from schemas.findings import Finding, Severity
from schemas.rulebook import Rulebook

RULE = "BP-V13"
NO_RT = "Tabel rt belum diserahkan, sehingga RT dan KK belum terundi; isi tabel rt, atau undi dari bilangan awal desa."
NO_KK = "Jumlah KK desa ini tidak diketahui, sehingga desa tidak ikut diundi; isi kolom kk pada tabel penduduk."
NO_STRATUM = "Strata desa ini tidak diketahui; isi kriteria strata K1 sampai K4 atau kolom strata pada tabel wilayah."
THIN = "Sampel hanya {n} responden, paling sedikit {least} per kabupaten/kota; tambah desa atau RT."
THIN_DESA = "Desa terpilih hanya mendapat {n} responden, paling sedikit {least}; periksa jumlah RT dan KK."
FEW_RT = "Desa terpilih hanya punya {n} RT dalam tabel rt, paling sedikit {least}; lengkapi tabel rt."
SMALL_RT = "RT ini hanya punya {n} KK, paling sedikit {least} responden per RT; gabungkan dengan RT sebelah."


@dataclass(frozen=True, slots=True)
class Gaps:
    """Desa left out for want of households, desa drawn without a stratum, and whether RT were listed."""

    without_kk: Sequence[str]
    without_stratum: Sequence[str]
    has_rt: bool


def findings_of(drawn: Mapping[str, Any], gaps: Gaps, rules: Rulebook) -> list[Finding]:
    """What the sample misses: the district an error, desa and RT warnings; and what could not be drawn."""
    n, least = drawn["n_rencana"], rules["ehra.min_respondents_district"]
    found = [_finding("error", THIN.format(n=n, least=least))] if n < least else []
    found += [_finding("warning", NO_KK, "penduduk", kode, "kk") for kode in gaps.without_kk]
    found += [_finding("warning", NO_STRATUM, "wilayah", kode, "strata") for kode in gaps.without_stratum]
    found += [] if gaps.has_rt else [_finding("warning", NO_RT, "rt")]
    return found + [f for desa in drawn["desa"] for f in _of_desa(desa, rules)]


def _of_desa(desa: Mapping[str, Any], rules: Rulebook) -> Iterator[Finding]:
    kode, n, n_rt = desa["kode_desa"], desa["n_kk"], len(desa["rt"])
    least, least_rt = rules["ehra.min_respondents_desa"], rules["ehra.min_rt_per_desa"]
    per_rt = rules["ehra.min_respondents_rt"]
    if n < least:
        yield _finding("warning", THIN_DESA.format(n=n, least=least), "rt", kode, "kk")
    if n_rt < least_rt:
        yield _finding("warning", FEW_RT.format(n=n_rt, least=least_rt), "rt", kode, "rt")
    for one in desa["rt"]:
        if one["n_kk"] < per_rt:
            said = SMALL_RT.format(n=one["n_kk"], least=per_rt)
            yield _finding("warning", said, "rt", f"{kode}|{one['rt']}", "kk")


def _finding(severity: Severity, message: str, table: str = "", row: str = "", column: str = "") -> Finding:
    return Finding(RULE, severity, message, table, row, column)
