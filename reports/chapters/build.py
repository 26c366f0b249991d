"""What every chapter is built with: sections with the Pokja's words, tables from facts, notices of absence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from reports.blocks import Block, Column, Heading, Items, Level, Line, Notice, Quote, Table
from reports.labels import TABEL
from reports.sentences import paragraphs, sentences
from schemas.facts import Fact, FactRow, Facts, FactTable, Figure, Remark

Chapter = Iterable[Block]
COMPUTED = "perhitungan dari data kiriman"
TOTAL_ROW = "jumlah"


def text(name: str, kind: Literal["text", "number", "class"], head: str, group: str = "") -> Column:
    """A column by hand; `words`, `numbers` and `classes` are shorter."""
    return Column(name, head, kind, group)


def words(**heads: str) -> tuple[Column, ...]:
    """Text columns: name=heading."""
    return tuple(Column(name, head) for name, head in heads.items())


def numbers(heads: Mapping[str, str], group: str = "") -> tuple[Column, ...]:
    """Number columns under an optional common heading."""
    return tuple(Column(name, head, "number", group) for name, head in heads.items())


def classes(heads: Mapping[str, str]) -> tuple[Column, ...]:
    """Columns of classes."""
    return tuple(Column(name, head, "class") for name, head in heads.items())


def section(facts: Facts, level: Level, number: str, title: str) -> Iterator[Block]:
    """A heading with what the Pokja wrote for it, or why it declared the part absent."""
    yield Heading(level, title, number)
    if number in facts.narasi:
        yield Quote(facts.narasi[number], "Uraian Pokja, dicetak sebagaimana diserahkan")
    if number in facts.tidak_ada:
        yield Quote(facts.tidak_ada[number], "Dinyatakan tidak ada oleh Pokja")


def table(
    facts: Facts,
    name: str,
    number: str,
    caption: str,
    columns: Sequence[Column],
    *,
    group: str = "",
    notes: Iterable[str] = (),
    empty: str = "tanpa_baris",
    labels: Mapping[int, str] | None = None,
) -> Block:
    """The fact table `name` as a block; a notice with the reason when there is nothing to print.

    `group` names the column that becomes a band above its rows. `empty` is the sentence for a table without rows.
    `labels` are the words of its classes, by default those of the areas.
    """
    found = facts.table(name)
    if not found.rows:
        return absent("Tabel", number, caption, found, empty)
    return Table(
        number=number,
        caption=caption,
        columns=tuple(columns),
        lines=tuple(_line(row, columns, group) for row in found.rows),
        total=_total(found, columns),
        sources=found.sources or (COMPUTED,),
        notes=tuple(notes),
        labels=tuple(sorted((facts.labels if labels is None else labels).items())),
        remarks=remarks(facts, found.reads),
    )


def _line(row: FactRow, columns: Sequence[Column], group: str) -> Line:
    band = str(row[group]) if group else ""
    return Line(tuple(row[c.name] for c in columns), band, is_total=row.get(TOTAL_ROW) == "ya")


def _total(found: FactTable, columns: Sequence[Column]) -> Line | None:
    if found.total is None:
        return None
    return Line(tuple(found.total.get(c.name, "") for c in columns))


def absent(label: str, number: str, caption: str, found: FactTable, empty: str = "tanpa_baris") -> Notice:
    """Why a fact table gives nothing to print: its submitted table is not there, or the sentence `empty`."""
    if found.absent:
        return missing(label, number, caption, "belum_dikirim", tabel=TABEL.get(found.absent, found.absent))
    return missing(label, number, caption, empty)


def missing(label: str, number: str, caption: str, reason: str, **context: Any) -> Notice:
    """A notice that a numbered part is not available; the reason is a block of `tidak_tersedia.j2`."""
    (runs,) = sentences("tidak_tersedia", reason, **context)
    return Notice(caption, runs, "absent", label, number)


def remarks(facts: Facts, reads: Sequence[str]) -> tuple[Remark, ...]:
    """What the checks found in the submitted columns `reads`."""
    return tuple(r for r in facts.remarks if any(_touches(cell, read) for cell in r.cells for read in reads))


def not_shown(cells: Iterable[tuple[str, Fact]]) -> tuple[str, ...]:
    """A note that names the bars of a chart that are not published; none where all are."""
    names = dict.fromkeys(name for name, cell in cells if isinstance(cell, Figure) and cell.is_withheld)
    return (f"Tidak digambar karena dirahasiakan: {'; '.join(names)}.",) if names else ()


def _touches(cell: str, read: str) -> bool:
    table, _, column = cell.partition("#")
    wanted, _, only = read.partition("#")
    return table == wanted and (not column or not only or column == only)


def note(template: str, block: str, title: str, **context: Any) -> Notice:
    """A notice on how to read a result."""
    (runs,) = sentences(template, block, **context)
    return Notice(title, runs)


def say(template: str, block: str, **context: Any) -> tuple[Block, ...]:
    """Paragraphs of a template block."""
    return paragraphs(template, block, **context)


def listing(template: str, block: str, **context: Any) -> Items:
    """A list whose entries are the paragraphs of a template block."""
    return Items(sentences(template, block, **context))


def relabel(facts_table: FactTable, column: str, names: Mapping[str, str]) -> FactTable:
    """The same table with the codes of a text column written out."""
    rows = tuple(row | {column: names.get(str(row[column]), str(row[column]))} for row in facts_table.rows)
    return replace(facts_table, rows=rows)
