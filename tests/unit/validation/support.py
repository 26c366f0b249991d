"""Runs the step on small submissions written as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from schemas.contract import Rows
from schemas.findings import Finding
from schemas.rulebook import load_rulebook
from tasks.lineage.units.step import Inputs, Outputs
from tasks.validation.examples import read_example
from tasks.validation.units import STEP, validate_chunk


def inputs_of(
    tables: Mapping[str, Rows], fiscal_year: int = 2013, kode_kab: str = "99.01", findings: Sequence[Finding] = ()
) -> Inputs:
    """What the step gets for one district."""
    return Inputs(
        fiscal_year=fiscal_year,
        kode_kab=kode_kab,
        rules=load_rulebook(fiscal_year).only(STEP.rules),
        tables={("intake", name): rows for name, rows in tables.items()},
        declared=[(n.parent, n.table.name) for n in STEP.needs],
        findings=findings,
    )


def validate(text: str, fiscal_year: int = 2013, kode_kab: str = "99.01", findings: Sequence[Finding] = ()) -> Outputs:
    """The outputs of one small submission."""
    return next(validate_chunk([inputs_of(read_example(text), fiscal_year, kode_kab, findings)]))


def of_rule(outputs: Outputs, rule: str) -> list[Finding]:
    """The findings of one rule."""
    return [f for f in outputs.findings if f.rule == rule]


def rows_of(outputs: Outputs, name: str) -> Rows:
    """The rows of a table that goes on."""
    return outputs.tables[name][1]
