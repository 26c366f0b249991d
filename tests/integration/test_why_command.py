"""`ppsp why` and `ppsp impact` as typed: whole lines in a pipe, wrapped on a terminal, the words of the form."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from flows.cli import app
from flows.cli.tree import Line, tree_lines
from flows.cli.why import write
from schemas import refs
from schemas.errors import NotFound, WrongUsage
from schemas.outputs.mps import BARIS
from tasks.lineage.answers.why import why
from tests.integration.test_why import unit, workbook_district
from tests.support.stores import folder_store


def call(store: Path, *words: str) -> str:
    answer = CliRunner().invoke(app, [*words, "--store", str(store)])
    if answer.exception:
        raise answer.exception
    return answer.stdout


@pytest.fixture(scope="module")
def line(demo_sealed: Path, demo_files: Path) -> str:
    kab = workbook_district(demo_files)
    key = next(k for k, r in unit(folder_store(demo_sealed), 2014, kab, "mps").rows(BARIS).items() if r["area"])
    return refs.value("baris", True, 2014, kab, key, "")


def test_a_pipe_gets_whole_lines_in_the_words_of_the_form(demo_sealed: Path, line: str) -> None:
    said = call(demo_sealed, "why", line).splitlines()
    assert said[0].startswith(f"{line}  Baris MPS · ")
    assert max(map(len, said)) > 120
    assert any("lagi di bawahnya" in text and "--depth 5" in text for text in said)
    assert any("← " in text and ".xlsx!" in text for text in said)
    english = call(demo_sealed, "why", line, "--lang", "en")
    assert "Line of the MPS" in english
    assert "more below" in english
    whole = call(demo_sealed, "why", line, "--all")
    assert "lagi di bawahnya" not in whole
    assert len(whole.splitlines()) > len(said)
    assert "below" not in call(demo_sealed, "why", line, "--json")


def test_on_a_terminal_every_word_of_a_line_is_kept(demo_sealed: Path, line: str, capsys: Any) -> None:
    lines = tree_lines(why(folder_store(demo_sealed), line, depth=3), 3)
    write(Console(file=StringIO(), force_terminal=True, width=70), lines)
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 70
    words = [word for text in shown.splitlines() for word in text.replace("│", " ").replace("├──", "").split()]
    assert "".join(words).replace("└──", "") == "".join("".join(item.text.split()) for item in lines)
    write(Console(file=StringIO()), [Line("x" * 200)])
    assert capsys.readouterr().out == "x" * 200 + "\n"


def test_several_that_fit_are_listed_and_none_is_an_error(demo_sealed: Path, line: str) -> None:
    kab = refs.parse(line).district
    listed = json.loads(call(demo_sealed, "why", f"mps/2014/{kab}", "--json"))
    assert line in {fit["ref"] for fit in listed["fits"]}
    assert "references fit" in call(demo_sealed, "why", f"mps/2014/{kab}")
    with pytest.raises(NotFound, match="words of a name"):
        call(demo_sealed, "why", "tidak ada yang bernama begini")
    with pytest.raises(WrongUsage, match="references fit"):
        call(demo_sealed, "impact", f"mps/2014/{kab}")


def test_impact_tells_groups_money_documents_and_its_bound(demo_sealed: Path, line: str) -> None:
    def first(node: dict[str, Any]) -> str:
        return node["ref"] if node["ref"].startswith("tabel/") else first(node["from"][0])

    said = call(demo_sealed, "impact", first(why(folder_store(demo_sealed), line)))
    assert "Baris MPS, mps 2014: " in said
    assert "lines: " in said
    assert "Rp " in said
    assert "dokumen_mps 2014 prints " in said
    assert "nothing outside of these" in said
