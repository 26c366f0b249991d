"""One idea has one word in each layer: the table at the end of GLOSSARY.md, held to names of files and functions."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.test_homes import ROOT

METHOD = tuple(ROOT / "tasks" / area for area in ("buku_putih", "ssk", "mps", "realisasi"))
MACHINERY = (*(ROOT / "tasks" / area for area in ("lineage", "store", "intake", "validation")), ROOT / "flows")
ROW = re.compile(r"^\| `(\w+)` \| `(\w+)` \|", re.MULTILINE)
PAIRS = ROW.findall((ROOT / "GLOSSARY.md").read_text().partition("## One idea")[2])


def files(rooms: tuple[Path, ...]) -> Iterator[Path]:
    return (path for room in rooms for path in sorted(room.rglob("*.py")))


def words(name: str) -> set[str]:
    """The words of a name, each also without a plural s."""
    found = set(name.lower().strip("_").split("_"))
    return found | {word.removesuffix("s") for word in found}


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.FunctionDef))


def test_the_glossary_has_the_pairs() -> None:
    assert len(PAIRS) == len({m for m, _ in PAIRS}) == 5


@pytest.mark.parametrize(("method", "machinery"), PAIRS)
def test_a_file_uses_the_word_of_its_layer(method: str, machinery: str) -> None:
    wrong = [p for p in files(METHOD) if words(p.stem) & words(machinery)]
    wrong += [p for p in files(MACHINERY) if method in words(p.stem)]
    assert not wrong


def test_a_remark_is_a_catatan_in_the_method_and_a_note_elsewhere() -> None:
    wrong = [(p, f.name) for p in files(METHOD) for f in functions(p) if words(f.name) & {"note", "noted"}]
    wrong += [(p, f.name) for p in files(MACHINERY) for f in functions(p) if "catatan" in words(f.name)]
    assert not wrong
