"""The same for workbooks: how cells are typed and shown, where they stand, which sheets there are."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from tests.support.mutasi import CSV_KINDS, Damage, Hand, is_number, number


def workbook(damage: Damage) -> bytes:
    """The submission as one workbook, numbers typed."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in damage.tables.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([_typed(t) for t in row])
    for prepare in damage.prepare:
        prepare(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _typed(text: str) -> object:
    if not is_number(text):
        return text or None
    value = number(text)
    return int(value) if value == value.to_integral_value() and "," not in text else float(value)


def _styled(kind: str, style: Callable[[Any, Hand], None]) -> Callable[[Hand], Damage | None]:
    """A kind that formats or replaces one cell of numbers of the workbook."""

    def apply(hand: Hand) -> Damage | None:
        name = hand.table()
        place = hand.number_cell(name)
        if place is None:
            return None
        row, column = place

        def prepare(book: Any) -> None:
            style(book[name].cell(row + 1, column + 1), hand)

        return hand.damage(kind, name, place, prepare=[prepare])

    return apply


def _seen_as_percent(cell: Any, hand: Hand) -> None:
    """Stored as a hundredth and shown in percent: a person sees the number of before."""
    cell.value = float(Decimal(str(cell.value)) / 100)
    cell.number_format = hand.draw.choice(["0.00%", "0%", "0.0%;[Red]-0.0%"])


def _format(code: str) -> Callable[[Any, Hand], None]:
    def style(cell: Any, _: Hand) -> None:
        cell.number_format = code

    return style


def _value(*values: object) -> Callable[[Any, Hand], None]:
    def style(cell: Any, hand: Hand) -> None:
        cell.value = hand.draw.choice(values)

    return style


def _far(hand: Hand) -> Damage | None:
    name = hand.table()
    place = hand.draw.choice(["IV1048576", "J1048576", "XFD3", "A1048576", "ZZ20000"])

    def prepare(book: Any) -> None:
        book[name][place] = "x"

    return hand.damage("far", name, prepare=[prepare])


def _beside(hand: Hand) -> Damage | None:
    name = hand.table()

    def prepare(book: Any) -> None:
        sheet = book[name]
        sheet.cell(hand.draw.randrange(2, sheet.max_row + 1), sheet.max_column + 2, "cek lagi")

    return hand.damage("beside", name, prepare=[prepare])


def _hidden(hand: Hand) -> Damage | None:
    name = hand.table()

    def prepare(book: Any) -> None:
        book[name].sheet_state = hand.draw.choice(["hidden", "veryHidden"])

    return hand.damage("hidden", name, prepare=[prepare])


def _copied(hand: Hand) -> Damage | None:
    name = hand.table("air_limbah", "air_minum", "persampahan", "penduduk")
    place = hand.number_cell(name)

    def prepare(book: Any) -> None:
        copy = book.copy_worksheet(book[name])
        copy.title = f"2. {name}"
        if place:
            copy.cell(place[0] + 1, place[1] + 1).value = 7

    return hand.damage("copied", name, prepare=[prepare])


def _merged(hand: Hand) -> Damage | None:
    name = hand.table("air_limbah", "air_minum", "persampahan", "penduduk", "wilayah")
    rows = hand.tables[name]
    row, column = hand.draw.randrange(2, len(rows) - 2), hand.draw.randrange(1, len(rows[0]) + 1)
    last = row + hand.draw.randrange(1, 3)

    def prepare(book: Any) -> None:
        letter = get_column_letter(column)
        book[name].merge_cells(f"{letter}{row}:{letter}{last}")

    # A person sees one cell for all its rows.
    return hand.damage("merged", name, *[(r - 1, column - 1) for r in range(row, last + 1)], prepare=[prepare])


def _renamed(hand: Hand) -> Damage | None:
    name = hand.table()

    def prepare(book: Any) -> None:
        book[name].title = hand.draw.choice(["Sheet2", "Data", "rekap", f"3. {name.upper()}"])

    return hand.damage("renamed", name, prepare=[prepare])


BOOK_KINDS: Mapping[str, Callable[[Hand], Damage | None]] = {
    "percent": _styled("percent", _seen_as_percent),
    "thousand format": _styled("thousand format", _format("#,##0,")),
    "date format": _styled("date format", _format("dd/mm/yyyy")),
    "invisible": _styled("invisible", _format(";;;")),
    "unit format": _styled("unit format", _format('0" juta"')),
    "text": _styled("text", _value("12.5", "1.234,5", "abc", "'12", "5 ha", True, "=1+1", "Rp 5", "1 234")),
    "far": _far,
    "beside": _beside,
    "hidden": _hidden,
    "copied": _copied,
    "merged": _merged,
    "renamed": _renamed,
    **{n: CSV_KINDS[n] for n in ("note", "english", "title", "total", "unit", "thousandfold", "code", "heading")},
}  # fmt: skip
