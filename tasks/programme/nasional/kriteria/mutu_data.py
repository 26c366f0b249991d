"""mutu_data: what validation said of the newest submission."""

from __future__ import annotations

from fractions import Fraction

from schemas.rulebook import Rulebook
from tasks.programme.nasional.daerah import Daerah, Nilai

WORDS = {"accepted": "diterima", "accepted_with_warnings": "diterima dengan catatan", "held": "ditahan"}


def mutu_data(daerah: Daerah, rules: Rulebook) -> Nilai:
    """The score that `nasional.nilai_putusan` gives the verdict."""
    if daerah.putusan is None:
        return Nilai(None, "belum ada kiriman yang diperiksa")
    score = Fraction(rules["nasional.nilai_putusan"][daerah.putusan])
    return Nilai(score, f"kiriman {daerah.tahun['kiriman']} {WORDS[daerah.putusan]}")
