"""A block tree as DOCX for a Pokja that goes on writing: real headings, contents field, captions, repeated heads."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.blocks import Block, Chart, Column, Document, Heading, Items, Line, Notice, Paragraph, Quote, Table
from reports.html_pages import is_absent, pages
from reports.printed import absence_text, cell_text, chart_table, runs_text, table_notes

_EPOCH = datetime(2000, 1, 1)
_SHORT, _LONG = Cm(21), Cm(29.7)


def document_docx(document: Document, digest: str) -> bytes:
    """The document as DOCX. The same tree and digest give the same bytes."""
    made = docx.Document()
    _properties(made, document)
    _styles(made)
    _cover(made, document, digest)
    is_lying = False
    for landscape, blocks in pages(document.blocks):
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
    core.language, core.last_modified_by = "id-ID", ""


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
        (f"Tahun anggaran {document.year}", 12),
        (f"naskah {digest}", 8),
    ):
        line = made.add_paragraph()
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = line.add_run(_clean(text))
        run.font.size, run.bold = Pt(size), size > 20
    header = made.sections[0].header.paragraphs[0]
    header.text = _clean(f"{document.title} · {document.place} · {document.year} · {' · '.join(document.marks)}")
    footer = made.sections[0].footer.paragraphs[0]
    footer.add_run(f"naskah {digest[:12]} · halaman ")
    _field(footer, "PAGE", "1")
    made.add_page_break()
    made.add_paragraph("Daftar isi", style="Title").style = made.styles["Title"]
    _field(made.add_paragraph(), 'TOC \\o "1-2" \\h \\z \\u', "Klik kanan, lalu Perbarui Bidang.")
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
        _table(made, "Gambar", chart_table(block))


def _table(made: Any, label: str, table: Table) -> None:
    made.add_paragraph(
        _clean(f"{label} {table.number} {table.caption}"), style="Caption"
    ).paragraph_format.keep_with_next = True
    labels = dict(table.labels)
    rows: list[tuple[Sequence[str], bool]] = []
    for group, lines in groupby(table.lines, key=lambda line: line.group):
        rows += [((group, *([""] * (len(table.columns) - 1))), True)] if group else []
        rows += [(_texts(line, labels), line.is_total) for line in lines]
    rows += [(_texts(table.total, labels), True)] if table.total else []
    heads = _heads(table.columns)
    grid = made.add_table(rows=len(heads) + len(rows), cols=len(table.columns))
    grid.style = "Table Grid"
    size = Pt(7 if len(table.columns) > 9 else 8)
    xml_rows = grid._tbl.tr_lst
    for i, head in enumerate(heads):
        _fill(xml_rows[i], head, table.columns, size, is_bold=True)
        _repeat(xml_rows[i])
    for xml_row, (texts, is_bold) in zip(xml_rows[len(heads) :], rows, strict=True):
        _fill(xml_row, texts, table.columns, size, is_bold=is_bold)
    for note in table_notes(table):
        line = made.add_paragraph()
        run = line.add_run(_clean(note))
        run.font.size, run.italic = Pt(8), True
    made.add_paragraph()


def _heads(columns: tuple[Column, ...]) -> list[Sequence[str]]:
    heads: list[Sequence[str]] = [[c.head for c in columns]]
    if any(c.group for c in columns):
        first = [c.group if i == 0 or columns[i - 1].group != c.group else "" for i, c in enumerate(columns)]
        heads.insert(0, first)
    return heads


def _texts(line: Line, labels: dict[int, str]) -> list[str]:
    return [cell_text(cell, labels) for cell in line.cells]


def _fill(row: Any, texts: Sequence[str], columns: tuple[Column, ...], size: Any, *, is_bold: bool) -> None:
    """Write the cells of a row as XML: the library's own cells are many times slower in long tables."""
    for cell, text, column in zip(row.tc_lst, texts, columns, strict=True):
        paragraph = cell.p_lst[0]
        if column.kind == "number":
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
    made.add_heading("Asal dokumen", 1)
    columns = (Column("apa", ""), Column("isi", ""))
    rows = [("Naskah", digest), *document.record]
    grid = made.add_table(rows=len(rows), cols=2)
    grid.style = "Table Grid"
    for xml_row, texts in zip(grid._tbl.tr_lst, rows, strict=True):
        _fill(xml_row, texts, columns, Pt(8), is_bold=False)


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
