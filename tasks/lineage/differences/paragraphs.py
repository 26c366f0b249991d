"""The paragraphs of a page, in order, each with the heading under which it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_BLOCKS = re.compile(
    "address|aside|caption|dd|div|dt|figcaption|figure|footer|h[1-6]|header|li|main|nav|ol|p|section|table|td|text|th"
    "|title|tr|ul"
)
_HEADINGS = re.compile(r"h[1-6]")
_SILENT = ("script", "style")
_XML_PARAGRAPH = re.compile(r"</(?:w:p|si|row|a:p)>")
_XML_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The text of a paragraph, table cell or heading, blanks made one, and the last heading before it."""

    text: str
    heading: str = ""


def of_html(page: bytes) -> list[Paragraph]:
    """The paragraphs of an HTML page; markup, style and scripts are left out."""
    reader = _Reader()
    reader.feed(page.decode("utf-8", "replace"))
    reader.close()
    reader.end()
    return reader.found


def of_xml(part: bytes) -> list[Paragraph]:
    """The paragraphs or rows of a part of a word processor's document or of a workbook."""
    pieces = (_blanks(_XML_TAG.sub(" ", piece)) for piece in _XML_PARAGRAPH.split(part.decode("utf-8", "replace")))
    return [Paragraph(text) for text in pieces if text]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Paragraph] = []
        self._text: list[str] = []
        self._heading = ""
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent = tag
        elif _BLOCKS.fullmatch(tag):
            self.end()

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""
        elif _BLOCKS.fullmatch(tag):
            self.end(is_heading=_HEADINGS.fullmatch(tag) is not None)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)

    def end(self, *, is_heading: bool = False) -> None:
        text = _blanks("".join(self._text))
        self._text = []
        if text:
            self.found.append(Paragraph(text, self._heading))
            self._heading = text if is_heading else self._heading


def _blanks(text: str) -> str:
    return " ".join(text.split())
