"""A district's own workbook with its findings: notes where a person looks, nothing else changed."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from reports.annotated import Source, annotated, open_book
from reports.perbaikan import About
from schemas.own_sheets import BERES, ID, MARK, PERBAIKAN, SERTIFIKAT

ABOUT = About("Kabupaten Contoh (99.01)", 2013, 2, "2013-05-02", "f" * 64)


def finding(cell: str | None, severity: str = "error", **more: Any) -> dict[str, Any]:
    base = {"id": f"{severity}-{cell}", "rule": "BP-V07", "severity": severity, "file": "a.xlsx", "sheet": "Data"}
    base |= {
        "cell": cell,
        "message": "Jiwa per KK di luar kisaran.",
        "value": "=1+1",
        "also": [],
        "row_words": "Desa A",
    }
    return base | {"table_words": "Penduduk", "column_words": "Jumlah KK"} | more


def book() -> bytes:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Data"
    sheet["A1"], sheet["A2"], sheet["B2"] = "PENDUDUK", "Desa", "KK"
    sheet.merge_cells("A1:C1")
    sheet["A4"], sheet["B4"], sheet["C4"] = "A", 12, "=B4*2"
    sheet["B4"].font, sheet["B4"].number_format = Font(italic=True, color="00FF00"), "0.00"
    sheet["B4"].comment = Comment("catatan petugas", "Pokja")
    sheet["C4"].fill = PatternFill("solid", fgColor="CCFFCC")
    sheet.column_dimensions["A"].width = 33
    sheet.row_dimensions[5].hidden = True
    sheet["B5"] = date(2013, 5, 2)
    hidden = made.create_sheet("Lama")
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def opened(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def back(*findings: dict[str, Any], data: bytes | None = None) -> Workbook:
    ((name, made),) = annotated([Source("a.xlsx", open_book(data or book()))], findings, ABOUT)
    assert name == "a.xlsx"
    return opened(made)


def test_notes_stand_in_the_cell_a_person_sees_and_nothing_else_changes() -> None:
    before = opened(book())
    after = back(finding("B4"), finding("C1", "warning"), finding("B5"))
    assert after.sheetnames == [PERBAIKAN, "Data", "Lama"]
    assert after["Lama"].sheet_state == "hidden"
    sheet = after["Data"]
    assert "✗ SALAH (BP-V07)" in sheet["B4"].comment.text
    assert sheet["B4"].comment.text.startswith("catatan petugas")
    assert sheet["A1"].comment is not None  # C1 is merged into A1
    for row in before["Data"].iter_rows():
        for old in row:
            new = sheet[old.coordinate]
            assert (new.value, new.number_format) == (old.value, old.number_format)
            assert (new.font.i, new.font.b, new.font.sz) == (old.font.i, old.font.b, old.font.sz)
    assert sheet["C4"].value == "=B4*2"
    assert sheet["C4"].fill.fgColor.rgb == before["Data"]["C4"].fill.fgColor.rgb
    assert sheet.column_dimensions["A"].width == 33
    assert sheet["B4"].fill.fgColor.rgb.endswith("F4CCCC")
    assert {sheet["B4"].border.left.style, sheet["A1"].border.left.style} == {"medium", "mediumDashed"}


def lines(sheet: Any) -> list[dict[str, Any]]:
    rows = [[c.value for c in row] for row in sheet.iter_rows()]
    head = next(i for i, row in enumerate(rows) if BERES in row)
    return [dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]]


def test_the_list_is_in_the_order_of_the_sheets_links_to_cells_and_groups_one_mistake() -> None:
    also = [{"file": "a.xlsx", "sheet": "Data", "cell": f"B{i}"} for i in range(4, 304)]
    made = back(finding("B5"), finding("B4", also=also), finding(None, "block", file=None, sheet=None))
    found = lines(made[PERBAIKAN])
    assert [f[ID] for f in found] == ["error-B5", "error-B4", "block-None"]
    assert found[0]["Sel"] == "B5 (baris tersembunyi)"
    assert made[PERBAIKAN]["A1"].value == MARK
    assert "dan 287 sel lagi" in found[1]["Sel lain"]
    assert "300 baris" in found[1]["Akibat bila dibiarkan"]
    assert "tidak dapat dipakai" in found[2]["Akibat bila dibiarkan"]
    assert found[0]["Isi sekarang"] == "'=1+1"
    links = [c for row in made[PERBAIKAN].iter_rows() for c in row if c.hyperlink]
    assert len(links) == 2
    assert made["Data"]["B300"].fill.fgColor.rgb.endswith("F4CCCC")


@pytest.mark.parametrize("findings", [(), (finding("B4", "advice"),)])
def test_nothing_to_mend_is_a_certificate_with_digest_and_day(findings: tuple[dict[str, Any], ...]) -> None:
    made = back(*findings)
    text = "\n".join(str(c.value) for row in made[SERTIFIKAT].iter_rows() for c in row if c.value)
    assert PERBAIKAN not in made.sheetnames
    assert "2013-05-02" in text
    assert "f" * 64 in text
    assert ("Saran" in text) == bool(findings)


def test_our_own_sheets_of_a_round_before_are_replaced_and_the_same_input_gives_the_same_bytes() -> None:
    ((_, first),) = annotated([Source("a.xlsx", open_book(book()))], [finding("B4")], ABOUT)
    ((_, again),) = annotated([Source("a.xlsx", open_book(book()))], [finding("B4")], ABOUT)
    assert first == again
    assert back(data=first).sheetnames == [SERTIFIKAT, "Data", "Lama"]


def test_csv_files_come_back_as_one_workbook() -> None:
    sources = [Source(f"{n}.csv", None, [("", [["Kode", "KK"], ["99.01.01.2001", "007"]])]) for n in ("wilayah", "rt")]
    row = finding("B2", file="rt.csv", sheet=None)
    ((name, data),) = annotated(sources, [row], ABOUT)
    made = opened(data)
    assert (name, made.sheetnames) == ("kiriman.xlsx", [PERBAIKAN, "wilayah", "rt"])
    assert made["rt"]["B2"].value == "007"
    assert made["rt"]["B2"].comment is not None
    assert made.properties.created == made.properties.modified, "no clock in what is published under its digest"


def test_files_with_sheets_or_names_alike_keep_their_notes_apart() -> None:
    rows = [["KK"], ["7"]]
    books = [Source(name, None, [("Data", rows)], note="nilai saja") for name in ("a.ods", "a.xls")]
    texts = [Source(f"{folder}/rt.csv", None, [("", rows)]) for folder in "ab"]
    found = [finding("A2", file="a.xls", sheet="Data"), finding("A2", file="b/rt.csv", sheet=None)]
    made = {name: opened(data) for name, data in annotated([*books, *texts], found, ABOUT)}
    marked = {
        (name, s.title) for name, b in made.items() for s in b if s.title != PERBAIKAN and s["A2"].comment is not None
    }
    assert list(made) == ["a.xlsx", "a.xls.xlsx", "kiriman.xlsx"]
    assert marked == {("a.xls.xlsx", "Data"), ("kiriman.xlsx", "rt1")}
