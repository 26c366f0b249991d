"""The form of quality assurance of one version of a document: scores of machine and reviewer side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from reports.format_id import number
from reports.html import page

DOCUMENT = {"buku_putih": "Buku Putih Sanitasi", "ssk": "Strategi Sanitasi", "mps": "Memorandum Program"}


@dataclass(frozen=True, slots=True)
class FormRow:
    """One item; a score that nobody could give is None."""

    id: str
    group: str
    says: str
    machine: int | None
    facts: Sequence[str]
    human: int | None
    evidence: str
    sentence: str
    by: str


@dataclass(frozen=True, slots=True)
class FormulirQa:
    """The form: items, the two totals with the weight each rests on, the gap, what stops it, and the grade."""

    place: str
    fiscal_year: int
    document: str
    version: str
    rows: Sequence[FormRow]
    machine: Fraction | None
    machine_of: int
    human: Fraction | None
    human_of: int
    gap: Fraction | None
    stops: Sequence[str]
    grade: str | None
    is_human: bool
    weights: Mapping[str, int]
    scale: tuple[int, int]
    mark: str


def form_html(form: FormulirQa) -> bytes:
    """The form as UTF-8 HTML; an unknown score is a dash, never 0."""
    return page(
        "form_qa.html.j2",
        marks=tuple(m for m in (form.mark,) if m),
        form=form,
        document=DOCUMENT[form.document],
        groups=[(name, list(rows)) for name, rows in groupby(form.rows, lambda r: r.group)],
        weights=list(form.weights.values()),
        points=lambda value: number(value, 1),
        score=number,
    )
