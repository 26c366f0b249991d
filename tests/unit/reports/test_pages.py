"""Findings page, its CSV and the index of a run."""

from __future__ import annotations

import csv
import io
from collections import Counter

from reports.findings_page import FindingsPage, findings_csv, findings_html, parts
from reports.index_page import IndexPage, IndexRow, index_html, link_label
from tests.unit.documents.periksa import Page


def row(**given: object) -> dict[str, object]:
    base = {"id": "a1", "rule": "BP-V03", "severity": "error", "table": "wilayah", "row": "99.01.01.2001"}
    empty = {"column": "luas", "file": "a.xlsx", "sheet": "Wilayah", "cell": "B2", "value": "x", "message": "Perbaiki."}
    return {**base, **empty, "also": [], **given}


def page_of(*rows: dict[str, object]) -> FindingsPage:
    counts = {s: sum(r["severity"] == s for r in rows) for s in ("block", "error", "warning", "advice")}
    return FindingsPage("99.01", "Kabupaten <A>", 2013, "held", counts, rows, "contoh uji")


def test_findings_go_file_by_file_from_the_top_cell_down() -> None:
    rows = [
        row(cell="AA10"),
        row(cell="B10"),
        row(cell="C9"),
        row(file=None, sheet=None, cell=None),
        row(file="b.csv", sheet=None),
    ]
    (wrong,) = parts(rows)
    names = [(g.name, g.sheet) for g in wrong.groups]
    assert names == [("Seluruh kiriman", ""), ("a.xlsx", "Wilayah"), ("b.csv", "")]
    assert [r["cell"] for r in wrong.groups[1].rows] == ["C9", "B10", "AA10"]


def test_what_is_wrong_stands_first_and_sheets_stand_as_in_the_workbook() -> None:
    rows = [
        row(id="1", severity="advice", sheet="1. Info", sheet_at=1),
        row(id="2", severity="warning", sheet="2. Wilayah", sheet_at=2),
        row(id="3", sheet="10. SWOT", sheet_at=10),
        row(id="4", sheet="2. Wilayah", sheet_at=2),
        row(id="5", severity="block", sheet="3. Penduduk", sheet_at=3),
    ]
    assert [(p.heading, p.count) for p in parts(rows)] == [
        ("Yang salah: perbaiki dahulu", 3),
        ("Yang perlu diperiksa", 1),
        ("Keterangan", 1),
    ]
    assert [g.sheet for g in parts(rows)[0].groups] == ["2. Wilayah", "3. Penduduk", "10. SWOT"]
    unread = [row(sheet=name) for name in ("10", "2", "1")]
    assert [g.sheet for g in parts(unread)[0].groups] == ["1", "2", "10"]


def test_a_finding_about_many_cells_is_one_line_on_the_page_and_all_of_them_in_the_csv() -> None:
    cell = {"table": "wilayah", "row": "x", "column": "luas", "file": "a.xlsx", "sheet": "Wilayah", "raw": "7"}
    found = page_of(row(also=[cell | {"cell": f"B{n}"} for n in range(2, 42)]))
    text = findings_html(found).decode()
    assert "Sel: B2, B3" in text
    assert "dan 28 sel lain (lengkap dalam CSV)" in text
    assert findings_csv(found).decode().count("\r\n") == 1 + 40


def test_findings_page_says_what_where_how() -> None:
    also = [{"table": "banjir", "row": "x", "column": "y", "file": "c.csv", "sheet": None, "cell": "D4", "raw": "117"}]
    text = findings_html(page_of(row(severity="block", message="<i>tag</i>"), row(also=also))).decode()
    page = Page(text)
    assert [i for i, n in Counter(page.ids).items() if n > 1] == []
    assert "Menahan" in text
    assert "Kiriman belum dapat dipakai." in text
    assert "&lt;i&gt;tag&lt;/i&gt;" in text
    assert "Sel: c.csv D4 (117)" in text
    assert "contoh uji" in text
    assert "http" not in text.replace("http-equiv", "")


def test_csv_opens_in_excel_and_runs_nothing() -> None:
    data = findings_csv(page_of(row(value="=1+1", message="a;b"), row(value="-5")))
    assert data.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(data[3:].decode()), delimiter=";")
    assert head[2] == "tingkat"
    assert {r[2] for r in rows} == {"Salah"}
    assert {(r[9], r[10]) for r in rows} == {("'=1+1", "a;b"), ("'-5", "Perbaiki.")}


def test_no_findings_is_a_page_too() -> None:
    text = findings_html(FindingsPage("99.01", "A", 2013, "accepted", {"block": 0}, [], "")).decode()
    assert "Tidak ada temuan." in text
    Page(text)


def test_a_year_without_a_submission_has_no_verdict() -> None:
    made = row(rule="MP-V50", severity="advice", file=None, sheet=None, cell=None, message="Lembar belum ada.")
    text = findings_html(FindingsPage("99.02", "B", 2014, None, {"advice": 1}, [made], "")).decode()
    assert "Tidak ada kiriman pada tahun anggaran ini." in text
    assert "Lembar belum ada." in text
    assert "Kiriman diterima" not in text
    assert "lencana None" not in text
    Page(text)


def test_index_adds_up_and_links_relatively() -> None:
    done = IndexRow(
        "99.02",
        "B",
        "used",
        "accepted",
        {"error": 2, "warning": 1},
        ["99.02/buku-putih.ab.html"],
        ["99.02/temuan.x.csv"],
    )
    missing = IndexRow("99.01", "A", "missing", None, {}, [], [])
    text = index_html(IndexPage("2013-x", 2013, [done, missing], "contoh uji")).decode()
    page = Page(text)
    links = [a["href"] for tag, a in page.attributes if tag == "a" and not a["href"].startswith("#")]
    assert links == ["99.02/buku-putih.ab.html", "99.02/temuan.x.csv"]
    assert text.index("99.01") < text.index("99.02")
    assert "contoh uji" in text
    assert '<abbr title="tidak diperiksa">–</abbr>' in text


def test_link_labels() -> None:
    assert [link_label(h) for h in ("a/ssk.12.html", "a/temuan.9.csv")] == ["SSK", "Temuan (CSV)"]


def test_pages_lead_to_each_other() -> None:
    there = IndexPage(
        "2014-x", 2014, [], "", day="2014-06-01", reason="putaran <tahunan>", others=[(2013, "../2013/a.html")]
    )
    text = index_html(there).decode()
    Page(text)
    assert "2014-06-01 · putaran &lt;tahunan&gt; · putaran 2014-x" in text
    assert '<nav aria-label="Tahun lain"><p>Tahun lain: <a href="../2013/a.html">2013</a></p></nav>' in text
    found = FindingsPage("99.01", "A", 2013, "accepted", {"block": 0}, [], "", documents=["ssk.abc.html"])
    assert '<a href="ssk.abc.html">SSK</a>' in findings_html(found).decode()
