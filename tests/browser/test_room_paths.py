"""Three people in the audit room: an operator, an auditor, and a reader who uses the keyboard only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl

from flows.district.findings import sealed_findings
from tasks.lineage.records.receipts import receipts
from tasks.store.keys import object_key
from tasks.store.restricted import RestrictedStore
from tests.browser.room import Room
from tests.support.stores import folder_store

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def submitted_cell(store: RestrictedStore, ref: str, place: str) -> str:
    """What stands at `<file> ! <sheet> ! <cell>` of the newest submission, read without our readers."""
    parts, (_, year, kode, *_) = place.split(" ! "), ref.split("/")
    files = {f["name"]: f["digest"] for r in receipts(store, int(year), kode) for f in r["files"]}
    path = Path(store.url) / object_key(files[parts[0]])
    if len(parts) == 2:  # a CSV file has no sheet
        column, row = openpyxl.utils.cell.coordinate_from_string(parts[1])
        line = path.read_text(encoding="utf-8-sig").splitlines()[row - 1]
        return line.split(";")[openpyxl.utils.column_index_from_string(column) - 1]
    with path.open("rb") as data:
        return str(openpyxl.load_workbook(data, read_only=True)[parts[1]][parts[2]].value)


def test_an_operator_goes_from_the_board_to_the_open_findings_of_a_district(room: Room) -> None:
    with room.page() as page:
        page.goto(room.url("index.html"))
        page.locator(".ubin a").first.click()
        assert page.get_by_role("heading", level=1).inner_text().startswith("Papan tahun anggaran 201")
        page.get_by_role("navigation", name="Situs").get_by_role("link", name="2013").click()
        row = page.locator("tbody tr", has=page.locator("a[href$='#terbuka']")).first
        told, kode = int(row.locator("a[href$='#terbuka']").inner_text()), row.locator("td").first.inner_text()
        row.locator("a[href$='#terbuka']").click()
        assert page.url.endswith(f"2013/{kode}/index.html#terbuka")
        shown = page.get_by_role("region", name="Temuan terbuka").locator("tbody tr")
        grave = [r for r in shown.all() if r.locator("td").first.inner_text() in ("Salah", "Menahan")]
        rows, _ = sealed_findings(folder_store(room.store), 2013, kode)
        assert len(grave) == told
        sealed = {(r["message"], r["cell"] or "") for r in rows}
        for one in grave:
            place = one.locator("td").nth(3).inner_text().rsplit("!", 1)[-1]
            assert any(one.locator("td").nth(2).inner_text() == m and place in (c, "–") for m, c in sealed)
        rule = grave[0].locator("td").last.get_by_role("link")
        name = rule.inner_text()
        rule.click()
        assert page.url == f"{room.url('aturan.html')}#{name}"
        assert page.locator(f"[id='{name}'] th").inner_text() == name


def down_to_a_cell(panel: Locator) -> Locator:
    """Open the first closed branch again and again until a cell shows."""
    while not panel.locator(".sel:visible").count():
        panel.locator("details:not([open]) > summary").first.click()
        panel.page.wait_for_timeout(50)
    return panel.locator(".sel:visible").first


def test_an_auditor_goes_from_a_line_to_the_cell_and_to_the_verification(room: Room) -> None:
    store = folder_store(room.store)
    with room.page() as page:
        page.goto(room.url("index.html"))
        page.get_by_role("navigation", name="Situs").get_by_role("link", name="2014").click()
        page.locator("tbody th[scope=row] a").first.click()
        kode = page.url.split("/")[-2]
        page.get_by_role("link", name="MPS", exact=True).click()
        figure = page.locator(f"td[id^='mps/2014/{kode}/'][id$='#jumlah_rp'] a.f").first
        printed = figure.inner_text()
        figure.click()
        panel = page.get_by_role("complementary", name="Asal angka")
        assert f"Rp {printed}" in panel.locator("summary").first.inner_text()
        cell = down_to_a_cell(panel)
        place, raw = cell.locator("code").inner_text(), cell.locator("q").inner_text()
        ref = panel.locator("details[open]:has(> .dalam > ul > .sel) > .rujukan").last.inner_text()
        assert submitted_cell(store, ref, place) == raw
        panel.get_by_role("link", name="Gambar silsilah baris ini").click()
        drawing = page.locator("section.silsilah:target").get_by_role("img")
        assert "Baris MPS" in drawing.locator("desc").text_content()
        page.go_back()
        page.get_by_role("region", name="Tentang naskah ini").get_by_role("link").first.click()
        assert page.get_by_role("heading", level=1).inner_text().startswith("Putaran")
        assert page.locator("main .lencana.accepted").first.inner_text().startswith("utuh")
        assert "tanpa tanda tangan" in page.locator("main").inner_text()


def test_a_reader_with_the_keyboard_opens_a_figure_walks_its_tree_and_comes_back(room: Room) -> None:
    with room.page() as page:
        page.goto(room.url(room.types["ssk"]))
        page.wait_for_function("Panel.figures")
        focused = page.locator(":focus")
        page.keyboard.press("Tab")
        assert focused.inner_text() == "Langsung ke isi"
        page.keyboard.press("Enter")
        for _ in range(20):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('a.f')"):
                break
        first = focused.element_handle()
        for key in ("ArrowRight", "ArrowDown"):
            page.keyboard.press(key)
        there = focused.element_handle()
        assert not there.evaluate("(e, other) => e === other", first)
        assert page.locator("a.f[tabindex='0']").count() == 1
        page.keyboard.press("Enter")
        panel = page.get_by_role("complementary", name="Asal angka")
        panel.locator(".pohon").wait_for()
        assert focused.get_attribute("id") == "asal-judul"
        for _ in range(2):
            page.keyboard.press("Tab")
        assert focused.evaluate("e => e.tagName") == "SUMMARY"
        was = panel.locator("details[open]").count()
        page.keyboard.press("Enter")
        assert panel.locator("details[open]").count() != was
        page.keyboard.press("Escape")
        assert panel.count() == 0
        assert page.evaluate("e => e === document.activeElement", there)


def test_without_a_script_a_figure_leads_through_its_entries_to_a_cell(room: Room) -> None:
    kode = room.types["mps"].split("/")[1]
    with room.page(java_script_enabled=False) as page:
        page.goto(room.url(room.types["mps"]))
        page.locator(f"td[id^='mps/2014/{kode}/'] a.f").first.click()
        assert ".asal.html#e" in page.url
        for _ in range(12):
            entry = page.locator("section:target")
            if entry.locator("li", has_text="Sel ").count():
                break
            entry.get_by_role("link").last.click()
        text = entry.locator("li", has_text="Sel ").first.inner_text()
        place, raw = text.removeprefix("Sel ").rsplit(": ", 1)
        assert submitted_cell(folder_store(room.store), entry.locator("code").inner_text(), place) == raw


def test_words_find_districts_desa_lines_and_rules(room: Room) -> None:
    with room.page() as page:
        page.goto(room.url("cari.html"))
        kode = room.types["mps"].split("/")[1]
        found = page.locator("#hasil")

        def ask(words: str, kind: str) -> Page:
            page.fill("#kata", words)
            found.locator("li", has_text=kind).first.wait_for()
            return page

        ask("BP-V13", "Aturan")
        ask(kode, "Kabupaten/kota")
        ask(f"{kode}.01.2001", "Desa")
        ask(f"apbn {kode}", "Baris MPS").locator("#hasil li", has_text="Baris MPS").get_by_role("link").first.click()
        page.locator("section.silsilah:target").wait_for()
        page.go_back()
        page.fill("#kata", "<img src=x onerror=alert(1)>")
        page.get_by_role("status").get_by_text("0 hasil").wait_for()
