"""What a workbook hides: rows and columns with values in them, and totals typed over formulas."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from schemas.own_sheets import is_own
from tasks.pertanyaan.kiriman import Kiriman, Pertanyaan

HIDDEN, TYPED = "hidden", "typed_total"
_TOTAL = re.compile(r"\s*(jumlah|total|rata-rata)\b", re.IGNORECASE)
Fact = tuple[str, str, str, str]


def look_into(name: str, data: bytes) -> list[Fact]:
    """(kind, file, sheet, cell) of hidden rows with values, and of typed numbers in a row of totals with formulas.

    [] for what is no workbook of the kind whose formulas can be read.
    """
    try:
        book = load_workbook(io.BytesIO(data))
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile):
        return []
    return [
        (kind, name, sheet.title, cell)
        for sheet in book.worksheets
        if not is_own(sheet.title, str(sheet["A1"].value or ""))
        for kind, cell in (*_hidden(sheet), *_typed(sheet))
    ]


def _hidden(sheet: Worksheet) -> Iterable[tuple[str, str]]:
    for number, shape in sorted(sheet.row_dimensions.items()):
        if shape.hidden:
            filled = [c for c in sheet[number] if c.value is not None]
            if filled:
                yield HIDDEN, filled[0].coordinate


def _typed(sheet: Worksheet) -> Iterable[tuple[str, str]]:
    for row in sheet.iter_rows():
        words = next((str(c.value) for c in row if c.value is not None), "")
        if not _TOTAL.match(words):
            continue
        formulas = [c for c in row if isinstance(c.value, str) and c.value.startswith("=")]
        typed = [c for c in row if isinstance(c.value, int | float) and not isinstance(c.value, bool)]
        if formulas:
            yield from ((TYPED, c.coordinate) for c in typed)


def hidden_rows(one: Kiriman) -> Iterable[Pertanyaan]:
    """Rows with values that nobody sees."""
    for file, sheet, cells in _grouped(one, HIDDEN):
        says = (
            f"Lembar {sheet} ({file}) mempunyai {len(cells)} baris tersembunyi yang berisi, mulai {cells[0]}. "
            "Apakah baris itu ikut dihitung?"
        )
        yield Pertanyaan("Q-10", one.kode, "", tuple((f"{file}!{sheet}!{c}", "") for c in cells), says)


def typed_totals(one: Kiriman) -> Iterable[Pertanyaan]:
    """Totals typed as numbers beside totals that are formulas."""
    for file, sheet, cells in _grouped(one, TYPED):
        says = (
            f"Pada baris jumlah lembar {sheet} ({file}) sel {', '.join(cells[:5])} berisi angka ketikan, "
            "sedangkan sel lainnya rumus. Apakah jumlahnya ditimpa?"
        )
        yield Pertanyaan("Q-11", one.kode, "", tuple((f"{file}!{sheet}!{c}", "") for c in cells), says)


def _grouped(one: Kiriman, kind: str) -> Iterable[tuple[str, str, list[str]]]:
    found: dict[tuple[str, str], list[str]] = {}
    for what, file, sheet, cell in one.workbook:
        if what == kind:
            found.setdefault((file, sheet), []).append(cell)
    return [(file, sheet, cells) for (file, sheet), cells in sorted(found.items())]
