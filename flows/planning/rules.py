"""Every rule that a submission, an SSK, an MPS, a report or the programme around them is checked with."""

from __future__ import annotations

from typing import Any

from schemas.rule_info import Rule
from tasks.buku_putih import kesepakatan, kestabilan
from tasks.intake import rules as intake
from tasks.mps.periksa import pemeriksaan as mps
from tasks.programme import rules as programme
from tasks.realisasi import periksa as realisasi
from tasks.ssk import periksa as ssk
from tasks.validation import rules as validation

RULES: tuple[Rule[Any], ...] = (
    *intake.RULES,
    *kesepakatan.RULES,
    *kestabilan.RULES,
    *ssk.RULES,
    *realisasi.RULES,
    *validation.RULES,
    *mps.RULES,
    *programme.RULES,
)


def listed() -> list[Rule[Any]]:
    """One rule per id, by id: where two areas look at the two sides of a rule, that of the submission is shown."""
    by_id = {rule.info.id: rule for rule in RULES}
    return [by_id[name] for name in sorted(by_id)]
