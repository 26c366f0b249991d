"""Ways from a document to the pages beside it: before and after it in the chain, other years, findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flows.site.districts import Row, versions_of
from flows.site.seen import Seen
from reports.index_page import link_label

ABOVE = {"ssk": "buku-putih", "mps": "ssk", "monev": "mps"}
_PINS = {"mps": "pins", "monev": "pins_mps"}
Way = tuple[str, str, str]
"""What the page is to the document, what it is called, and its path."""


def ways(seen: Seen, kode: str, years: Sequence[int]) -> dict[str, list[Way]]:
    """The ways of each version of each document of a district, by path."""
    versions = [v | {"fiscal_year": year} for year in sorted(years) for v in versions_of(seen, year, kode)]
    made = {(v["stem"], v["run"].id): v for v in _of_every_run(seen, kode, years, versions)}
    before = {v["path"]: made[key]["path"] for v in versions if (key := _above(v, kode)) in made}
    return {v["path"]: list(_ways(v, versions, before, kode)) for v in versions}


def _of_every_run(seen: Seen, kode: str, years: Sequence[int], versions: Sequence[Row]) -> Iterator[Row]:
    """Each version once for every run that published it: `run` is that run."""
    by_key = {v["key"]: v for v in versions}
    for year in years:
        for run, told, _ in seen.of_district(year, kode):
            yield from (by_key[key] | {"run": run} for key in told["documents"] if key in by_key)


def _above(version: Mapping[str, Any], kode: str) -> tuple[str, str]:
    """Stem and run of the document that this one was derived from."""
    run, stem = version["run"], version["stem"]
    if stem not in _PINS:
        return ABOVE.get(stem, ""), run.id
    pin = run.manifest[_PINS[stem]].get(kode)
    return ABOVE[stem], str(pin["run"]) if pin else ""


def _ways(version: Row, versions: Sequence[Row], before: Mapping[str, str], kode: str) -> Iterator[Way]:
    path, year, stem = version["path"], version["fiscal_year"], version["stem"]
    by_path = {v["path"]: v for v in versions}
    if path in before:
        yield "before", *_named(by_path[before[path]])
    yield from (("after", *_named(v)) for v in versions if before.get(v["path"]) == path and v["is_newest"])
    if not version["is_newest"]:
        yield from (
            ("newest", *_named(v)) for v in versions if v["is_newest"] and (v["stem"], v["fiscal_year"]) == (stem, year)
        )
    others = {v["fiscal_year"]: v for v in versions if v["is_newest"] and v["stem"] == stem}
    yield from (("year", *_named(others[y])) for y in sorted(others) if y != year)
    yield "findings", str(year), f"{year}/{kode}/index.html#temuan"


def _named(version: Mapping[str, Any]) -> tuple[str, str]:
    return f"{link_label(version['stem'] + '.html')} {version['fiscal_year']}", str(version["path"])
