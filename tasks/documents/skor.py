"""Facts of the SSK and the MPS on activities that a score without reason or minutes has changed."""

from __future__ import annotations

from collections.abc import Callable

from schemas.facts import FactRow, FactTable
from schemas.outputs.ssk import AKIBAT_SKOR
from tasks.documents.source import Source, several, words

MONEY = ("jumlah_rp", "jumlah_hitung_rp")


def consequences(ssk: Source, place: Callable[[str], str]) -> FactTable:
    """Activities that are there, missing or other for such a score, with what they cost either way."""
    order = ("hilang", "hanya_karena", "berubah", "bertumpu")
    made: list[FactRow] = []
    for r in sorted(ssk.rows(AKIBAT_SKOR), key=lambda r: order.index(words(r["akibat"]))):
        made.append(
            {
                "nama": words(r["nama"]),
                "lokasi": place(words(r["lokasi"])),
                "akibat": words(r["akibat"]),
                "catatan": sentence(words(r["catatan"]), several(r["area"]), place),
                **ssk.figures(AKIBAT_SKOR, r, MONEY),
            }
        )
    return FactTable(tuple(made))


def sentence(text: str, areas: list[str], place: Callable[[str], str]) -> str:
    """A note with its desa by name."""
    for area in areas:
        kode = area.partition("/")[0]
        text = text.replace(kode, place(kode))
    return text
