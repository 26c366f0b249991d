"""The rules that `ppsp rules` lists: those of the method, each with a case that passes and one that fails.

That the cases really pass and fail is run where the areas test their rules.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from flows.planning.rules import RULES, listed
from tasks.intake.rules import RULES as INTAKE

METHOD = Path(__file__).parents[2].parent / "shared" / "method"


@pytest.mark.parametrize("document", ["ssk", "mps"])
def test_every_rule_of_the_method_is_listed(document: str) -> None:
    path = METHOD / f"{document}.md"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    section = path.read_text(encoding="utf-8").partition("\n## 10.")[2].partition("\n## 11.")[0]
    asked = set(re.findall(r"^\| ([A-Z]{2}-V\d+) \|", section, re.MULTILINE))
    assert len(asked) > 20
    assert asked <= {rule.info.id for rule in listed()}


def test_every_rule_shows_two_different_cases_unless_it_reads_files() -> None:
    for rule in listed():
        if rule not in INTAKE:
            assert rule.example_pass.strip(), rule.info.id
            assert rule.example_fail.strip(), rule.info.id
            assert rule.example_pass != rule.example_fail, rule.info.id


def test_a_rule_with_two_sides_is_of_one_kind() -> None:
    for name in {r.info.id for r in RULES}:
        assert len({(r.info.stage, r.info.status) for r in RULES if r.info.id == name}) == 1, name
