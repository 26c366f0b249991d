"""The pages of one district: each year, each sealed document, and the lineage files beside them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from flows.site.districts import district_facts, versions_of
from flows.site.documents import DocumentPages
from flows.site.folder import Pages, made_of
from flows.site.search import Desa, write_search
from flows.site.seen import Seen
from flows.site.ways import ways
from reports.index_page import link_label
from reports.site.pages import page, script
from reports.site.words import STEP
from reports.status_page import DOKUMEN, NASKAH, TEMUAN
from tasks.lineage.exports.room import packed, unit_name
from tasks.lineage.units.unit import load_memo

Row = dict[str, Any]


def write_district(
    pages: Pages, seen: Seen, kode: str, rows: Mapping[int, Row], frame: Mapping[str, Any], *, is_compact: bool
) -> list[Desa]:
    """Everything of one district; `rows` is its row on the board of each year. Gives its desa for search."""
    beside = ways(seen, kode, sorted(rows))
    for year, row in rows.items():
        path = f"{year}/{kode}/index.html"
        key = made_of(seen.inputs_of(year, kode), row, frame, seen.years)
        pages.put(path, key, partial(_year_page, seen, path, year, kode, row, frame))
        for version in versions_of(seen, year, kode):
            told = version | {"kode": kode, "nama": row["nama"] or kode, "ways": beside[version["path"]]}
            document = DocumentPages(seen, told, frame, is_compact=is_compact)
            document.put(pages)
            _put_units(pages, seen, document.links, kode)
    return write_search(pages, seen, kode, sorted(rows))


def _year_page(seen: Seen, path: str, year: int, kode: str, row: Row, frame: Mapping[str, Any]) -> bytes:
    words: Row = {"steps": STEP, "dokumen": DOKUMEN, "naskah": NASKAH, "temuan": TEMUAN, "label": link_label}
    return page("district.html.j2", path, frame, d=district_facts(seen, year, kode, row), **words)


def _put_units(pages: Pages, seen: Seen, links: list[Row], kode: str) -> None:
    """The file of each unit behind a document; years that rest on the same units share them."""
    for link in links:
        for memo in link["units"].values():
            path = f"{link['fy']}/{kode}/unit/{unit_name(memo)}.js"
            pages.put(path, made_of(seen.code, memo), partial(_unit, seen, memo))


def _unit(seen: Seen, memo: str) -> bytes:
    return script("ppsp.unit", unit_name(memo), packed(seen.store, load_memo(seen.store, memo)))
