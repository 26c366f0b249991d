"""Why a value is what it is: edges composed from an MPS line down to the submitted cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from schemas import refs
from schemas.canonical import text_of
from schemas.cell_name import cell_name
from schemas.contract import Table
from schemas.errors import NotFound, WrongUsage
from schemas.outputs import OUTPUTS
from schemas.refs import DEFAULT_COLUMN, OF_DESA, TABLE_OF_KIND, Ref
from schemas.tables import table
from tasks.lineage.history import History, Unit, history_of
from tasks.store.ports import Store

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where values of a kind of reference lie: the step and its table."""

    step: str
    table: Table


_COMPUTED = {name: (step, t) for step, tables in OUTPUTS.items() for t in tables for name in (t.name,)}


def why(store: Store, text: str, *, with_members: bool = False) -> Answer:
    """The tree behind a reference: {ref, value, unit, rule, from}; leaves are {file, sheet, cell, raw, value}.

    `with_members` lists every cell behind an aggregate. Raises NotFound when nothing sealed has the reference.
    """
    try:
        ref = refs.parse(text)
    except ValueError as error:
        raise WrongUsage(str(error)) from None
    return _Answers(_Answers.find(store, ref), ref, with_members).answer(text)


def trees(history: History, texts: Iterable[str]) -> dict[str, Answer]:
    """The tree of each reference of a run as `why` gives it; what several of them rest on is one object."""
    made: dict[str, Answer] = {}
    answers: _Answers | None = None
    for text in texts:
        answers = answers or _Answers(history, refs.parse(text), with_members=False)
        made[text] = answers.answer(text)
    return made


class _Answers:
    def __init__(self, history: History, first: Ref, with_members: bool) -> None:
        self._history = history
        self._with_members = with_members
        self._first = first
        self._behind: dict[int, _Answers] = {}
        self._known: dict[str, Answer] = {}

    @staticmethod
    def find(store: Store, first: Ref) -> History:
        step = "ssk" if first.kind == "agg" else _place(first).step
        steps = ("buku_putih", "ssk", "mps") if first.kind == "agg" else (step,)
        for candidate in steps:
            try:
                history = history_of(store, first.fiscal_year, _district(first), candidate)
            except NotFound:
                if candidate == steps[-1]:
                    raise
                continue
            if first.kind != "agg" or _edge(history, first)[0]:
                return history
        raise NotFound(f"nothing sealed has the reference {first}")

    def answer(self, text: str) -> Answer:
        """The tree of `text`; made once, as a sum over a district asks for the same rows again and again."""
        if text not in self._known:
            self._known[text] = self._made(text)
        return self._known[text]

    def _made(self, text: str) -> Answer:
        ref = refs.parse(text)
        if ref.kind == "tabel":
            return self._submitted(ref)
        if "*" in ref.path[-1]:
            return self._column(ref)
        rule, sources = _edge(self._history, ref)
        unit, value = ("", None) if ref.kind == "agg" else self._value(ref)
        if not rule and value is None and text == str(self._first):
            raise NotFound(f"nothing sealed has the reference {text}")
        return {
            "ref": text,
            "value": value,
            "unit": unit,
            "rule": rule,
            "from": [self._before(ref, source).answer(source) for source in sources],
        }

    def _before(self, ref: Ref, source: str) -> _Answers:
        """Who answers for a source of `ref`: this run, or for an earlier year the run that it pinned for that step."""
        if refs.parse(source).fiscal_year == ref.fiscal_year or ref.kind == "agg":
            return self
        history = self._history.behind(_district(ref), _place(ref).step)
        if history is None:
            return self
        return self._behind.setdefault(id(history), _Answers(history, self._first, self._with_members))

    def _value(self, ref: Ref) -> tuple[str, Any]:
        place = _place(ref)
        unit = self._history.unit(ref.fiscal_year, _district(ref), place.step)
        column = ref.column or DEFAULT_COLUMN.get(ref.kind, "")
        row = unit.rows(place.table).get(_row_key(ref)) if unit else None
        if row is None:
            return "", None
        if column not in place.table.names:
            raise WrongUsage(f"{ref.kind} has no column {column!r}; it has {', '.join(place.table.names)}")
        return place.table.field(column).unit, _plain(row.get(column))

    def _column(self, ref: Ref) -> Answer:
        place = _place(ref)
        unit = self._history.unit(ref.fiscal_year, _district(ref), place.step)
        keys = sorted(unit.rows(place.table)) if unit else []
        members = [_member(ref, key) for key in keys]
        return {
            "ref": str(ref),
            "value": None,
            "unit": "",
            "rule": f"semua baris ({len(members)})",
            "from": [self.answer(member) for member in members] if self._with_members else [],
        }

    def _submitted(self, ref: Ref) -> Answer:
        if ref.path[-1] == "*":
            return self._column(ref)
        kab, name, key = ref.path[0], ref.path[1], "/".join(ref.path[2:])
        contract = table(name)
        if ref.column and ref.column not in contract.names:
            raise WrongUsage(f"{name} has no column {ref.column!r}; it has {', '.join(contract.names)}")
        unit = self._history.unit(ref.fiscal_year, kab, "validation")
        row = unit.rows(contract).get(key) if unit else None
        if row is None and ref == self._first:
            raise NotFound(f"nothing sealed has the reference {ref}")
        value = _plain(row.get(ref.column)) if row else None
        intake = self._history.unit(ref.fiscal_year, kab, "intake")
        leaves = list(_leaves(intake, contract, key, ref.column, value)) if intake else []
        return {
            "ref": str(ref),
            "value": value,
            "unit": contract.field(ref.column).unit if ref.column else "",
            "rule": "data yang diserahkan",
            "from": leaves,
        }


def _member(ref: Ref, key: str) -> str:
    last = key.replace("|", "~") if ref.kind == "mps" else key
    path = tuple(key.split("|")) if ref.kind in OF_DESA else (*ref.path[:-1], last)
    return str(Ref(ref.kind, ref.fiscal_year, path, ref.column))


def _edge(history: History, ref: Ref) -> tuple[str, list[str]]:
    steps = ("buku_putih", "ssk", "mps") if ref.kind == "agg" else (_place(ref).step,)
    base = str(Ref(ref.kind, ref.fiscal_year, ref.path))
    default = f"{base}#{DEFAULT_COLUMN.get(ref.kind, '')}"
    for step in steps:
        unit = history.unit(ref.fiscal_year, _district(ref), step)
        for name in (str(ref), base, default) if unit else ():
            if unit and name in unit.edges:
                return unit.edges[name]
    return "", []


def _place(ref: Ref) -> Place:
    if ref.kind == "tabel":
        try:
            return Place("validation", table(ref.path[1]))
        except (KeyError, IndexError):
            raise WrongUsage(f"{ref} names no submitted table") from None
    name = TABLE_OF_KIND.get(ref.kind, ref.kind)
    if name not in _COMPUTED:
        raise WrongUsage(f"{ref} is not a reference: there is no kind {ref.kind!r}")
    return Place(*_COMPUTED[name])


def _district(ref: Ref) -> str:
    return ref.path[0][:5] if ref.kind in OF_DESA else ref.path[0]


def _row_key(ref: Ref) -> str:
    if ref.kind in OF_DESA:
        return "|".join(ref.path)
    key = "/".join(ref.path[1:])
    return key.replace("~", "|") if ref.kind in ("mps", "pelaksanaan") else key


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, int | str) else text_of(value)


def locate(unit: Unit, name: str, key: str, column: str) -> Iterator[tuple[str, str | None, str, str]]:
    """(file, sheet, cell, raw) of every cell in which a value stands; the heading's cell for a whole column."""
    for part in unit.cells.get(name, []):
        col = part["columns"].get(column)
        row = part["rows"].get(key, None if key else part["header"])
        if row is not None and (col is not None or not column):
            raw = part["raw"].get(key, {}).get(column, "")
            yield part["file"], part["sheet"], cell_name(row, col or 1), raw


def submitted_text(unit: Unit, name: str, key: str, column: str) -> str:
    """What a cell holds as canonical text, where its raw text was not kept because it is the same; "" if nothing."""
    return text_of(unit.rows(table(name)).get(key, {}).get(column)) if column else ""


def _leaves(unit: Unit, contract: Table, key: str, column: str, value: Any) -> Iterator[Answer]:
    read = unit.rows(contract).get(key, {}).get(column)
    for file, sheet, cell, raw in locate(unit, contract.name, key, column):
        yield {"file": file, "sheet": sheet, "cell": cell, "raw": raw or text_of(read), "value": value}
