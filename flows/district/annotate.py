"""A district's own files back with their findings: of what is kept, or of files that are checked on the spot."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from itertools import accumulate
from typing import Any

from flows.district.findings import sealed_findings
from flows.wiring import newest_runs
from reports.annotated import Source, annotated, open_book
from reports.perbaikan import About, Row
from schemas.canonical import digest, dump_json
from schemas.errors import NotFound, Withheld, WrongUsage
from schemas.rulebook import load_rulebook
from tasks.contained.bounds import Beyond
from tasks.contained.process import contained
from tasks.intake.grids.kinds import XLSX, kind_of
from tasks.intake.grids.limits import Limits
from tasks.intake.grids.reading import read_here
from tasks.lineage.records.receipts import digests_of, receipts
from tasks.store.keys import object_key
from tasks.store.ports import Store

_NO_MACROS = "Makro dalam berkas ini tidak ikut disalin."
_TOO_LARGE = (
    "Berkas kiriman ini terlalu besar untuk diberi catatan; lihat daftar temuannya, "
    "dan kurangi isinya sampai tabel yang diminta saja."
)
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
    return _noted(kept, rows, about)


def annotate_files(
    files: Sequence[tuple[str, bytes]], rows: Sequence[Row], fiscal_year: int, district: str
) -> list[tuple[str, bytes]]:
    """Files that are not kept, with the findings of a check on the spot."""
    about = About(district, fiscal_year, None, "", digest(dump_json([[n, digest(d)] for n, d in files])))
    return _noted(files, rows, about)


def _noted(files: Sequence[tuple[str, bytes]], rows: Sequence[Row], about: About) -> list[tuple[str, bytes]]:
    """The books, written in the process that reads; where looks cannot be kept within its bounds, the values alone."""
    said = {
        "sizes": [(name, len(data)) for name, data in files],
        "rows": [dict(r) for r in rows],
        "about": asdict(about),
        "limits": asdict(Limits.of(load_rulebook(about.fiscal_year))),
    }
    body = b"".join(data for _, data in files)
    for keeps_looks in (True, False):
        try:
            books = contained(books_here, "kiriman", body, **said, keeps_looks=keeps_looks)
        except Beyond:
            continue
        return [(str(title), b64decode(text)) for title, text in books]
    raise WrongUsage(_TOO_LARGE)


def books_here(
    _: str, data: bytes, sizes: list[tuple[str, int]], rows: list[Row], about: dict[str, Any], limits: dict[str, Any],
    keeps_looks: bool,
) -> list[tuple[str, str]]:  # fmt: skip
    """The same in the process that reads: titles and bytes as base64. `sizes` cuts the files out of `data`."""
    ends = list(accumulate(size for _, size in sizes))
    files = [(name, data[end - size : end]) for (name, size), end in zip(sizes, ends, strict=True)]
    books = annotated(sources(files, Limits(**limits), keeps_looks=keeps_looks), rows, About(**about))
    return [(title, b64encode(book).decode()) for title, book in books]


def sources(files: Sequence[tuple[str, bytes]], limits: Limits, *, keeps_looks: bool = True) -> list[Source]:
    """The files as the writer of notes takes them: workbooks whose looks can be kept, all else as cells."""
    found = []
    for name, data in files:
        is_book = keeps_looks and kind_of(data) == XLSX and name.lower().endswith((".xlsx", ".xlsm"))
        if is_book and (book := open_book(data)) is not None:
            found.append(Source(name, book, note=_NO_MACROS if name.lower().endswith(".xlsm") else ""))
            continue
        grids, _ = read_here(name, data, limits)
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
