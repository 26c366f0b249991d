"""Great Expectations suites made from the contracts, and one pass of a suite over the rows of many districts.

The only module that knows the library; it is imported when a pass is run, because the import takes seconds. A pass
uses the process-wide context and is serialised, as the library is not thread-safe.

Of the household table the library checks the number of violations per desa, counted by one pass over the columns
(`household.py`) that also lists the failing rows: the same findings at a small part of the cost.

Frames have object columns holding the contract's own Python values (int, Decimal, Fraction, str, None). So a column
has the same type whether a district is checked alone or among others, and every comparison is exact: bounds are
whole numbers or decimals that a float holds exactly, and Python compares int, Decimal and Fraction with them exactly.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any

from schemas.contract import Rows, Table, Value
from schemas.errors import PpspError
from schemas.households import HOUSEHOLD_TABLES
from schemas.tables import table as contract_of
from tasks.validation.expected import Expected, expectations
from tasks.validation.household import per_desa, violations

if TYPE_CHECKING:
    import great_expectations as gx
    import pandas as pd

RESULT_FORMAT: dict[str, str | bool] = {"result_format": "COMPLETE", "include_unexpected_rows": False}
PER_DESA, VIOLATIONS = "ehra_responden per desa", "violations"
_RUN = Lock()


class SuiteBroken(PpspError):
    """A check raised inside Great Expectations: a broken program, not bad data."""

    exit_code = 3


@dataclass(frozen=True, slots=True)
class Failure:
    """One row that fails one check: the district's place in the chunk and the row's place among its rows."""

    check: Expected
    district: int
    row: int


def suite_summary(table: Table) -> list[dict[str, Any]]:
    """The checks of a table as plain data, in column order: what the golden file holds."""
    return [check.summary() for check in expectations(table)]


def run_suite(table: Table, districts: Sequence[Rows]) -> list[Failure]:
    """One pass over the rows of all districts; failures in the order of district, row and check.

    Raises SuiteBroken when a check raised an exception.
    """
    checks = expectations(table)
    places = [(d, r) for d, rows in enumerate(districts) for r in range(len(rows))]
    if not checks or not places:
        return []
    if table.name in HOUSEHOLD_TABLES:
        return _household_failures(table, districts)
    frame = _frame(table, [row for rows in districts for row in rows], checks)
    with _RUN:
        failing = _failing_rows(table.name, frame, len(checks))
    return [
        Failure(checks[c], *places[i]) for i, c in sorted((i, c) for c, rows in enumerate(failing) for i in set(rows))
    ]


def run_plain(table: Table, districts: Sequence[Rows]) -> list[Failure]:
    """The same failures without the library, for one workbook that somebody waits for: importing it takes seconds."""
    checks = expectations(table)
    return [
        Failure(checks[c], d, row)
        for d, rows in enumerate(districts)
        for row, c in sorted((row, c) for c, places in enumerate(violations(table, rows)) for row in places)
    ]


def _household_failures(table: Table, districts: Sequence[Rows]) -> list[Failure]:
    """The library checks that no desa has a violation; the failing rows are those of the pass that counted them."""
    import pandas as pd

    passes = [violations(table, rows) for rows in districts]
    counted = [per_desa(rows, failing) for rows, failing in zip(districts, passes, strict=True)]
    owners = [d for d, found in enumerate(counted) for _ in found]
    frame = pd.DataFrame({VIOLATIONS: [n for found in counted for n in found.values()]})
    with _RUN:
        (desa,) = _failing_rows(PER_DESA, frame, 1)
    failures = [
        (d, row, c) for d in sorted({owners[i] for i in desa}) for c, rows in enumerate(passes[d]) for row in rows
    ]
    checks = expectations(table)
    return [Failure(checks[c], d, row) for d, row, c in sorted(failures)]


def _frame(table: Table, rows: Rows, checks: Sequence[Expected]) -> pd.DataFrame:
    import pandas as pd

    names = [n for n in table.names if any(n in (c.column, c.other) for c in checks)]
    return pd.DataFrame({n: pd.Series([_cell(row.get(n)) for row in rows], dtype=object) for n in names}, dtype=object)


def _cell(value: Value) -> int | Decimal | str | None:
    if not isinstance(value, Fraction):
        return value
    with localcontext() as context:  # a fraction has no text in the library's results; 50 digits keep it off a bound
        context.prec = 50
        return Decimal(value.numerator) / Decimal(value.denominator)


def _failing_rows(name: str, frame: pd.DataFrame, checks: int) -> list[list[int]]:
    """Positions of the failing rows of each check of the suite."""
    result = _validation(name).run(batch_parameters={"dataframe": frame}, result_format=RESULT_FORMAT)
    failing: list[list[int]] = [[] for _ in range(checks)]
    for one in result.results:
        problem = one.exception_info or {}
        if problem.get("raised_exception", True):
            raise SuiteBroken(f"the suite of table {name} broke: {problem.get('exception_message') or problem}")
        config: Any = one.expectation_config
        failing[config.meta["check"]] = [int(i) for i in one.result.get("unexpected_index_list") or []]
    return failing


def get_ready() -> None:
    """Import the library and make its context, which takes seconds, before the first pass."""
    _context()


@cache
def _context() -> Any:
    """The process-wide ephemeral context, silent and without telemetry."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    # Some of the library's modules set their own level, so the parent's alone would not do.
    for name in [n for n in logging.root.manager.loggerDict if n.startswith("great_expectations")]:
        logging.getLogger(name).setLevel(logging.ERROR)
    # For each decimal that it shows the library would read its whole call stack, file by file, to find a part of it
    # that is not in use here: most of the time of a pass in which many rows fail.
    library: Any = import_module("great_expectations.util")
    library.stack = list
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return context


@cache
def _validation(name: str) -> gx.ValidationDefinition:
    context = _context()
    import great_expectations as gx

    asset = context.data_sources.add_pandas(name).add_dataframe_asset(name)
    data = asset.add_batch_definition_whole_dataframe(name)
    wanted = _no_violations() if name == PER_DESA else _to_library(contract_of(name))
    suite = context.suites.add(gx.ExpectationSuite(name=name, expectations=wanted))
    definition = gx.ValidationDefinition(name=name, data=data, suite=suite)
    context.validation_definitions.add(definition)
    return definition


def _to_library(table: Table) -> list[Any]:
    return [_expectation(check, {"check": i}) for i, check in enumerate(expectations(table))]


def _no_violations() -> list[Any]:
    gxe: Any = import_module("great_expectations.expectations")
    return [gxe.ExpectColumnValuesToBeBetween(column=VIOLATIONS, min_value=0, max_value=0, meta={"check": 0})]


def _expectation(check: Expected, meta: dict[str, int]) -> Any:
    gxe: Any = import_module("great_expectations.expectations")
    if check.kind == "between":
        bounds = {"min_value": _bound(check.low), "max_value": _bound(check.high), "strict_min": check.is_above}
        return gxe.ExpectColumnValuesToBeBetween(column=check.column, meta=meta, **bounds)
    if check.kind == "in_set":
        return gxe.ExpectColumnValuesToBeInSet(column=check.column, value_set=list(check.choices), meta=meta)
    if check.kind == "matches":
        return gxe.ExpectColumnValuesToMatchRegex(column=check.column, regex=check.pattern, meta=meta)
    return gxe.ExpectColumnPairValuesAToBeGreaterThanB(
        column_A=check.other,
        column_B=check.column,
        or_equal=True,
        ignore_row_if="either_value_is_missing",
        meta=meta,
    )


def _bound(bound: int | str | None) -> float | None:
    if bound is None:
        return None
    if Fraction(float(bound)) != Fraction(bound):
        raise SuiteBroken(f"the bound {bound} is no exact binary number; choose one that is, or write a rule")
    return float(bound)
