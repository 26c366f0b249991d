"""The last annex of the Buku Putih: every numbered part of the edition, filled or absent with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reports.blocks import Block, Chart, Heading, Line, Notice, Table, YesNoBars, chart_label
from reports.chapters.build import COMPUTED, say, words
from reports.language import joined, kept
from reports.printed import in_words
from schemas.facts import Facts

ANNEX, APPROVAL = "L.", "P."
COLUMNS = words(bagian="Bagian", judul="Judul", keadaan="Keadaan", dasar="Sumber dan tahun, atau alasan")


def completeness(blocks: Sequence[Block], at: str) -> Iterator[Block]:
    """The list of tables, charts and maps among `blocks`, in their order."""
    yield Heading(2, "Kelengkapan tabel, gambar, dan peta", at)
    yield from say("umum", "kelengkapan")
    yield Table(at, "Tabel, gambar, dan peta edisi ini", COLUMNS, tuple(parts(blocks)))


def declared(facts: Facts, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with what the Pokja said about numbered parts that it declared absent, e.g. `Tabel` and its number."""
    given = {name.casefold(): reason for name, reason in facts.tidak_ada.items()}
    for block in blocks:
        reason = given.get(f"{block.label} {block.number}".casefold()) if isinstance(block, Notice) else None
        if reason and isinstance(block, Notice):
            yield replace(block, runs=(*block.runs, " Pokja: ", kept(reason)))
        else:
            yield block


def parts(blocks: Sequence[Block]) -> Iterator[Line]:
    """One line per numbered part: name, title, whether it is there, and its sources or the reason."""
    for block in blocks:
        if isinstance(block, Table) and block.number.startswith((ANNEX, APPROVAL)):
            continue
        if isinstance(block, Notice) and block.kind == "absent":
            yield Line((f"{block.label} {block.number}".strip(), block.title, "tidak ada", _said(block)))
        elif isinstance(block, Table):
            yield Line((f"Tabel {block.number}", block.caption, "terisi", "; ".join(block.sources)))
        elif isinstance(block, Chart):
            sources = block.sources if isinstance(block, YesNoBars) else (COMPUTED,)
            yield Line((f"{chart_label(block)} {block.number}", block.caption, "terisi", "; ".join(sources)))


def _said(notice: Notice) -> str:
    return joined("", [run if isinstance(run, str) else in_words(run) for run in notice.runs])
