"""Every type of page of the audit room: no barrier, both themes, a telephone, and the same lineage as `ppsp why`."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flows.site.build import build
from reports.site.document import opened
from schemas.refs import DEFAULT_COLUMN, parse
from schemas.withheld import is_withheld
from tasks.lineage.answers.trail import Trail
from tasks.lineage.answers.why import trees
from tasks.lineage.records.history import History
from tasks.lineage.records.ledger import sealed_runs
from tests.browser.axe import thin_out, violations
from tests.browser.room import DAY, Room
from tests.support.links import dead_links
from tests.support.stores import folder_store

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TREE = """async (text) => {
  if (!ppsp.kontrak) await ppsp.load(`${Panel.root}aset/kontrak.js`);
  const first = Panel.first.of(Refs.parse(text).fy), told = {};
  const walk = async (node) => {
    if (node.file !== undefined) return [node.file, node.sheet, node.cell, node.raw, node.value];
    if (!(node.ref.text in told)) {
      told[node.ref.text] = null;
      const hides = Refs.isMany(node.ref);
      const below = hides ? [] : await Promise.all((await Asal.children(node)).map(walk));
      told[node.ref.text] = [node.value, node.rule, below];
    }
    return node.ref.text;
  };
  await walk(await Asal.node(text, first));
  return told;
}"""


def open_all(page: Page, name: str) -> None:
    """The page with what it can show: a tree, results, a folded part."""
    if name in ("buku putih", "ssk", "mps"):
        page.locator("a.f").nth(5).click()
        page.locator(".pohon").wait_for()
    if name == "search":
        page.fill("#kata", "99")
        page.locator("#hasil li").first.wait_for()
    page.evaluate("() => document.querySelectorAll('main details').forEach((d) => { d.open = true; })")


def test_every_link_leads_somewhere(built: Path) -> None:
    assert dead_links(built) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_page_has_a_barrier(room: Room, theme: str) -> None:
    for name, path in room.types.items():
        with room.page(color_scheme=theme) as page:
            page.goto(room.url(path))
            open_all(page, name)
            thin_out(page)
            assert violations(page) == [], name
            room.problems.clear()  # axe-core itself asks for the style sheets, which a page of files refuses


def test_every_page_fits_a_telephone_and_opens_by_touch(room: Room) -> None:
    for name, path in room.types.items():
        with room.page(viewport={"width": 390, "height": 800}, has_touch=True) as page:
            page.goto(room.url(path))
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
            if name == "mps":
                figure = page.locator("a.f").nth(9)
                figure.tap()
                page.locator(".pohon").wait_for()
                panel, own = page.locator("#asal").bounding_box(), figure.bounding_box()
                assert panel["width"] == 390
                assert own["y"] + own["height"] < panel["y"]


def test_every_page_forbids_what_it_does_not_need(room: Room) -> None:
    for path in room.folder.rglob("*.html"):
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        assert "Content-Security-Policy" in head
        assert "default-src &#39;none&#39;" in head
        assert "<style" not in head
        assert "unsafe-inline&#39;; img" in head  # attributes of style alone


def expected(answer: dict[str, Any], trail: Trail) -> dict[str, Any]:
    """The tree of `why` in the form of TREE, without the values that are not published."""
    told: dict[str, Any] = {}

    def is_shown(text: str) -> bool:
        ref = parse(text)
        row = None if ref.kind in ("agg", "tabel") or ref.is_whole_column else trail.row(ref)
        return row is None or not is_withheld(row, ref.column or DEFAULT_COLUMN.get(ref.kind, ""))

    def walk(node: dict[str, Any]) -> Any:
        value = None if node["value"] is None else str(node["value"])
        if "file" in node:
            return [node["file"], node["sheet"], node["cell"], node["raw"], value]
        if node["ref"] not in told:
            told[node["ref"]] = None
            value = value if is_shown(node["ref"]) else None
            told[node["ref"]] = [value, node["rule"], [walk(child) for child in node["from"]]]
        return node["ref"]

    walk(answer)
    return told


def test_fifty_random_figures_open_the_tree_that_why_gives(room: Room) -> None:
    store = folder_store(room.store)
    for name in ("buku putih", "ssk", "mps"):
        path = room.types[name]
        year = path.split("/")[0]
        key = f"published/{path}"
        manifest = next(m for m in sealed_runs(store, int(year)) if key in m["published"])
        refs = random.Random(3).sample(sorted(opened(store.get(key)).refs), 50)
        history = History(store, manifest)
        answers, trail = trees(history, refs), Trail(history)
        with room.page() as page:
            page.goto(room.url(path))
            page.wait_for_function("Panel.first")
            for ref in refs:
                assert page.evaluate(TREE, ref) == expected(answers[ref], trail), ref


def test_a_compact_site_shows_the_same_documents(room: Room, made: Path, tmp_path: Path, chromium: Browser) -> None:
    out = tmp_path / "compact"
    build(str(made / "store"), out, DAY, is_compact=True)
    copy = Path(shutil.move(out, tmp_path / "stick"))
    small = Room(copy, room.store, chromium)
    path = room.types["ssk"]
    with small.page() as page, room.page() as other:
        page.goto(small.url(path))
        page.locator("a.f").first.wait_for()
        other.goto(room.url(path))
        assert page.locator("article").inner_text() == other.locator("article").inner_text()
        page.locator("a.f").first.click()
        page.locator(".pohon").wait_for()
    with small.page() as page:
        page.goto(small.url(room.types["lines"]))
        page.get_by_role("img").first.wait_for()
