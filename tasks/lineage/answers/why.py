"""Why a value is what it is: edges composed from an MPS line down to the submitted cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from schemas import refs
from schemas.canonical import text_of
from schemas.cell_name import cell_name
from schemas.errors import NotFound, WrongUsage
from schemas.refs import Ref
from schemas.tables import table
from tasks.lineage.answers.near import near
from tasks.lineage.answers.trail import AGG, Trail, place_of, trail_of
from tasks.lineage.records.history import History, Unit
from tasks.store.ports import Store

Answer = dict[str, Any]
SUBMITTED = "data yang diserahkan"


def why(store: Store, text: str, *, with_members: bool = False, depth: int | None = None) -> Answer:
    """The tree behind a reference: {ref, name, value, unit, rule, from}.

    Leaves are {file, digest, sheet, cell, raw, value}, `digest` being that of the stored file. Of a household's cell
    only the address is told where its key is not held: `withheld` is true and `value` None.

    What stands behind a reference is told once; where it comes again, `above` is true and `from` is empty. Below
    `depth` levels (None: all) `from` is empty and `below` counts what was left out: {refs, cells}. `with_members`
    lists every cell behind an aggregate. Raises NotFound, naming near ones, when nothing sealed has the reference.
    """
    ref = parsed(text)
    trail = trail_of(store, ref)
    answer = Tree(with_members=with_members).answer(trail, ref, depth)
    if not is_there(trail, ref):
        others = near(trail, ref)
        hint = f"; near it: {', '.join(others)}" if others else ""
        raise NotFound(f"nothing sealed has the reference {ref}{hint}")
    return answer


def parsed(text: str) -> Ref:
    """The reference in `text`; raises WrongUsage."""
    try:
        return refs.parse(text)
    except ValueError as error:
        raise WrongUsage(str(error)) from None


def why_each(store: Store, texts: Sequence[str]) -> list[Answer]:
    """The trees of several references of one kind, district and year, read once; [] for none."""
    if not texts:
        return []
    wanted = [parsed(text) for text in texts]
    trail = trail_of(store, wanted[0])
    return [Tree().answer(trail, ref, None) for ref in wanted]


def trees(history: History, texts: Iterable[str]) -> dict[str, Answer]:
    """The whole tree of each reference of a run; what several of them rest on is one and the same object."""
    shared, trail = _Shared(), Trail(history)
    return {text: shared.answer(trail, parsed(text)) for text in texts}


def is_there(trail: Trail, ref: Ref) -> bool:
    """Whether a sealed run has the row of a reference, or wrote where it comes from."""
    if ref.kind == AGG or ref.is_whole_column:
        return bool(trail.edge(ref)[0]) or (ref.is_whole_column and trail.unit_of(ref) is not None)
    if trail.is_withheld(ref):
        return ref in trail.members(ref)
    return trail.row(ref) is not None or bool(trail.edge(ref)[0])


class Tree:
    """Answers of one tree; it remembers what it has told already."""

    def __init__(self, *, with_members: bool = False) -> None:
        self._with_members = with_members
        self._told: set[Ref] = set()
        self._below: dict[Ref, dict[str, int]] = {}

    def answer(self, trail: Trail, ref: Ref, depth: int | None) -> Answer:
        """The node of a reference with `depth` levels below it."""
        if ref.is_whole_column:
            return self._column(trail, ref, depth)
        unit, value = ("", None) if ref.kind == AGG else trail.value(ref)
        answer: Answer = {"ref": str(ref), "name": trail.name(ref), "value": value, "unit": unit}
        if ref.kind == "tabel":
            return answer | {"rule": SUBMITTED, "from": list(_leaves(trail, ref, value))}
        rule, _ = trail.edge(ref)
        return answer | {"rule": rule} | self._from(trail, ref, depth)

    def _column(self, trail: Trail, ref: Ref, depth: int | None) -> Answer:
        rule = f"semua baris ({trail.count(ref)})"
        return {"ref": str(ref), "name": "", "value": None, "unit": "", "rule": rule} | self._from(trail, ref, depth)

    def _from(self, trail: Trail, ref: Ref, depth: int | None) -> Answer:
        sources = list(self._sources(trail, ref))
        if not sources:
            return {"from": []}
        if ref in self._told:
            return {"from": [], "above": True}
        if depth == 0:
            return {"from": [], "below": self._count(trail, ref)}
        self._told.add(ref)
        left = None if depth is None else depth - 1
        return {"from": [self.answer(behind, source, left) for behind, source in sources]}

    def _sources(self, trail: Trail, ref: Ref) -> Iterator[tuple[Trail, Ref]]:
        if ref.kind == "tabel" and not ref.is_whole_column:
            return
        if ref.is_whole_column:
            yield from ((trail, member) for member in (trail.members(ref) if self._with_members else ()))
            return
        yield from trail.sources(ref)

    def _count(self, trail: Trail, ref: Ref) -> dict[str, int]:
        """How many references, and of them how many submitted values, lie below; each counted once."""
        if ref not in self._below:
            seen, todo = {ref}, [(trail, ref)]
            while todo:
                for behind, source in self._sources(*todo.pop()):
                    if source not in seen:
                        seen.add(source)
                        todo.append((behind, source))
            below = seen - {ref}
            self._below[ref] = {"refs": len(below), "cells": sum(source.kind == "tabel" for source in below)}
        return self._below[ref]


class _Shared:
    """Nodes made once for many trees, each with all that is behind it; members of whole columns are only counted."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, str], Answer] = {}

    def answer(self, trail: Trail, ref: Ref) -> Answer:
        """The node of a reference."""
        key = id(trail), str(ref)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._made(trail, ref)
        return known

    def _made(self, trail: Trail, ref: Ref) -> Answer:
        unit, value, rule = said_of(trail, ref)
        below: list[Answer] = []
        if ref.kind == "tabel" and not ref.is_whole_column:
            below = list(_leaves(trail, ref, value))
        elif not ref.is_whole_column:
            below = [self.answer(*source) for source in trail.sources(ref)]
        return {"ref": str(ref), "value": value, "unit": unit, "rule": rule, "from": below}


def said_of(trail: Trail, ref: Ref) -> tuple[str, Any, str]:
    """(unit, value, rule) of a reference; of a whole column only how many rows it has."""
    if ref.is_whole_column:
        return "", None, f"semua baris ({trail.count(ref)})"
    unit, value = ("", None) if ref.kind == AGG else trail.value(ref)
    return unit, value, SUBMITTED if ref.kind == "tabel" else trail.edge(ref)[0]


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


def _leaves(trail: Trail, ref: Ref, value: Any) -> Iterator[Answer]:
    intake = trail.history.unit(ref.fiscal_year, ref.district, "intake")
    if intake is None:
        return
    is_withheld = trail.is_withheld(ref)
    read = None if is_withheld else intake.texts(place_of(ref).table).value(ref.key, ref.column)
    digests = {part["file"]: part["digest"] for part in intake.cells.get(ref.table, ())}
    for file, sheet, cell, raw in locate(intake, ref.table, ref.key, ref.column):
        leaf = {"file": file, "digest": digests[file], "sheet": sheet, "cell": cell}
        told = {"raw": "", "withheld": True} if is_withheld else {"raw": raw or text_of(read)}
        yield leaf | told | {"value": value}
