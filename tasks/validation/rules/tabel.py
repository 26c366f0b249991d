"""Rules about the tables themselves: links between tables, blanks, absent tables (tables.md section 9)."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.contract import Field, Table
from schemas.findings import Finding, Severity
from schemas.form_words import column_words
from schemas.rule_info import RuleInfo
from schemas.tables import TABLES, table
from tasks.validation.rules.base import Data, Rule, angka, entries, exact, found, info, whole


def _tb(name: str, severity: Severity, sentence: str) -> RuleInfo:
    return info(name, severity, sentence, "tables.md section 9", "table")


TB_04 = _tb("TB-04", "error", "Setiap nomor induk yang dirujuk sebuah baris ada di tabel induknya.")
TB_05 = _tb("TB-05", "warning", "Kolom yang diharapkan terisi; sel kosong berarti tidak diketahui, bukan nol.")
TB_08 = _tb("TB-08", "warning", "Tabel yang diharapkan untuk tahap ini diserahkan.")
BP_V10 = info(
    "BP-V10",
    "error",
    "Setiap nilai berada di dalam kisaran atau daftar kode kolomnya; luas genangan tidak melebihi luas administrasi.",
    "buku-putih.md section 8; tables.md",
    "table",
)

_BUKTI = "bukti"
PARENTS: tuple[tuple[str, str, str], ...] = (
    ("tujuan", "masalah_id", "masalah"),
    ("sasaran", "tujuan_id", "tujuan"),
    ("strategi", "sasaran_id", "sasaran"),
    ("strategi", "faktor_id", "swot"),
    ("program_kegiatan", "strategi_id", "strategi"),
    ("program_kegiatan", "masalah_id", "masalah"),
    ("program_kegiatan", "perjanjian_id", _BUKTI),
    ("program_kegiatan", "konsultasi_id", _BUKTI),
    ("kesepakatan_skor", "ba_id", _BUKTI),
    ("zona_penyesuaian", "ba_id", _BUKTI),
    ("kriteria", "ba_id", _BUKTI),
    ("bobot", "ba_id", _BUKTI),
    ("skor_prioritas", "ba_id", _BUKTI),
    ("parameter_lokal", "ba_id", _BUKTI),
    ("kesiapan", "bukti_id", _BUKTI),
    ("komitmen", "bukti_id", _BUKTI),
    ("kontrak", "baris_id", "baris_anggaran"),
    ("capaian", "sasaran_id", "sasaran"),
)
"""Child table, column and parent table. Activities are not here: their parents also stand in the pinned SSK; the budget
line of a realisasi is MP-V63."""


def _orphans(data: Data) -> Iterator[Finding]:
    for child, column, parent in PARENTS:
        if not data.has(parent):
            continue
        known = {str(row[table(parent).key[0]]) for row in data.rows(parent)}
        for key, row in data.keyed(child):
            for name in entries(row.get(column)):
                if name not in known:
                    text = f"{column} {name} tidak ada di tabel {parent}; lengkapi tabel itu atau perbaiki nomornya."
                    yield found(TB_04, text, (child, key, column), row[column])


def _blanks(data: Data) -> Iterator[Finding]:
    for contract in TABLES:
        for column in (f for f in contract.fields if f.is_expected):
            yield from _blank_column(data, contract, column)


def _blank_column(data: Data, contract: Table, column: Field) -> Iterator[Finding]:
    rows = data.keyed(contract.name)
    blank = [
        key
        for key, row in rows
        if row.get(column.name) is None and not data.is_refused(contract.name, key, column.name)
    ]
    if blank:
        share = "semua baris" if len(blank) == len(rows) else f"{angka(len(blank))} dari {angka(len(rows))} baris"
        said = column_words(contract.name, column.name)
        text = f"'{said}' kosong pada {share}; isi bila datanya ada, sebab kosong dibaca sebagai tidak diketahui."
        yield found(TB_05, text, (contract.name, "", column.name), len(blank))


def stages_submitted(data: Data) -> frozenset[str]:
    """The stages of which expected tables are asked: bp and ssk with `wilayah`, s5 and s6 with any table that is only
    theirs, mps with any table that is only of the MPS, or when the submission is for no other stage.
    """
    own = {stage for t in TABLES if data.has(t.name) and len(t.stages) == 1 for stage in t.stages}
    stages = {"s5", "s6"} if own & {"s5", "s6"} else set()
    if "mps" in own or not (stages or data.is_ssk):
        stages.add("mps")
    return frozenset(stages | ({"bp", "ssk"} if data.is_ssk else set()))


def missing_tables(data: Data) -> list[str]:
    """Expected tables of the submitted stages that are absent, in the order of tables.md.

    A table that stands for another one (`ehra` or `ehra_responden`) is missed only when both are absent, and then
    by the first of the two.
    """
    stages = stages_submitted(data)
    asked = [t for t in TABLES if t.need == "expected" and stages & set(t.stages) and not data.has(t.name)]
    missed: list[str] = []
    for t in asked:
        if not any(data.has(other) or other in missed for other in t.unless):
            missed.append(t.name)
    return missed


def _missing(data: Data) -> Iterator[Finding]:
    least = whole(data.rules["area.reason_min_chars"])
    declared = {str(r["bagian"]) for r in data.rows("tidak_ada") if len(str(r.get("alasan") or "")) >= least}
    for name in (n for n in missing_tables(data) if n not in declared):
        text = f"Tabel {name} tidak diserahkan; serahkan, atau nyatakan tidak ada beserta alasannya di tabel tidak_ada."
        yield found(TB_08, text, (name, "", ""))


def _bounded_elsewhere(data: Data) -> Iterator[Finding]:
    for contract in TABLES:
        for column in contract.fields:
            parent, dot, bound = (column.at_most_field or "").partition(".")
            if dot:
                yield from _above_bound(data, contract, column, parent, bound)


def _above_bound(data: Data, contract: Table, column: Field, parent: str, bound: str) -> Iterator[Finding]:
    others = data.penduduk if parent == "penduduk" else data.desa
    for key, row in data.keyed(contract.name):
        other = others.get(str(row["kode_desa"]), {})
        value, limit = exact(row.get(column.name)), exact(other.get(bound))
        if value is not None and limit is not None and value > limit:
            text = (
                f"'{column_words(contract.name, column.name)}' {angka(value)} melebihi "
                f"'{column_words(parent, bound)}' {angka(limit)} di tabel {parent}; perbaiki "
                "salah satunya."
            )
            also = [(parent, table(parent).key_of(other), bound)]
            yield found(BP_V10, text, (contract.name, key, column.name), row[column.name], also)


RULES = (
    Rule(
        TB_04,
        _orphans,
        example_pass="""
            tujuan: tujuan_id | masalah_id
                    AL-T      | -
            sasaran: sasaran_id | tujuan_id
                     AL-S-1     | AL-T
        """,
        example_fail="""
            tujuan: tujuan_id | masalah_id
                    AL-T      | -
            sasaran: sasaran_id | tujuan_id
                     AL-S-1     | AL-T-9
        """,
        effect="none",
    ),
    Rule(
        TB_05,
        _blanks,
        example_pass="""
            kesehatan: kode_desa     | klb_diare
                       99.01.01.2001 | 0
            rt: kode_desa     | rt  | kk
                99.01.01.2001 | 001 | 40
        """,
        example_fail="""
            persampahan: kode_desa     | timbulan_m3_hari
                         99.01.01.2001 | -
        """,
    ),
    Rule(
        TB_08,
        _missing,
        example_pass="""
            pagu: sumber_dana | tahun | pagu_rp | dasar
                  APBD_K      | 2014  | 1000    | APBD
            kesiapan: kegiatan_id | kriteria | status | tanggal
                      K1          | lahan    | ada    | 2013-05-01
            komitmen: sumber_dana | tahun | komitmen_rp
                      APBD_K      | 2014  | 1000
        """,
        example_fail="""
            pagu: sumber_dana | tahun | pagu_rp | dasar
                  APBD_K      | 2014  | 1000    | APBD
        """,
    ),
    Rule(
        BP_V10,
        _bounded_elsewhere,
        example_pass="""
            wilayah: kode_desa     | desa | kecamatan | luas_adm_ha
                     99.01.01.2001 | A    | K         | 100
            drainase_genangan: kode_desa     | lokasi | luas_genangan_ha | tinggi_m
                               99.01.01.2001 | RT 1   | 100              | 5
        """,
        example_fail="""
            wilayah: kode_desa     | desa | kecamatan | luas_adm_ha
                     99.01.01.2001 | A    | K         | 100
            drainase_genangan: kode_desa     | lokasi | luas_genangan_ha | tinggi_m
                               99.01.01.2001 | RT 1   | 100.01           | 0.3
        """,
    ),
)
