"""Texts inside DOCX: runs, in the English edition marked where they stay Indonesian."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reports.blocks import Notice, Run
from reports.language import English, Indonesian, is_english
from reports.printed import absence_text, in_words
from reports.svg_text import xml_clean

INDONESIAN = "id-ID"


def pieces(texts: Iterable[str]) -> list[tuple[str, bool]]:
    """The texts one after the other as few pieces as possible, each with whether it is to be marked as Indonesian."""
    parts = ((xml_clean(part), isinstance(part, Indonesian)) for text in texts for part in _parts(text))
    return [(made, marked) for marked, same in groupby(parts, lambda p: p[1]) if (made := "".join(t for t, _ in same))]


def _parts(text: str) -> Iterator[str]:
    if isinstance(text, English) and text.parts:
        for part in text.parts:
            yield from _parts(part)
    else:
        yield text


def add_texts(paragraph: Any, *texts: str) -> list[Any]:
    """Put the texts at the end of a paragraph; the runs that they became."""
    runs = []
    for text, marked in pieces(texts):
        run = paragraph.add_run(text)
        if marked:
            lang = OxmlElement("w:lang")
            lang.set(qn("w:val"), INDONESIAN)
            run._r.get_or_add_rPr().append(lang)
        runs.append(run)
    return runs


def sentence(runs: Iterable[Run]) -> list[str]:
    """A sentence with its figures as texts; an unknown one in words."""
    return [run if isinstance(run, str) else in_words(run) for run in runs]


def absence(notice: Notice) -> list[str]:
    """What a numbered part that is not there is called, and why."""
    if not is_english():
        return [absence_text(notice)]
    bare = absence_text(replace(notice, runs=()))
    before, title, after = bare.rpartition(notice.title) if notice.title else (bare, "", "")
    return [before, notice.title if title else "", f"{after} " if notice.runs else after, *sentence(notice.runs)]
