"""A district's own files back with their findings: of what is kept, or of files that are checked on the spot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flows.district.findings import sealed_findings
from flows.wiring import newest_runs
from reports.annotated import Source, annotated, open_book
from reports.perbaikan import About, Row
from schemas.canonical import digest, dump_json
from schemas.errors import NotFound, Withheld
from schemas.rulebook import load_rulebook
from tasks.intake.kinds import XLSX, kind_of
from tasks.intake.limits import Limits
from tasks.intake.reading import read_grids
from tasks.lineage.receipts import digests_of, receipts
from tasks.store.keys import object_key
from tasks.store.ports import Store

_NO_MACROS = "Makro dalam berkas ini tidak ikut disalin."
_VALUES_ONLY = "Berkas {} disalin nilainya saja: rupa dan rumusnya tidak dapat dipertahankan."


def annotate(store: Store, fiscal_year: int, district: str) -> list[tuple[str, bytes]]:
    """The files of the newest submission, and older ones that findings name, as workbooks with notes.

    Raises NotFound where nothing was handed in or no run has checked it.
    """
    rows, _ = sealed_findings(store, fiscal_year, district)
    return books_of(store, fiscal_year, district, rows, _place(store, fiscal_year, district))


def books_of(store: Store, fiscal_year: int, district: str, rows: Sequence[Row], place: str) -> list[tuple[str, bytes]]:
    """The same with given findings and the name of the district."""
    handed_in = list(receipts(store, fiscal_year, district))
    if not handed_in:
        raise NotFound(f"{district} handed nothing in for {fiscal_year}; `ppsp submit {fiscal_year} {district} PATH`")
    newest = handed_in[-1]
    files = {f["name"]: f for receipt in handed_in for f in receipt["files"]}
    named = {str(r["file"]) for r in rows if r["file"]} | {f["name"] for f in newest["files"]}
    wanted = [(name, _readable(store, f)) for name, f in sorted(files.items()) if _is_named(name, named)]
    kept = [(name, data) for name, data in wanted if data is not None]
    about = About(place, fiscal_year, newest["seq"], newest["received"][:10], newest["digest"])
    return annotated(sources(kept, Limits.of(load_rulebook(fiscal_year))), rows, about)


def annotate_files(
    files: Sequence[tuple[str, bytes]], rows: Sequence[Row], fiscal_year: int, district: str
) -> list[tuple[str, bytes]]:
    """Files that are not kept, with the findings of a check on the spot."""
    about = About(district, fiscal_year, None, "", digest(dump_json([[n, digest(d)] for n, d in files])))
    return annotated(sources(files, Limits.of(load_rulebook(fiscal_year))), rows, about)


def sources(files: Sequence[tuple[str, bytes]], limits: Limits) -> list[Source]:
    """The files as the writer of notes takes them: workbooks whose looks can be kept, all else as cells."""
    found = []
    for name, data in files:
        is_book = kind_of(data) == XLSX and name.lower().endswith((".xlsx", ".xlsm"))
        if is_book and (book := open_book(data)) is not None:
            found.append(Source(name, book, note=_NO_MACROS if name.lower().endswith(".xlsm") else ""))
            continue
        grids, _ = read_grids(name, data, limits)
        for file in dict.fromkeys(g.file for g in grids):
            sheets = [(g.sheet or "", g.rows) for g in grids if g.file == file]
            note = "" if all(not title for title, _ in sheets) else _VALUES_ONLY.format(file)
            found.append(Source(file, None, sheets, note))
    return found


def _readable(store: Store, file: Mapping[str, Any]) -> bytes | None:
    """The whole file for who may read it, else the copy without households; None where there is none."""
    for name in digests_of(file):
        try:
            return store.get(object_key(name))
        except Withheld:
            continue
    return None


def _is_named(name: str, named: set[str]) -> bool:
    return name in named or any(n.startswith(f"{name}/") or n.startswith(f"{name}!") for n in named)


def _place(store: Store, fiscal_year: int, district: str) -> str:
    run = newest_runs(store, fiscal_year).get(district)
    told = run.told.get(district, {}).get("nama", district) if run else district
    return f"{told} ({district})" if told != district else district
