"""From a grid and its layout to rows of one table: typed values, keys, and what had to be left aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemas.canonical import value_of
from schemas.contract import Field, Table
from schemas.findings import Finding
from tasks.intake.code_forms import Reading
from tasks.intake.grid import NOTHING, Cell, Grid
from tasks.intake.header import Layout
from tasks.intake.keys import check_keys, fill_key, is_total, leave_total, name_left, set_aside_copies
from tasks.intake.lines import REPEAT, Context, Line, Sheet
from tasks.intake.numbers import NO_MARKS, Marks, marks_of
from tasks.intake.plausible import check_places, check_samples
from tasks.intake.values import FRACTIONS, MIXED, NUMERIC, figures, is_blank, read_column

MONEY_UNITS = {"Rp": 1, "Rp ribu": 1_000, "Rp juta": 1_000_000}
_MANY = 10
_FOOTNOTE = re.compile(r"(sumber|keterangan|catatan|ket|note)\b.*|\*.*", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,3})\)?")


def file_marks(parts: Iterable[tuple[Grid, Layout]]) -> Marks:
    """The decimal marks that all numeric columns of one file prove together."""
    found: Marks = NO_MARKS
    for grid, layout in parts:
        rows = range(layout.header + 1, len(grid.rows) + 1)
        for name, column in layout.columns.items():
            if (contract := layout.table.field(name)).kind in NUMERIC:
                cells = [c for r in rows if "." in (c := grid.cell(r, column)).raw or "," in c.raw]
                found |= marks_of(figures(contract, cells))
    return found


def parse_table(grid: Grid, layout: Layout, context: Context) -> Sheet:
    """The rows of one table of a grid. Bad cells are None with a finding; rows without a sound key are left aside."""
    table = layout.table
    read = [_line(grid, layout, r) for r in data_rows(grid, layout)]
    lines = [line for line in read if not is_total(line, table)]
    for line in read:
        if is_total(line, table):
            leave_total(line)
    findings = [*layout.findings, *_read_values(grid, layout, lines, context)]
    for line in lines:
        _read_codes(grid, layout, line, context)
        fill_key(table, line, context)
    findings += check_keys(table, lines)
    set_aside_copies(table, lines, layout.is_shared)
    kept, left = [line for line in lines if not line.left], [line for line in read if line.left]
    check_places(table, lines, context.resolver.regions.kode_kab)
    check_samples(table, kept)
    name_left(table, left)
    findings += condensed(table, [f for line in read for f in line.findings(table)], len(read))
    return Sheet(grid, layout, kept, [line for line in left if line.left != REPEAT], findings)


def condensed(table: Table, findings: Sequence[Finding], total: int) -> list[Finding]:
    """The findings of the rows; a region rule that refuses most rows of a table is one finding that names all cells."""
    kept = []
    for rule in sorted({f.rule for f in findings}):
        same = [f for f in findings if f.rule == rule]
        refused = sorted((f for f in same if rule.startswith("RG-") and f.severity == "error"), key=lambda f: f.row)
        if len(refused) <= _MANY or len(refused) * 2 <= total:
            kept += same
            continue
        message = f"Pada {len(refused)} dari {total} baris tabel {table.name}, misalnya {refused[0].value}: "
        cells = tuple((f.table, f.row, f.column) for f in refused)
        kept.append(replace(refused[0], row="", message=message + refused[0].message, also=cells))
        kept += [f for f in same if f not in refused]
    return kept


def data_rows(grid: Grid, layout: Layout) -> list[int]:
    """Numbers of the rows below the header that hold data: no blank rows, column numbers, repeated headers, notes."""
    columns = sorted({*layout.columns.values(), *layout.names.values()})
    header = [grid.cell(layout.header, c).text for c in columns]
    found: list[int] = []
    for row in range(layout.header + 1, len(grid.rows) + 1):
        if grid.is_blank(row):
            continue
        cells = [grid.cell(row, c) for c in columns]
        texts = [c.text for c in cells]
        is_data = not (all(is_blank(c) for c in cells) or texts == header or _is_note(grid.texts(row)))
        if is_data and (found or not _is_below_header(texts)):
            found.append(row)
    return found


def _is_note(texts: Sequence[str]) -> bool:
    filled = [t for t in texts if t]
    return len(filled) == 1 and _FOOTNOTE.fullmatch(filled[0]) is not None


def _is_below_header(texts: Sequence[str]) -> bool:
    """A line of column numbers (`1 2 3`, `(1) (2) (3)`) or of units in brackets between header and data."""
    filled = [t for t in texts if t]
    numbers = [int(m[1]) for t in filled if (m := _COLUMN_NUMBER.fullmatch(t))]
    if len(filled) >= 2 and len(numbers) == len(filled):
        return numbers[0] <= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return len(filled) >= 2 and all(t.startswith("(") and t.endswith(")") for t in filled)


def _line(grid: Grid, layout: Layout, row: int) -> Line:
    places = layout.columns | layout.names
    carried = {name: value_of(text, layout.table.field(name)) for name, text in layout.sets.items()}
    first = next((t for t in grid.texts(row) if t), "")
    return Line(row, carried, {name: grid.cell(row, c).raw for name, c in places.items()}, first)


def _read_values(grid: Grid, layout: Layout, lines: Sequence[Line], context: Context) -> list[Finding]:
    findings = []
    for name, column in layout.columns.items():
        contract = layout.table.field(name)
        cells = [grid.cell(line.number, column) for line in lines]
        scale = MONEY_UNITS[layout.units[name]] if name in layout.units else context.scale
        read = read_column(contract, cells, context.marks, scale)
        for i, line in enumerate(lines):
            line.values[name] = read.values[i]
            if i in read.problems:
                line.add(name, "BP-V21", "error", str(read.problems[i]))
        findings += _about_column(layout.table, contract, read.mixed, read.are_fractions)
    return findings


def _about_column(table: Table, column: Field, mixed: Sequence[str], are_fractions: bool) -> list[Finding]:
    if mixed:
        value = " | ".join(mixed)
        return [Finding("BP-V21", "error", MIXED, table=table.name, column=column.name, value=value)]
    if are_fractions:
        return [Finding("BP-V21", "warning", FRACTIONS, table=table.name, column=column.name)]
    return []


def _read_codes(grid: Grid, layout: Layout, line: Line, context: Context) -> None:
    for name, column in layout.columns.items():
        contract = layout.table.field(name)
        if contract.kind == "code":
            cell = grid.cell(line.number, column)
            _take_code(layout.table, line, name, _region(grid, layout, line, name, cell, context))
        elif contract.kind == "list" and name == "kode_desa" and line.values[name]:
            _read_code_list(line, name, context)
    if layout.names and "kode_desa" in layout.table.names and "kode_desa" not in layout.columns:
        _take_code(layout.table, line, "kode_desa", _region(grid, layout, line, "kode_desa", NOTHING, context))
    number = line.values.get("no_responden")
    if isinstance(number, str) and (refused := context.resolver.respondent(number)):
        line.leave("no_responden", refused.rule, refused.message)


def _region(grid: Grid, layout: Layout, line: Line, name: str, cell: Cell, context: Context) -> Reading:
    def text(column: str) -> str:
        place = layout.columns.get(column) or layout.names.get(column)
        found = grid.cell(line.number, place) if place else NOTHING
        return "" if is_blank(found) else found.text

    if name != "kode_desa":
        return context.resolver.upper(cell, text(context.name_of.get(name, "")))
    if is_blank(cell) and "desa" in layout.table.names:
        return Reading(None)
    return context.resolver.desa(cell, text("desa"), text("kecamatan"))


def _take_code(table: Table, line: Line, name: str, reading: Reading) -> None:
    line.values[name] = reading.code
    if reading.rule and reading.code is None and name in table.key:
        line.leave(name, reading.rule, reading.message)
    elif reading.rule:
        line.add(name, reading.rule, reading.severity, reading.message)


def _read_code_list(line: Line, name: str, context: Context) -> None:
    """A list of desa is unknown as a whole when one of its codes is refused."""
    readings = [(part, context.resolver.desa(Cell(part))) for part in str(line.values[name]).split(";")]
    refused = [(part, r) for part, r in readings if r.code is None]
    line.values[name] = None if refused else ";".join(sorted({str(r.code) for _, r in readings}))
    for part, reading in refused:
        line.add(name, reading.rule or "TB-03", "error", f"{part}: {reading.message}")
