"""The pages of the district's own site: entry, its year, and a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.html import page
from reports.labels import SEVERITY, VERDICT


@dataclass(frozen=True, slots=True)
class District:
    """What the page of a district shows: its submissions, the verdict and counts of the newest check, None before."""

    kode: str
    nama: str
    fiscal_year: int
    versions: Sequence[Mapping[str, Any]]
    verdict: str | None
    counts: Mapping[str, int | None]
    max_mb: int
    has_findings: bool


def login_page(fiscal_year: int) -> bytes:
    """Asks for the token."""
    return page("serve_login.html.j2", marks=(), fiscal_year=fiscal_year)


def district_page(view: District) -> bytes:
    """The year of a district with its form."""
    return page("serve_district.html.j2", marks=(), d=view, severity=SEVERITY, verdict=VERDICT)


def message_page(sentence: str) -> bytes:
    """One sentence and the way back."""
    return page("serve_message.html.j2", marks=(), sentence=sentence)
