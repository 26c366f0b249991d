"""Which published reference cases are tests, and which are not yet.

A case counts as covered when a test file names its id as a word, e.g. `cases["BPS-04"]` or `# case: BPS-04`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
NOT_YET: dict[str, str] = {}
_ID = re.compile(r"\b(?:BPS-\d{2}|C\d{2})\b")


@pytest.fixture(scope="module")
def known(public: Path) -> set[str]:
    found = json.loads((public / "method" / "cases.json").read_text(encoding="utf-8"))["cases"]
    return {case["id"] for case in found}


@pytest.fixture(scope="module")
def named() -> dict[str, set[str]]:
    """Test files by the ids that they name."""
    found: dict[str, set[str]] = {}
    for path in sorted(TESTS.rglob("test_*.py")):
        if path != Path(__file__):
            for case in _ID.findall(path.read_text(encoding="utf-8")):
                found.setdefault(case, set()).add(path.name)
    return found


def test_every_case_is_a_test_or_listed_with_a_reason(known, named):
    assert known - set(named) == set(NOT_YET)
    assert all(NOT_YET.values())


def test_a_covered_case_is_not_listed_as_missing(named):
    assert not set(NOT_YET) & set(named)


def test_tests_name_only_cases_that_exist(known, named):
    assert set(named) <= known
