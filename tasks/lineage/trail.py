"""The edges and values behind a sealed run, for any reference of it or of the runs that it pinned."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from schemas import refs
from schemas.canonical import text_of
from schemas.contract import Row, Table
from schemas.errors import NotFound, WrongUsage
from schemas.households import HOUSEHOLD_TABLES
from schemas.outputs import OUTPUTS
from schemas.outputs.intake import DAFTAR_WILAYAH
from schemas.outputs.ssk import KEGIATAN, PROGRAM
from schemas.refs import DEFAULT_COLUMN, Ref
from schemas.tables import table
from tasks.lineage.history import History, Unit, history_of
from tasks.store.ports import Store

Edge = tuple[str, list[str]]
NO_EDGE: Edge = ("", [])
AGG = "agg"
STEPS_OF_AGG = ("buku_putih", "ssk", "mps")
_COMPUTED: Mapping[str, tuple[str, Table]] = {t.name: (step, t) for step, tables in OUTPUTS.items() for t in tables}
_CODE = re.compile(r"\d\d\.\d\d\.\d\d(?:\.\d{4})?")
FEW = 20
_NAMES = ("nama", "uraian", "desa")


@dataclass(frozen=True, slots=True)
class Place:
    """Where values of a kind of reference lie: the step and its table."""

    step: str
    table: Table


@lru_cache(maxsize=1 << 16)
def place_of(ref: Ref) -> Place:
    """The step and table of a reference; raises WrongUsage when there is no such kind or submitted table."""
    if ref.kind == "tabel":
        try:
            return Place("validation", table(ref.table))
        except KeyError:
            raise WrongUsage(f"{ref} names no submitted table") from None
    name = refs.TABLE_OF_KIND.get(ref.kind, ref.kind)
    if name not in _COMPUTED:
        raise WrongUsage(f"{ref} is not a reference: there is no kind {ref.kind!r}")
    return Place(*_COMPUTED[name])


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
        self._edges: dict[Ref, Edge] = {}
        self._sources: dict[Ref, list[tuple[Trail, Ref]]] = {}
        self._names: dict[tuple[int, str], dict[str, str]] = {}

    def unit_of(self, ref: Ref) -> Unit | None:
        """The unit in whose tables the value of a reference stands."""
        return self.history.unit(ref.fiscal_year, ref.district, place_of(ref).step)

    def edge(self, ref: Ref) -> Edge:
        """(rule, sources) of a reference: its own, else that of its row; NO_EDGE when nothing was written."""
        if ref not in self._edges:
            self._edges[ref] = self._edge(ref)
        return self._edges[ref]

    def sources(self, ref: Ref) -> list[tuple[Trail, Ref]]:
        """The sources of a reference, each with who answers for it."""
        if ref not in self._sources:
            found = (refs.parse(text) for text in self.edge(ref)[1])
            self._sources[ref] = [(self._before(ref, source), source) for source in found]
        return self._sources[ref]

    def _edge(self, ref: Ref) -> Edge:
        steps = STEPS_OF_AGG if ref.kind == AGG else (place_of(ref).step,)
        for step in steps:
            unit = self.history.unit(ref.fiscal_year, ref.district, step)
            for name in (str(ref), ref.base, ref.default) if unit else ():
                if unit and name in unit.edges:
                    return unit.edges[name]
        return NO_EDGE

    def _before(self, ref: Ref, source: Ref) -> Trail:
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
        contract = place_of(ref).table
        column = ref.column or DEFAULT_COLUMN.get(ref.kind, "")
        if column and all(f.name != column for f in contract.fields):
            raise WrongUsage(f"{ref.table or ref.kind} has no column {column!r}; it has {', '.join(contract.names)}")
        row = self.row(ref)
        if row is None or not column:
            return "", None
        return contract.field(column).unit, plain(row.get(column))

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


def plain(value: Any) -> Any:
    """A value as JSON can hold it."""
    return value if value is None or isinstance(value, int | str) else text_of(value)
