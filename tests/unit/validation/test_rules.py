from __future__ import annotations

import pytest

from schemas.findings import SEVERITIES
from schemas.tables import TABLES, table
from tasks.lineage.units.step import Outputs
from tasks.validation.examples import read_example
from tasks.validation.expected import expectations
from tasks.validation.rules import RULE_INFOS, RULES
from tasks.validation.units import validate_chunk
from tests.unit.validation.support import inputs_of, of_rule

RULE_IDS = [rule.info.id for rule in RULES]
Examples = dict[str, tuple[Outputs, Outputs]]


@pytest.fixture(scope="module")
def examples() -> Examples:
    """Outputs of the passing and the failing example of every rule, checked in one chunk."""
    years = [rule.example_year for rule in RULES for _ in "pf"]
    texts = [text for rule in RULES for text in (rule.example_pass, rule.example_fail)]
    many = [inputs_of(read_example(text), year) for text, year in zip(texts, years, strict=True)]
    outputs = validate_chunk(many)
    return {name: (next(outputs), next(outputs)) for name in RULE_IDS}


@pytest.mark.parametrize("name", RULE_IDS)
def test_the_failing_example_is_found_and_the_passing_one_is_not(name: str, examples: Examples) -> None:
    passing, failing = examples[name]
    assert of_rule(failing, name)
    assert of_rule(passing, name) == []


def test_ids_are_unique_and_every_check_of_a_contract_has_its_rule() -> None:
    assert len(set(RULE_IDS)) == len(RULE_IDS)
    assert {check.rule for t in TABLES for check in expectations(t)} <= set(RULE_IDS)
    assert all(i.sentence.endswith(".") and i.reference for i in RULE_INFOS)


def test_findings_name_real_cells_and_are_no_heavier_than_their_rule(examples: Examples) -> None:
    heaviest = {info.id: SEVERITIES.index(info.severity) for info in RULE_INFOS}
    for f in (f for pair in examples.values() for outputs in pair for f in outputs.findings):
        assert SEVERITIES.index(f.severity) >= heaviest[f.rule]
        assert all(column in ("", *table(name).names) for name, _, column in ((f.table, f.row, f.column), *f.also))
        assert f.message.endswith("."), f.message


@pytest.mark.parametrize("year", [2010, 2012, 2014, 2016, 2021])
def test_every_rule_can_run_in_every_edition(year: int) -> None:
    assert list(validate_chunk([inputs_of(read_example(rule.example_fail), year) for rule in RULES]))
