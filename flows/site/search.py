"""The index of search: districts, desa and rules in one file; the lines of each district in a file of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flows.site.districts import versions_of
from flows.site.folder import Pages, made_of
from flows.site.lines import line_facts, names_of
from flows.site.rules import checks, parameters
from flows.site.seen import SealedRun, Seen
from reports.site.pages import script
from schemas.canonical import dump_json
from schemas.outputs.mps import BARIS
from tasks.lineage.exports.room import pack
from tasks.lineage.records.texts import NO_ROWS

Row = dict[str, Any]
Desa = tuple[str, str, str]
_DESA = len("15.07.01.2001")
INDEX = "cari/indeks.js"


def lines_path(kode: str) -> str:
    """Where the lines of a district's newest MPS stand for search."""
    return f"cari/{kode}.js"


def write_search(pages: Pages, seen: Seen, kode: str, years: Sequence[int]) -> list[Desa]:
    """The file of lines of the newest MPS, where there is one; gives the desa of the district with a page of each."""
    newest = [v for year in reversed(years) for v in versions_of(seen, year, kode) if v["is_newest"]]
    plan = next((v for v in newest if v["lines"]), None)
    if plan is not None:
        run: SealedRun = plan["run"]
        key = made_of(seen.code, run.digest, plan["path"])
        pages.put(lines_path(kode), key, lambda: _lines(seen, run, kode, f"{run.fiscal_year}/{kode}/{plan['lines']}"))
    book = next((v for v in newest if v["stem"] == "buku-putih"), None)
    return _desa(seen, kode, years, book)


def _lines(seen: Seen, run: SealedRun, kode: str, href: str) -> bytes:
    history = seen.history(run)
    made, names = history.unit(run.fiscal_year, kode, "mps"), names_of(history.unit(run.fiscal_year, kode, "intake"))
    rows = made.texts(BARIS) if made else NO_ROWS
    facts = [line_facts(rows.row(key), names) for key in rows]
    told = {"href": href, "baris": [[f["nomor"], f["nama"], f["lokasi"], f["jumlah"]] for f in facts]}
    return script("ppsp.baris", kode, pack(dump_json(told)))


def _desa(seen: Seen, kode: str, years: Sequence[int], book: Row | None) -> list[Desa]:
    """The desa of the newest reading; the page is the Buku Putih at the desa, else the district's."""
    for year in reversed(years):
        for run, *_ in reversed(seen.of_district(year, kode)):
            names = names_of(seen.history(run).unit(year, kode, "intake"))
            if names:
                own = f"{year}/{kode}/index.html"
                at = f"{book['path']}#area/{book['run'].fiscal_year}" if book else ""
                return [
                    (code, name, f"{at}/{code}/AL" if book else own)
                    for code, name in sorted(names.items())
                    if len(code) == _DESA
                ]
    return []


def index(
    boards: Mapping[int, Sequence[Row]], desa: Iterable[Desa], pages: Iterable[str], years: Iterable[int]
) -> bytes:
    """The index file: every district with its newest page, every desa, check and parameter."""
    with_lines, found = set(pages), {}
    for year in sorted(boards):
        for row in boards[year]:
            kode = row["kode"]
            found[kode] = {"kode": kode, "nama": row["nama"] or kode, "href": f"{year}/{kode}/index.html"}
    districts = [d | {"lines": lines_path(kode) in with_lines} for kode, d in sorted(found.items())]
    rules = [[c["id"], c["sentence"]] for c in checks()]
    rules += [[p["id"], p["rulings"][-1]["reference"]] for p in parameters(years)]
    return script("ppsp.indeks", {"districts": districts, "desa": list(desa), "rules": rules})
