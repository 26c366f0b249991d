"""A block tree as DOCX for a Pokja that goes on writing: real headings, contents field, captions, repeated heads."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
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
    ClassMap,
    ClassTiles,
    Document,
    Heading,
    Items,
    Notice,
    Paragraph,
    Quote,
    Table,
    chart_label,
)
from reports.docx_lists import Marks, add_styled, field, lists, numbered, styles_of_lists
from reports.docx_table import add_pairs, add_table
from reports.docx_text import absence, add_texts, sentence
from reports.finish import in_print
from reports.html_pages import is_absent, pages
from reports.language import said, told
from reports.pictures import WIDTH_CM, alternative, pictures
from reports.printed import absent_list, chart_table, class_lists
from reports.svg_text import xml_clean

_EPOCH = datetime(2000, 1, 1)
_SHORT, _LONG = Cm(21), Cm(29.7)
_RECORD = "Asal dokumen"


def document_docx(document: Document, digest: str) -> bytes:
    """The document as DOCX. The same tree and digest give the same bytes."""
    made = docx.Document()
    _properties(made, document)
    _styles(made)
    printed = tuple(in_print(document.blocks))
    _cover(made, document, digest)
    if not document.is_short:
        _lists(made, document, printed)
    is_lying, marks = False, Marks()
    for landscape, blocks in pages(printed):
        if blocks and landscape != is_lying:
            _turn(made, landscape)
            is_lying = landscape
        for block in blocks:
            _block(made, block, marks)
    if is_lying:
        _turn(made, False)
    _record(made, document, digest, marks)
    return _normalised(made)


def _properties(made: Any, document: Document) -> None:
    core = made.core_properties
    core.title = xml_clean(f"{document.title} {document.place} {document.year}")
    core.author = xml_clean(document.place)
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
    styles_of_lists(made)
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
        for run in add_texts(line, text):
            run.font.size, run.bold = Pt(size), size > 20
    header = made.sections[0].header.paragraphs[0]
    header.text = xml_clean(f"{document.title} · {document.place} · {document.year} · {' · '.join(document.marks)}")
    footer = made.sections[0].footer.paragraphs[0]
    footer.add_run(f"naskah {digest[:12]} · {said('halaman')} ")
    field(footer, "PAGE", "1")
    made.add_page_break()


def _lists(made: Any, document: Document, printed: tuple[Block, ...]) -> None:
    lists(made, printed, said(_RECORD))
    made.add_paragraph(absent_list(document.blocks))
    made.add_page_break()


def _turn(made: Any, landscape: bool) -> None:
    section = made.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (_LONG, _SHORT) if landscape else (_SHORT, _LONG)


def _block(made: Any, block: Block, marks: Marks) -> None:
    if isinstance(block, Heading):
        line = add_styled(made, f"Heading {block.level}")
        add_texts(line, f"{block.number} " if block.number else "", block.text)
        marks.put(line)
    elif isinstance(block, Paragraph):
        add_texts(made.add_paragraph(), *sentence(block.runs))
    elif isinstance(block, Items):
        for item in block.items:
            add_texts(add_styled(made, "List Bullet"), *sentence(item))
    elif isinstance(block, Notice) and is_absent(block):
        add_texts(add_styled(made, "Intense Quote"), *absence(block))
    elif isinstance(block, Notice):
        line = add_styled(made, "Intense Quote")
        for run in add_texts(line, block.title, " "):
            run.bold = True
        add_texts(line, *sentence(block.runs))
    elif isinstance(block, Quote):
        add_texts(add_styled(made, "Quote"), block.text)
        add_texts(add_styled(made, "Quote"), block.by)
    elif isinstance(block, Table | Chart):
        _captioned(made, block, marks)


def _captioned(made: Any, block: Table | Chart, marks: Marks) -> None:
    """The caption, the picture of a chart, and the table or the data of the chart."""
    caption = add_styled(made, "Caption")
    numbered(caption, chart_label(block) if isinstance(block, Chart) else "Tabel", xml_clean(block.number))
    add_texts(caption, " ", block.caption)
    caption.paragraph_format.keep_with_next = True
    marks.put(caption)
    if isinstance(block, Table):
        add_table(made, block)
        return
    for picture in pictures(block):
        line = made.add_paragraph()
        shape = line.add_run().add_picture(io.BytesIO(picture.png), Cm(WIDTH_CM), Cm(picture.height_cm))
        shape._inline.docPr.set("descr", xml_clean(alternative(block)))
        line.paragraph_format.keep_with_next = True
    add_table(made, class_lists(block) if isinstance(block, ClassMap | ClassTiles) else chart_table(block))


def _record(made: Any, document: Document, digest: str, marks: Marks) -> None:
    marks.put(made.add_heading(said(_RECORD), 1))
    add_pairs(made, [(said("Naskah"), digest), *document.record])


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
