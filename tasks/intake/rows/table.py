"""From a grid and its layout to rows of one table: typed values, keys, and what had to be left aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from schemas.canonical import rows_of, value_of
from schemas.contract import Field, Table
from schemas.findings import Finding
from schemas.money_unit import RUPIAH_PER_UNIT
from tasks.intake.grids.grid import NOTHING, Cell, Cells, Grid
from tasks.intake.layouts.layout import Layout
from tasks.intake.messages import MERGED_NUMBER, TOO_SHORT, TOO_WIDE, other_unit, too_many
from tasks.intake.regions.code_forms import Reading
from tasks.intake.rows.keys import check_keys, fill_key, is_total, leave_total, name_left, set_aside_copies
from tasks.intake.rows.lines import REPEAT, Context, Line, Sheet
from tasks.intake.rows.plausible import check_places, check_samples
from tasks.intake.values.amounts import is_blank
from tasks.intake.values.cell_messages import FRACTIONS, MIXED
from tasks.intake.values.column import NUMERIC, Column, figures, read_column
from tasks.intake.values.numbers import Figure, Marks, marks_of

MOST_TOLD = 200_000
"""Bad cells of a table that are told one by one; of further columns the number is told. Bounds the memory of a run."""
_FAR_RIGHT = 1_000_000
_FOOTNOTE = re.compile(r"(sumber|keterangan|catatan|ket|note)\b.*|\*.*", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,3})\)?")


def file_marks(parts: Iterable[tuple[Grid, Layout]]) -> Marks:
    """The decimal marks that all numeric columns of one file prove together."""
    written: list[Figure | None] = []
    for grid, layout in parts:
        rows = range(layout.only or layout.header + 1, (layout.only or len(grid.rows)) + 1)
        for name, column in layout.columns.items():
            if (contract := layout.table.field(name)).kind in NUMERIC:
                cells = Cells.of(grid.cell(r, column) for r in rows if _may_have_mark(grid, r, column))
                written += figures(contract, cells)
    return marks_of(written)


def _may_have_mark(grid: Grid, row: int, column: int) -> bool:
    texts = grid.rows[row - 1]
    return column <= len(texts) and ("." in texts[column - 1] or "," in texts[column - 1])


def parse_table(grid: Grid, layout: Layout, context: Context) -> Sheet:
    """The rows of one table of a grid. Bad cells are None with a finding; rows without a sound key are left aside."""
    table = layout.table
    read = _lines(grid, layout)
    totals = [] if layout.only else [line for line in read if is_total(line, table)]
    for line in totals:
        leave_total(line)
    lines = [line for line in read if not line.left]
    sheet = Sheet(grid, layout, [], [], list(layout.findings))
    _read_values(sheet, lines, context)
    _blot_spoiled(sheet, lines)
    _name_short(sheet, lines)
    _read_codes(grid, layout, lines, context)
    for line in lines:
        fill_key(table, line, context)
    without_key = check_keys(table, lines)
    set_aside_copies(table, lines, layout.is_shared)
    sheet.lines = [line for line in lines if not line.left]
    left = [line for line in read if line.left]
    check_places(table, lines, context.resolver.regions.kode_kab)
    check_samples(table, sheet.lines)
    name_left(table, left)
    cells = tuple((table.name, line.key, "") for line in lines)
    sheet.findings += [replace(f, also=cells) for f in without_key]
    sheet.findings += [f for line in read for f in line.findings(table)]
    sheet.left = [line for line in left if line.left != REPEAT]
    return sheet


def data_rows(grid: Grid, layout: Layout) -> list[int]:
    """Numbers of the rows below the header that hold data: no blank rows, column numbers, repeated headers, notes."""
    if layout.only:
        return [layout.only]
    columns = sorted(set(layout.places.values()))
    header = [grid.cell(layout.header, c).text for c in columns]
    found: list[int] = []
    for row in range(layout.header + 1, len(grid.rows) + 1):
        is_data = not grid.is_blank(row) and _says_something(grid, row, columns, header)
        if is_data and (found or not _is_below_header([grid.seen(row, c).text for c in columns])):
            found.append(row)
    return found


def _says_something(grid: Grid, row: int, columns: Sequence[int], header: Sequence[str]) -> bool:
    """Whether a row is neither blank in what is read of it, nor the header again, nor a note; the first cells tell."""
    if all(is_blank(grid.seen(row, c)) for c in columns) or _is_note(grid, row):
        return False
    return any(grid.seen(row, c).text != text for c, text in zip(columns, header, strict=True))


def _is_note(grid: Grid, row: int) -> bool:
    filled = list(islice(grid.filled(row), 2))
    return len(filled) == 1 and _FOOTNOTE.fullmatch(filled[0]) is not None


def _is_below_header(texts: Sequence[str]) -> bool:
    """A line of column numbers (`1 2 3`, `(1) (2) (3)`) or of units in brackets between header and data."""
    filled = [t for t in texts if t]
    numbers = [int(m[1]) for t in filled if (m := _COLUMN_NUMBER.fullmatch(t))]
    if len(filled) >= 2 and len(numbers) == len(filled):
        return numbers[0] <= 2 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return len(filled) >= 2 and all(t.startswith("(") and t.endswith(")") for t in filled)


def _lines(grid: Grid, layout: Layout) -> list[Line]:
    places = layout.places
    carried = {name: value_of(text, layout.table.field(name)) for name, text in layout.sets.items()}
    return [
        Line(row, {**carried}, grid.row_seen(row), places, next(grid.filled(row), ""))
        for row in data_rows(grid, layout)
    ]


def _read_values(sheet: Sheet, lines: Sequence[Line], context: Context) -> None:
    grid, layout, told = sheet.grid, sheet.layout, 0
    unit = layout.unit or context.unit
    if layout.unit and context.unit and layout.unit != context.unit:
        sheet.findings.append(other_unit(layout.table.name, layout.unit, context.unit))
    owns = {name: layout.units.get(name, unit) for name in layout.columns}
    read = _read_columns(grid, layout, [line.number for line in lines], owns, context)
    for line, values in zip(lines, rows_of({name: column.values for name, column in read.items()}), strict=bool(read)):
        line.values |= values
    for name, column in layout.columns.items():
        contract, found = layout.table.field(name), read[name]
        told += len(found.problems)
        sheet.findings += _told(lines, layout.table, name, found, is_too_much=told > MOST_TOLD)
        is_counted = contract.kind in NUMERIC and name not in layout.table.key
        for line in lines if (is_counted and grid.merged) or name in layout.refused else ():
            if is_counted and grid.is_spread(line.number, column):
                _refuse(line, name, MERGED_NUMBER)
            elif name in layout.refused:
                _refuse(line, name, layout.refused[name])
        sheet.unitless += [(lines[i], name) for i in found.unitless]
        sheet.has_assumed_rp |= (
            contract.kind == "rupiah" and owns[name] == "" and any(v is not None for v in found.values)
        )
        sheet.findings += _about_column(layout.table, contract, found.mixed, found.are_fractions)


def _read_columns(
    grid: Grid, layout: Layout, rows: Sequence[int], units: Mapping[str, str | None], context: Context
) -> dict[str, Column]:  # fmt: skip
    read = {}
    for name, column in layout.columns.items():
        scale = None if units[name] is None else RUPIAH_PER_UNIT.get(units[name] or "Rp")
        cells = grid.column_seen(rows, column)
        read[name] = read_column(layout.table.field(name), cells, context.marks, scale)
    return read


def _told(lines: Sequence[Line], table: Table, name: str, read: Column, *, is_too_much: bool) -> list[Finding]:
    """Note what is wrong or doubtful in each cell; of a column that is too much to tell one finding with the number."""
    problems = {} if is_too_much else read.problems
    for i in sorted({*problems, *read.notes}):
        _note(lines[i], name, problems.get(i, ""), read.notes.get(i, ""))
    if not is_too_much or not read.problems:
        return []
    said = too_many(len(read.problems), next(iter(read.problems.values())))
    return [Finding("BP-V21", "error", said, table=table.name, column=name)]


def _note(line: Line, name: str, problem: str, doubt: str) -> None:
    if problem:
        line.add(name, "BP-V21", "error", problem)
    elif doubt:
        line.add(name, "BP-V21", "warning", doubt)


def _refuse(line: Line, name: str, why: str) -> None:
    """Make a value unknown that could be read but may not be trusted."""
    if line.values[name] is not None:
        line.values[name] = None
        line.add(name, "BP-V21", "error", why)


def _blot_spoiled(sheet: Sheet, lines: Sequence[Line]) -> None:
    """TB-16: in a text file, the values of a row whose cells cannot be told apart are unknown.

    What stands before the first number stays, as nothing can have moved there; with the key the row can be named.
    """
    spoiled = dict(sheet.grid.spoiled) | dict.fromkeys(_wide_rows(sheet.grid, sheet.layout, lines), TOO_WIDE)
    layout, key = sheet.layout, sheet.table.key
    for line in lines:
        if line.number not in spoiled:
            continue
        line.is_spoiled = True
        numbers = [c for n, c in layout.columns.items() if n not in key and layout.table.field(n).kind in NUMERIC]
        first = min(numbers, default=_FAR_RIGHT)
        is_named = all(layout.columns.get(k, 0) < first for k in key)
        line.problems = [p for p in line.problems if p[0] in key]
        for name, column in layout.columns.items():
            if name not in key and column >= first:
                line.values[name] = None
        if is_named:
            line.add("", "TB-16", "error", spoiled[line.number])
        else:
            line.leave("", "TB-16", spoiled[line.number])


def _name_short(sheet: Sheet, lines: Sequence[Line]) -> None:
    """TB-16 as a warning: rows of a text file that end before the header does, while most rows are whole."""
    grid = sheet.grid
    width = len(grid.rows[sheet.layout.header - 1])
    short = [line for line in lines if len(grid.rows[line.number - 1]) < width]
    if grid.sheet is None and not sheet.layout.only and len(short) * 2 < len(lines):
        for line in short:
            line.add("", "TB-16", "warning", TOO_SHORT)


def _wide_rows(grid: Grid, layout: Layout, lines: Sequence[Line]) -> list[int]:
    """Rows of a text file with more cells than the header; a delimiter that ends every line makes none."""
    if grid.sheet is not None:
        return []
    width = len(grid.rows[layout.header - 1])
    wide = [line.number for line in lines if len(grid.rows[line.number - 1]) > width]
    filled = [r for r in wide if any(grid.cell(r, c).text for c in range(width + 1, len(grid.rows[r - 1]) + 1))]
    lengths = {len(grid.rows[line.number - 1]) for line in lines}
    return wide if filled or len(lengths) > 1 else []


def _about_column(table: Table, column: Field, mixed: Sequence[str], are_fractions: bool) -> list[Finding]:
    if mixed:
        value = " | ".join(mixed)
        return [Finding("BP-V21", "error", MIXED, table=table.name, column=column.name, value=value)]
    if are_fractions:
        return [Finding("BP-V21", "warning", FRACTIONS, table=table.name, column=column.name)]
    return []


def _read_codes(grid: Grid, layout: Layout, lines: Sequence[Line], context: Context) -> None:
    kinds = {name: layout.table.field(name).kind for name in layout.columns}
    codes = [(name, column) for name, column in layout.columns.items() if kinds[name] == "code"]
    has_list = kinds.get("kode_desa") == "list"
    is_named = layout.names and "kode_desa" in layout.table.names and "kode_desa" not in layout.columns
    for line in lines:
        for name, column in codes:
            cell = grid.seen(line.number, column)
            _take_code(layout.table, line, name, _region(grid, layout, line, name, cell, context))
        if has_list and line.values["kode_desa"]:
            _read_code_list(line, "kode_desa", context)
        if is_named:
            _take_code(layout.table, line, "kode_desa", _region(grid, layout, line, "kode_desa", NOTHING, context))
        number = line.values.get("no_responden")
        if isinstance(number, str) and (refused := context.resolver.respondent(number)):
            line.leave("no_responden", refused.rule, refused.message)


def _region(grid: Grid, layout: Layout, line: Line, name: str, cell: Cell, context: Context) -> Reading:
    def text(column: str) -> str:
        place = layout.columns.get(column) or layout.names.get(column)
        found = grid.seen(line.number, place) if place else NOTHING
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
