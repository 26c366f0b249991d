"""No rule unread: a parameter that can be changed without changing anything is a promise nobody keeps."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from schemas import rulebook
from schemas.carried_out import CARRIED_OUT
from schemas.errors import YearNotPrepared
from schemas.rulebook import Ruling, load_rulebook

ROOT = Path(rulebook.__file__).parents[1]
TO_COME = {
    "check.yes_no_tol": "tasks/validation/rules/ehra.py, once a form asks for both percentages",
    "mps.readiness_upload": "tasks/programme, gates",
    "ssk.monev_interval": "reports/chapters/ssk, monitoring chapter",
    "ssk.monev_pages_max": "reports/chapters/ssk, monitoring chapter",
}
"""Rules of what is not built yet, with the place that will read them. The list only shrinks."""
MOST_TO_COME = 4
GROUP = re.compile(r"[a-z_]+(\.[A-Za-z0-9_]+)*\.")


def names() -> set[str]:
    found = {
        entry["name"]
        for path in (ROOT / "schemas/rules").glob("*.yaml")
        if path.name != "tahun.yaml"
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
    }
    assert len(found) > 300
    return found


def read_by_code() -> set[str]:
    """Rules that some code names, whole or by a text put together; declarations, traces and tables do not count."""
    exact: set[str] = set()
    made: list[re.Pattern[str]] = []
    for top in ("flows", "tasks", "reports", "schemas"):
        for path in (ROOT / top).rglob("*.py"):
            if "jejak" in (path.parent.name, path.stem) or path.name in ("carried_out.py", "lineage_words.py"):
                continue
            for node in _read(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant):
                    exact.add(str(node.value))
                elif isinstance(node.values[0], ast.Constant) and GROUP.match(str(node.values[0].value)):
                    parts = (re.escape(v.value) if isinstance(v, ast.Constant) else r"\w+" for v in node.values)
                    made.append(re.compile("".join(parts)))
    return {n for n in names() if n in exact or any(p.fullmatch(n) for p in made)}


def _read(tree: ast.Module) -> Iterator[ast.Constant | ast.JoinedStr]:
    declared: set[int] = set()
    for node in ast.walk(tree):
        is_declaration = isinstance(node, ast.Assign) and any(
            isinstance(t, ast.Name) and t.id in ("RULES", "FRAME") for t in node.targets
        )
        if is_declaration or (isinstance(node, ast.keyword) and node.arg == "rules"):
            declared |= {id(inner) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            yield from () if id(node) in declared else (node,)


def test_every_rule_is_read_carried_out_or_still_to_come():
    editions = {n for n in names() if n.startswith("edition.")}  # read as a group by Rulebook.edition
    unread = names() - read_by_code() - CARRIED_OUT.keys() - TO_COME.keys() - editions
    assert unread == set(), "read it, or say in schemas/carried_out.py where its one value is carried out"


def test_what_is_to_come_is_not_there_yet_and_the_list_only_shrinks():
    assert TO_COME.keys() <= names()
    assert TO_COME.keys().isdisjoint(read_by_code() | CARRIED_OUT.keys())
    assert len(TO_COME) <= MOST_TO_COME


def test_a_rule_is_either_read_or_carried_out_in_one_way_at_a_place_that_is_there():
    assert CARRIED_OUT.keys() <= names()
    assert CARRIED_OUT.keys().isdisjoint(read_by_code())
    assert [place for place, _ in CARRIED_OUT.values() if not (ROOT / place).exists()] == []


def test_another_value_than_the_one_carried_out_is_refused_by_name(monkeypatch: pytest.MonkeyPatch):
    name = "score.boundary"
    ruled = dict(rulebook._all_rulings())
    ruled[name] = {2010: Ruling(name, "-", 2010, "lower bound inclusive", "assumed", "a test")}
    monkeypatch.setattr(rulebook, "_all_rulings", lambda: ruled)
    with pytest.raises(YearNotPrepared, match=r"score\.boundary.*tasks/arith/scores\.py"):
        load_rulebook.__wrapped__(2013)
