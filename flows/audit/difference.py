"""Why two sealed runs of a year say otherwise: causes swapped one after another, each result made by the same units."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from flows.audit.followed import Result, result_of
from flows.audit.pair import STEPS, Pair
from flows.audit.past import Basis, Past, lost_inputs, lost_reference, runner_of
from flows.cycle.chain import walk
from flows.cycle.program import NOT_RECORDED, program_of
from flows.cycle.workers import spread
from flows.district.versions import cells_between
from schemas.canonical import text_of
from schemas.errors import NotFound, PpspError, WrongUsage
from tasks.lineage.differences.parts import CAUSES, Ends, Place, Stage, difference, parts, reasons, stages_between
from tasks.lineage.records.history import Unit
from tasks.lineage.records.ledger import Manifest
from tasks.store.ports import Store

SWAPPED = ("reference", "cells", "pins", "rules")
"""The causes that one program can swap, in their order; the code comes last, or first where today's made the second."""
Answer = dict[str, Any]
_Walked = tuple[list[Stage[Result]], dict[str, dict[str, int]], str]
_SAME: _Walked = ([], {}, "")


def diff(store: Store, first: str, second: str, district: str = "", desa: str = "") -> Answer:
    """What changed from one sealed run of a year to another, and the part of each cause.

    `totals` have by measure (see result_of) `before`, `after`, `change`, `parts` by cause (in the order of `order`) and
    in `rest` what no cause explains; parts and rest sum to the change. A district's `alone` is what each cause changes
    when nothing else is swapped; where it is not its part, causes work together. `not_split` says why no part could be
    told. `desa` takes the rows alone that are about it.

    Raises WrongUsage for runs of two fiscal years, NotFound for a run or district that is not there.
    """
    past = Past(store)
    old, new = past.run(first), past.run(second)
    if old["fiscal_year"] != new["fiscal_year"]:
        raise WrongUsage(f"{first} and {second} are of two fiscal years; compare two runs of one")
    in_old, in_new = ({d["kode"]: d for d in m["districts"]} for m in (old, new))
    chosen = [k for k in in_old if k in in_new and district in ("", k) and (not desa or desa.startswith(f"{k}."))]
    if not chosen:
        raise NotFound(
            f"{first} and {second} have no district {desa or district} in common; `ppsp show RUN` lists them"
        )
    pair = Pair.of(past, old, new)
    found = spread(partial(_districts, store, first, second, desa), chosen, store.url)
    return {
        "from": first,
        "to": second,
        "fiscal_year": old["fiscal_year"],
        "order": list(CAUSES),
        "checks_only": pair.checks_only,
        "programs": {"from": _commit(old), "to": _commit(new), "today": program_of()["commit"]},
        "only_in": {"from": sorted(in_old.keys() - in_new), "to": sorted(in_new.keys() - in_old)},
        "rules": _changed_rules(pair),
        "lost_rules": pair.lost_rules,
        "totals": _summed([d["totals"] for d in found]),
        "districts": found,
    }


def _commit(manifest: Manifest) -> str:
    program = manifest.get("program")
    return str(program["commit"]) if program else NOT_RECORDED


def _districts(store: Store, first: str, second: str, desa: str, chosen: Sequence[str]) -> list[Answer]:
    past = Past(store)
    pair = Pair.of(past, past.run(first), past.run(second))
    gone = [why for m in (pair.old, pair.new) for why in lost_reference(past, m)]
    return [_district(pair, kode, desa, gone) for kode in chosen]


def _district(pair: Pair, kode: str, desa: str, gone: Sequence[str]) -> Answer:
    old, new = pair.old, pair.new
    first, last = (pair.sealed(m, kode, desa) for m in (old, new))
    causes = [c for c in SWAPPED if pair.differs(c, kode)]
    nama = next(d["nama"] for d in new["districts"] if d["kode"] == kode)
    answer: Answer = {"kode": kode, "nama": nama, "causes": causes, "other_code": pair.code_differs(kode)}
    is_same = pair.units(old, kode) == pair.units(new, kode)
    walked, alone, why = _SAME if is_same else _walked(pair, kode, desa, causes, gone)
    stages = stages_between(first, walked, last, pair.ends(kode) if walked else Ends())
    totals = [Stage(s.cause, s.result.totals) for s in stages]
    return answer | {
        "not_split": why,
        "totals": _told(first.totals, last.totals, parts(totals)),
        "alone": alone,
        "rows": _rows([Stage(s.cause, s.result.values) for s in stages]),
        "cells": _cells(stages, desa) if "cells" in causes else [],
        "pinned": _pinned(old, new, kode) if "pins" in causes else [],
        "documents": _documents(old, new, kode),
    }


def _pinned(old: Manifest, new: Manifest, kode: str) -> list[list[str | None]]:
    """The runs that each pin stood on, before and after; None where there was none."""
    pairs = ([m.get(kind, {}).get(kode, {}).get("run") for m in (old, new)] for kind in ("pins", "pins_mps"))
    return [runs for runs in pairs if runs[0] != runs[1]]


def _walked(pair: Pair, kode: str, desa: str, causes: Sequence[str], gone: Sequence[str]) -> _Walked:
    """The stages from the first run's inputs to the second's, what each cause does alone, and why not where not."""
    lost = [*gone, *(why for m in (pair.old, pair.new) for why in lost_inputs(pair.past, m, kode))]
    if lost:
        return [], {}, "; ".join(dict.fromkeys(lost))
    basis = Basis.of(pair.old)
    try:
        stages = [Stage("", _made(pair, basis, kode, desa))]
        alone = {c: _swapped(pair, basis, c) for c in causes} if len(causes) > 1 else {}
        effects = {c: _made(pair, one, kode, desa).totals for c, one in alone.items()}
        for cause in causes:
            basis = _swapped(pair, basis, cause)
            stages.append(Stage(cause, _made(pair, basis, kode, desa)))
    except PpspError as error:
        return [], {}, str(error)
    return stages, {c: difference(stages[0].result.totals, totals) for c, totals in effects.items()}, ""


def _swapped(pair: Pair, basis: Basis, cause: str) -> Basis:
    return replace(basis, **{cause: pair.new})


def _made(pair: Pair, basis: Basis, kode: str, desa: str) -> Result:
    """The result of a district from this basis; raises NotFound where a unit cannot be made."""
    pinned = replace(basis, pins=pair.pinning(basis.pins, kode))
    cycle = pair.past.cycle(pinned, kode, pair.rules_for(basis.rules))
    wanted = pair.steps(kode)
    walk(cycle, runner_of(cycle, wanted.__contains__), tuple(s for s in STEPS if s.name in wanted))
    if kode in cycle.failed:
        raise NotFound(f"{cycle.failed[kode].step} cannot be made: {cycle.failed[kode].cause}")

    def unit_of(step: str) -> Unit | None:
        done = cycle.done.get((kode, step))
        return Unit(cycle.store, done.memo) if done else None

    return result_of(unit_of, desa)


def _changed_rules(pair: Pair) -> list[Answer]:
    books = [pair.rules.get(m["rules"]) for m in (pair.old, pair.new)]
    if None in books or pair.old["rules"] == pair.new["rules"]:
        return []
    before, after = ({n: book.value_text(n) for n in book.names} for book in books if book)
    names = sorted(n for n in {*before, *after} if before.get(n) != after.get(n))
    return [{"name": n, "before": before.get(n), "after": after.get(n)} for n in names]


def _cells(stages: Sequence[Stage[Result]], desa: str) -> list[Answer]:
    """The submitted cells that differ, both read with the same region list where the stages could be made."""
    at = next((i for i, s in enumerate(stages) if s.cause == "cells"), len(stages) - 1)
    cells = cells_between(stages[at - 1].result.intake, stages[at].result.intake)
    return [c for c in cells if desa in c["row"].split("|")] if desa else cells


def _documents(old: Manifest, new: Manifest, kode: str) -> list[str]:
    """The documents whose bytes differ."""
    names = [f"{old['fiscal_year']}/{kode}/{s}/dokumen.html" for s in sorted({u["step"] for u in new["units"]})]
    return [n.split("/")[2] for n in names if old["outputs"].get(n) != new["outputs"].get(n)]


def _rows(stages: Sequence[Stage[Mapping[Place, Any]]]) -> list[Answer]:
    first, last = stages[0].result, stages[-1].result
    return [
        {"table": place[0], "row": place[1], "column": place[2], "before": _text(first, place),
         "after": _text(last, place), "causes": causes}
        for place, causes in reasons(stages).items()
    ]  # fmt: skip


def _text(values: Mapping[Place, Any], place: Place) -> str | None:
    """The value as text, "" for an unknown one; None without the row."""
    return text_of(values[place]) if place in values else None


def _told(first: Mapping[str, int], last: Mapping[str, int], split: Mapping[str, Mapping[str, int]]) -> Answer:
    return {
        measure: {"before": first.get(measure, 0), "after": last.get(measure, 0),
                  "change": last.get(measure, 0) - first.get(measure, 0),
                  "parts": {c: n for c, n in split.get(measure, {}).items() if c != "rest"},
                  "rest": split.get(measure, {}).get("rest", 0)}
        for measure in sorted({*first, *last, *split})
    }  # fmt: skip


def _summed(told: Sequence[Answer]) -> Answer:
    found: Answer = {}
    for measure in sorted({m for one in told for m in one}):
        of = [one[measure] for one in told if measure in one]
        by_cause: Counter[str] = Counter()
        for one in of:
            by_cause.update(one["parts"])
        found[measure] = {name: sum(one[name] for one in of) for name in ("before", "after", "change", "rest")}
        found[measure]["parts"] = {c: by_cause[c] for c in CAUSES if by_cause[c]}
    return found
