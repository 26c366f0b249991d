"""CSV that Excel with Indonesian settings opens into columns by a double click."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

_NUMBER = re.compile(r"-[0-9.]+(/[0-9]+)?")


def excel_csv(head: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """UTF-8 with byte order mark, semicolons and CRLF, since the comma is the decimal mark there.

    A text that a spreadsheet would run as a formula gets an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([defused(text) for text in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def defused_csv(data: bytes) -> bytes:
    """A canonical CSV for people: the same bytes, but for texts that a spreadsheet would run as a formula."""
    out = io.StringIO()
    rows = csv.reader(io.StringIO(data.decode(), newline=""))
    csv.writer(out, lineterminator="\n").writerows([_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode()


def _text(cell: str) -> str:
    return cell if _NUMBER.fullmatch(cell) else defused(cell)


def defused(text: str) -> str:
    """The text, or the text with an apostrophe where it would be run."""
    return f"'{text}" if text.startswith(_DANGEROUS) else text
