"""The edges and values behind a sealed run, for any reference of it or of the runs that it pinned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from schemas import refs
from schemas.contract import Row, Table
from schemas.errors import NotFound, WrongUsage
from schemas.households import HOUSEHOLD_TABLES
from schemas.outputs import OUTPUTS
from schemas.outputs.intake import DAFTAR_WILAYAH
from schemas.outputs.ssk import KEGIATAN, PROGRAM
from schemas.refs import DEFAULT_COLUMN, Ref
from schemas.tables import TABLES
from tasks.lineage.records.history import History, Unit, history_of
from tasks.lineage.records.texts import NO_ROWS
from tasks.store.ports import Store

Edge = tuple[str, list[str]]
NO_EDGE: Edge = ("", [])
AGG = "agg"
STEPS_OF_AGG = ("buku_putih", "ssk", "mps")
_COMPUTED: Mapping[str, tuple[str, Table]] = {t.name: (step, t) for step, tables in OUTPUTS.items() for t in tables}
_SUBMITTED = {t.name: t for t in TABLES}
_CODE = re.compile(r"\d\d\.\d\d\.\d\d(?:\.\d{4})?")
FEW = 20
_NAMES = ("nama", "uraian", "desa")


@dataclass(frozen=True, slots=True)
class Place:
    """Where values of a kind of reference lie: the step and its table."""

    step: str
    table: Table
    units: Mapping[str, str]
    """The unit of each column."""


def place_of(ref: Ref) -> Place:
    """The step and table of a reference; raises WrongUsage when there is no such kind or submitted table."""
    found = _place(ref.kind, ref.table)
    if found is not None:
        return found
    if ref.kind == "tabel":
        raise WrongUsage(f"{ref} names no submitted table")
    raise WrongUsage(f"{ref} is not a reference: there is no kind {ref.kind!r}")


@lru_cache(maxsize=1024)
def _place(kind: str, submitted: str) -> Place | None:
    name = refs.TABLE_OF_KIND.get(kind, kind)
    if kind == "tabel":
        step, found = "validation", _SUBMITTED.get(submitted)
    else:
        step, found = _COMPUTED.get(name, ("", None))
    return Place(step, found, {f.name: f.unit for f in found.fields}) if found else None


def kinds_of(step: str) -> Iterator[tuple[str, Table]]:
    """Kind of reference and table of everything that a step makes."""
    return ((refs.KIND_OF_TABLE.get(t.name, t.name), t) for t in OUTPUTS.get(step, ()))


def trail_of(store: Store, ref: Ref) -> Trail:
    """The newest sealed run that can answer for a reference; raises NotFound and WrongUsage."""
    steps = STEPS_OF_AGG if ref.kind == AGG else (place_of(ref).step,)
    for step in steps:
        try:
            trail = Trail(history_of(store, ref.fiscal_year, ref.district, step))
        except NotFound:
            if step == steps[-1]:
                raise
            continue
        if ref.kind != AGG or trail.edge(ref) is not NO_EDGE:
            return trail
    raise NotFound(f"nothing sealed has the reference {ref}")


class Trail:
    """What one sealed run says of its references; runs that it pinned have trails of their own."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._behind: dict[int, Trail] = {}
        self._edges: dict[str, Edge] = {}
        self._names: dict[tuple[int, str], dict[str, str]] = {}

    def unit_of(self, ref: Ref) -> Unit | None:
        """The unit in whose tables the value of a reference stands."""
        return self.history.unit(ref.fiscal_year, ref.district, place_of(ref).step)

    def edge(self, ref: Ref) -> Edge:
        """(rule, sources) of a reference: its own, else that of its row; NO_EDGE when nothing was written."""
        text = str(ref)
        known = self._edges.get(text)
        if known is None:
            known = self._edges[text] = self._edge(ref, text)
        return known

    def sources(self, ref: Ref) -> list[tuple[Trail, Ref]]:
        """The sources of a reference, each with who answers for it."""
        return [(self.before(ref, source), source) for source in map(refs.parse, self.edge(ref)[1])]

    def _edge(self, ref: Ref, text: str) -> Edge:
        steps = STEPS_OF_AGG if ref.kind == AGG else (place_of(ref).step,)
        names = dict.fromkeys((text, ref.base, ref.default))
        for step in steps:
            unit = self.history.unit(ref.fiscal_year, ref.district, step)
            for name in names if unit else ():
                if unit and name in unit.edges:
                    return unit.edges[name]
        return NO_EDGE

    def before(self, ref: Ref, source: Ref) -> Trail:
        """Who answers for a source of `ref`: this run, or for an earlier year the run that it pinned for that step."""
        if source.fiscal_year == ref.fiscal_year or ref.kind == AGG:
            return self
        history = self.history.behind(ref.district, place_of(ref).step)
        return self if history is None else self._behind.setdefault(id(history), Trail(history))

    def row(self, ref: Ref) -> Row | None:
        """The stored row of a reference; None when there is none."""
        unit = self.unit_of(ref)
        if unit is None or self.is_withheld(ref):
            return None
        return unit.rows(place_of(ref).table).get(ref.key)

    def is_withheld(self, ref: Ref) -> bool:
        """Whether the row of a reference holds answers of a household that cannot be read here."""
        unit = self.unit_of(ref) if ref.table in HOUSEHOLD_TABLES else None
        return unit is not None and not unit.may_read(ref.table)

    def count(self, ref: Ref) -> int:
        """How many rows a whole column has."""
        unit, name = self.unit_of(ref), place_of(ref).table.name
        return unit.memo.tables[name].rows if unit and name in unit.memo.tables else 0

    def members(self, ref: Ref) -> list[Ref]:
        """Every row of a whole column; of answers that cannot be read, every row of the submitted files."""
        unit, contract = self.unit_of(ref), place_of(ref).table
        if self.is_withheld(ref):
            intake = self.history.unit(ref.fiscal_year, ref.district, "intake")
            parts = intake.cells.get(ref.table, []) if intake else []
            keys = sorted({key for part in parts for key in part["rows"] if "~" not in key})
        else:
            keys = sorted(unit.rows(contract)) if unit else []
        return [Ref(ref.kind, ref.fiscal_year, ref.district, key, ref.column, ref.table) for key in keys]

    def value(self, ref: Ref) -> tuple[str, Any]:
        """(unit, value); a value is text or a whole number, None when unknown. Raises WrongUsage for a wrong column."""
        place = place_of(ref)
        column = ref.column or DEFAULT_COLUMN.get(ref.kind, "")
        if column and column not in place.units:
            raise WrongUsage(f"{ref.table or ref.kind} has no column {column!r}; it has {', '.join(place.units)}")
        unit = None if not column or self.is_withheld(ref) else self.unit_of(ref)
        rows = unit.texts(place.table) if unit else NO_ROWS
        return (place.units[column], rows.value(ref.key, column)) if ref.key in rows else ("", None)

    def name(self, ref: Ref) -> str:
        """What a person calls the row: its own name, that of its activity with its place, or its desa; else empty."""
        if ref.kind == AGG or ref.is_whole_column:
            return ""
        key, first = place_of(ref).table.key, ref.key.partition("|")[0]
        if key[:1] == ("kegiatan_id",):
            return self._names_of(ref, "kegiatan").get(first, "")
        if key[:1] == ("kode_desa",):
            return self._names_of(ref, "desa").get(first, "")
        row = self.row(ref) or {}
        found = (str(row[c]) for c in _NAMES if row.get(c) and not (c == "nama" and ref.kind.startswith("angka_")))
        return next(found, "")

    def words(self, ref: Ref) -> str:
        """The name with what a person may look for: the package of an activity and the desa that it serves."""
        if ref.kind == AGG or place_of(ref).table.key[:1] != ("kegiatan_id",):
            return self.name(ref)
        return f"{self.name(ref)} {self._names_of(ref, 'paket').get(ref.key.partition('|')[0], '')}"

    def _names_of(self, ref: Ref, what: str) -> dict[str, str]:
        """Names by code in the year of a reference, or where that year has none in the one before."""
        for year in (ref.fiscal_year, ref.fiscal_year - 1, ref.fiscal_year - 2):
            found = self._known(year, ref.district, what)
            if found:
                return found
        return {}

    def _known(self, year: int, district: str, what: str) -> dict[str, str]:
        if (year, what) not in self._names:
            self._names[year, what] = dict(self._read(year, district, what))
        return self._names[year, what]

    def _read(self, year: int, district: str, what: str) -> Iterator[tuple[str, str]]:
        if what == "desa":
            unit = self.history.unit(year, district, "intake")
            for kode, row in (unit.rows(DAFTAR_WILAYAH) if unit else {}).items():
                yield kode, str(row["nama"])
            return
        unit, desa = self.history.unit(year, district, "ssk"), self._known(year, district, "desa")
        packages = {key: str(row["nama"]) for key, row in unit.rows(PROGRAM).items()} if unit else {}
        for kegiatan, row in (unit.rows(KEGIATAN) if unit else {}).items():
            if what == "paket":
                served = str(row.get("kode_desa") or "").split(";")
                near = [desa.get(kode, "") for kode in served] if len(served) <= FEW else []
                yield kegiatan, " ".join((packages.get(str(row["program_id"]), ""), *near))
                continue
            found = _CODE.search(str(row.get("lokasi")))
            place = desa.get(found[0], "") if found else ""
            yield kegiatan, f"{row['nama']}, {place}" if place else str(row["nama"])
