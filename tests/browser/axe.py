"""axe-core on a page that a browser shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Thousands of rows are alike: the first of each kind show axe-core what it would see, in a tenth of the time.
FEWER = """() => {
  const kept = { "tbody > tr": 2, "section.silsilah": 2, ".asal-angka section": 3, ".kecamatan li": 3, "nav.isi li": 4,
    "figure.tabel": 4, "figure.peta": 2, "main > p": 6, ".batang": 3, ".pohon li": 9 };
  for (const [all, few] of Object.entries(kept)) {
    const counted = new Map();
    for (const e of document.querySelectorAll(all)) {
      const among = e.matches("figure, main > p") ? document.body : e.parentElement;
      if (!counted.has(among)) counted.set(among, {});
      const alike = counted.get(among);
      alike[e.className] = (alike[e.className] || 0) + 1;
      if (alike[e.className] > few) e.remove();
    }
  }
}"""


def thin_out(page: Page) -> None:
    """Take away what is there many times; the page is of no other use afterwards."""
    page.evaluate(FEWER)


def violations(page: Page) -> list[tuple[str, str]]:
    """Rule and first place of each kind of barrier that axe-core finds; best practices count too."""
    found = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"][:200]) for v in found]
