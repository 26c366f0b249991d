"""The step validation: checks what intake read, strikes out what is wrong, and gives the district's verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from schemas.canonical import text_of
from schemas.contract import Rows, Table
from schemas.findings import Finding, cells_of, count, grouped, order, verdict
from schemas.households import HIDDEN, HOUSEHOLD_TABLES, without_answers
from schemas.outputs.intake import DAFTAR_WILAYAH
from schemas.tables import TABLES
from tasks.lineage.units.step import Inputs, Need, Outputs, Step
from tasks.validation.expected import says
from tasks.validation.masks import strike, struck_cells
from tasks.validation.rules import RULES, Data
from tasks.validation.rules.base import Cell
from tasks.validation.rules.tabel import missing_tables
from tasks.validation.suite import Failure, run_plain, run_suite

_PARENT = "intake"
_LARGE = tuple(t for t in TABLES if t.name in HOUSEHOLD_TABLES)
_SMALL = tuple(t for t in TABLES if t not in _LARGE)
_BAD = ("block", "error")


Pass = Callable[[Table, Sequence[Rows]], list[Failure]]


def validate_chunk(many: Sequence[Inputs], pass_over: Pass = run_suite) -> Iterator[Outputs]:
    """The checked tables of each district with everything bad unknown, all findings, and the verdict.

    Each table is checked in one pass over the whole chunk, but households, of which one district is in memory at a
    time; a district gives the same outputs alone.
    """
    read = [_submitted(one, _SMALL) for one in many]
    suites = _suite_findings(read, _SMALL, pass_over)
    for one, small, (found, struck) in zip(many, read, suites, strict=True):
        large = _submitted(one, _LARGE)
        both = small | large
        ((more, also_struck),) = _suite_findings([large], _LARGE, pass_over)
        tables = {t.name: both[t.name] for t in TABLES if t.name in both}
        yield _validate(one, tables, _in_order([*found, *more]), struck | also_struck)


def _submitted(inputs: Inputs, asked: Sequence[Table]) -> dict[str, Rows]:
    return {t.name: inputs.rows(t.name, _PARENT) for t in asked if inputs.has(t.name, _PARENT)}


def _in_order(findings: Sequence[Finding]) -> list[Finding]:
    """In the order of their tables."""
    place = {t.name: i for i, t in enumerate(TABLES)}
    return sorted(findings, key=lambda f: place[f.table])


def _suite_findings(
    read: Sequence[dict[str, Rows]], asked: Sequence[Table], pass_over: Pass
) -> list[tuple[list[Finding], set[Cell]]]:
    """Per district the findings of the contracts' suites and the cells that they strike."""
    results: list[tuple[list[Finding], set[Cell]]] = [([], set()) for _ in read]
    for t in asked:
        holders = [i for i, tables in enumerate(read) if tables.get(t.name)]
        for failure in pass_over(t, [read[i][t.name] for i in holders]):
            i, check = holders[failure.district], failure.check
            row = read[i][t.name][failure.row]
            key, value = t.key_of(row), text_of(row.get(check.column))
            also = ((t.name, key, check.other),) if check.other else ()
            bound = text_of(row.get(check.other)) if check.other else ""
            message = says(check, *((HIDDEN, HIDDEN) if t.name in HOUSEHOLD_TABLES else (value, bound)))
            found = Finding(check.rule, check.severity, message, t.name, key, check.column, value, also)
            results[i][0].append(found)
            if check.strikes:
                results[i][1].add((t.name, key, check.column))
    return results


def _validate(inputs: Inputs, tables: dict[str, Rows], own: list[Finding], struck: set[Cell]) -> Outputs:
    in_range = strike(tables, struck)
    data = Data(
        fiscal_year=inputs.fiscal_year,
        kode_kab=inputs.kode_kab,
        rules=inputs.rules,
        tables=in_range,
        regions=inputs.rows(DAFTAR_WILAYAH.name, _PARENT),
        refused=frozenset({cell for f in inputs.findings if f.severity in _BAD for cell in cells_of(f)} | struck),
    )
    crossed = [f for rule in RULES if rule.check for f in rule.check(data)]
    checked = strike(in_range, struck_cells(crossed))
    outputs = Outputs(findings=order([*inputs.findings, *grouped(without_answers([*own, *crossed]))]))
    for t in TABLES:
        if t.name in checked:
            outputs.add(t, checked[t.name])
    outputs.summary = {
        "verdict": verdict(outputs.findings),
        "findings": count(outputs.findings),
        "missing": missing_tables(data),
        "rows": {name: len(rows) for name, rows in sorted(checked.items())},
    }
    return outputs


STEP = Step(
    name="validation",
    compute=validate_chunk,
    code=("tasks.validation", "schemas.catalogue"),
    needs=(*(Need(_PARENT, t) for t in TABLES), Need(_PARENT, DAFTAR_WILAYAH)),
    rules=(
        "area.opd_max",
        "area.opd_min",
        "area.reason_min_chars",
        "check.*",
        "ehra.min_respondents_desa",
        "ehra.min_respondents_district",
        "ehra.min_respondents_rt",
        "ehra.min_rt_per_desa",
        "ehra.respondent_age",
        "ehra.respondent_code",
        "ehra.skip_table",
        "ehra.small_n",
        "fund.history_years",
        "fund.share_jump",
        "mps.criteria",
        "mps.criteria_sum",
        "mps.dak.counterpart_extra",
        "mps.dak.counterpart_regular",
        "mps.dak.operations",
        "mps.dak.rules_apply",
        "mps.total_tol",
        "monev.capaian_warn",
        "monev.unit_cost_warn",
        "monev.zero_after_quarter",
        "privacy.min_cell",
        "region.area_tolerance",
        "ssk.cost_tol",
        "ssk.instrument_complete_min",
        "ssk.komponen",
        "ssk.long_target_year",
        "ssk.nomenclature",
        "ssk.phase.*",
        "ssk.phase_sum_tol",
        "ssk.price_regional_index",
        "ssk.swot.issue_min",
        "ssk.swot.issues_per_komponen",
        "ssk.swot.method",
        "ssk.unit_cost_band",
        "ssk.universal_year",
    ),
    findings_of=(_PARENT,),
    is_joint=True,
)
ALONE = replace(STEP, compute=partial(validate_chunk, pass_over=run_plain))
"""The same step for files that are checked on the spot: equal findings without the seconds of the library's import."""
