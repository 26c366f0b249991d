from __future__ import annotations

import pytest

from schemas.findings import SEVERITIES
from schemas.tables import TABLES, table
from tasks.lineage.step import Outputs
from tasks.validation.expected import expectations
from tasks.validation.rules import RULE_INFOS, RULES, Rule
from tests.unit.validation.support import of_rule, validate

RULE_IDS = [rule.info.id for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=RULE_IDS)
def test_the_failing_example_is_found(rule: Rule) -> None:
    found = of_rule(validate(rule.example_fail, rule.example_year), rule.info.id)
    assert found


@pytest.mark.parametrize("rule", RULES, ids=RULE_IDS)
def test_the_passing_example_is_not(rule: Rule) -> None:
    assert of_rule(validate(rule.example_pass, rule.example_year), rule.info.id) == []


def test_ids_are_unique_and_every_check_of_a_contract_has_its_rule() -> None:
    assert len(set(RULE_IDS)) == len(RULE_IDS)
    assert {check.rule for t in TABLES for check in expectations(t)} <= set(RULE_IDS)
    assert all(i.sentence.endswith(".") and i.reference for i in RULE_INFOS)


def every_failing_example() -> list[Outputs]:
    return [validate(rule.example_fail, rule.example_year) for rule in RULES]


def test_findings_name_real_cells_and_are_no_heavier_than_their_rule() -> None:
    heaviest = {rule.info.id: SEVERITIES.index(rule.info.severity) for rule in RULES}
    for outputs in every_failing_example():
        for f in outputs.findings:
            assert SEVERITIES.index(f.severity) >= heaviest[f.rule]
            for name, _, column in ((f.table, f.row, f.column), *f.also):
                assert column == "" or column in table(name).names
            assert f.message.endswith("."), f.message
