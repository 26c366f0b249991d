"""The block tree: what a document consists of, before any file format. Renderers read it and never compute."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.facts import Fact, Figure, Kelas, Remark

Run = str | Figure
Level = Literal[1, 2, 3, 4]


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter (level 1) or a section below it; `number` is empty for unnumbered parts.

    `anchor` are the words of its link where they are not those of its text.
    """

    level: Level
    text: str
    number: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or more: text with figures in it."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Text that the Pokja submitted, printed as it came; nothing is computed from figures in it."""

    text: str
    by: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short sentences."""

    items: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What a reader must not overlook: a part that is missing, or how a result is to be read.

    `label` and `number` say which numbered part of the outline is missing, e.g. `Tabel` and its number.
    """

    title: str
    runs: tuple[Run, ...]
    kind: Literal["absent", "note"] = "note"
    label: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; neighbours with the same `group` share a heading above them.

    A `code` is an id to be typed elsewhere: printed in one piece.
    """

    name: str
    head: str
    kind: Literal["text", "number", "class", "code"] = "text"
    group: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells; `group` opens a band with that heading when it differs from the row before.

    `is_total` sets the row apart as the sum of its band.
    """

    cells: tuple[Fact, ...]
    group: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A numbered table. The first text cell of a row names the row; `total` is set apart below.

    `remarks` are what the checks found in the submitted values behind it, `findings` what of it is printed below the
    notes. A table `on_request` is in the workbook and on the page, and printed only when asked for.
    """

    number: str
    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    total: Line | None = None
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    labels: tuple[tuple[int, str], ...] = ()
    findings: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    on_request: bool = False


@dataclass(frozen=True, slots=True)
class ClassBars:
    """A stacked bar per row: how many desa are in each class; None is the share without a class."""

    number: str
    caption: str
    labels: tuple[tuple[int, str], ...]
    rows: tuple[tuple[str, tuple[tuple[int | None, Figure], ...]], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YesNoBar:
    """One bar: its name, the percentages of yes and no, and how many answered."""

    name: str
    yes: Figure
    no: Figure
    answered: Figure


@dataclass(frozen=True, slots=True)
class YesNoBars:
    """A bar per row with the shares of yes and no, which are also written out beside it."""

    number: str
    caption: str
    bars: tuple[YesNoBar, ...]
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassTiles:
    """A map without boundaries: one tile per desa with its class, grouped by kecamatan in the order of the codes."""

    number: str
    caption: str
    labels: tuple[tuple[int, str], ...]
    groups: tuple[tuple[str, tuple[tuple[str, Kelas], ...]], ...]
    notes: tuple[str, ...] = ()


Ring = tuple[tuple[int, int], ...]
"""Points of a closed line: east and north in hundred-thousandths of a degree."""


@dataclass(frozen=True, slots=True)
class ClassMap:
    """A map with boundaries: every desa with its class. Desa without a boundary are named in the notes.

    Classes that are not ordered (systems, kecamatan) are kinds: other colours, and any number of them.
    """

    @dataclass(frozen=True, slots=True)
    class Shape:
        """One desa."""

        nama: str
        kelas: Kelas
        rings: tuple[Ring, ...]

    number: str
    caption: str
    labels: tuple[tuple[int, str], ...]
    shapes: tuple[Shape, ...]
    notes: tuple[str, ...] = ()
    is_ordered: bool = True


@dataclass(frozen=True, slots=True)
class AmountBars:
    """A bar per row as long as its amount, in parts named by `keys`; the row's total is written out beside it.

    The parts are drawn only: a table of the same document prints them.
    """

    number: str
    caption: str
    keys: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[tuple[str, Figure], ...], Figure], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueBar:
    """One value, with the ends of its interval and what it should be where these are known."""

    name: str
    value: Figure
    low: Figure | None = None
    high: Figure | None = None
    target: Figure | None = None
    group: str = ""


@dataclass(frozen=True, slots=True)
class ValueBars:
    """A bar per value of one unit; the value is written behind it. `full` is what the axis reaches at least."""

    number: str
    caption: str
    unit: str
    bars: tuple[ValueBar, ...]
    notes: tuple[str, ...] = ()
    full: int = 0
    target_word: str = "target"


@dataclass(frozen=True, slots=True)
class Quadrant:
    """Points on two axes through zero. `corners` counterclockwise from upper right; `axes` name across and up."""

    number: str
    caption: str
    points: tuple[tuple[str, Figure, Figure], ...]
    corners: tuple[str, str, str, str]
    axes: tuple[str, str]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """What happens in which year: (band, name, letters per year) per row."""

    number: str
    caption: str
    years: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[str, ...]], ...]
    notes: tuple[str, ...] = ()


Drawing = ValueBars | Quadrant | Schedule
Chart = ClassBars | YesNoBars | ClassTiles | AmountBars | ClassMap | ValueBars | Quadrant | Schedule


def chart_label(chart: Chart) -> str:
    """What a chart is called in its caption and in the lists."""
    return "Peta" if isinstance(chart, ClassMap) else "Gambar"


Block = Heading | Paragraph | Quote | Items | Notice | Table | Chart


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. `record` are (label, text) pairs of its last page: what it was made from.

    A short version has no cover of its own and no lists. `edition_note` says of a translation what is signed instead.
    """

    title: str
    subtitle: str
    place: str
    year: str
    marks: tuple[str, ...]
    blocks: tuple[Block, ...]
    record: tuple[tuple[str, str], ...]
    is_short: bool = False
    language: Literal["id", "en"] = "id"
    edition_note: str = ""
