"""Facts of Tabel 2.1 and 2.10 to 2.12, and of sanitation in schools (buku-putih.md section 6)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from schemas.contract import Row, Rows
from schemas.facts import FactRow, FactTable
from schemas.tables.das import DAS
from schemas.tables.fasilitas_sekolah import FASILITAS_SEKOLAH
from schemas.tables.penduduk import PENDUDUK
from tasks.documents.kecamatan import Extend, figure, sum_kecamatan
from tasks.documents.places import Places
from tasks.documents.source import Source, reads, words
from tasks.documents.sums import Sums

DAS_COLUMNS = ("luas_ha", "debit_m3_dt")
SEKOLAH_COLUMNS = ("jenjang", "siswa", "toilet", "ctps", "air_bersih")
COUNTED = ("siswa", "toilet", "ctps")
UNNAMED = "tidak disebutkan"
Newest = Mapping[str, Row]


def das(source: Source) -> FactTable:
    """Tabel 2.1: river basins."""
    rows = [{"nama": words(r["nama"])} | source.figures(DAS, r, DAS_COLUMNS) for r in source.rows(DAS)]
    return _of(source.has(DAS), DAS.name, tuple(rows), source.provenance(DAS))


def _of(has: bool, name: str, rows: tuple[FactRow, ...], sources: tuple[str, ...]) -> FactTable:
    return FactTable(rows, absent="" if has else name, sources=sources, reads=(name,))


def levels(source: Source) -> list[str]:
    """The levels of the schools, as submitted."""
    return sorted({_level(r) for r in source.rows(FASILITAS_SEKOLAH)})


def _level(row: Row) -> str:
    return words(row.get("jenjang")).strip().upper() or UNNAMED


def sekolah(sums: Sums, source: Source, places: Places) -> FactTable:
    """Tabel 2.10: schools per kecamatan and level, a column `j<n>` per level."""
    rows, made = source.rows(FASILITAS_SEKOLAH), list[FactRow]()
    groups = [(k.kode, k.nama) for k in places.kecamatan] if rows else []
    for kode, nama in (*groups, (places.kab, places.kabupaten)):
        row: FactRow = {"kecamatan": nama}
        inside = [r for r in rows if words(r["kode_desa"]).startswith(kode)]
        for i, level in enumerate(levels(source)):
            members = [_ref(source, r) for r in inside if _level(r) == level]
            row[f"j{i}"] = sums.count(f"sekolah.{kode}.j{i}", members, "sekolah")
        row["jumlah"] = sums.count(f"sekolah.{kode}.jumlah", [_ref(source, r) for r in inside], "sekolah")
        made.append(row)
    found = _of(source.has(FASILITAS_SEKOLAH), FASILITAS_SEKOLAH.name, tuple(made[:-1]), ())
    sources = source.provenance(FASILITAS_SEKOLAH)
    return FactTable(found.rows, made[-1] if rows else None, found.absent, sources, reads(FASILITAS_SEKOLAH, "jenjang"))


def _ref(source: Source, row: Row) -> str:
    return source.ref(FASILITAS_SEKOLAH, row, "jenjang")


def sanitasi_sekolah(sums: Sums, source: Source) -> FactTable:
    """Sanitation of the schools by level: pupils, toilets, pupils per toilet, places to wash hands, clean water."""
    made: list[FactRow] = []
    for i, level in enumerate(levels(source)):
        made.append(
            _of_level(sums, source, f"j{i}", level, [r for r in source.rows(FASILITAS_SEKOLAH) if _level(r) == level])
        )
    found = _of(source.has(FASILITAS_SEKOLAH), FASILITAS_SEKOLAH.name, tuple(made), ())
    return FactTable(found.rows, None, found.absent, source.provenance(FASILITAS_SEKOLAH), found.reads)


def _of_level(sums: Sums, source: Source, key: str, level: str, rows: Rows) -> FactRow:
    name = f"sanitasi_sekolah.{key}"
    row: FactRow = {"jenjang": level, "n": sums.count(f"{name}.n", [_ref(source, r) for r in rows], "sekolah")}
    for column in COUNTED:
        members = [source.figure(FASILITAS_SEKOLAH, r, column) for r in rows]
        row[column] = sums.total(f"{name}.{column}", members, 0, members[0].unit)
    row["siswa_per_toilet"] = sums.ratio(
        f"{name}.siswa_per_toilet", figure(row, "siswa"), figure(row, "toilet"), 1, 0, "siswa"
    )
    for value, column in ((1, "air_ada"), (0, "air_tidak"), (None, "air_kosong")):
        counted = [source.ref(FASILITAS_SEKOLAH, r, "air_bersih") for r in rows if r.get("air_bersih") == value]
        row[column] = sums.count(f"{name}.{column}", counted, "sekolah")
    return row


def miskin(sums: Sums, source: Source, places: Places, newest: Newest) -> FactTable:
    """Tabel 2.11: poor households per kecamatan in the newest year."""

    def share(name: str, row: FactRow) -> FactRow:
        part, all_kk = figure(row, "kk_miskin"), figure(row, "kk")
        return {"miskin_pct": sums.ratio(f"{name}.miskin_pct", part, all_kk, 100, 2, "%")}

    return _newest(sums, source, places, newest, ("kk_miskin", "kk"), share)


def rumah(sums: Sums, source: Source, places: Places, newest: Newest) -> FactTable:
    """Tabel 2.12: houses per kecamatan in the newest year."""

    def each(name: str, row: FactRow) -> FactRow:
        people, houses = figure(row, "penduduk_jiwa"), figure(row, "rumah")
        return {"jiwa_per_rumah": sums.ratio(f"{name}.jiwa_per_rumah", people, houses, 1, 2, "jiwa")}

    return _newest(sums, source, places, newest, ("rumah", "kk", "penduduk_jiwa"), each)


def _newest(
    sums: Sums, source: Source, places: Places, newest: Newest, columns: tuple[str, ...], extend: Extend
) -> FactTable:
    """Sums of the newest rows of `penduduk`; no rows when nobody filled in the first column."""
    read = reads(PENDUDUK, *columns)
    if not source.has(PENDUDUK):
        return FactTable(absent=PENDUDUK.name)
    if all(r.get(columns[0]) is None for r in newest.values()):
        return FactTable(reads=read)
    by_desa = {
        kode: source.figures(PENDUDUK, newest.get(kode, {"kode_desa": kode}), columns)
        for k in places.kecamatan
        for kode in k.desa
    }
    sources = source.provenance(PENDUDUK)
    made = sum_kecamatan(sums, places, f"{columns[0]}.{PENDUDUK.name}", by_desa, columns, sources, extend)
    return replace(made, reads=read)
