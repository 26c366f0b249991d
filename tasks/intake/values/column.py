"""Cells of one column to typed values, by what the contract says the column is (buku-putih.md section 7)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from schemas.contract import Field, Value
from schemas.heading_map import word_value
from tasks.arith.rounding import half_up_int
from tasks.intake.grids.grid import BARE_FORMULA, BOOLEAN, DATE, FAILED, NUMBER, Cell, Cells, clean
from tasks.intake.values.amounts import all_have_rp, bare_amount, is_blank, own_scale
from tasks.intake.values.cell_messages import (
    A_DATE,
    BARE,
    ERROR_CELL,
    INVISIBLE,
    LIKE_A_FRACTION,
    MAX_ID,
    NOT_A_CODE,
    NOT_A_DATE,
    NOT_A_NUMBER,
    NOT_A_YEAR,
    NOT_AN_ID,
    NOT_WHOLE,
    ODD_MARK,
    OPEN,
    PERCENT_ELSEWHERE,
    SHOWN_SMALLER,
    UNKNOWN_FORM,
    UNKNOWN_UNIT,
    Problem,
)
from tasks.intake.values.numbers import Figure, Marks, MixedMarks, decimal_mark, figure, marks_of

NUMERIC = frozenset({"count", "rupiah", "year", "measure", "percent"})
_ID = re.compile(rf"[A-Za-z0-9._-]{{1,{MAX_ID}}}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_FRACTION = re.compile(r"\d+ ?/ ?[1-9]\d*")
_YEAR = re.compile(r"(?:(?:tahun anggaran|tahun|thn|th|ta|t\. ?a|fy)\b\.? ?)?((?:19|20)\d\d)(?:[.,]0+)?", re.IGNORECASE)


@dataclass(slots=True)
class Column:
    """The values of a column in row order, the problem of each bad cell by index, and findings about the whole column.

    `mixed` gives two cell texts that contradict each other: then every text is unknown. `notes` are doubts about values
    that are used, `unitless` the money cells whose unit nobody told.
    """

    values: list[Value]
    problems: dict[int, str] = field(default_factory=dict)
    mixed: tuple[str, ...] = ()
    are_fractions: bool = False
    notes: dict[int, str] = field(default_factory=dict)
    unitless: list[int] = field(default_factory=list)


def read_column(column: Field, cells: Cells, file_marks: Marks, scale: int | None = 1) -> Column:
    """Typed values; a bad cell is None with its problem, a blank one None without.

    `scale` is rupiah per unit of money, None when the file names a unit that is not known.

    Region codes (kind `code`) stay None here: they are read with the names of their row.
    """
    if column.kind in NUMERIC:
        return _numbers(column, cells, file_marks, scale)
    read = {
        "text": _text,
        "list": _list,
        "date": _date,
        "id": _id,
        "flag": _code,
        "choice": _code,
        "code": _none,
        "exact": _part,
    }
    return _each(column, cells, read[column.kind])


def figures(column: Field, cells: Cells) -> list[Figure | None]:
    """The written numbers of a numeric column; None for blanks, numeric cells and what is no number."""
    return cells.each(lambda cell: _figure(column, cell))


def _figure(column: Field, cell: Cell) -> Figure | None:
    has_type = cell.kind in (NUMBER, DATE, BARE_FORMULA, FAILED)
    return None if has_type else figure(bare_amount(column, cell.text)[0])


def _column(cells: Cells, read: Callable[[Cell], Value]) -> Column:
    """The values of the cells, with the problems among them told by their places."""
    values = cells.each(read)
    if Problem not in set(map(type, values)):
        return Column(values)
    problems: dict[int, str] = {i: value for i, value in enumerate(values) if isinstance(value, Problem)}
    return Column([None if isinstance(value, Problem) else value for value in values], problems)


def _numbers(column: Field, cells: Cells, file_marks: Marks, scale: int | None) -> Column:
    figure_of = {cell: _figure(column, cell) for cell in cells.alike.values()}
    written = cells.each(figure_of.__getitem__)
    marks = marks_of(written)
    mixed: tuple[str, ...] = ()
    try:
        mark = decimal_mark(marks, file_marks)
    except MixedMarks:
        mark = ""
        typed = sum(c.kind == NUMBER for c in cells)
        if typed < sum(f is not None for f in written):
            mixed = tuple(min(c.text for c, f in zip(cells, written, strict=True) if f and f.mark == m) for m in ".,")
    has_decoration = all_have_rp(column, cells.alike.values())

    def read(cell: Cell) -> Value:
        number = figure_of[cell]
        if number is not None and (mixed or _is_odd(number, marks)):
            return None if mixed else Problem(ODD_MARK)
        own = scale if is_blank(cell) else own_scale(column, cell, scale, has_decoration)
        return own if isinstance(own, Problem) else _number(column, cell, number, mark, own)

    found = _column(cells, read)
    found.mixed = mixed
    found.unitless = [i for i, problem in found.problems.items() if problem == UNKNOWN_UNIT]
    found.problems = {i: problem for i, problem in found.problems.items() if problem != UNKNOWN_UNIT}
    found.notes = _notes(column, cells, found.values)
    if column.kind == "percent":
        plain = [v for v, c in zip(found.values, cells, strict=True) if isinstance(v, Decimal) and not _says_percent(c)]
        found.are_fractions = any(v > 0 for v in plain) and all(v <= 1 for v in plain)
    return found


def _is_odd(number: Figure, marks: Marks) -> bool:
    """Whether the writing contradicts the rest of its column: the other mark, or none where both are proven."""
    if len(marks) > 1:
        return bool(number.mark or number.open_mark)
    return bool(number.mark) and number.mark not in marks


def _notes(column: Field, cells: Cells, values: Sequence[Value]) -> dict[int, str]:
    """Doubts about values that are used as they stand."""
    notes: dict[int, str] = {}
    if column.kind != "rupiah" and any(c.form.divided_by > 1 for c in cells.alike.values()):
        notes = {i: SHOWN_SMALLER for i, c in enumerate(cells) if c.form.divided_by > 1 and values[i] is not None}
    if not column.unit.startswith("%"):
        return notes
    plain = {
        i: v for i, v in enumerate(values) if isinstance(v, Decimal) and not _says_percent(cells[i]) and v.is_finite()
    }
    finest = max((_decimals(v) for v in plain.values() if abs(v) >= 1), default=None)
    for i, v in plain.items():
        if 0 < abs(v) < 1 and finest is not None and _decimals(v) >= finest + 2:
            notes[i] = LIKE_A_FRACTION
        elif 0 < abs(v) <= 1 and cells[i].kind == NUMBER and not cells[i].knows_form:
            notes[i] = UNKNOWN_FORM
    return notes


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _says_percent(cell: Cell) -> bool:
    return cell.form.is_percent or cell.text.endswith("%")


def _number(column: Field, cell: Cell, written: Figure | None, mark: str, scale: int | None) -> Value:
    if is_blank(cell):
        return None
    if (broken := _broken(cell)) is not None:
        return broken
    if column.kind == "year":
        return _year(cell)
    if cell.kind in (DATE, BOOLEAN):
        return Problem(A_DATE if cell.kind == DATE else NOT_A_NUMBER)
    if cell.kind == NUMBER:
        return _shown(column, cell, scale)
    if written is None:
        return Problem(NOT_A_NUMBER)
    if column.is_int and written.open_mark:
        return Problem(NOT_WHOLE) if mark == written.open_mark else _typed(column, written.grouped, scale)
    number = written.value(mark)
    return Problem(OPEN) if number is None else _typed(column, number, scale)


def _shown(column: Field, cell: Cell, scale: int | None) -> Value:
    """The number that a person sees in a typed cell."""
    if cell.form.is_invisible:
        return Problem(INVISIBLE)
    number = Decimal(cell.raw)
    if cell.form.divided_by > 1:
        number /= cell.form.divided_by
    if not cell.form.is_percent:
        return _typed(column, number, scale)
    return _typed(column, number * 100, scale) if column.unit.startswith("%") else Problem(PERCENT_ELSEWHERE)


def _typed(column: Field, number: Decimal, scale: int | None) -> Value:
    if column.kind == "rupiah":
        return Problem(UNKNOWN_UNIT) if scale is None else half_up_int(number * scale)
    if not column.is_int:
        return number
    return int(number) if number == number.to_integral_value() else Problem(NOT_WHOLE)


def _year(cell: Cell) -> Value:
    """A year of which only one is meant: `2012`, `TA 2012`, a date that shows its year alone."""
    if cell.kind == DATE:
        return int(cell.text[:4]) if cell.form.is_only_year else Problem(NOT_A_YEAR)
    found = _YEAR.fullmatch(cell.text)
    return int(found[1]) if found and cell.form.divided_by == 1 else Problem(NOT_A_YEAR)


def _broken(cell: Cell) -> Problem | None:
    if cell.kind == BARE_FORMULA:
        return Problem(BARE)
    return Problem(ERROR_CELL) if cell.kind == FAILED else None


def _each(column: Field, cells: Cells, read: Callable[[Field, Cell], Value]) -> Column:
    return _column(cells, lambda cell: None if is_blank(cell) else _broken(cell) or read(column, cell))


def _none(_: Field, __: Cell) -> Value:
    return None


def _text(_: Field, cell: Cell) -> Value:
    """The text; of a number that is shown in percent, the percentage."""
    if cell.kind == NUMBER and cell.form.is_percent:
        return f"{(Decimal(cell.raw) * 100).normalize():f}%"
    return cell.text


def _list(column: Field, cell: Cell) -> Value:
    parts = [clean(p) for p in re.split(r"[;\n]", cell.raw)]
    return ";".join((word_value(column.name, p) or p) if column.choices else p for p in parts if p)


def _date(_: Field, cell: Cell) -> Value:
    day = cell.text[:10]
    is_day = _DATE.fullmatch(day) and (cell.kind == DATE or cell.text == day)
    return day if is_day and _exists(day) else Problem(NOT_A_DATE)


def _exists(day: str) -> bool:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _id(_: Field, cell: Cell) -> Value:
    return cell.text if cell.kind != DATE and _ID.fullmatch(cell.text) else Problem(NOT_AN_ID)


def _part(_: Field, cell: Cell) -> Value:
    """An exact share: a fraction such as 1/3, or a decimal number."""
    if _FRACTION.fullmatch(cell.text):
        return Fraction(cell.text.replace(" ", ""))
    number = figure(cell.text) if cell.kind != DATE else None
    value = None if number is None else number.value("," if "," in cell.text else ".")
    return Problem(NOT_A_NUMBER) if value is None else Fraction(value)


def _code(column: Field, cell: Cell) -> Value:
    """A code of a list or a flag: the code itself, or a word that stands for it."""
    if cell.kind == DATE:
        return Problem(A_DATE)
    text = word_value(column.name, cell.text) or cell.text
    if not column.is_int:
        return text
    number = figure(text)
    whole = None if number is None or number.open_mark else number.value(".")
    return int(whole) if whole is not None and whole == whole.to_integral_value() else Problem(NOT_A_CODE)
