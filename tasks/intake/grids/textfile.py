"""CSV files: encoding, delimiter and rows. Everything stays text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from schemas.findings import Finding
from schemas.heading_map import is_heading
from tasks.intake.grids.file_messages import cp1252, unreadable
from tasks.intake.grids.grid import Grid, clean
from tasks.intake.grids.limits import Limits, TooLarge
from tasks.intake.messages import OPEN_QUOTE

_DELIMITERS = "\t;,|"
_SAMPLE_LINES = 30
_LONGEST_CELL_LINES = 200
_NARROW = 4
_SEPARATOR = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_TEXT_FORMULA = re.compile(r'="?([^"=()]*)"?')
csv.field_size_limit(1_000_000)


def read_csv(name: str, data: bytes, digest: str, limits: Limits) -> tuple[list[Grid], list[Finding]]:
    """The grid of a CSV file: UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252 with a finding.

    A first line `sep=;` tells the delimiter and counts for no row, as in Excel.
    """
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [], [unreadable(name, "isinya bukan teks")]
    text, findings = _decode(name, data)
    if at := _too_long(text, limits.max_line):
        return [], [unreadable(name, f"baris {at} lebih panjang dari {limits.max_line} huruf")]
    said = _SEPARATOR.fullmatch(text.partition("\n")[0])
    if said:
        text = text.partition("\n")[2]
    try:
        limits.require_fits(text.count("\n"), 1)
        rows, spoiled = _rows(text, said[1] if said else delimiter_of(text))
        limits.require_fits(len(rows), max(map(len, rows), default=0))
    except csv.Error:
        return [], [unreadable(name, "ada sel yang terlalu panjang")]
    except TooLarge as error:
        return [], [unreadable(name, str(error))]
    return [Grid(name, digest, None, rows, spoiled=spoiled)], findings


def _too_long(text: str, longest: int) -> int:
    """The number of the first line that is longer; 0 for none."""
    if len(text) <= longest:
        return 0
    return next((i for i, line in enumerate(io.StringIO(text, newline=None), 1) if len(line) > longest), 0)


def _decode(name: str, data: bytes) -> tuple[str, list[Finding]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), [cp1252(name)]


def delimiter_of(text: str) -> str:
    """The delimiter whose cut makes most known headings of one line; else the one that splits most lines alike.

    A comma when none splits any line.
    """
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:_SAMPLE_LINES]

    def fitness(delimiter: str) -> tuple[int, int, int]:
        cut = [next(csv.reader([line], delimiter=delimiter), []) for line in lines]
        headings = max((sum(is_heading(clean(c)) for c in cells) for cells in cut if len(cells) > 1), default=0)
        counts = Counter(len(cells) for cells in cut if len(cells) > 1)
        alike = max(((n, cells) for cells, n in counts.items()), default=(0, 0))
        return headings if headings > 1 else 0, *alike

    best = max(_DELIMITERS, key=fitness)
    return best if fitness(best) > (0, 0, 0) else ","


def _rows(text: str, delimiter: str) -> tuple[list[list[str]], dict[int, str]]:
    """The records, and those rows whose cells cannot be told apart because a quote is never closed."""
    rows: list[list[str]] = []
    spoiled: dict[int, str] = {}
    for cells, is_whole in _records(io.StringIO(text, newline="").readlines(), delimiter):
        rows.append(cells)
        if not is_whole:
            spoiled[len(rows)] = OPEN_QUOTE
    return rows, spoiled


def _records(lines: list[str], delimiter: str) -> Iterator[tuple[list[str], bool]]:
    """Each record and whether it is whole. A cell may run over several lines; an open quote never eats other rows."""
    at, width = 0, 0
    while at < len(lines):
        end = next((i for i in range(at, len(lines)) if '"' in lines[i]), len(lines))
        for line, cells in zip(lines[at:end], csv.reader(lines[at:end], delimiter=delimiter), strict=True):
            yield ([_unwrapped(c) for c in cells] if "=" in line or "'" in line else cells), True
            width = max(width, len(cells))
        at = end
        if at < len(lines):
            cells, used, is_whole = _quoted(lines, at, delimiter, width)
            yield [_unwrapped(c) for c in cells], is_whole
            width = max(width, len(cells))
            at += used


def _quoted(lines: list[str], at: int, delimiter: str, width: int) -> tuple[list[str], int, bool]:
    """Cells, lines used and whether it is whole, of a record that holds a quote.

    A quote that runs on over the line is believed when it closes soon and swallows no line that looks like a row of its
    own; otherwise the line stands for itself, without its quotes.
    """
    reader = csv.reader(iter(lines[at : at + _LONGEST_CELL_LINES + 1]), delimiter=delimiter)
    cells = next(reader)
    used = reader.line_num
    row_width = max(_NARROW, width if width > 1 else len(cells))
    inside = lines[at + 1 : at + used]
    swallows = any(_cells_in(t, delimiter) >= row_width for t in inside)
    if _closes(lines[at : at + used], delimiter) and not swallows:
        return cells, used, True
    cells = next(csv.reader([lines[at]], delimiter=delimiter, quoting=csv.QUOTE_NONE), [])
    return [c.replace('"', "") for c in cells], 1, False


def _closes(lines: list[str], delimiter: str) -> bool:
    """Whether the record ends with these lines, and over several lines only as a program writes it.

    There a quote that closes stands before a delimiter or the end; before a text it opened a cell of another row.
    """
    try:
        return len(list(csv.reader([*lines, "\n"], delimiter=delimiter, strict=len(lines) > 1))) > 1
    except csv.Error:
        return False


def _cells_in(line: str, delimiter: str) -> int:
    """Cells that the line has up to its first quote, were it a row of its own."""
    return line.split('"')[0].count(delimiter) + 1


def _unwrapped(cell: str) -> str:
    """`="99.17.01.2003"` is a text formula, `'99.17` a text mark: a person sees the text alone."""
    text = cell.strip()
    if text.startswith("=") and (found := _TEXT_FORMULA.fullmatch(text)):
        return found[1]
    return text[1:] if text.startswith("'") and text[1:2].isdigit() else cell
