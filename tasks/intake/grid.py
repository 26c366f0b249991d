"""A grid: the cells of one CSV file or one sheet as text, numbered as the officer sees them in the spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

TEXT, NUMBER, DATE, BOOLEAN, BARE_FORMULA, FAILED = "t", "n", "d", "b", "f", "e"

_BLANKS = str.maketrans("\u00a0\u2007\u2009\u202f\t\r\n", " " * 7, "\u200b\ufeff")


@lru_cache(maxsize=1 << 16)
def clean(text: str) -> str:
    """The text without no-break spaces, tabs, line breaks and repeated or outer blanks."""
    return " ".join(text.translate(_BLANKS).split()) if text else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: the text found and what kind of cell held it (TEXT, NUMBER, DATE, BOOLEAN, BARE_FORMULA, FAILED)."""

    raw: str
    kind: str = TEXT

    @property
    def text(self) -> str:
        """The cleaned text."""
        return clean(self.raw)


NOTHING = Cell("")


@dataclass(frozen=True, slots=True)
class Grid:
    """All cells of a CSV file (`sheet` None) or of a sheet. Rows and columns are numbered from 1, blank ones included.

    `kinds` has one letter per cell for workbooks and is empty for CSV, where every cell is text.
    """

    file: str
    digest: str
    sheet: str | None
    rows: Sequence[Sequence[str]]
    kinds: Sequence[str] = ()
    merged: tuple[tuple[int, int, int, int], ...] = field(default=())

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a row and column; an empty one beyond the edge."""
        if not 0 < row <= len(self.rows) or not 0 < column <= len(self.rows[row - 1]):
            return NOTHING
        kind = self.kinds[row - 1][column - 1] if self.kinds else TEXT
        return Cell(self.rows[row - 1][column - 1], kind)

    def texts(self, row: int) -> list[str]:
        """The cleaned texts of a row."""
        return [clean(t) for t in self.rows[row - 1]] if 0 < row <= len(self.rows) else []

    def is_blank(self, row: int) -> bool:
        """Whether the row shows nothing; a formula without a stored value counts as something."""
        kinds = self.kinds[row - 1] if self.kinds else ""
        return not any(clean(t) for t in self.rows[row - 1]) and BARE_FORMULA not in kinds

    @property
    def stem(self) -> str:
        """What names the table: the sheet, or the file without folder and ending."""
        return self.sheet if self.sheet is not None else file_stem(self.file)

    @property
    def label(self) -> str:
        """The file, with the sheet of a workbook."""
        return self.file if self.sheet is None else f"{self.file}!{self.sheet}"


def file_stem(name: str) -> str:
    """The file's name without archive, folder and ending: `a.zip!b/wilayah.csv` gives `wilayah`."""
    return name.rpartition("!")[2].rpartition("/")[2].rpartition(".")[0] or name
