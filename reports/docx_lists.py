"""What Word fills by itself in a DOCX: contents, lists of tables, figures and maps, page numbers.

Every field carries what it shows until it is filled, so that a reader that fills none sees the lists too.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from reports.blocks import Block, Chart, Heading, Table, chart_label
from reports.language import said
from reports.svg_text import xml_clean

LISTS = {"Tabel": "Daftar tabel", "Gambar": "Daftar gambar", "Peta": "Daftar peta"}
_CONTENTS_TO, _RIGHT = 2, Cm(16.5)
_STYLES = ("toc 1", "toc 2", "table of figures")


def named(block: Block) -> tuple[str, str] | None:
    """The list that a block stands in and what it is called there; None for a block that no list names.

    Headings stand in the list of their level, "1" to "4".
    """
    if isinstance(block, Heading):
        return str(block.level), f"{block.number} {block.text}".strip()
    if isinstance(block, Table):
        return "Tabel", f"{said('Tabel')} {block.number} {block.caption}"
    if isinstance(block, Chart):
        label = chart_label(block)
        return label, f"{said(label)} {block.number} {block.caption}"
    return None


def add_styled(made: Any, style: str, text: str = "") -> Any:
    """A paragraph in a style that the document has; the library looks each style up anew, which takes long."""
    line = made.add_paragraph(text)
    line._p.get_or_add_pPr().get_or_add_pStyle().val = style.replace(" ", "")
    return line


class Marks:
    """Bookmarks of the blocks that lists name, given out in the order of the document."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def put(self, paragraph: Any) -> None:
        """Bookmark the paragraph of the next named block."""
        number = next(self._numbers)
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for mark in (start, end):
            mark.set(qn("w:id"), str(number))
        start.set(qn("w:name"), _bookmark(number))
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
        paragraph._p.append(end)


def _bookmark(number: int) -> str:
    return f"_Toc{number:08d}"


def styles_of_lists(made: Any) -> None:
    """The styles that Word gives to contents and to lists of captions."""
    for name in _STYLES:
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = made.styles["Normal"]
        style.paragraph_format.space_after = Pt(2)
        style.paragraph_format.left_indent = Cm(0.6 if name == "toc 2" else 0)
        style.paragraph_format.tab_stops.add_tab_stop(_RIGHT, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def lists(made: Any, blocks: tuple[Block, ...], last: str) -> None:
    """Contents and lists before the first chapter; `last` is the heading that follows all blocks."""
    found = [pair for block in blocks if (pair := named(block))] + [("1", last)]
    entries = [(kind, xml_clean(text), _bookmark(i)) for i, (kind, text) in enumerate(found, 1)]
    heads = [(f"toc {kind}", text, at) for kind, text, at in entries if kind in "12"]
    _listed(made, said("Daftar isi"), f'TOC \\o "1-{_CONTENTS_TO}" \\h \\z \\u', heads)
    for kind, title in LISTS.items():
        own = [("table of figures", text, at) for k, text, at in entries if k == kind]
        if own:
            _listed(made, said(title), f'TOC \\h \\z \\c "{kind}"', own)


def _listed(made: Any, title: str, code: str, entries: list[tuple[str, str, str]]) -> None:
    add_styled(made, "TOC Heading", title).paragraph_format.keep_with_next = True
    first = last = None
    for style, text, at in entries:
        last = add_styled(made, style)
        if first is None:
            first = last
            _open(first, code)
        _link(last, text, at)
    if last is not None:
        _mark(last._p, "end")


def _link(paragraph: Any, text: str, at: str) -> None:
    """The entry as a link, with the page that Word and LibreOffice count."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), at)
    paragraph._p.append(link)
    for part in (text, None):
        run = OxmlElement("w:r")
        if part is None:
            run.append(OxmlElement("w:tab"))
        else:
            run.text = part
        link.append(run)
    _field_in(link, f"PAGEREF {at} \\h", "")


def numbered(paragraph: Any, kind: str, number: str) -> None:
    """The label and number of a caption, its last part as a sequence set to the outline's number.

    Word finds captions for its lists by that sequence, and goes on counting from it where the Pokja adds a table.
    """
    last = number[len(number.rstrip("0123456789")) :]
    paragraph.add_run(f"{said(kind)} {number.removesuffix(last)}")
    if last:
        field(paragraph, f"SEQ {kind} \\r {last}", last)


def field(paragraph: Any, code: str, shown: str) -> None:
    """A field at the end of a paragraph, with what it shows until it is filled."""
    _field_in(paragraph._p, code, shown)


def _field_in(parent: Any, code: str, shown: str) -> None:
    _mark(parent, "begin")
    _code(parent, code)
    _mark(parent, "separate")
    if shown:
        run = OxmlElement("w:r")
        run.text = shown
        parent.append(run)
    _mark(parent, "end")


def _open(paragraph: Any, code: str) -> None:
    _mark(paragraph._p, "begin")
    _code(paragraph._p, code)
    _mark(paragraph._p, "separate")


def _code(parent: Any, code: str) -> None:
    run, text = OxmlElement("w:r"), OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = code
    run.append(text)
    parent.append(run)


def _mark(parent: Any, kind: str) -> None:
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    parent.append(run)
