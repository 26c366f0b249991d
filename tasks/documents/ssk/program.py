"""Facts of the SSK about programmes, activities and money (ssk.md sections 7 and 8)."""

from __future__ import annotations

from collections.abc import Sequence

from reports.labels import SUMBER_SINGKAT
from schemas.contract import Row
from schemas.facts import FactRow, FactTable
from schemas.form_words import in_words
from schemas.outputs.ssk import KEGIATAN, KEGIATAN_SUMBER, KEMAMPUAN, PROGRAM, TIDAK_DIBUAT
from schemas.tables.keuangan import KEUANGAN
from tasks.documents.places import Places
from tasks.documents.programme import AMOUNTS, SOURCES, WITH_PH, komponen_order, recap, volumes
from tasks.documents.source import Source, words
from tasks.documents.sums import Sums

RIWAYAT_COLUMNS = (
    "belanja_sanitasi_rp",
    "dak_sanitasi_rp",
    "dak_lh_rp",
    "dak_perkim_rp",
    "pinjaman_hibah_rp",
    "belanja_langsung_rp",
    "op_rp",
)
GOVERNMENT = ("APBD_K", "APBD_P", "APBN")
KEMAMPUAN_COLUMNS = (
    "apbd_murni_rp",
    "komitmen_rp",
    "op_rp",
    "mampu_murni_rp",
    "mampu_komitmen_rp",
    "mampu_rp",
    "kebutuhan_apbd_k_rp",
    "selisih_rp",
)


def riwayat(source: Source, fiscal_year: int) -> FactTable:
    """Tabel 2.6: five years of sanitation expenditure and what is taken off it."""
    past = [r for r in source.rows(KEUANGAN) if isinstance(y := r["tahun"], int) and y <= fiscal_year]
    rows = [{"tahun": str(r["tahun"])} | source.figures(KEUANGAN, r, RIWAYAT_COLUMNS) for r in past[-5:]]
    absent = "" if source.has(KEUANGAN) else KEUANGAN.name
    return FactTable(tuple(rows), absent=absent, sources=source.provenance(KEUANGAN))


def kemampuan(source: Source, years: Sequence[int]) -> FactTable:
    """Tabel 2.10: capability and need per plan year; no rows when it is unknown."""
    rows: list[FactRow] = [
        {"tahun": str(r["tahun"]), "catatan": words(r.get("catatan"))} | source.figures(KEMAMPUAN, r, KEMAMPUAN_COLUMNS)
        for r in source.rows(KEMAMPUAN)
        if r["tahun"] in years
    ]
    return FactTable(tuple(rows))


def programmes(sums: Sums, source: Source, komponen: str) -> FactTable:
    """Money per package and plan year of one komponen."""
    names = {words(r["program_id"]): words(r.get("nama")) for r in source.rows(PROGRAM)}
    rows = [r for r in source.rows(KEGIATAN) if r["komponen"] == komponen]
    groups = sorted({words(r.get("program_id")) for r in rows})
    table = recap(sums, source, KEGIATAN, rows, f"program.{komponen}", groups, lambda r: words(r.get("program_id")))
    named = tuple(
        r | {"kelompok": names.get(str(r["kelompok"])) or str(r["kelompok"]) or "Lainnya"} for r in table.rows
    )
    return FactTable(named, table.total)


def by_komponen(sums: Sums, source: Source) -> FactTable:
    """Tabel 5.1: komponen x year."""
    rows = source.rows(KEGIATAN)
    return recap(sums, source, KEGIATAN, rows, "rekap_komponen", WITH_PH, lambda r: words(r["komponen"]))


def by_source(sums: Sums, source: Source) -> FactTable:
    """Tabel 5.2: source of funds x year, government above the others."""
    rows = source.rows(KEGIATAN_SUMBER)
    found = recap(sums, source, KEGIATAN_SUMBER, rows, "rekap_sumber", SOURCES, lambda r: words(r["sumber_dana"]))
    kinds = {True: "A. Pemerintah", False: "B. Nonpemerintah"}
    marked = tuple(r | {"jenis": kinds[r["kelompok"] in GOVERNMENT]} for r in found.rows)
    return FactTable(marked, found.total)


def activities(source: Source, places: Places) -> FactTable:
    """The full programme table: one row per activity, by komponen, package, place and step."""
    paid: dict[str, list[str]] = {}
    for row in source.rows(KEGIATAN_SUMBER):
        mark = "\N{NO-BREAK SPACE}*" if row.get("is_indikasi") else ""
        paid.setdefault(words(row["kegiatan_id"]), []).append(SUMBER_SINGKAT[words(row["sumber_dana"])] + mark)
    named = {words(r["program_id"]): words(r.get("nama")) for r in source.rows(PROGRAM)}
    rows = sorted(source.rows(KEGIATAN), key=_order)
    return FactTable(tuple(_activity(source, places, r, paid) | {"kelompok": _group(places, r, named)} for r in rows))


def _group(places: Places, row: Row, named: dict[str, str]) -> str:
    """Package and place: the steps of one facility stand together."""
    program = named.get(words(row.get("program_id"))) or words(row.get("program_id"))
    return f"{program}: {places.lokasi(words(row.get('lokasi')))}"


def _order(row: Row) -> tuple[int, str, str, str, str]:
    komponen = komponen_order(words(row.get("komponen")))
    place = words(row.get("lokasi"))
    return komponen, words(row.get("program_id")), place, words(row.get("kode_katalog")), words(row["kegiatan_id"])


def _activity(source: Source, places: Places, row: Row, paid: dict[str, list[str]]) -> FactRow:
    made: FactRow = {
        "program": words(row.get("program_id")),
        "nama": words(row.get("nama")),
        "lokasi": places.lokasi(words(row.get("lokasi"))),
        "tahap": words(row.get("tahap")),
        "satuan": words(row.get("satuan")),
        "sumber": ", ".join(paid.get(words(row["kegiatan_id"]), [])),
        "asal": words(row.get("asal")),
        "komponen": words(row["komponen"]),
    }
    money = source.figures(KEGIATAN, row, ("harga_satuan_rp", *AMOUNTS, "penerima_manfaat_kk"))
    return made | volumes(source, KEGIATAN, row) | money


def not_made(sums: Sums, source: Source, places: Places) -> FactTable:
    """Steps of the catalogue without a line, by step and reason, with the number of places."""
    members: dict[tuple[str, str], list[Row]] = {}
    for row in source.rows(TIDAK_DIBUAT):
        members.setdefault((words(row["kode_katalog"]), words(row.get("alasan"))), []).append(row)
    made: list[FactRow] = []
    for (kode, alasan), rows in sorted(members.items()):
        refs = [source.ref(TIDAK_DIBUAT, r, "alasan") for r in rows]
        shown = [places.lokasi(words(r["lokasi"])) for r in rows]
        made.append(
            {
                "langkah": kode,
                "alasan": in_words(alasan, "air_limbah"),
                "n": sums.count(f"tidak_dibuat.{words(rows[0]['lokasi'])}.{kode}", refs),
                "lokasi": "; ".join(shown),
            }
        )
    return FactTable(tuple(made))
