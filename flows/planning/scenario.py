"""Scenarios for people: made and compared with the plan, compared with each other, listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tasks.mps.skenario.banding import Hasil, compare, counted
from tasks.mps.skenario.units import PLAN, Plan, Stored, choose, newest_plan, plan_of, run_scenario, stored
from tasks.store.keys import object_key
from tasks.store.ports import Store

Answer = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison says as plain values, and the CSV tables of the scenario at its end by name."""

    answer: Answer
    tables: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class _Side:
    about: Answer
    hasil: Hasil
    scenario: Stored | None = None


def make(store: Store, fiscal_year: int, district: str, file: str, data: bytes) -> Compared:
    """Make a scenario from a file, keep it, and compare the plan with it; raises NotFound and WrongUsage."""
    plan = plan_of(store, fiscal_year, district)
    scenario = run_scenario(plan, file, data)
    record = scenario.record
    versions = [s.digest for s in stored(store, fiscal_year, district) if s.record["name"] == record["name"]]
    about = {
        "is_new": scenario.is_new,
        "other_versions": [d for d in versions if d != scenario.digest],
        "assumptions": record["assumptions"],
        "remarks": record["remarks"],
    }
    return _compared(store, _plan_side(plan), _scenario_side(store, scenario, plan.memo_key), about)


def compare_stored(store: Store, fiscal_year: int, district: str, a: str, b: str) -> Compared:
    """Compare two stored scenarios, named by name or digest, or one with the `plan`; raises NotFound and WrongUsage."""
    newest, known = newest_plan(store, fiscal_year, district), stored(store, fiscal_year, district)

    def side(text: str) -> _Side:
        if text == PLAN:
            return _plan_side(plan_of(store, fiscal_year, district))
        return _scenario_side(store, choose(known, text, newest), newest)

    sides = side(a), side(b)
    remarks = [remark for s in sides if s.scenario for remark in _remarks(s.scenario, newest)]
    return _compared(store, *sides, {"remarks": remarks})


def listed(store: Store, fiscal_year: int, district: str) -> list[Answer]:
    """The stored scenarios of a district with the lines they place, and whether their plan is the newest."""
    newest = newest_plan(store, fiscal_year, district)
    return [
        {**_named(s, newest), "content": s.record["content"], **counted(s.tables(store))}
        for s in stored(store, fiscal_year, district)
    ]


def _compared(store: Store, a: _Side, b: _Side, more: Answer) -> Compared:
    record = b.scenario.record if b.scenario else {"tables": {}}
    tables = {f"{name}.csv": store.get(object_key(t["digest"])) for name, t in record["tables"].items()}
    return Compared({"from": a.about, "to": b.about, **more, **compare(a.hasil, b.hasil)}, tables)


def _plan_side(plan: Plan) -> _Side:
    return _Side({"name": PLAN, "memo": plan.memo_key}, plan.tables())


def _scenario_side(store: Store, scenario: Stored, newest: str) -> _Side:
    return _Side(_named(scenario, newest), scenario.tables(store), scenario)


def _named(scenario: Stored, newest: str) -> Answer:
    name, plan = scenario.record["name"], scenario.record["plan"]
    return {"name": name, "digest": scenario.digest, "plan": plan, "is_of_newest_plan": plan == newest}


def _remarks(scenario: Stored, newest: str) -> list[str]:
    name = scenario.record["name"]
    said = [f"{name}: {remark}" for remark in scenario.record["remarks"]]
    if scenario.record["plan"] != newest:
        said.append(f"{name} was made from an older plan: part of what differs is the plan's own change.")
    return said
