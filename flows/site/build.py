"""Builds the site: pages of all, then each district with its documents and lineage, in worker processes."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from flows.cycle.workers import FEWEST_APART, pool_of
from flows.programme.board import board, totals
from flows.site.district_pages import write_district
from flows.site.folder import Pages, known_pages, made_of
from flows.site.rules import checks, parameters
from flows.site.runs import head, run_path, run_view, runs_before
from flows.site.search import INDEX, Desa, index
from flows.site.seen import SealedRun, Seen, checked, frame
from flows.wiring import open_store
from reports.index_page import link_label
from reports.site.pages import assets, page, script
from reports.site.words import KIND, STEP, dictionary
from reports.status_page import DOKUMEN, KEADAAN, KIRIMAN, NASKAH, tiles
from tasks.lineage.exports.room import contract
from tasks.lineage.records.receipts import years_with_receipts

Row = dict[str, Any]
Made = tuple[dict[str, str], list[str], list[Desa]]
"""What pages of a district were made of, which were written, and its desa for search."""
INPUT_WORDS = {
    "submissions": ("tanda terima kiriman", "receipts"),
    "acts": ("tindakan", "acts"),
    "reference": ("daftar acuan", "reference lists"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a worker needs for one district: where, on which day, its row on the board of each year, what is known."""

    store_url: str
    out: Path
    day: date
    is_compact: bool
    kode: str
    rows: Mapping[int, Row]
    frame: Mapping[str, Any]
    known: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: pages of the site, those written anew and those removed."""

    pages: int
    written: Sequence[str]
    removed: Sequence[str]


def build(store_url: str, out: Path, day: date, *, workers: int = 1, is_compact: bool = False) -> Built:
    """Make the site of a store in `out`, or bring the one there up to date; raises as `known_pages` does."""
    known = known_pages(out)
    seen = Seen(open_store(store_url), day)
    pages = Pages(out, known)
    years = sorted({*seen.years, *years_with_receipts(seen.store)}, reverse=True)
    around = frame(seen.store, years)
    boards = {year: board(seen.store, year, day) for year in years}
    asked = _asked(store_url, out, day, is_compact, boards, around, known)
    desa: list[Desa] = []
    with _districts(asked, seen, workers) as districts:
        _shared(pages, seen, years, around)
        _runs(pages, seen, boards, around)
        for made, written, places in districts:
            pages.take(made, written)
            desa += places
    told = index(boards, desa, pages.made_of, years)
    pages.put(INDEX, made_of(told.decode()), lambda: told)
    removed = pages.finish()
    return Built(len(pages.made_of), sorted(pages.written), removed)


def _shared(pages: Pages, seen: Seen, years: Sequence[int], around: Mapping[str, Any]) -> None:
    """What all pages share, and the pages of rules and of search."""
    for path, data in assets().items():
        pages.put(path, made_of(data.decode()), partial(bytes, data))
    ruled = parameters(years)
    told = contract() | {"words": dictionary(), "rules": [r["id"] for r in ruled]}
    pages.put("aset/kontrak.js", made_of(told), lambda: script("ppsp.words", told))
    facts: Row = {"checks": checks(), "parameters": ruled}
    facts["n_assumed"] = sum(r["rulings"][-1]["status"] == "assumed" for r in ruled)
    key = made_of(seen.code, around, facts)
    pages.put("aturan.html", key, lambda: page("rules.html.j2", "aturan.html", around, **facts))
    pages.put("cari.html", made_of(seen.code, around), lambda: page("search.html.j2", "cari.html", around))


def _runs(pages: Pages, seen: Seen, boards: Mapping[int, Sequence[Row]], around: Mapping[str, Any]) -> None:
    """Home, the board of each year and the page of each run."""
    before, checks = runs_before(seen.runs), {run.id: check for run, check in checked(seen)}
    heads = [head(run, checks[run.id], before[run.id]) for run in reversed(seen.runs)]
    words: Row = {"kinds": KIND, "steps": STEP, "input_words": INPUT_WORDS, "label": link_label}
    for run in seen.runs:
        path, check, last = run_path(run.id), checks[run.id], before[run.id]
        key = made_of(seen.code, run.digest, last.digest if last else "", check, around)
        pages.put(path, key, partial(_run_page, path, around, words, run, check, last))
    every = {row["kode"] for rows in boards.values() for row in rows}
    facts: Row = {
        "day": seen.day.isoformat(),
        "runs": heads,
        "n_districts": len(every),
        "n_broken": sum(not h["ok"] for h in heads),
        "n_signed": sum(h["signed"] for h in heads),
        "tiles": {year: tiles(rows) for year, rows in boards.items()},
    }
    key = made_of(seen.code, around, facts["day"], [_plain(h) for h in heads], boards)
    pages.put("index.html", key, lambda: page("home.html.j2", "index.html", around, **facts, **words))
    for year, rows in boards.items():
        own = [h for h in heads if h["fiscal_year"] == year]
        _year(pages, seen, year, rows, own, around)


def _run_page(
    path: str, around: Mapping[str, Any], words: Row, run: SealedRun, check: Row, last: SealedRun | None
) -> bytes:
    return page("run.html.j2", path, around, r=run_view(run, check, last), **words)


def _plain(told: Mapping[str, Any]) -> Row:
    return {name: dict(value) if isinstance(value, dict) else value for name, value in told.items()}


def _year(
    pages: Pages, seen: Seen, year: int, rows: Sequence[Row], runs: Sequence[Row], around: Mapping[str, Any]
) -> None:
    path = f"{year}/index.html"
    facts: Row = {
        "year": year,
        "day": seen.day.isoformat(),
        "rows": [row | {"href": f"{row['kode']}/index.html"} for row in rows],
        "totals": totals(rows),
        "tiles": tiles(rows),
        "runs": runs,
    }
    words = {"kiriman": KIRIMAN, "dokumen": DOKUMEN, "keadaan": KEADAAN, "naskah": NASKAH}
    key = made_of(seen.code, around, facts["day"], rows, [_plain(h) for h in runs])
    pages.put(path, key, lambda: page("year.html.j2", path, around, **facts, **words))


def _asked(
    store_url: str,
    out: Path,
    day: date,
    is_compact: bool,
    boards: Mapping[int, Sequence[Row]],
    around: Mapping[str, Any],
    known: Mapping[str, str],
) -> list[Asked]:
    rows: dict[str, dict[int, Row]] = {}
    for year, found in boards.items():
        for row in found:
            rows.setdefault(row["kode"], {})[year] = row
    mine: dict[str, dict[str, str]] = {}
    for path, value in known.items():
        parts = path.removesuffix(".js").split("/")
        if len(parts) > 2 or parts[0] == "cari":
            mine.setdefault(parts[1], {})[path] = value
    return [
        Asked(store_url, out, day, is_compact, kode, rows[kode], around, mine.get(kode, {})) for kode in sorted(rows)
    ]


@contextmanager
def _districts(asked: Sequence[Asked], seen: Seen, workers: int) -> Iterator[Iterator[Made]]:
    """What is made of each district; worker processes are at it from the beginning, not when they are asked."""
    if workers < 2 or len(asked) < FEWEST_APART:
        yield (_district(seen, one) for one in asked)
        return
    with pool_of(workers, asked[0].store_url) as pool:
        yield pool.map(_apart, asked, chunksize=max(1, min(8, len(asked) // (4 * workers))))


@lru_cache(maxsize=1)
def _seen(store_url: str, day: date) -> Seen:
    return Seen(open_store(store_url), day)


def _apart(asked: Asked) -> Made:
    """In a worker process, which lives as long as one build and reads the runs once."""
    return _district(_seen(asked.store_url, asked.day), asked)


def _district(seen: Seen, asked: Asked) -> Made:
    pages = Pages(asked.out, asked.known)
    with _collected_after():
        desa = write_district(pages, seen, asked.kode, asked.rows, asked.frame, is_compact=asked.is_compact)
        seen.forget()
    return pages.made_of, pages.written, desa


@contextmanager
def _collected_after() -> Iterator[None]:
    """Look for cycles once, behind the district, and not in what was there before it and stays until the end.

    A fifth of its time went into looking again and again.
    """
    was_enabled = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
        if was_enabled:
            gc.enable()
