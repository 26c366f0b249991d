from __future__ import annotations

import json
from pathlib import Path

import pytest

from schemas.tables import TABLES
from tasks.validation.suite import suite_summary

GOLDEN = Path(__file__).with_name("suites.json")


def written() -> str:
    """One line per check, so that a diff shows the check that changed."""
    tables = []
    for t in TABLES:
        checks = [f"  {json.dumps(check, ensure_ascii=False, sort_keys=True)}" for check in suite_summary(t)]
        tables.append(f' "{t.name}": [\n' + ",\n".join(checks) + "\n ]")
    return "{\n" + ",\n".join(tables) + "\n}\n"


def test_suites_follow_the_contracts(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--golden-write", default=False):
        GOLDEN.write_text(written(), encoding="utf-8")
    assert written() == GOLDEN.read_text(encoding="utf-8"), "contracts changed: run `make golden` and read the diff"
