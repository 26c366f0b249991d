"""The rules that look at a report beside its MPS, each on the example that it is listed with."""

from __future__ import annotations

import pytest

from schemas.findings import Finding
from schemas.outputs.mps import BARIS
from schemas.outputs.ssk_kerangka import KKL
from schemas.rule_info import Rule
from tasks.realisasi.periksa import RULES
from tasks.validation.examples import read_example
from tests.support.realisasi import report


def found(name: str, text: str) -> list[Finding]:
    tables = read_example(text, {BARIS.name: BARIS, KKL.name: KKL})
    pinned = {("ssk@pin-1", "kkl"): tables.pop("kkl", [])}
    out = report(tables.pop("baris", []), tables.pop("baris_anggaran", []), pinned=pinned, **tables)
    return [f for f in out.findings if f.rule == name]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: str(r.info.id))
def test_the_failing_example_is_found_and_the_passing_one_is_not(rule: Rule[None]) -> None:
    name, heaviest = rule.info.id, rule.info.severity
    assert [f.severity for f in found(name, rule.example_fail)] == [heaviest]
    assert found(name, rule.example_pass) == []
