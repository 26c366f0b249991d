"""Where a document in somebody's hands comes from: the sealed run that made it, and whether it is still the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

from flows.cycle.chain import DOCUMENTS
from flows.cycle.documents import every_version
from flows.programme.recorded import final_document
from flows.programme.year import STEM, year_of
from reports.read_back import codes_in, differing_figures, digests_in, reading, said_by
from schemas.canonical import digest as digest_of
from schemas.errors import NotFound, WrongUsage
from tasks.contained.process import vetted
from tasks.lineage.records.acts import acts_of_year
from tasks.lineage.records.ledger import Manifest, sealed_runs
from tasks.store.ports import Store

Verdict = Literal["published", "made again", "printed", "altered", "unknown"]
GOOD = ("published", "made again", "printed")
_STEMS = {stem: step for step, stem in DOCUMENTS.items()}
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Origin:
    """What is known of a file. `runs` sealed the page that it is or was made from; `says` is the answer in words."""

    digest: str
    verdict: Verdict
    runs: tuple[str, ...]
    key: str
    version: str
    says: str

    def as_json(self) -> dict[str, Any]:
        """The answer as the command line prints it."""
        return asdict(self) | {"runs": list(self.runs)}


@dataclass(frozen=True, slots=True)
class _Page:
    """A sealed page of a document, with the newest run that published it."""

    manifest: Manifest
    kode: str
    stem: str
    key: str
    name: str


def origin(store: Store, data: bytes) -> Origin:
    """The run behind a file: published as it is, made later from the same sealed units, printed, or altered."""
    name, runs = digest_of(data), list(sealed_runs(store))
    found = [(m["run_id"], key) for m in runs for key, value in m["published"].items() if value == name]
    if found:
        said = f"is {found[0][1]}, published by {', '.join(run for run, _ in found)}"
        return Origin(name, "published", tuple(run for run, _ in found), found[0][1], "", said)
    kind, is_printed, text = vetted(reading, "the document", data)
    page = _named(store, runs, text)
    if page is None:
        said = "no sealed run published it, and it names no page of this store"
        return Origin(name, "unknown", (), "", "", said)
    verdict, version, said = _as_print(store, page, text) if is_printed else _compared(store, page, data, kind)
    sealed = tuple(m["run_id"] for m in runs if m["published"].get(page.key) == page.name)
    return Origin(name, verdict, sealed, page.key, version, f"{said} {page.key}, published by {', '.join(sealed)}")


def _named(store: Store, runs: list[Manifest], text: str) -> _Page | None:
    """The sealed page that the text names: by its digest, else by every digest of its record."""
    named, codes = digests_in(text), codes_in(text)
    pages = list(_pages(runs))
    direct = next((p for p in pages if p.name in named or p.name[:12] in named), None)
    return direct or next((p for p in pages if p.kode in codes and _record(store, p) <= named), None)


def _pages(runs: list[Manifest]) -> Iterator[_Page]:
    seen = set()
    for manifest in runs:
        for kode, told in manifest.told.items():
            for key in told["documents"]:
                stem = key.rsplit("/", 1)[-1].split(".")[0]
                if key.endswith(".html") and key not in seen:
                    seen.add(key)
                    yield _Page(manifest, kode, stem, key, manifest["published"][key])


def _record(store: Store, page: _Page) -> frozenset[str]:
    """The digests that the page names; one that no text names where the page is gone."""
    try:
        return digests_in(said_by(store.get(page.key)).rpartition("<footer")[2])
    except NotFound:
        return frozenset({""})


def _compared(store: Store, page: _Page, data: bytes, kind: str) -> tuple[Verdict, str, str]:
    try:
        for version, made in _versions(store, page, kind):
            if made == data:
                return "made again", version, f"the same bytes as {version}, made from the sealed units behind"
    except WrongUsage as error:
        return "unknown", "", f"cannot be made again to compare ({error}); it names"
    return "altered", "", f"altered: no {kind} that the sealed units give has these bytes; it names"


def _as_print(store: Store, page: _Page, text: str) -> tuple[Verdict, str, str]:
    """A print is no copy of bytes: its figures are held against those of each page that it may be printed from."""
    best: tuple[str, ...] | None = None
    for version, made in _versions(store, page, "html"):
        differing = differing_figures(made, text)
        if not differing:
            return "printed", version, f"printed from {version}, every figure as there;"
        best = differing if best is None or len(differing) < len(best) else best
    shown = ", ".join((best or ())[:_SHOWN])
    return "altered", "", f"altered: {len(best or ())} figures are not those of the page ({shown}); it names"


def _versions(store: Store, page: _Page, kind: str) -> Iterator[tuple[str, bytes]]:
    """Every file of the kind that the sealed units give, named."""
    if kind == "html":
        yield f"{page.stem}.html", store.get(page.key)
        yield from _finals(store, page)
    for suffix, in_full, made in every_version(store, page.manifest, page.kode, _STEMS[page.stem], kind):
        yield f"{page.stem}{suffix}.{kind}{' with annexes' if in_full else ''}", made


def _finals(store: Store, page: _Page) -> Iterator[tuple[str, bytes]]:
    """The page without its draft mark, as of each day on which somebody acted."""
    year, name = page.manifest["fiscal_year"], STEM.get(page.stem, "")
    days = {a["tanggal_catat"] for acts in acts_of_year(store, year, page.kode).values() for a in acts}
    for day in sorted(days, reverse=True) if name else ():
        try:
            made = final_document(store, year_of(store, year, date.fromisoformat(day), page.kode)[page.kode], name)
        except WrongUsage:
            continue  # not decided on yet on that day
        yield f"the final {page.stem}.html of {day}", made
