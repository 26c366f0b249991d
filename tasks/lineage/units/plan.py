"""Why a unit is not in the store yet: what differs from the unit of the last sealed run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from schemas.rulebook import load_rulebook
from tasks.lineage.units.code import code_digest
from tasks.lineage.units.step import Step
from tasks.lineage.units.unit import Job, load_memo, unit_inputs
from tasks.store.ports import Store


@dataclass(frozen=True, slots=True)
class Planned:
    """A unit that will run (`certain`) or may run (`possible`), with the reason."""

    district: str
    step: str
    certainty: Literal["certain", "possible"]
    reason: str


def reason_to_run(store: Store, step: Step, job: Job, last: Mapping[str, str]) -> str:
    """One phrase: new, or which of submission, reference, code, rules or inputs changed since the last sealed run."""
    if step.name not in last:
        return "new"
    memo = load_memo(store, last[step.name])
    reasons = []
    if memo.code != code_digest(step.code):
        reasons.append("the program changed")
    if memo.rules != load_rulebook(job.fiscal_year).only(step.rules).digest:
        reasons.append("a rule changed")
    before, now = dict(memo.inputs), dict(unit_inputs(store, step, job))
    changed = sorted(label for label in {**before, **now} if before.get(label) != now.get(label))
    if any(label.startswith("blob:file") for label in changed):
        reasons.append("new submission")
    elif "meta" in changed:
        reasons.append("another pinned MPS")
    if "blob:regions" in changed:
        reasons.append("the region list changed")
    tables = sorted({label.partition("#")[0] for label in changed if "#" in label or label.endswith("/findings")})
    if tables:
        reasons.append("changed: " + ", ".join(tables[:5]) + (" ..." if len(tables) > 5 else ""))
    return "; ".join(reasons) or "the unit's record is gone"
