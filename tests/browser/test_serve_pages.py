"""A district officer at the page, in a real browser: keyboard only, and without JavaScript."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from flows.district.tokens import new_token
from tasks.lineage.records.receipts import receipts
from tests.browser.axe import violations
from tests.browser.conftest import YEAR, Site

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def page(chromium: Browser) -> Page:
    context = chromium.new_context(java_script_enabled=False, accept_downloads=True)
    yield context.new_page()
    context.close()


def enter(page: Page, site: Site) -> None:
    token = new_token(site.store, site.district, "V1", "2013-01-01")
    page.goto(site.url)
    while not page.locator("#token").evaluate("e => e === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type(token)
    page.keyboard.press("Enter")
    page.locator("#berkas").wait_for()


def downloaded(page: Page, role: str, name: str) -> bytes:
    link = page.get_by_role(role, name=name)
    link.focus()
    with page.expect_download() as kept:
        page.keyboard.press("Enter")
    return Path(kept.value.path()).read_bytes()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_instrument_check_marked_workbook_hand_in_and_leave(page: Page, site: Site, tmp_path: Path) -> None:
    enter(page, site)
    instrument = downloaded(page, "link", "Unduh instrumen")
    assert "Petunjuk" in load_workbook(io.BytesIO(instrument), read_only=True).sheetnames
    before = len(list(receipts(site.store, YEAR, site.district)))

    page.set_input_files("#berkas", site.workbook)
    press(page, "Periksa saja")
    assert page.get_by_role("heading", level=1).inner_text() != ""
    assert len(list(receipts(site.store, YEAR, site.district))) == before

    page.goto(site.url)
    page.set_input_files("#berkas", site.workbook)
    book = downloaded(page, "button", "Periksa dan unduh")
    assert "Perbaikan" in load_workbook(io.BytesIO(book)).sheetnames

    page.goto(site.url)
    (tmp_path / "instrumen.xlsx").write_bytes(instrument)
    page.set_input_files("#berkas", tmp_path / "instrumen.xlsx")
    page.fill("#oleh", "Sari")
    press(page, "Serahkan")
    assert f"kiriman ke-{before + 1}" in page.get_by_role("status").inner_text()
    page.goto(site.url)
    assert any("Sari" in row for row in page.locator("tbody tr").all_inner_texts())

    press(page, "Keluar")
    assert page.locator("#token").is_visible()


def test_another_browser_sees_nothing_of_it(chromium: Browser, page: Page, site: Site) -> None:
    enter(page, site)
    other = chromium.new_context()
    answer = other.new_page().goto(f"{site.url}perbaikan.xlsx")
    assert answer is not None
    assert answer.status == 401
    other.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_screen_reader_finds_its_way_on_each_page(chromium: Browser, site: Site, width: int) -> None:
    context = chromium.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(site.url)
    assert violations(page) == []
    enter(page, site)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(f"{site.url}temuan")
    assert violations(page) == []
    page.goto(f"{site.url}tidak-ada")
    context.close()
