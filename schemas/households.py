"""What answers of single households are, and how a finding speaks of one without saying it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from schemas.findings import Finding
from schemas.tables.ehra_responden import EHRA_RESPONDEN
from schemas.tables.submitted import PROVENANCE

HOUSEHOLD_TABLES = frozenset({EHRA_RESPONDEN.name})
OPEN_COLUMNS = tuple(f.name for f in PROVENANCE)
"""Columns of a household table that are no answer: who made the survey, and of which year it is."""
OPEN = ".terbuka"
"""Ending of the object that holds these columns of a household table, one row for each that differs, for everybody."""
RAW_CELLS = "cells_rumah_tangga"
"""The object of a unit that holds the raw texts of household cells."""
HIDDEN = "…"
"""Stands in a sentence for a text that is not quoted."""
RESPONDENT = re.compile(r"\d{13}")
"""The number of a respondent: desa, stratum and a count, which is an address and no answer."""
_PLAIN = re.compile(r"[\d.,-]{0,3}")
_NOT_QUOTED = (
    "Isi sel ini tidak sesuai kaidah {rule}. Isinya jawaban rumah tangga, maka tidak dikutip di sini: "
    "lihat selnya pada berkas sendiri, lalu betulkan."
)


def without_answers(findings: Iterable[Finding]) -> list[Finding]:
    """The findings, those about households without the text found: they name cell and kind, never the answer."""
    return [_silent(f) if f.table in HOUSEHOLD_TABLES else f for f in findings]


def _silent(finding: Finding) -> Finding:
    value = finding.value.strip()
    quotes = finding.row and value and not _PLAIN.fullmatch(value) and value in finding.message
    message = _NOT_QUOTED.format(rule=finding.rule) if quotes else finding.message
    return replace(finding, value="", message=message)
