"""What a document says when it comes back as a file: its format, the digests that it names, its figures."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import chain
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from schemas.archives import ZIP_ERRORS

_HEX = re.compile(r"[0-9a-f]{64,}")
_SHORT = re.compile(r"naskah\W*([0-9a-f]{12})")
_CODE = re.compile(r"(?<!\d)\d\d\.\d\d(?![\d.])")
_FIGURE = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d+)(?![\d.,]*\d)")
_UNSAID = ("style", "script", "title", "details")
MAKER = b"Typst"


def reading(_: str, data: bytes) -> list[Any]:
    """Of a file that somebody brings: its kind, whether it was printed from a page, and its text."""
    return [kind_of(data), is_print(data), said_by(data)]


def kind_of(data: bytes) -> str:
    """`html`, `pdf`, `docx` or `xlsx`; "" for what is none of them."""
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"PK"):
        return next((kind for kind, folder in (("docx", "word/"), ("xlsx", "xl/")) if _has(data, folder)), "")
    return "html" if b"<html" in data[:4096].lower() else ""


def _has(data: bytes, folder: str) -> bool:
    try:
        return any(name.startswith(folder) for name in zipfile.ZipFile(io.BytesIO(data)).namelist())
    except ZIP_ERRORS:
        return False


def said_by(data: bytes) -> str:
    """The text of the file without its layout; "" where it cannot be read."""
    kind = kind_of(data)
    if kind == "pdf":
        return _pdf(data)
    if kind == "html":
        return data.decode("utf-8", "replace")
    return re.sub(r"<[^>]*>", " ", _parts(data)) if kind else ""


def _pdf(data: bytes) -> str:
    try:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError):
        return ""  # a damaged file says nothing


def _parts(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            return "".join(book.read(n).decode("utf-8", "replace") for n in book.namelist() if n.endswith(".xml"))
    except ZIP_ERRORS:
        return ""


def digests_in(text: str) -> frozenset[str]:
    """Every digest that the text may name, whole or as the 12 signs of a footer; lines may break them."""
    squeezed = "".join(text.split())
    whole = (run[i : i + 64] for run in _HEX.findall(squeezed) for i in range(len(run) - 63))
    return frozenset(chain(whole, _SHORT.findall(squeezed)))


def codes_in(text: str) -> frozenset[str]:
    """Every code of a district in the text."""
    return frozenset(_CODE.findall(text))


def is_print(data: bytes) -> bool:
    """Whether a PDF was printed by a browser or another program than ours."""
    return kind_of(data) == "pdf" and MAKER not in data


class _Printed(HTMLParser):
    """The text of a page without what no print shows."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._unsaid = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unsaid += tag in _UNSAID

    def handle_endtag(self, tag: str) -> None:
        self._unsaid -= tag in _UNSAID

    def handle_data(self, data: str) -> None:
        if not self._unsaid:
            self.parts.append(data)


def differing_figures(page: bytes, printed: str) -> tuple[str, ...]:
    """Figures that a print of the page has otherwise: `-x` lacks in it, `+x` is in no such number on the page.

    Compared are figures written with a thousands mark or a decimal comma, by how often each stands there; a browser
    orders and joins words otherwise, so that these are not compared. Empty: as on the page.
    """
    reader = _Printed()
    reader.feed(page.decode("utf-8", "replace"))
    here, there = _figures(reader.parts), _figures(printed.splitlines())
    return (
        *(f"-{f}" for f in sorted((here - there).elements())),
        *(f"+{f}" for f in sorted((there - here).elements())),
    )


def _figures(texts: Iterable[str]) -> Counter[str]:
    return Counter(f for text in texts for f in _FIGURE.findall(text))
