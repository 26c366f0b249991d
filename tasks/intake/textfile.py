"""CSV files: encoding, delimiter and rows. Everything stays text."""

from __future__ import annotations

import csv
import io
from collections import Counter

from schemas.findings import Finding
from tasks.intake.grid import Grid
from tasks.intake.messages import cp1252, unreadable

_DELIMITERS = "\t;,|"
_SAMPLE_LINES = 20
csv.field_size_limit(1_000_000)


def read_csv(name: str, data: bytes, digest: str) -> tuple[list[Grid], list[Finding]]:
    """The grid of a CSV file: UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252 with a finding."""
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [], [unreadable(name, "isinya bukan teks")]
    text, findings = _decode(name, data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=False))
    except csv.Error:
        return [], [unreadable(name, "tanda kutip atau panjang selnya tidak wajar")]
    return [Grid(name, digest, None, rows)], findings


def _decode(name: str, data: bytes) -> tuple[str, list[Finding]]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), [cp1252(name)]


def delimiter_of(text: str) -> str:
    """The delimiter that splits most of the first lines into equally many cells; a comma when none splits any."""
    lines = [line for line in text.splitlines() if line.strip()][:_SAMPLE_LINES]

    def agreement(delimiter: str) -> tuple[int, int]:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
        return max(((n, cells) for cells, n in counts.items()), default=(0, 0))

    best = max(_DELIMITERS, key=agreement)
    return best if agreement(best) > (0, 0) else ","
