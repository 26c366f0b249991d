"""Facts of the MPS: lines, recaps, waiting list, ceilings (mps.md sections 5 and 7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from reports.catatan import BREAK
from schemas.contract import Row, Rows
from schemas.facts import FactRow, FactTable
from schemas.outputs.mps import BARIS, SESUDAH_RENCANA
from schemas.tables.pagu import PAGU
from tasks.documents.mps.nama import Names
from tasks.documents.programme import AMOUNTS, SOURCES, WITH_PH, komponen_order, recap, volumes
from tasks.documents.skor import sentence
from tasks.documents.source import Source, several, words
from tasks.documents.sums import Sums

WAITING = "daftar_tunggu"


def lines(
    source: Source,
    names: Names,
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
    found = tuple(_line(source, names, r) for r in sorted(rows, key=_order))
    return FactTable(found, reads=() if komponen else ("baris", "kkl"))


def details(source: Source, names: Names) -> FactTable:
    """T4: every line that does not wait, by komponen and facility (package and place)."""
    found = lines(source, names, waiting=False)
    return replace(found, rows=tuple(sorted(found.rows, key=_by_facility)))


def _by_facility(line: FactRow) -> tuple[int, str, str]:
    return komponen_order(str(line["komponen"])), str(line["fasilitas"]), str(line["baris"])


def _order(row: Row) -> tuple[int, str, str, str]:
    place = words(row.get("lokasi"))
    return komponen_order(words(row.get("komponen"))), words(row.get("kode_katalog")), place, words(row["sumber_dana"])


def _line(source: Source, names: Names, row: Row) -> FactRow:
    name, moved = words(row["kegiatan_id"]), row.get("dipindah_dari")
    notes = (
        f"dipindah dari {moved}" if moved is not None else "",
        names.remarks(words(row.get("alasan")), name),
        names.remarks(sentence(words(row.get("catatan_skor")), several(row.get("area")), names.place), name),
    )
    made: FactRow = {
        "komponen": words(row["komponen"]),
        "baris": f"{name}~{row['sumber_dana']}",
        "nama": words(row.get("nama")),
        "langkah": f"{words(row.get('nama'))} ({names.program(name)})",
        "fasilitas": names.facility(name),
        "lokasi": names.place(words(row.get("lokasi"))),
        "satuan": words(row.get("satuan")),
        "sumber": words(row["sumber_dana"]),
        "status": words(row.get("status")),
        "keterangan": BREAK.join(n for n in notes if n),
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


def after_plan(source: Source, names: Names) -> FactTable:
    """Activities that fall after the plan years."""
    made: list[FactRow] = []
    for row in source.rows(SESUDAH_RENCANA):
        name = words(row["kegiatan_id"])
        reason = names.remarks(words(row.get("alasan")), name)
        made.append({"nama": names.nama(name), "lokasi": names.lokasi(name), "alasan": reason})
    return FactTable(tuple(made))


def ceilings(source: Source) -> FactTable:
    """Submitted ceilings."""
    pagu: list[FactRow] = [
        {"sumber": words(r["sumber_dana"]), "tahun": words(r["tahun"]), "dasar": words(r.get("dasar"))}
        | source.figures(PAGU, r, ("pagu_rp",))
        for r in source.rows(PAGU)
    ]
    return FactTable(tuple(pagu), absent="" if source.has(PAGU) else "pagu")
