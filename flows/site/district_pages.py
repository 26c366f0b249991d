"""The pages of one district: each year, each sealed document, and the lineage files beside them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from markupsafe import Markup

from flows.site.districts import district_facts, versions_of
from flows.site.folder import Pages, made_of
from flows.site.lines import lines_of
from flows.site.search import write_search
from flows.site.seen import Seen
from reports.index_page import link_label
from reports.site.document import opened
from reports.site.pages import data_block, page, part, script
from reports.site.words import STEP
from reports.status_page import DOKUMEN, NASKAH, TEMUAN
from tasks.lineage.room import chain, pack, packed, unit_name
from tasks.lineage.unit import load_memo

Row = dict[str, Any]


def write_district(
    pages: Pages,
    seen: Seen,
    kode: str,
    rows: Mapping[int, Row],
    frame: Mapping[str, Any],
    *,
    is_compact: bool,
) -> list[tuple[str, str, str]]:
    """Everything of one district; `rows` is its row on the board of each year. Gives its desa: code, name, page."""
    for year, row in rows.items():
        path = f"{year}/{kode}/index.html"
        key = made_of(seen.inputs_of(year, kode), row, frame, seen.years)
        pages.put(path, key, partial(_year_page, seen, path, year, kode, row, frame))
        units: dict[str, str] = {}
        for version in versions_of(seen, year, kode):
            links = chain(seen.history(version["run"]), kode)
            units |= _units_of(links, kode)
            told = version | {"kode": kode, "nama": row["nama"] or kode}
            _document(pages, seen, told, links, frame, is_compact)
            if version["lines"]:
                _lines(pages, seen, told, links, frame, is_compact)
        for where, memo in units.items():
            pages.put(where, made_of(seen.code, memo), partial(_unit, seen, where, memo))
    return write_search(pages, seen, kode, sorted(rows))


def _year_page(seen: Seen, path: str, year: int, kode: str, row: Row, frame: Mapping[str, Any]) -> bytes:
    words: Row = {"steps": STEP, "dokumen": DOKUMEN, "naskah": NASKAH, "temuan": TEMUAN, "label": link_label}
    return page("district.html.j2", path, frame, d=district_facts(seen, year, kode, row), **words)


def _units_of(links: list[Row], kode: str) -> dict[str, str]:
    """The file of each unit behind a document, and its memo."""
    return {f"{link['fy']}/{kode}/unit/{unit_name(memo)}.js": memo for link in links for memo in link["units"].values()}


def _unit(seen: Seen, path: str, memo: str) -> bytes:
    name = path.rsplit("/", 1)[-1].removesuffix(".js")
    return script("ppsp.unit", name, packed(seen.store, load_memo(seen.store, memo)))


def _document(
    pages: Pages, seen: Seen, version: Row, links: list[Row], frame: Mapping[str, Any], is_compact: bool
) -> None:
    path, kode = version["path"], version["kode"]
    told = _told(version)
    root = "../" * path.count("/")
    named = [link | {"units": {step: unit_name(memo) for step, memo in link["units"].items()}} for link in links]
    data = {"chain": named, "kode": kode, "root": root, "lines": version["lines"]}
    body = f"{path.removesuffix('.html')}.js" if is_compact else ""
    key = made_of(seen.code, told, data, frame, body)

    def make() -> bytes:
        doc = opened(seen.store.get(version["key"]))
        facts: Row = {"v": told, "doc": doc, "chain": data_block(data), "packed": body.rsplit("/", 1)[-1]}
        return page("document.html.j2", path, frame, label=link_label, **facts)

    def make_body() -> bytes:
        return script("ppsp.naskah", pack(opened(seen.store.get(version["key"])).body.encode()))

    pages.put(path, key, make)
    if body:
        pages.put(body, made_of(seen.code, version["digest"]), make_body)


def _told(version: Row) -> Row:
    return {k: v for k, v in version.items() if k != "run"} | {"fiscal_year": version["run"].fiscal_year}


def _lines(
    pages: Pages, seen: Seen, version: Row, links: list[Row], frame: Mapping[str, Any], is_compact: bool
) -> None:
    """The graphs of the lines of an MPS, in the page or packed beside it."""
    told, run, kode = _told(version), version["run"], version["kode"]
    path = f"{run.fiscal_year}/{kode}/{version['lines']}"
    body = f"{path.removesuffix('.html')}.js" if is_compact else ""
    key = made_of(seen.code, told, links, frame, body)
    drawn: list[Markup] = []

    def graphs() -> Markup:
        if not drawn:
            drawn.append(part("_lines.html.j2", v=told, lines=list(lines_of(seen, run, kode))))
        return drawn[0]

    def make() -> bytes:
        facts: Row = {"v": told, "n_lines": graphs().count("<section"), "packed": body.rsplit("/", 1)[-1]}
        return page("lines.html.j2", path, frame, body="" if body else graphs(), **facts)

    pages.put(path, key, make)
    if body:
        pages.put(body, key, lambda: script("ppsp.naskah", pack(graphs().encode())))
