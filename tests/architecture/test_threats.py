"""The threat model names tests that are there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/threats.md").read_text().splitlines()
    if line.startswith("| ") and not line.startswith("| could")
]


def test_every_threat_names_what_stops_it_and_a_test_that_exists() -> None:
    assert len(ROWS) > 20
    for threat, stop, shown in ROWS:
        assert threat
        assert stop
        assert _exists(shown), f"{threat}: {shown}"


def _exists(name: str) -> bool:
    path, _, function = name.partition("::")
    file = ROOT / path
    if not re.fullmatch(r"tests/[\w/]+/test_\w+\.py", path) or not file.is_file():
        return False
    found = {n.name for n in ast.walk(ast.parse(file.read_text())) if isinstance(n, ast.FunctionDef)}
    return function in found if function else any(n.startswith("test_") for n in found)


def test_everybody_of_the_model_is_there() -> None:
    text = (ROOT / "docs/threats.md").read_text()
    for who in ("outsider with a file", "district officer", "operator", "auditor", "object store", "Former staff"):
        assert re.search(rf"^## .*{who}", text, flags=re.MULTILINE), who
