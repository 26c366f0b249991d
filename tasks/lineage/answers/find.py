"""What fits a part of a reference, a name, a number as documents print it, or a cell of a submitted file."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from schemas import refs
from schemas.cell_name import place_of_cell
from schemas.contract import Table
from schemas.refs import Ref
from schemas.tables import TABLES
from tasks.lineage.answers.trail import AGG, Trail, kinds_of
from tasks.lineage.records.history import History, Unit
from tasks.lineage.records.ledger import sealed_runs
from tasks.store.keys import object_key
from tasks.store.ports import Store

PAGE = "dokumen.html"
PRINTING = ("dokumen_buku_putih", "dokumen_ssk", "dokumen_mps", "dokumen_monev")
NAMING = ("validation", "buku_putih", "ssk", "mps", "realisasi")
_NAMED = frozenset({"ssk", "mps", "area", "anggaran", "isu"})
_NAME_COLUMNS = ("nama", "lokasi", "uraian")
_NUMBER = re.compile(r"-?\d+(?:\.\d{3})*(?:,\d+)?")
_ASKED = re.compile(rf"(?:Rp\s*)?({_NUMBER.pattern})\s*%?")
_FIGURE = re.compile(r'<[a-z]+[^>]*?\s(?:id|data-ref)="([^"/]+/\d{4}/[^"]+)"[^>]*>([^<]*)')


@dataclass(frozen=True, slots=True)
class Fit:
    """A reference that fits, with its name and value, and `place`: the document that prints it or its cell."""

    ref: str
    name: str
    value: Any
    unit: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest sealed unit of a step of a district and year."""

    trail: Trail
    fiscal_year: int
    district: str
    step: str
    unit: Unit


def fits(store: Store, text: str, fiscal_year: int | None = None, district: str | None = None) -> list[Fit]:
    """Everything newly sealed that fits, of one year or district where they are given, in order of reference.

    A text with `!` is a cell (FILE!CELL or FILE!SHEET!CELL), a number is looked up as documents print it, anything
    else are words of a name. Empty when nothing fits.
    """
    asked = _ASKED.fullmatch(text.strip())
    if "!" in text:
        found = _cells(newest(store, fiscal_year, district, ("intake",)), text.strip())
    elif asked:
        found = _printed(store, newest(store, fiscal_year, district, PRINTING), asked[1])
    else:
        found = _named(newest(store, fiscal_year, district, NAMING), text.casefold().split())
    return sorted({fit.ref: fit for fit in found}.values(), key=lambda fit: fit.ref)


def newest(
    store: Store, fiscal_year: int | None = None, district: str | None = None, steps: Container[str] | None = None
) -> Iterator[Newest]:
    """The newest sealed unit of every step (of `steps`), year and district; each read when asked for."""
    seen: set[tuple[int, str, str]] = set()
    for manifest in sealed_runs(store, fiscal_year):
        trail = Trail(History(store, manifest))
        for made in manifest["units"]:
            known = (manifest["fiscal_year"], made["district"], made["step"])
            is_asked = district in (None, made["district"]) and (steps is None or made["step"] in steps)
            if known not in seen and is_asked:
                seen.add(known)
                yield Newest(trail, *known, Unit(store, made["memo"]))


def cells_of(unit: Unit, file: str, sheet: str, row: int, column: int) -> Iterator[tuple[str, str, str]]:
    """(table, row key, column) of what was read from a cell; the key is `*` for the cell of a heading."""
    for name, parts in unit.cells.items():
        for part in parts:
            if file not in (part["file"], part["file"].rsplit("/", 1)[-1]) or sheet not in ("", part["sheet"]):
                continue
            names = [n for n, at in part["columns"].items() if at == column]
            keys = ["*"] if row == part["header"] else [k for k, at in part["rows"].items() if at == row]
            yield from ((name, key, n) for key in keys for n in names)


def _cells(units: Iterable[Newest], text: str) -> Iterator[Fit]:
    file, _, rest = text.partition("!")
    sheet, _, cell = rest.rpartition("!")
    row, column = place_of_cell(cell)
    for made in units:
        for name, key, field in cells_of(made.unit, file, sheet, row, column):
            yield fit_of(made.trail, Ref("tabel", made.fiscal_year, made.district, key, field, name), text)


def _printed(store: Store, units: Iterable[Newest], number: str) -> Iterator[Fit]:
    for made in units:
        digest = made.unit.memo.blobs.get(PAGE)
        page = store.get(object_key(digest)).decode() if digest else ""
        for ref, shown in _FIGURE.findall(page) if number in page else ():
            first = _NUMBER.search(shown)
            if first and first[0] == number:
                document = made.step.removeprefix("dokumen_").replace("_", " ")
                yield fit_of(made.trail, refs.parse(unescape(ref)), f"{document} {made.fiscal_year}")


def _named(units: Iterable[Newest], words: list[str]) -> Iterator[Fit]:
    for made in units:
        for ref in _nameable(made):
            text = made.trail.words(ref) if not ref.table else str((made.trail.row(ref) or {}).get(ref.column) or "")
            if all(word in text.casefold() for word in words):
                yield fit_of(made.trail, ref, "", text if ref.table else "")


def _nameable(made: Newest) -> Iterator[Ref]:
    for kind, contract in kinds_of(made.step):
        if kind in _NAMED:
            yield from (Ref(kind, made.fiscal_year, made.district, key) for key in made.unit.rows(contract))
    if made.step == "validation":
        for contract, column in _name_columns():
            rows = made.unit.rows(contract) if contract.name in made.unit.memo.tables else {}
            yield from (Ref("tabel", made.fiscal_year, made.district, k, column, contract.name) for k in rows)


def _name_columns() -> Iterator[tuple[Table, str]]:
    return ((t, column) for t in TABLES for column in _NAME_COLUMNS if column in t.names)


def fit_of(trail: Trail, ref: Ref, place: str = "", name: str = "") -> Fit:
    """A reference with its name and value."""
    has_none = ref.is_whole_column or ref.kind == AGG
    unit, value = ("", None) if has_none else trail.value(ref)
    return Fit(str(ref), name or trail.name(ref), value, unit, place)
