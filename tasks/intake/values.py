"""Cells of one column to typed values, by what the contract says the column is (buku-putih.md section 7)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from schemas.contract import Field, Value
from schemas.heading_map import word_value
from tasks.arith.rounding import half_up_int
from tasks.intake.grid import BARE_FORMULA, BOOLEAN, DATE, FAILED, NUMBER, Cell, clean
from tasks.intake.numbers import BLANKS, Figure, Marks, MixedMarks, decimal_mark, figure, marks_of

NUMERIC = frozenset({"count", "rupiah", "year", "measure", "percent"})
MAX_ID = 60
_ID = re.compile(rf"[A-Za-z0-9._-]{{1,{MAX_ID}}}")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_FRACTION = re.compile(r"\d+ ?/ ?[1-9]\d*")
_MONEY = re.compile(r"(?:rp\b\.?)?\s*(.*?)(?:,-)?", re.IGNORECASE)

NOT_A_NUMBER = (
    "Isi sel ini bukan angka saja, maka nilainya dianggap tidak diketahui. "
    "Tulis angkanya saja; catatan pindahkan ke kolom lain."
)
OPEN = (
    "Tanda pada angka ini dapat berarti ribuan atau desimal dan tidak dapat dipastikan dari kolom maupun berkasnya. "
    "Tulis tanpa tanda ribuan, atau lengkapi desimalnya."
)
NOT_WHOLE = "Kolom ini berisi bilangan bulat, sedangkan angka ini berdesimal. Tulis bilangan bulatnya."
A_DATE = "Sel ini berisi tanggal, bukan angka; nilai aslinya hilang. Ubah format sel dan ketik ulang angkanya."
BARE = "Sel ini berisi rumus yang hasilnya tidak tersimpan. Buka berkas di Excel, hitung ulang, simpan, lalu kirim."
ERROR_CELL = "Sel ini berisi galat rumus. Betulkan rumusnya atau ketik nilainya."
NOT_A_CODE = "Isi sel ini bukan kode atau kata yang dikenal pada kolom ini. Pakai kode pada formulir."
NOT_A_DATE = "Tanggal ditulis TTTT-BB-HH atau sebagai sel tanggal. Tulis ulang tanggalnya."
NOT_AN_ID = f"Kode baris hanya boleh huruf, angka, titik, garis, paling panjang {MAX_ID} tanda. Tulis ulang kodenya."
UNKNOWN_UNIT = (
    "Satuan uang berkas ini tidak dikenal, maka jumlahnya tidak diketahui. Isi satuan_uang: Rp, Rp ribu, atau Rp juta."
)
MIXED = (
    "Kolom ini memakai titik dan koma sekaligus sebagai tanda desimal, maka seluruh isinya tidak dipakai. "
    "Pakai satu cara menulis angka di seluruh kolom."
)
FRACTIONS = (
    "Seluruh nilai kolom persen ini tidak lebih dari 1, mungkin karena 45 % tersimpan sebagai 0,45. "
    "Nilainya dipakai seperti tertulis; periksa dan tulis dalam persen 0-100."
)


@dataclass(slots=True)
class Column:
    """The values of a column in row order, the problem of each bad cell by index, and findings about the whole column.

    `mixed` gives two cell texts that contradict each other: then every value is unknown.
    """

    values: list[Value]
    problems: dict[int, str] = field(default_factory=dict)
    mixed: tuple[str, ...] = ()
    are_fractions: bool = False


def read_column(column: Field, cells: Sequence[Cell], file_marks: Marks, scale: int | None = 1) -> Column:
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


def figures(column: Field, cells: Sequence[Cell]) -> list[Figure | None]:
    """The written numbers of a numeric column; None for blanks, numeric cells and what is no number."""
    return [
        figure(_bare(column, c.text)) if c.kind not in (NUMBER, DATE, BARE_FORMULA, FAILED) else None for c in cells
    ]


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, `-`, `n/a`; a formula without a value says something."""
    return cell.kind not in (BARE_FORMULA, FAILED) and cell.text.lower() in BLANKS


def _numbers(column: Field, cells: Sequence[Cell], file_marks: Marks, scale: int | None) -> Column:
    written = figures(column, cells)
    try:
        mark = decimal_mark(marks_of(written), file_marks)
    except MixedMarks:
        examples = (min(c.text for c, f in zip(cells, written, strict=True) if f and f.mark == m) for m in ".,")
        return Column([None] * len(cells), mixed=tuple(examples))
    found = Column([])
    for i, (cell, number) in enumerate(zip(cells, written, strict=True)):
        value = _number(column, cell, number, mark, scale)
        if isinstance(value, _Problem):
            found.problems[i] = value
        found.values.append(None if isinstance(value, _Problem) else value)
    known = [v for v in found.values if isinstance(v, Decimal)]
    found.are_fractions = column.kind == "percent" and any(v > 0 for v in known) and all(v <= 1 for v in known)
    return found


class _Problem(str):
    """What is wrong with a cell."""

    __slots__ = ()


def _number(column: Field, cell: Cell, written: Figure | None, mark: str, scale: int | None) -> Value:
    if is_blank(cell):
        return None
    if (broken := _broken(cell)) is not None:
        return broken
    if cell.kind in (DATE, BOOLEAN):
        return _Problem(A_DATE if cell.kind == DATE else NOT_A_NUMBER)
    if cell.kind == NUMBER:
        return _typed(column, Decimal(cell.raw), scale)
    if written is None:
        return _Problem(NOT_A_NUMBER)
    if column.is_int and written.open_mark:
        return _Problem(NOT_WHOLE) if mark == written.open_mark else _typed(column, written.grouped, scale)
    number = written.value(mark)
    return _Problem(OPEN) if number is None else _typed(column, number, scale)


def _typed(column: Field, number: Decimal, scale: int | None) -> Value:
    if column.kind == "rupiah":
        return _Problem(UNKNOWN_UNIT) if scale is None else half_up_int(number * scale)
    if not column.is_int:
        return number
    return int(number) if number == number.to_integral_value() else _Problem(NOT_WHOLE)


def _bare(column: Field, text: str) -> str:
    if column.kind == "rupiah" and (money := _MONEY.fullmatch(text)):
        return money[1].strip()
    return text.removesuffix("%").strip() if column.unit.startswith("%") else text


def _broken(cell: Cell) -> _Problem | None:
    if cell.kind == BARE_FORMULA:
        return _Problem(BARE)
    return _Problem(ERROR_CELL) if cell.kind == FAILED else None


def _each(column: Field, cells: Sequence[Cell], read: Callable[[Field, Cell], Value]) -> Column:
    found = Column([])
    for i, cell in enumerate(cells):
        value: Value = None
        if not is_blank(cell):
            value = _broken(cell) or read(column, cell)
        if isinstance(value, _Problem):
            found.problems[i] = value
            value = None
        found.values.append(value)
    return found


def _none(_: Field, __: Cell) -> Value:
    return None


def _text(_: Field, cell: Cell) -> Value:
    return cell.text


def _list(column: Field, cell: Cell) -> Value:
    parts = [clean(p) for p in re.split(r"[;\n]", cell.raw)]
    return ";".join((word_value(column.name, p) or p) if column.choices else p for p in parts if p)


def _date(_: Field, cell: Cell) -> Value:
    day = cell.text[:10]
    is_day = _DATE.fullmatch(day) and (cell.kind == DATE or cell.text == day)
    return day if is_day else _Problem(NOT_A_DATE)


def _id(_: Field, cell: Cell) -> Value:
    return cell.text if cell.kind != DATE and _ID.fullmatch(cell.text) else _Problem(NOT_AN_ID)


def _part(_: Field, cell: Cell) -> Value:
    """An exact share: a fraction such as 1/3, or a decimal number."""
    if _FRACTION.fullmatch(cell.text):
        return Fraction(cell.text.replace(" ", ""))
    number = figure(cell.text) if cell.kind != DATE else None
    value = None if number is None else number.value("," if "," in cell.text else ".")
    return _Problem(NOT_A_NUMBER) if value is None else Fraction(value)


def _code(column: Field, cell: Cell) -> Value:
    """A code of a list or a flag: the code itself, or a word that stands for it."""
    if cell.kind == DATE:
        return _Problem(A_DATE)
    text = word_value(column.name, cell.text) or cell.text
    if not column.is_int:
        return text
    number = figure(text)
    whole = None if number is None or number.open_mark else number.value(".")
    return int(whole) if whole is not None and whole == whole.to_integral_value() else _Problem(NOT_A_CODE)
