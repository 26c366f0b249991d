"""Rules about perception, agreed scores, weights and sources (buku-putih.md section 8)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from schemas.contract import Row
from schemas.findings import Finding
from schemas.tables import TABLES
from tasks.validation.checks import check_weights
from tasks.validation.rules.base import Data, Rule, angka, bp, exact, found, whole

BP_V12 = bp(
    "BP-V12", "error", "Skor persepsi bilangan bulat 1–4; sejak 2016 diberikan 5–9 OPD tanpa celah.", "published"
)
BP_V15 = bp("BP-V15", "error", "Bobot setiap kelompok berjumlah 100 persen.", "published")
BP_V17 = bp("BP-V17", "error", "Skor area berisiko bilangan bulat 1–4.")
BP_V24 = bp(
    "BP-V24",
    "error",
    "Skor yang diubah punya alasan dan nomor berita acara; kunjungan lapangan punya tanggal dan petugas.",
)
BP_V28 = bp("BP-V28", "advice", "Tahun sumber data tidak lebih muda dari tahun anggaran.")

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_KOMPONEN = ("AL", "PS", "DR")


def _perception(data: Data) -> Iterator[Finding]:
    rows = data.keyed("persepsi")
    if not rows or "area.opd_min" not in data.rules:
        return
    offices = sorted({str(row["opd"]) for _, row in rows})
    low, high = whole(data.rules["area.opd_min"]), whole(data.rules["area.opd_max"])
    if not low <= len(offices) <= high:
        text = f"{len(offices)} OPD memberi skor persepsi; yang diminta {low} sampai {high} OPD."
        yield found(BP_V12, text, ("persepsi", "", "opd"), len(offices))
    given = {(str(r["kode_desa"]), str(r["opd"]), str(r["komponen"])) for _, r in rows if r.get("skor") is not None}
    for office in offices:
        for komponen in _KOMPONEN:
            gaps = [code for code in sorted(data.desa) if (code, office, komponen) not in given]
            if gaps:
                text = (
                    f"{office} belum memberi skor {komponen} untuk {angka(len(gaps))} desa, mulai dari "
                    f"{gaps[0]}; lengkapi."
                )
                yield found(BP_V12, text, ("persepsi", f"{gaps[0]}|{office}|{komponen}", "skor"))


_SIDES = {"S": "IFAS", "W": "IFAS", "O": "EFAS", "T": "EFAS"}


def _swot_weights(data: Data) -> Iterator[Finding]:
    weighted = [(k, r) for k, r in data.keyed("swot") if r.get("metode") == "ifas_efas" and r.get("sisi") in _SIDES]
    tolerance = data.rules.exact("check.weight_sum_tol") / 100
    groups: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for key, row in weighted:
        groups[f"{_SIDES[str(row['sisi'])]} {row.get('komponen') or ''}".strip()].append((key, row))
    complete = {n: [w for _, r in rows if (w := exact(r.get("bobot"))) is not None] for n, rows in groups.items()}
    complete = {name: weights for name, weights in complete.items() if len(weights) == len(groups[name])}
    for name, total in check_weights(complete, 1, tolerance).items():
        (key, row), *rest = groups[name]
        text = f"Bobot {name} berjumlah {angka(total)}, seharusnya 1; perbaiki bobot faktornya."
        also = [("swot", k, "bobot") for k, _ in rest]
        yield found(BP_V15, text, ("swot", key, "bobot"), row["bobot"], also)


def _agreed_scores(data: Data) -> Iterator[Finding]:
    """A visit has date and officer; that a change has its reason is asked where the computed score is known."""
    for key, row in data.keyed("kesepakatan_skor"):
        if row.get("skor_kunjungan") is not None:
            for column in ("tanggal_kunjungan", "petugas"):
                if row.get(column) is None:
                    text = f"Skor hasil kunjungan tanpa {column}; lengkapi."
                    yield found(BP_V24, text, ("kesepakatan_skor", key, column))


def _source_year(data: Data) -> Iterator[Finding]:
    for contract in TABLES:
        later: dict[int, tuple[str, str, Row]] = {}
        for key, row in data.keyed(contract.name):
            year, column = _year_of(row)
            if year > data.fiscal_year:
                later.setdefault(year, (key, column, row))
        for year, (key, column, row) in sorted(later.items()):
            text = f"Sumber tabel {contract.name} bertahun {year}, lebih muda dari tahun anggaran {data.fiscal_year}."
            yield found(BP_V28, text, (contract.name, key, column), row[column])


def _year_of(row: Row) -> tuple[int, str]:
    """The source's year and the column that says so; 0 when it is unknown."""
    if isinstance(year := row.get("tahun_sumber"), int):
        return year, "tahun_sumber"
    years = [int(y) for y in _YEAR.findall(str(row.get("sumber") or ""))]
    return max(years, default=0), "sumber"


RULES = (
    Rule(
        BP_V12,
        _perception,
        example_pass="persepsi: kode_desa | opd | komponen | skor\n 99.01.01.2001 | BAPPEDA | UMUM | 4",
        example_fail="persepsi: kode_desa | opd | komponen | skor\n 99.01.01.2001 | BAPPEDA | UMUM | 5",
    ),
    Rule(
        BP_V15,
        _swot_weights,
        example_pass="""
            swot: faktor_id | komponen | metode    | sisi | bobot
                  1.1       | AL       | ifas_efas | S    | 0.4
                  2.1       | AL       | ifas_efas | W    | 0.6
        """,
        example_fail="""
            swot: faktor_id | komponen | metode    | sisi | bobot
                  1.1       | AL       | ifas_efas | S    | 0.4
                  2.1       | AL       | ifas_efas | W    | 0.5
        """,
        effect="all",
    ),
    Rule(
        BP_V17,
        None,
        example_pass="kesepakatan_skor: kode_desa | komponen | skor_disepakati\n 99.01.01.2001 | AL | 4",
        example_fail="kesepakatan_skor: kode_desa | komponen | skor_disepakati\n 99.01.01.2001 | AL | 0",
    ),
    Rule(
        BP_V24,
        _agreed_scores,
        example_pass="""
            kesepakatan_skor: kode_desa     | komponen | skor_kunjungan | tanggal_kunjungan | petugas
                              99.01.01.2001 | AL       | 3              | 2013-06-01        | Dinas PU
        """,
        example_fail="""
            kesepakatan_skor: kode_desa     | komponen | skor_kunjungan | tanggal_kunjungan | petugas
                              99.01.01.2001 | AL       | 3              | 2013-06-01        | -
        """,
        effect="none",
    ),
    Rule(
        BP_V28,
        _source_year,
        example_pass="banjir: kode_desa | banjir | sumber\n 99.01.01.2001 | 0 | PODES 2011",
        example_fail="banjir: kode_desa | banjir | sumber\n 99.01.01.2001 | 0 | PODES 2019",
    ),
)
