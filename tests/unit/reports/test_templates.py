"""Sentences hold no typed figure: every number in a document comes from a fact."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import UndefinedError

import reports
from reports.sentences import paragraphs
from schemas.facts import Figure

FOLDER = Path(reports.__file__).parent / "templates"
SENTENCES = sorted((FOLDER / "sentences").rglob("*.j2"))
NAMED_LAWS = re.compile(r"(UU|PP|Perpres|Permen\w*) (No(mor|\.) )?\d+(/| Tahun )\d{4}")


@pytest.mark.parametrize("path", SENTENCES, ids=lambda p: p.name)
def test_no_digit_in_a_sentence(path: Path) -> None:
    text = re.sub(r"\{[{%#].*?[}%#]\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"\S*\d\S*", NAMED_LAWS.sub("", text)) == []


@pytest.mark.parametrize("path", sorted((FOLDER / "pages").glob("*.j2")), ids=lambda p: p.name)
def test_no_digit_in_the_text_of_a_page(path: Path) -> None:
    text = re.sub(r"\{[{%#].*?[}%#]\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    outside = re.sub(r"<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)
    assert re.findall(r"\S*\d\S*", outside) == []


def test_figures_stay_figures_inside_a_sentence() -> None:
    n, money = Figure(2, "ssk/a#n"), Figure(None, "ssk/a#rp")
    (paragraph,) = paragraphs("mps", "review", n_kegiatan=n, total=money, per_komponen=[])
    assert [r for r in paragraph.runs if isinstance(r, Figure)] == [n, money]


def test_a_hole_in_a_sentence_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        paragraphs("mps", "review", n_kegiatan=Figure(2, "ssk/a#n"))
