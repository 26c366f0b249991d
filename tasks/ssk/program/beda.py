"""What the Pokja's programme changes against the draft, line by line (ssk.md section 7)."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.canonical import text_of
from schemas.contract import Row, Rows
from tasks.ssk.program.baris import COSTS, VOLUMES

COLUMNS = (
    "komponen",
    "nama",
    "jenis_sub",
    "tahap",
    "lokasi",
    "satuan",
    "harga_satuan_rp",
    *VOLUMES,
    *COSTS,
    "jumlah_rp",
    "penerima_manfaat_kk",
    "setelah",
)
SUMBER = "sumber_dana"


def difference_rows(draft: Rows, draft_sources: Rows, plan: Rows, plan_sources: Rows) -> Rows:
    """Rows of BEDA_PROGRAM: changed columns, new and dropped activities; unknown values are empty text."""
    before, after = _by_id(draft, draft_sources), _by_id(plan, plan_sources)
    return [row for kid in sorted(before.keys() | after.keys()) for row in _of(kid, before.get(kid), after.get(kid))]


def _by_id(rows: Rows, sources: Rows) -> dict[str, Row]:
    paid: dict[str, list[str]] = {}
    for s in sources:
        paid.setdefault(str(s["kegiatan_id"]), []).append(f"{s['sumber_dana']} {text_of(s['share'])}")
    return {kid: {**r, SUMBER: "; ".join(paid.get(kid, []))} for r in rows if (kid := str(r["kegiatan_id"]))}


def _of(kid: str, before: Row | None, after: Row | None) -> Iterator[Row]:
    if before is None or after is None:
        there: Row = after or before or {}
        total = text_of(there["jumlah_rp"])
        sides: Row = {"draf": "", "pokja": total} if before is None else {"draf": total, "pokja": ""}
        yield {**_head(kid, there, ""), "jenis": "baru" if before is None else "hilang", **sides}
        return
    for column in (*COLUMNS, SUMBER):
        old, new = text_of(before[column]), text_of(after[column])
        if old != new:
            yield {**_head(kid, after, column), "jenis": "beda", "draf": old, "pokja": new}


def _head(kid: str, row: Row, column: str) -> Row:
    return {"kegiatan_id": kid, "kolom": column, "komponen": row["komponen"], "nama": row["nama"]}
