"""A grid: the cells of one CSV file or one sheet as text, numbered as the officer sees them in the spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import zip_longest
from typing import NamedTuple, TypeVar

from tasks.intake.grids.formats import PLAIN, Form
from tasks.intake.grids.limits import WIDEST_MERGE

TEXT, NUMBER, DATE, BOOLEAN, BARE_FORMULA, FAILED = "t", "n", "d", "b", "f", "e"

_BLANKS = str.maketrans("\u00a0\u2007\u2009\u202f\t\r\n", " " * 7, "\u200b\ufeff")


@lru_cache(maxsize=1 << 16)
def clean(text: str) -> str:
    """The text without no-break spaces, tabs, line breaks and repeated or outer blanks."""
    return " ".join(text.translate(_BLANKS).split()) if text else ""


class Cell(NamedTuple):
    """One cell: the text found, what kind of cell held it (TEXT, NUMBER, DATE, BOOLEAN, BARE_FORMULA, FAILED), and how
    its number format shows it, where the kind of file tells (`knows_form`)."""

    raw: str
    kind: str = TEXT
    form: Form = PLAIN
    knows_form: bool = True

    @property
    def text(self) -> str:
        """The cleaned text."""
        return clean(self.raw)


NOTHING = Cell("")
Read = TypeVar("Read")


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of a column, those that are alike once: `keys` in the order of the rows, and the cell of each key."""

    keys: Sequence[Hashable]
    alike: Mapping[Hashable, Cell]

    @classmethod
    def of(cls, cells: Iterable[Cell]) -> Cells:
        """Any cells as a column."""
        keys = list(cells)
        return cls(keys, {cell: cell for cell in keys})

    def __iter__(self) -> Iterator[Cell]:
        return map(self.alike.__getitem__, self.keys)

    def __getitem__(self, place: int) -> Cell:
        return self.alike[self.keys[place]]

    def each(self, read: Callable[[Cell], Read]) -> list[Read]:
        """What is read of the cell of each row; cells that are alike are read once."""
        known = {key: read(cell) for key, cell in self.alike.items()}
        return list(map(known.__getitem__, self.keys))


Place = tuple[int, int]
"""Row and column, from 1."""
VISIBLE, HIDDEN, VERY_HIDDEN = "", "tersembunyi", "sangat tersembunyi"


@dataclass(frozen=True)
class Grid:
    """All cells of a CSV file (`sheet` None) or of a sheet. Rows and columns are numbered from 1, blank ones included.

    `kinds` has one letter per cell for workbooks and is empty for CSV, where every cell is text. `merged` holds
    (first row, first column, last row, last column). `forms` are the cells that their number format shows otherwise
    than they are stored; `knows_forms` is False for kinds of workbook whose formats cannot be read. `spoiled` are rows
    of a text file whose cells cannot be told apart, with the reason. `hidden` says how a sheet is hidden, `at` its
    place in the workbook.
    """

    file: str
    digest: str
    sheet: str | None
    rows: Sequence[Sequence[str]]
    kinds: Sequence[str] = ()
    merged: tuple[tuple[int, int, int, int], ...] = field(default=())
    forms: Mapping[Place, Form] = field(default_factory=dict)
    knows_forms: bool = True
    spoiled: Mapping[int, str] = field(default_factory=dict)
    hidden: str = VISIBLE
    at: int = 0

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a row and column; an empty one beyond the edge."""
        if not 0 < row <= len(self.rows) or not 0 < column <= len(self.rows[row - 1]):
            return NOTHING
        kind = self.kinds[row - 1][column - 1] if self.kinds else TEXT
        form = self.forms.get((row, column), PLAIN) if self.forms else PLAIN
        return Cell(self.rows[row - 1][column - 1], kind, form, self.knows_forms)

    def seen(self, row: int, column: int) -> Cell:
        """The cell that a person sees there: one that is merged downwards counts for each of its rows."""
        top = self._tops.get((row, column)) if self.merged else None
        return self.cell(*(top or (row, column)))

    def row_seen(self, row: int) -> Sequence[str]:
        """The texts that a person sees in a row, as they were found."""
        line = self.rows[row - 1]
        if not self.merged:
            return line
        return [self.seen(row, column).raw for column in range(1, max(len(line), self._last_merged) + 1)]

    def column_seen(self, rows: Sequence[int], column: int) -> Cells:
        """What a person sees in a column at these rows."""
        if self.merged or column in self._formed or column > len(self._by_column):
            return Cells.of(self.seen(row, column) for row in rows)
        raws = self.raws_seen(rows, column)
        if not self.kinds:
            return Cells(raws, {raw: Cell(raw, TEXT, PLAIN, self.knows_forms) for raw in set(raws)})
        kinds = self._kinds_by_column[column - 1]
        alike = list(zip(raws, [kinds[row - 1] for row in rows], strict=True))
        return Cells(alike, {each: Cell(*each, PLAIN, self.knows_forms) for each in set(alike)})

    def raws_seen(self, rows: Sequence[int], column: int) -> list[str]:
        """The texts that a person sees in a column at these rows, as they were found."""
        if self.merged:
            return [self.seen(row, column).raw for row in rows]
        texts = self._by_column[column - 1] if column <= len(self._by_column) else ()
        return [texts[row - 1] for row in rows] if texts else [""] * len(rows)

    @cached_property
    def _by_column(self) -> Sequence[Sequence[str]]:
        return list(zip_longest(*self.rows, fillvalue=""))

    @cached_property
    def _kinds_by_column(self) -> Sequence[Sequence[str]]:
        return list(zip_longest(*self.kinds, fillvalue=TEXT))

    @cached_property
    def _formed(self) -> frozenset[int]:
        """The columns with a cell that its number format shows otherwise."""
        return frozenset(column for _, column in self.forms)

    @cached_property
    def _last_merged(self) -> int:
        return max((min(right, left + WIDEST_MERGE) for _, left, _, right in self.merged), default=0)

    def is_spread(self, row: int, column: int) -> bool:
        """Whether the cell is part of one that is merged over several rows."""
        return bool(self.merged) and (row, column) in self._tops

    @cached_property
    def _tops(self) -> Mapping[Place, Place]:
        last = len(self.rows)
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.merged
            if bottom > top
            for row in range(top, min(bottom, last) + 1)
            for column in range(left, min(right, left + WIDEST_MERGE) + 1)
        }

    def texts(self, row: int) -> list[str]:
        """The cleaned texts of a row."""
        return [clean(t) for t in self.rows[row - 1]] if 0 < row <= len(self.rows) else []

    def filled(self, row: int) -> Iterator[str]:
        """The cleaned texts of a row that are not empty."""
        return (text for raw in self.rows[row - 1] if (text := clean(raw)))

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

    @property
    def name(self) -> str:
        """As a sentence names it: `lembar 'Penduduk' (tersembunyi) dari a.xlsx`, or `berkas penduduk.csv`."""
        if self.sheet is None:
            return f"berkas {self.file}"
        return f"lembar '{self.sheet}'{f' ({self.hidden})' if self.hidden else ''} dari {self.file}"


def file_stem(name: str) -> str:
    """The file's name without archive, folder and ending: `a.zip!b/wilayah.csv` gives `wilayah`."""
    return name.rpartition("!")[2].rpartition("/")[2].rpartition(".")[0] or name
