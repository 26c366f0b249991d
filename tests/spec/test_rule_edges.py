"""Every rule with a limit at its edge, and docs/rules-check.md, which lists rules, code and edges."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from flows.planning.rules import listed
from schemas.findings import SEVERITIES, Finding
from schemas.rule_info import Rule
from schemas.rulebook import load_rulebook
from schemas.tables import table
from tasks.mps.periksa import pemeriksaan
from tasks.mps.units import STEP
from tasks.validation.examples import read_example
from tasks.validation.units import validate_chunk
from tests.unit.mps.test_pemeriksaan import CONTRACTS
from tests.unit.validation.support import inputs_of


class Tepi(NamedTuple):
    """One limit of a rule: what it is, the tables, and per value the heaviest finding of the rule, or `none`."""

    rule: str
    batas: str
    tables: str
    cases: dict[str, str]
    year: int | None = None


NONE = "none"
TEPI = [Tepi(**entry) for entry in yaml.safe_load(Path(__file__).with_name("rule_edges.yaml").read_text("utf-8"))]
PAGE = Path(__file__).parents[2] / "docs/rules-check.md"
KAB = "99.01"
OF_STEP = {a.info.id for a in pemeriksaan.RULES}
BY_ID = {rule.info.id: rule for rule in listed()}


Checked = dict[tuple[str, str, str], list[Finding]]


@pytest.fixture(scope="module")
def checked() -> Checked:
    """Findings of validation by rule, limit and value, all districts in one chunk."""
    asked = [(t, value) for t in TEPI if t.rule not in OF_STEP for value in t.cases]
    outputs = list(validate_chunk([inputs_of(read_example(tables_of(t, value)), year_of(t)) for t, value in asked]))
    return {(t.rule, t.batas, value): out.findings for (t, value), out in zip(asked, outputs, strict=True)}


def tables_of(tepi: Tepi, value: str) -> str:
    return tepi.tables.replace("?", value)


def year_of(tepi: Tepi) -> int:
    return tepi.year or BY_ID[tepi.rule].example_year


def of_step(tepi: Tepi, value: str) -> list[Finding]:
    """Findings of the step that allocates."""
    tables = read_example(tables_of(tepi, value), CONTRACTS | {"program_kegiatan_ssk": table("program_kegiatan")})
    year = year_of(tepi)
    return pemeriksaan.check(pemeriksaan.Diperiksa(year, KAB, load_rulebook(year).only(STEP.rules), tables))


@pytest.mark.parametrize(
    ("tepi", "value", "owed"),
    [pytest.param(t, v, owed, id=f"{t.rule} {t.batas}: {v}") for t in TEPI for v, owed in t.cases.items()],
)
def test_the_edge_of_a_rule_is_where_the_method_puts_it(tepi: Tepi, value: str, owed: str, checked: Checked) -> None:
    made = of_step(tepi, value) if tepi.rule in OF_STEP else checked[tepi.rule, tepi.batas, value]
    found = [f.severity for f in made if f.rule == tepi.rule]
    assert min(found, key=SEVERITIES.index, default=NONE) == owed


def test_the_page_lists_every_rule_with_its_code_and_edges() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.spec.test_rule_edges writes it anew"


def page() -> str:
    """The page, made from the rules and their edges."""
    lines = [
        "# Rules held against their sentences",
        "",
        "Made by `python -m tests.spec.test_rule_edges` from `tests/spec/rule_edges.yaml`; tests keep both true. The",
        "sentence is the one that officers read, the reference is the section of the method, the code is where the",
        "check stands. An edge names the limit, then each value tried (`-`: missing) with the finding that is owed.",
        "A rule without a limit has the two cases that `ppsp rules --examples` prints.",
        "",
    ]
    for name, rule in sorted(BY_ID.items()):
        if name[:4] in ("BP-V", "SK-V", "MP-V"):
            lines += _entry(name, rule)
    return "\n".join(lines) + "\n"


def _entry(name: str, rule: Rule[Any]) -> list[str]:
    place = f"`{rule.check.__module__}`" if rule.check else "on the way: contract of the table, intake, or the step"
    edges = [
        f"- {t.batas}: " + "; ".join(f"{value} {severity}" for value, severity in t.cases.items())
        for t in TEPI
        if t.rule == name
    ]
    head = [f"## {name}", "", rule.info.sentence, "", f"{rule.info.reference}; {place}."]
    return [*head, "", *(edges or ["No limit: the two cases of the list."]), ""]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
