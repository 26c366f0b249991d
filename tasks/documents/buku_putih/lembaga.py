"""Facts of Buku Putih Bab 3 by subsector: regulations, actors, system diagram, media, installations, problems."""

from __future__ import annotations

from schemas.contract import Row, Rows, Table, Value
from schemas.facts import FactRow, FactTable
from schemas.tables.dss import DSS
from schemas.tables.masalah import MASALAH
from schemas.tables.media import MEDIA
from schemas.tables.pelaku import PELAKU
from schemas.tables.regulasi import REGULASI
from schemas.tables.spald import SPALD
from schemas.tables.tps3r import TPS3R
from tasks.documents.places import Places
from tasks.documents.source import Source, several, words

REGULASI_COLUMNS = ("komponen", "judul", "tahun", "ada", "dilaksanakan", "catatan")
PELAKU_COLUMNS = ("komponen", "jenis", "peran", "kegiatan")
DSS_COLUMNS = ("jenis", "jumlah", "kondisi")
MEDIA_COLUMNS = ("komponen", "jenis", "isu", "frekuensi", "cakupan")
SPALD_COLUMNS = ("tahun", "jenis", "kapasitas_m3_hari", "terpakai_m3_hari", "kk", "sr", "berfungsi", "pengelola")
TPS3R_COLUMNS = ("tahun", "luas_m2", "sampah_ton_hari", "kk", "jiwa", "berfungsi", "pengelola")
MASALAH_COLUMNS = ("komponen", "uraian", "kode_desa", "tabel", "mendesak")
GOVERNMENT = "opd"


def regulasi(source: Source, komponen: str) -> FactTable:
    """Regulations of a subsector; one without a subsector counts for all."""
    return _texts(
        source,
        REGULASI,
        _about(source, REGULASI, komponen),
        ("nomor", "judul", "tahun", "catatan"),
        ("ada", "dilaksanakan"),
    )


def pelaku(source: Source, komponen: str, *, providers: bool = False) -> FactTable:
    """Actors of a subsector: all of them, or (`providers`) those outside the government."""
    rows = [r for r in _about(source, PELAKU, komponen) if not providers or r.get("jenis") not in (GOVERNMENT, None)]
    return _texts(source, PELAKU, rows, ("nama", *PELAKU_COLUMNS[1:]))


def media(source: Source, komponen: str) -> FactTable:
    """Media of communication of a subsector."""
    return _texts(source, MEDIA, _about(source, MEDIA, komponen), ("nama", *MEDIA_COLUMNS[1:]))


def dss(source: Source, komponen: str) -> FactTable:
    """The steps A to E of each sanitation system of a subsector."""
    rows = [r for r in source.rows(DSS) if r["komponen"] == komponen]
    made: list[FactRow] = [
        {c: words(r.get(c)) for c in ("sistem", "tahap", "jenis", "kondisi")} | source.figures(DSS, r, ("jumlah",))
        for r in rows
    ]
    return _table(source, DSS, made)


def spald(source: Source, places: Places) -> FactTable:
    """Wastewater installations and whether they work."""
    columns = ("kapasitas_m3_hari", "terpakai_m3_hari", "kk", "sr")
    return _installations(source, places, SPALD, columns, ("tahun", "jenis", "pengelola"))


def tps3r(source: Source, places: Places) -> FactTable:
    """3R sites and whether they work."""
    return _installations(source, places, TPS3R, ("luas_m2", "sampah_ton_hari", "kk", "jiwa"), ("tahun", "pengelola"))


def masalah(source: Source, places: Places, komponen: str) -> FactTable:
    """Problems that the Pokja named for a subsector."""
    made: list[FactRow] = [
        {
            "uraian": words(r.get("uraian")),
            "desa": ", ".join(places.desa(k) for k in several(r.get("kode_desa"))) or places.lokasi(""),
            "tabel": words(r.get("tabel")),
            "mendesak": yes_no(r.get("mendesak")),
        }
        for r in _about(source, MASALAH, komponen)
    ]
    return _table(source, MASALAH, made)


def yes_no(value: Value) -> str:
    """A flag in words."""
    return "ya" if value == 1 else "tidak" if value == 0 else "tidak diketahui"


def _about(source: Source, table: Table, komponen: str) -> Rows:
    return [r for r in source.rows(table) if r.get("komponen") in (komponen, None)]


def _texts(
    source: Source, table: Table, rows: Rows, columns: tuple[str, ...], flags: tuple[str, ...] = ()
) -> FactTable:
    made: list[FactRow] = []
    for row in rows:
        said: FactRow = {c: words(row.get(c)) for c in columns}
        made.append(said | {c: yes_no(row.get(c)) for c in flags})
    return _table(source, table, made)


def _installations(
    source: Source, places: Places, table: Table, columns: tuple[str, ...], texts: tuple[str, ...]
) -> FactTable:
    made = [_installation(source, places, table, r, columns, texts) for r in source.rows(table)]
    return _table(source, table, made)


def _installation(
    source: Source, places: Places, table: Table, row: Row, columns: tuple[str, ...], texts: tuple[str, ...]
) -> FactRow:
    made: FactRow = {"nama": words(row["nama"]), "desa": places.desa(words(row["kode_desa"]))}
    made |= {c: words(row.get(c)) for c in texts}
    return made | source.figures(table, row, columns) | {"berfungsi": yes_no(row.get("berfungsi"))}


def _table(source: Source, table: Table, rows: list[FactRow]) -> FactTable:
    absent = "" if source.has(table) else table.name
    return FactTable(tuple(rows), absent=absent, sources=source.provenance(table), reads=(table.name,))
