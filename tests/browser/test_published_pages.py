"""Published pages, the board and the documents in a real browser: no barrier that axe-core knows, no page too wide."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import thin_out, violations
from tests.support.world import World

if TYPE_CHECKING:
    from playwright.sync_api import Browser

KINDS = ("index", "temuan", "buku-putih", "ssk", "mps", "papan", "kabupaten")


@pytest.fixture(scope="module")
def pages(made: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One page of each kind."""
    out = tmp_path_factory.mktemp("papan")
    World(made).json("status", "2013", "--pages", str(out))
    published = made / "store/published"
    found = {name: next(published.rglob(f"{name}.*.html")) for name in ("temuan", "buku-putih", "ssk", "mps")}
    found["index"] = next((published / "2013").glob("2013-*.html"))
    board, *districts = sorted(out.rglob("*.html"), key=lambda p: (not p.name.startswith(("index", "papan")), p.name))
    return found | {"papan": board, "kabupaten": districts[0]}


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_holds_no_barrier_and_fits_a_telephone(chromium: Browser, pages: dict[str, Path], kind: str) -> None:
    for width in (1280, 390):
        context = chromium.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, to=asked: to.append(request.url))
        page.goto(pages[kind].as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        thin_out(page)
        assert violations(page) == []
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        context.close()
