"""Facts of the MPS: priorities, lines, recaps, waiting list, schedule, readiness (mps.md sections 4 to 7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from schemas.contract import Row, Rows
from schemas.facts import FactRow, FactTable
from schemas.outputs.mps import BARIS, BOBOT_DIPAKAI, PRIORITAS, SESUDAH_RENCANA
from schemas.outputs.mps_peringkat import RENTANG_PERINGKAT
from schemas.outputs.ssk import KEGIATAN
from schemas.tables.pagu import PAGU
from tasks.documents.places import Places
from tasks.documents.programme import AMOUNTS, SOURCES, WITH_PH, komponen_order, recap, volumes
from tasks.documents.source import Source, words
from tasks.documents.sums import Sums

CRITERIA = ("penerima_manfaat", "permasalahan_mendesak", "persepsi_pokja", "pro_poor")
WAITING = "daftar_tunggu"
DRAWN = tuple(f"{name}_komponen" for name in ("posisi", "posisi_akhir", "rank_bawah", "rank_atas"))
FIRM = {1: "pasti", 0: "diperdebatkan"}


def priorities(source: Source, places: Places, activities: Mapping[str, Row], komponen: str) -> FactTable:
    """T2: scores, weight present, total and ranks of one komponen, in rank order; unranked last."""
    rows = [r for r in source.rows(PRIORITAS) if r["komponen"] == komponen]
    drawn = {words(r["kegiatan_id"]): r for r in source.rows(RENTANG_PERINGKAT)}
    return FactTable(tuple(_priority(source, places, activities, drawn, r) for r in sorted(rows, key=_rank)))


def _rank(row: Row) -> tuple[int, str]:
    place = row.get("urutan")
    return (place if isinstance(place, int) else 10**9, words(row["kegiatan_id"]))


def _priority(
    source: Source, places: Places, activities: Mapping[str, Row], drawn: Mapping[str, Row], row: Row
) -> FactRow:
    name = words(row["kegiatan_id"])
    activity, firm = activities.get(name, {}), drawn.get(name, {"kegiatan_id": name})
    scores = source.figures(PRIORITAS, row, (f"skor_{c}" for c in CRITERIA))
    notes = _notes(row, firm)
    return {
        "nama": words(activity.get("nama")) or words(row["kegiatan_id"]),
        "lokasi": places.lokasi(words(activity.get("lokasi"))),
        **scores,
        "bobot_ada_pct": source.figure(PRIORITAS, row, "bobot_ada_pct", 0),
        "total": source.figure(PRIORITAS, row, "total", 2),
        "rank_komponen": source.figure(PRIORITAS, row, "rank_komponen"),
        "rank_semua": source.figure(PRIORITAS, row, "rank_semua"),
        **source.figures(RENTANG_PERINGKAT, firm, DRAWN),
        "tukar_kriteria": words(firm.get("tukar_kriteria")),
        "tukar_poin": source.figure(RENTANG_PERINGKAT, firm, "tukar_poin", 1),
        "keterangan": "; ".join(n for n in notes if n),
    }


def _notes(row: Row, firm: Row) -> tuple[str, ...]:
    if row.get("total") is None:
        return ("belum dapat dinilai",)
    firmness = firm.get("is_pasti_komponen")
    own = words(row.get("skor_lain")).replace(":", " ").replace(";", ", ")
    provisional = "sementara" if row.get("is_sementara") == 1 else ""
    return FIRM[firmness] if isinstance(firmness, int) else "", provisional, own


def weights(source: Source) -> FactTable:
    """Weights of the criteria in use."""
    rows: list[FactRow] = [
        {
            "komponen": words(r["komponen"]),
            "kriteria": words(r["kriteria"]),
            "bobot_pct": source.figure(BOBOT_DIPAKAI, r, "bobot_pct", 1),
            **source.figures(BOBOT_DIPAKAI, r, ("bobot_min_pct", "bobot_max_pct"), 1),
            "asal": {"pokja": "ditetapkan Pokja", "bawaan": "bawaan aturan"}.get(words(r.get("asal")), ""),
            "catatan": words(r.get("catatan")),
        }
        for r in source.rows(BOBOT_DIPAKAI)
    ]
    return FactTable(tuple(rows))


def lines(
    source: Source,
    places: Places,
    *,
    waiting: bool,
    komponen: str | None = None,
    is_shown: Callable[[Row], bool] | None = None,
) -> FactTable:
    """Lines with volumes and costs; those of the waiting list or all others; only those that `is_shown` takes."""
    rows = [
        r
        for r in source.rows(BARIS)
        if (r.get("status") == WAITING) == waiting
        and komponen in (None, r["komponen"])
        and (is_shown is None or is_shown(r))
    ]
    found = tuple(_line(source, places, r) for r in sorted(rows, key=_order))
    return FactTable(found, reads=() if komponen else ("baris", "kkl"))


def _order(row: Row) -> tuple[int, str, str, str]:
    place = words(row.get("lokasi"))
    return komponen_order(words(row.get("komponen"))), words(row.get("kode_katalog")), place, words(row["sumber_dana"])


def _line(source: Source, places: Places, row: Row) -> FactRow:
    moved = row.get("dipindah_dari")
    notes = (f"dipindah dari {moved}" if moved is not None else "", words(row.get("alasan")))
    made: FactRow = {
        "komponen": words(row["komponen"]),
        "nama": words(row.get("nama")),
        "lokasi": places.lokasi(words(row.get("lokasi"))),
        "satuan": words(row.get("satuan")),
        "sumber": words(row["sumber_dana"]),
        "status": words(row.get("status")),
        "keterangan": "; ".join(n for n in notes if n),
    }
    return made | volumes(source, BARIS, row) | source.figures(BARIS, row, ("harga_satuan_rp", *AMOUNTS, "sisa_rp"))


def recaps(sums: Sums, source: Source) -> dict[str, FactTable]:
    """T5, T6, T7: komponen x year, source x year, source x komponen, without waiting lines."""
    rows = [r for r in source.rows(BARIS) if r.get("status") != WAITING]
    by_komponen = recap(sums, source, BARIS, rows, "rekap_komponen", WITH_PH, lambda r: words(r["komponen"]))
    by_source = recap(sums, source, BARIS, rows, "rekap_sumber", SOURCES, lambda r: words(r["sumber_dana"]))
    return {
        "rekap_komponen": by_komponen,
        "rekap_sumber": by_source,
        "rekap_silang": _cross(sums, source, rows),
    }


def _cross(sums: Sums, source: Source, rows: Rows) -> FactTable:
    made: list[FactRow] = []
    for sumber in (*SOURCES, None):
        mine = [r for r in rows if sumber in (None, r["sumber_dana"])]
        if not mine:
            continue
        name = f"rekap_silang.{sumber or 'semua'}"
        row: FactRow = {"kelompok": sumber or "Jumlah"}
        for k in (*WITH_PH, None):
            members = [source.figure(BARIS, r, "jumlah_rp") for r in mine if k in (None, r["komponen"])]
            row[k or "jumlah"] = sums.total(f"{name}.{k or 'semua'}", members, 0, "Rp")
        made.append(row)
    return FactTable(tuple(made[:-1]), made[-1] if made else None)


def after_plan(source: Source, places: Places, activities: Mapping[str, Row]) -> FactTable:
    """Activities that fall after the plan years."""
    made: list[FactRow] = []
    for row in source.rows(SESUDAH_RENCANA):
        activity = activities.get(words(row["kegiatan_id"]), {})
        name = words(activity.get("nama")) or words(row["kegiatan_id"])
        place = places.lokasi(words(activity.get("lokasi")))
        made.append({"nama": name, "lokasi": place, "alasan": words(row.get("alasan"))})
    return FactTable(tuple(made))


def ceilings(source: Source) -> FactTable:
    """Submitted ceilings."""
    pagu: list[FactRow] = [
        {"sumber": words(r["sumber_dana"]), "tahun": words(r["tahun"]), "dasar": words(r.get("dasar"))}
        | source.figures(PAGU, r, ("pagu_rp",))
        for r in source.rows(PAGU)
    ]
    return FactTable(tuple(pagu), absent="" if source.has(PAGU) else "pagu")


def activities_of(ssk: Source) -> dict[str, Row]:
    """The SSK's activities by id."""
    return {words(r["kegiatan_id"]): r for r in ssk.rows(KEGIATAN)}
