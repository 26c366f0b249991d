"""Indeks Risiko Sanitasi of an area from the shares at risk (buku-putih.md section 3)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from schemas.rulebook import Rulebook

COMPONENTS: dict[str, tuple[str, ...]] = {
    "1": ("1.1", "1.2", "1.3"),
    "2": ("2.1", "2.2", "2.3"),
    "3": ("3.1", "3.2", "3.3", "3.4"),
    "4": ("4.1",),
    "5": ("5.1", "5.2a", "5.2b", "5.2c", "5.2d", "5.3", "5.4"),
}
TOTAL = "total"
Weights = Mapping[str, Mapping[str, Fraction]]


def weights_of(rules: Rulebook) -> Weights:
    """Weight of each sub-indicator in percent, by component."""
    return {
        c: dict(zip(keys, (Fraction(str(w)) for w in rules[f"irs.w.{c}"]), strict=True))
        for c, keys in COMPONENTS.items()
    }


def index_of(risks: Mapping[str, Fraction], weights: Weights, least: Fraction) -> dict[str, Fraction]:
    """Known components of an area, 0..100 each, and `total`, 0..500, when all five are known.

    `risks` are percentages by sub-indicator, a missing one absent. The weights of a component are rescaled over those
    present, when they carry at least `least` percent of its weight.
    """
    made = {c: value for c, w in weights.items() if (value := component_index(risks, w, least)) is not None}
    if len(made) == len(weights):
        made[TOTAL] = sum(made.values(), Fraction(0))
    return made


def component_index(risks: Mapping[str, Fraction], weights: Mapping[str, Fraction], least: Fraction) -> Fraction | None:
    """Weighted mean of the known risks of one component; None when they carry too little weight."""
    known = sum((w for key, w in weights.items() if key in risks), Fraction(0))
    if not known or known * 100 < least * sum(weights.values(), Fraction(0)):
        return None
    return sum((risks[key] * w for key, w in weights.items() if key in risks), Fraction(0)) / known
