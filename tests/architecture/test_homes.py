"""One home for what must stay in one place: the environment, the clock, pandas, and the fast commands."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ("flows", "tasks", "schemas", "reports")


def modules() -> Iterator[tuple[str, ast.Module]]:
    for room in HOUSE:
        for path in sorted((ROOT / room).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text())


def attributes(tree: ast.Module) -> set[str]:
    return {
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
    }


def users(names: set[str]) -> set[str]:
    return {path for path, tree in modules() if attributes(tree) & names}


def test_the_environment_is_read_in_settings_only() -> None:
    allowed = {"flows/settings.py", "tasks/validation/suite.py"}
    assert users({"os.environ", "os.getenv"}) <= allowed


def test_the_clock_lives_in_wiring_only() -> None:
    clocks = {"datetime.now", "datetime.utcnow", "date.today", "time.time", "datetime.today"}
    assert users(clocks) <= {"flows/wiring.py"}


def test_nothing_catches_everything() -> None:
    broad = {
        path
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    }
    assert broad == {"tasks/lineage/units/unit.py"}, (
        "only there may one unit's error not take the other districts along"
    )


def test_files_stay_small() -> None:
    long = {
        path: lines
        for room in HOUSE
        for path in sorted((ROOT / room).rglob("*.py"))
        if path != ROOT / "tasks/lineage/standalone.py"  # handed to auditors as one file
        if (lines := len(path.read_text().splitlines())) > 300
    }
    assert long == {}


FAST = (
    "why",
    "impact",
    "status",
    "findings",
    "verify",
    "runs",
    "explain",
    "sample",
    "scenario",
    "scenarios",
    "national",
)


def test_fast_commands_start_without_the_heavy_libraries() -> None:
    heavy = ("prefect", "great_expectations", "pandas", "pyarrow", "boto3")
    script = (
        "import contextlib, io, sys\n"
        "from flows.cli import app\n"
        f"for command in {FAST!r}:\n"
        "    with contextlib.redirect_stdout(io.StringIO()):\n"
        "        app([command, '--help'], standalone_mode=False)\n"
        f"    print(command, [name for name in {heavy!r} if name in sys.modules])\n"
        "import flows.wiring, tasks.lineage.answers.why, tasks.lineage.proof.audit\n"
        "import flows.programme.status, flows.district.findings\n"
        "import tasks.buku_putih.jelas, tasks.buku_putih.sampel, flows.planning.national, flows.planning.scenario\n"
        f"print('work', [name for name in {heavy!r} if name in sys.modules])\n"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True)
    assert answer.stdout.splitlines() == [f"{name} []" for name in (*FAST, "work")]


def test_what_is_handed_in_comes_one_way():
    """Only there is looked into a file before it is kept; a check on the spot keeps nothing."""
    takers = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "flows").rglob("*.py")
        if re.search(r"tasks\.lineage\.records\.receipts import [^\n]*\bsubmit\b", path.read_text(encoding="utf-8"))
    }
    assert takers == {"flows/district/hand_in.py", "flows/district/findings.py"}
