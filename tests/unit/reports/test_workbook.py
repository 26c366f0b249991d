"""What a workbook shows without being touched: whole amounts, whole texts, one sheet across a page."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from reports.blocks import Column, Document, Line, Table
from reports.xlsx_document import document_xlsx
from schemas.facts import Figure

AMOUNT = 80_735_000_000
COLUMNS = (Column("a", "Kegiatan"), Column("b", "Penguranganlingkungan", "number", "Belanja"))
TABLE = Table(
    "1.1",
    "Biaya",
    COLUMNS,
    (Line(("kata " * 30, Figure(AMOUNT, "r/2013/x#1", unit="Rp"))),),
    total=Line(("Jumlah", Figure(AMOUNT, "r/2013/x#2", unit="Rp"))),
)


def test_amounts_heads_and_texts_have_room() -> None:
    book = load_workbook(io.BytesIO(document_xlsx(Document("Judul", "", "Tempat", "2013", (), (TABLE,), ()), "0" * 64)))
    sheet = book["Tabel 1.1"]
    assert sheet.column_dimensions["B"].width > max(len(f"Rp {AMOUNT:,}") + 2, len(COLUMNS[1].head))
    assert sheet.row_dimensions[5].height >= 4 * 15
    assert sheet.row_dimensions[4].height >= 2 * 15
    for name in book.sheetnames:
        assert book[name].sheet_properties.pageSetUpPr.fitToPage
        assert book[name].page_setup.fitToHeight == 0
