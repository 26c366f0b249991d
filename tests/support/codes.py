"""Names of the database that a reader would see in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.blocks import Chart, Document, Heading, Items, Notice, Paragraph, Table
from reports.printed import all_lines, chart_table, runs_text, table_notes

CODE = re.compile(r"(?<![A-Za-z_@/])(?:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?!\w)")


def codes_shown(document: Document) -> list[tuple[str, str]]:
    """(where, code) of every UPPER_SNAKE or lower_snake name outside columns that are for ids to be typed elsewhere."""
    return [(where, code) for where, text in _texts(document) for code in CODE.findall(text)]


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    yield from (("record", text) for pair in document.record for text in pair)
    for block in document.blocks:
        if isinstance(block, Heading):
            yield "heading", block.text
        elif isinstance(block, Paragraph | Notice):
            yield "text", runs_text(block.runs)
        elif isinstance(block, Items):
            yield from (("list", runs_text(item)) for item in block.items)
        elif isinstance(block, Table):
            yield from _of_table(block)
        elif isinstance(block, Chart):
            yield from _of_table(chart_table(block))


def _of_table(table: Table) -> Iterator[tuple[str, str]]:
    yield from ((table.number, text) for text in (table.caption, *table_notes(table)))
    yield from ((table.number, text) for c in table.columns for text in (c.head, c.group))
    for line in all_lines(table):
        yield table.number, line.group
        for column, cell in zip(table.columns, line.cells, strict=True):
            if isinstance(cell, str) and column.kind != "code":
                yield f"{table.number} {column.head}", cell
