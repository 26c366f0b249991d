"""Findings: what is wrong with which cell, in a sentence that a district officer can act on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["block", "error", "warning", "advice"]
Verdict = Literal["accepted", "accepted_with_warnings", "held"]
SEVERITIES: tuple[Severity, ...] = ("block", "error", "warning", "advice")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `row` is the row key ("" for a whole column or table), `value` the text found there.

    `message` is one Indonesian sentence (what, why, how to mend). File, sheet and cell are joined when shown.
    `also` names further cells of the same finding as (table, row, column).
    """

    rule: str
    severity: Severity
    message: str
    table: str = ""
    row: str = ""
    column: str = ""
    value: str = ""
    also: tuple[tuple[str, str, str], ...] = ()

    @property
    def id(self) -> str:
        """Depends on rule, table, key and column only, so that a finding keeps its id over resubmissions."""
        text = "\x1f".join((self.rule, self.table, self.row, self.column))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings sorted by severity, table, row, column, rule; exact repeats of an id are kept once."""
    rank = {s: i for i, s in enumerate(SEVERITIES)}
    unique = {(f.id, f.message): f for f in findings}
    return sorted(unique.values(), key=lambda f: (rank[f.severity], f.table, f.row, f.column, f.rule, f.message))


def count(findings: Iterable[Finding]) -> dict[str, int]:
    """Number of findings of each severity, zeros included."""
    tally = dict.fromkeys(SEVERITIES, 0)
    for f in findings:
        tally[f.severity] += 1
    return {str(k): v for k, v in tally.items()}


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Any block: held; else any error or warning: accepted with warnings; else accepted (programme.md section 8)."""
    seen = {f.severity for f in findings}
    if "block" in seen:
        return "held"
    return "accepted_with_warnings" if seen & {"error", "warning"} else "accepted"
