"""Tables of the MPS with what their rows share said once (reports.catatan)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reports.blocks import Block, Column, Items, Paragraph, Table
from reports.catatan import shorten
from reports.chapters.build import table
from reports.language import told
from schemas.facts import Facts


def short_table(
    facts: Facts,
    name: str,
    number: str,
    caption: str,
    columns: Sequence[Column],
    *,
    same: Sequence[str] = (),
    unknown: Sequence[str] = (),
    remarks: str = "",
    optional: Sequence[str] = (),
    group: str = "",
    notes: Sequence[str] = (),
    empty: str = "tanpa_baris",
) -> Iterator[Block]:
    """The table without repetitions, after the key of its remarks where it has one."""
    short = shorten(facts.table(name), columns, same=same, unknown=unknown, remarks=remarks, empty=optional)
    if short.key:
        yield Paragraph((key_of(number),))
        yield Items(tuple((said,) for said in short.key))
    shown = facts.with_table(name, short.rows)
    made = table(shown, name, number, caption, short.columns, group=group, empty=empty)
    yield replace(made, notes=(*made.notes, *short.notes, *notes)) if isinstance(made, Table) else made


def key_of(number: str) -> str:
    """The sentence before the key of the letters in the remarks of a table."""
    return told("Huruf pada kolom keterangan Tabel {}:", number)
