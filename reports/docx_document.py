"""A block tree as DOCX for a Pokja that goes on writing: real headings, contents field, captions, repeated heads."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.blocks import (
    Block,
    Chart,
    Column,
    Document,
    Heading,
    Items,
    Line,
    Notice,
    Paragraph,
    Quote,
    Table,
    chart_label,
)
from reports.finish import in_print
from reports.html_pages import is_absent, pages
from reports.html_table import is_landscape
from reports.language import said, told
from reports.printed import absence_text, absent_list, all_lines, cell_text, chart_table, runs_text, table_notes

_EPOCH = datetime(2000, 1, 1)
_SHORT, _LONG = Cm(21), Cm(29.7)
_TWIPS, _MANY = (9400, 14300), 9
Cell = tuple[str, int]
"""A text and the number of columns that it spans."""


def document_docx(document: Document, digest: str) -> bytes:
    """The document as DOCX. The same tree and digest give the same bytes."""
    made = docx.Document()
    _properties(made, document)
    _styles(made)
    _cover(made, document, digest)
    is_lying = False
    for landscape, blocks in pages(in_print(document.blocks)):
        if blocks and landscape != is_lying:
            _turn(made, landscape)
            is_lying = landscape
        for block in blocks:
            _block(made, block)
    if is_lying:
        _turn(made, False)
    _record(made, document, digest)
    return _normalised(made)


def _properties(made: Any, document: Document) -> None:
    core = made.core_properties
    core.title, core.author = f"{document.title} {document.place} {document.year}", document.place
    core.created = core.modified = _EPOCH
    core.language, core.last_modified_by = {"id": "id-ID", "en": "en-GB"}[document.language], ""
    update = OxmlElement("w:updateFields")
    update.set(qn("w:val"), "true")
    made.settings.element.append(update)


def _styles(made: Any) -> None:
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    for level in range(1, 5):
        made.styles[f"Heading {level}"].font.color.rgb = RGBColor(0x0F, 0x4C, 0x75)
    caption = made.styles["Caption"]
    caption.font.size, caption.font.color.rgb = Pt(10), RGBColor(0x1D, 0x27, 0x33)
    section = made.sections[0]
    section.page_width, section.page_height = _SHORT, _LONG
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Cm(2.2))


def _cover(made: Any, document: Document, digest: str) -> None:
    for text, size in (
        (" · ".join(document.marks), 11),
        (document.place, 13),
        (document.title, 26),
        (document.subtitle, 13),
        (told("Tahun anggaran {}", document.year), 12),
        (f"naskah {digest}", 8),
        *(((document.edition_note, 9),) if document.edition_note else ()),
    ):
        line = made.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(_clean(text))
        run.font.size, run.bold = Pt(size), size > 20
    header = made.sections[0].header.paragraphs[0]
    header.text = _clean(f"{document.title} · {document.place} · {document.year} · {' · '.join(document.marks)}")
    footer = made.sections[0].footer.paragraphs[0]
    footer.add_run(f"naskah {digest[:12]} · {said('halaman')} ")
    _field(footer, "PAGE", "1")
    made.add_page_break()
    if document.is_short:
        return
    made.add_paragraph(said("Daftar isi"), style="Title")
    _field(made.add_paragraph(), 'TOC \\o "1-2" \\h \\z \\u', said("Klik kanan, lalu Perbarui Bidang."))
    made.add_paragraph(absent_list(document.blocks))
    made.add_page_break()


def _field(paragraph: Any, code: str, shown: str) -> None:
    """A field that Word fills: contents, page numbers."""
    for kind in ("begin", "separate", "end"):
        run = paragraph.add_run()
        if kind == "end":
            run.text = shown
            run = paragraph.add_run()
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run._r.append(mark)
        if kind == "begin":
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = code
            paragraph.add_run()._r.append(text)


def _turn(made: Any, landscape: bool) -> None:
    section = made.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)


def _block(made: Any, block: Block) -> None:
    if isinstance(block, Heading):
        made.add_heading(_clean(f"{block.number} {block.text}".strip()), block.level)
    elif isinstance(block, Paragraph):
        made.add_paragraph(_clean(runs_text(block.runs)))
    elif isinstance(block, Items):
        for item in block.items:
            made.add_paragraph(_clean(runs_text(item)), style="List Bullet")
    elif isinstance(block, Notice) and is_absent(block):
        made.add_paragraph(_clean(absence_text(block)), style="Intense Quote")
    elif isinstance(block, Notice):
        line = made.add_paragraph(style="Intense Quote")
        line.add_run(_clean(f"{block.title} ")).bold = True
        line.add_run(_clean(runs_text(block.runs)))
    elif isinstance(block, Quote):
        made.add_paragraph(_clean(block.text), style="Quote")
        made.add_paragraph(_clean(block.by), style="Quote")
    elif isinstance(block, Table):
        _table(made, "Tabel", block)
    elif isinstance(block, Chart):
        _table(made, chart_label(block), chart_table(block))


def _table(made: Any, label: str, table: Table) -> None:
    made.add_paragraph(
        _clean(f"{said(label)} {table.number} {table.caption}"), style="Caption"
    ).paragraph_format.keep_with_next = True
    labels = dict(table.labels)
    heads = _heads(table.columns)
    bands = list(groupby(_known(table), key=lambda line: line.group))
    n_rows = len(heads) + sum(1 for line in _known(table)) + sum(bool(group) for group, _ in bands)
    grid = made.add_table(rows=n_rows, cols=len(table.columns))
    grid.style = "Table Grid"
    _widths(grid, [_weight(table, i, c) for i, c in enumerate(table.columns)], _TWIPS[is_landscape(table)])
    size = Pt(6.5 if len(table.columns) > _MANY else 7.5)
    xml_rows = iter(grid._tbl.tr_lst)
    for head in heads:
        row = next(xml_rows)
        _fill(row, head, table.columns, size, is_bold=True)
        _repeat(row)
    for group, lines in groupby(_known(table), key=lambda line: line.group):
        if group:
            _fill(next(xml_rows), [(group, len(table.columns))], table.columns, size, is_bold=True)
        for line in lines:
            texts = [(cell_text(cell, labels), 1) for cell in line.cells]
            _fill(next(xml_rows), texts, table.columns, size, is_bold=line.is_total or line is table.total)
    for note in table_notes(table):
        run = made.add_paragraph().add_run(_clean(note))
        run.font.size, run.italic = Pt(8), True
    made.add_paragraph()


def _known(table: Table) -> list[Line]:
    """The rows and the total, which belongs to no band."""
    return [*table.lines, *((replace(table.total, group="", is_total=True),) if table.total else ())]


def _heads(columns: tuple[Column, ...]) -> list[list[Cell]]:
    """One row of headings, or two where columns share one above them."""
    heads: list[list[Cell]] = [[(c.head, 1) for c in columns]]
    if any(c.group for c in columns):
        found = [(group, len(list(members))) for group, members in groupby(columns, key=lambda c: c.group)]
        heads.insert(0, found)
    return heads


def _weight(table: Table, at: int, column: Column) -> int:
    """What a column asks for in characters: its longest number whole, of texts a part."""
    labels = dict(table.labels)
    longest = max((len(cell_text(line.cells[at], labels)) for line in all_lines(table)), default=6)
    word = max((len(w) for w in column.head.split()), default=4)
    return max(word, min(longest, 60) if column.kind in ("number", "code") else min(longest, 34), 4) + 2


def _widths(grid: Any, weights: list[int], twips: int) -> None:
    """The columns share the width of the page by what they ask for; cells keep little room at their sides."""
    shape = grid._tbl.tblPr
    layout, margins = OxmlElement("w:tblLayout"), OxmlElement("w:tblCellMar")
    layout.set(qn("w:type"), "fixed")
    for side in ("w:left", "w:right"):
        margin = OxmlElement(side)
        margin.set(qn("w:w"), "40")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    for old in shape.findall(qn("w:tblLayout")):
        shape.remove(old)
    shape.append(layout)
    shape.append(margins)
    for column, weight in zip(grid._tbl.tblGrid.gridCol_lst, weights, strict=True):
        column.set(qn("w:w"), str(twips * weight // sum(weights)))
    for row in grid._tbl.tr_lst:
        for cell, weight in zip(row.tc_lst, weights, strict=True):
            cell.get_or_add_tcPr().get_or_add_tcW().set(qn("w:w"), str(twips * weight // sum(weights)))


def _fill(row: Any, cells: Sequence[Cell], columns: tuple[Column, ...], size: Any, *, is_bold: bool) -> None:
    """Write (text, columns that it spans) into a row as XML: the library's own cells are many times slower."""
    at = 0
    for text, span in cells:
        cell, column = row.tc_lst[at - _gone(row, columns)], columns[at]
        if span > 1:
            cell.get_or_add_tcPr().get_or_add_gridSpan().set(qn("w:val"), str(span))
            first = list(row.tc_lst).index(cell)
            for spare in list(row.tc_lst)[first + 1 : first + span]:
                row.remove(spare)
        _write(cell, text, size, is_right=column.kind == "number" and span == 1, is_bold=is_bold)
        at += span


def _gone(row: Any, columns: tuple[Column, ...]) -> int:
    """Cells of the row that a span has taken."""
    return len(columns) - len(row.tc_lst)


def _write(cell: Any, text: str, size: Any, *, is_right: bool, is_bold: bool) -> None:
    paragraph = cell.p_lst[0]
    if is_right:
        paragraph.get_or_add_pPr().get_or_add_jc().set(qn("w:val"), "right")
    run = paragraph.add_r()
    shape = run.get_or_add_rPr()
    if is_bold:
        shape.append(OxmlElement("w:b"))
    for name in ("w:sz", "w:szCs"):
        points = OxmlElement(name)
        points.set(qn("w:val"), str(int(size.pt * 2)))
        shape.append(points)
    run.text = _clean(text)


def _repeat(row: Any) -> None:
    """A head that stands again on every page of the table."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)


def _record(made: Any, document: Document, digest: str) -> None:
    made.add_heading(said("Asal dokumen"), 1)
    columns = (Column("apa", ""), Column("isi", ""))
    rows = [(said("Naskah"), digest), *document.record]
    grid = made.add_table(rows=len(rows), cols=2)
    grid.style = "Table Grid"
    for xml_row, texts in zip(grid._tbl.tr_lst, rows, strict=True):
        _fill(xml_row, [(text, 1) for text in texts], columns, Pt(8), is_bold=False)


def _clean(text: str) -> str:
    """The text without control signs, which XML does not take."""
    return "".join(c for c in text if c in "\n\t" or ord(c) >= 32)


def _normalised(made: Any) -> bytes:
    """The archive with fixed times, its parts by name, and no clock inside."""
    raw, buffer = io.BytesIO(), io.BytesIO()
    made.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return buffer.getvalue()
