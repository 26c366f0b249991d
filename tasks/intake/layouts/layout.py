"""A table of a grid: which column holds what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from schemas.contract import Table
from schemas.findings import Finding
from schemas.heading_map import Match, normalise
from schemas.households import HOUSEHOLD_TABLES
from tasks.intake.messages import dropped_heading, noted_heading, repeated_heading, unread_heading

Matcher = Callable[[str], Match | None]
# The district and the numbering come from the submission, never from a column (tables.md section 1).
_NOT_TAKEN = "tidak diambil"
_IMPLIED = frozenset({
    "no", "nomor", "no_urut", "nomor_urut", "fiscal_year", "kode_kab", "kabupaten", "kota", "kabupaten_kota",
    "kab_kota",
    "nama_kabupaten", "nama_kabupaten_kota", "provinsi", "nama_provinsi", "kode_provinsi", "kode_kabupaten",
    "kode_kecamatan", "kode_kec",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """One table of a grid: its last header row and the grid column of each of its columns.

    `names` are the columns that only name the place of a row (desa, kecamatan) in a table without them, `sets` the
    values that headings carry for the whole column, `units` the money unit that a heading states, `unread` headings
    that nothing takes. A grid that fills several tables repeats rows, which is no fault: `is_shared`. `only` is the one
    row of a form whose headings stand at the left (0: all rows below the header). `unit` is the money unit that a title
    above the table states, `refused` are columns whose values cannot be told apart, with the reason.
    """

    table: Table
    header: int
    columns: dict[str, int]
    names: dict[str, int] = field(default_factory=dict)
    sets: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    unread: dict[str, int] = field(default_factory=dict)
    is_shared: bool = False
    findings: tuple[Finding, ...] = ()
    only: int = 0
    unit: str = ""
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def places(self) -> dict[str, int]:
        """The grid column of everything that is read of a row, by name."""
        return self.columns | self.names


def layout_of(table: Table, header: int, headings: Mapping[int, str], match: Matcher, *, is_shared: bool) -> Layout:
    """The layout of a table whose headings stand in the columns given, with findings about the headings."""
    layout = Layout(table, header, {}, is_shared=is_shared)
    findings: list[Finding] = []
    for column, heading in sorted(headings.items()):
        if heading:
            findings += _take(layout, column, heading, match(heading))
    return replace(layout, findings=tuple(findings))


def _take(layout: Layout, column: int, heading: str, match: Match | None) -> list[Finding]:
    name = layout.table.name
    if match is None:
        key = normalise(heading)
        if not key or key in _IMPLIED:
            return []
        layout.unread.setdefault(key, column)
        return [unread_heading(name, key, heading)]
    if match.column is None:
        if name not in HOUSEHOLD_TABLES or not (match.note or "").endswith(_NOT_TAKEN):
            return []
        layout.unread.setdefault(normalise(heading), column)
        return [dropped_heading(name, normalise(heading), heading, str(match.note))]
    target = layout.columns if match.column in layout.table.names else layout.names
    if match.column in target:
        return [repeated_heading(name, match.column, heading)]
    target[match.column] = column
    layout.sets.update(match.sets)
    if match.unit:
        layout.units[match.column] = match.unit
    return [noted_heading(name, match.column, heading, _sentence(match.note))] if match.note else []


def _sentence(note: str) -> str:
    text = note.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}. Nilainya dipakai; pakai judul pada formulir agar jelas."
