"""Findings: what is wrong with which cell, in a sentence that a district officer can act on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Severity = Literal["block", "error", "warning", "advice"]
Verdict = Literal["accepted", "accepted_with_warnings", "held"]
SEVERITIES: tuple[Severity, ...] = ("block", "error", "warning", "advice")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `row` is the row key ("" for a whole column or table), `value` the text found there.

    `message` is one Indonesian sentence (what, why, how to mend). File, sheet and cell are joined when shown.
    `also` names further cells of the same finding as (table, row, column). `place` is file, sheet and cell of something
    that is no cell of a table that was read (a whole sheet, a row without headings); "" for parts that do not apply.
    """

    rule: str
    severity: Severity
    message: str
    table: str = ""
    row: str = ""
    column: str = ""
    value: str = ""
    also: tuple[tuple[str, str, str], ...] = ()
    place: tuple[str, str, str] = ("", "", "")

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


_SAME_TEXT, _SAME_RULE = 3, 10
_SHOWN = 3


def grouped(findings: Iterable[Finding]) -> list[Finding]:
    """One mistake, one finding: the same rule, table, column and form of value become one that names all its cells.

    More than two cells with one sentence and one form of value make a group; so do more than ten of one rule in one
    column, whatever each says. Its `row` starts with `*`, `also` holds every cell; findings about no single row stay.
    """
    alike: dict[tuple[str, ...], list[Finding]] = {}
    for f in findings:
        is_single = f.table and f.row and not f.also and not any(f.place)
        text = (f.message, form(f.value) if f.column else "") if is_single else (f.message, f.row, repr(f.place))
        alike.setdefault((f.rule, f.severity, f.table, f.column, *text), []).append(f)
    kept: list[Finding] = []
    many: dict[tuple[str, ...], list[Finding]] = {}
    for key, same in alike.items():
        if len(same) >= _SAME_TEXT and same[0].row and not same[0].also:
            sentence = hashlib.sha256(same[0].message.encode()).hexdigest()[:6]
            kept.append(_group(same, f"{key[-1]}~{sentence}"))
        elif same[0].table and same[0].row and not same[0].also and not any(same[0].place):
            many.setdefault(key[:4], []).extend(same)
        else:
            kept += same
    for same in many.values():
        kept += [_group(same, "")] if len(same) > _SAME_RULE else same
    return kept


def form(value: str) -> str:
    """The form of a text: each run of digits as 9, each run of letters as a."""
    return re.sub(r"[^\W\d_]+", "a", re.sub(r"\d+", "9", value))


def _group(same: list[Finding], shape: str) -> Finding:
    first = same[0]
    values = ", ".join(list(dict.fromkeys(f.value for f in same if f.value))[:_SHOWN])
    what = f"{len(same)} {'sel' if first.column else 'baris'}" + (f" (misalnya {values})" if values else "")
    message = f"Pada {what}: {first.message}"
    cells = tuple(sorted((f.table, f.row, f.column) for f in same))
    return replace(first, row=f"*{shape}", message=message, value=values, also=cells)


def cells_of(finding: Finding) -> tuple[tuple[str, str, str], ...]:
    """Every cell that a finding names as (table, row, column): its own and the further ones."""
    own = (finding.table, finding.row, finding.column)
    return finding.also if finding.row.startswith("*") else (own, *finding.also)


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
