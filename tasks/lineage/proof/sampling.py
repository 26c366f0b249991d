"""Which lines an auditor tests: monetary-unit sampling beside simple random sampling, both from one printed seed.

Nothing but SHA-256 draws, so that anyone can draw the same lines again with any tool.
Sizes (parameters `audit.*`, assumed): total / (materiality / factor) for monetary units, factor / tolerable rate for
simple random, rounded up; the factor is that of the confidence for no expected error.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any

from schemas.canonical import digest
from schemas.errors import WrongUsage
from schemas.rulebook import Rulebook

MUS, ACAK = "MUS", "acak sederhana"


@dataclass(frozen=True, slots=True)
class Design:
    """How lines are drawn. `materiality_rp` is the largest error that may stay unseen."""

    seed: str
    materiality_pct: Fraction
    confidence_pct: int
    factor: Fraction
    tolerable_rate: Fraction
    total_rp: int
    n_lines: int
    n_without_value: int
    materiality_rp: int
    interval_rp: int
    start_rp: int

    @property
    def n_random(self) -> int:
        """Lines that simple random sampling asks for; all of them where there are fewer."""
        return min(ceil(self.factor / self.tolerable_rate), self.n_lines)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line of the sample: in which ways it was drawn, and how many monetary units of it were hit."""

    key: str
    value_rp: int | None
    ways: tuple[str, ...]
    hits: int


def design(
    rules: Rulebook, lines: Mapping[str, int | None], seed: str, materiality: str = "", confidence: int | None = None
) -> Design:
    """The parameters of the year, or those given; raises WrongUsage for a materiality or confidence without factor."""
    factors: Mapping[str, str] = rules["audit.reliability_factor"]
    confidence = rules["audit.confidence_pct"] if confidence is None else confidence
    if str(confidence) not in factors:
        raise WrongUsage(f"--confidence {confidence} has no factor; it is one of {', '.join(factors)}")
    percent = _percent(materiality) if materiality else rules.exact("audit.materiality_pct")
    total = sum(v for v in lines.values() if v)
    factor = Fraction(factors[str(confidence)])
    material = floor(total * percent / 100)
    interval = max(floor(material / factor), 1)
    return Design(
        seed=seed,
        materiality_pct=percent,
        confidence_pct=confidence,
        factor=factor,
        tolerable_rate=rules.exact("audit.tolerable_rate_pct") / 100,
        total_rp=total,
        n_lines=len(lines),
        n_without_value=sum(v is None for v in lines.values()),
        materiality_rp=material,
        interval_rp=interval,
        start_rp=int(digest(f"{seed}|awal".encode()), 16) % interval,
    )


def _percent(text: str) -> Fraction:
    try:
        percent = Fraction(text)
    except (ValueError, ZeroDivisionError):
        percent = Fraction(0)
    if not 0 < percent <= 100:
        raise WrongUsage(f"--materiality {text!r} is no percentage above 0 and up to 100")
    return percent


def drawn(plan: Design, lines: Mapping[str, int | None]) -> list[Drawn]:
    """The sample in the order of the lines' keys; a line without value can be drawn by simple random sampling only."""
    hits = _hits(plan, lines)
    chosen = set(sorted(lines, key=lambda key: _rank(plan, key))[: plan.n_random])
    return [
        Drawn(key, lines[key], ways, hits.get(key, 0))
        for key in sorted(lines)
        if (ways := (*((MUS,) if key in hits else ()), *((ACAK,) if key in chosen else ())))
    ]


def _hits(plan: Design, lines: Mapping[str, int | None]) -> dict[str, int]:
    """Lines in which a sampled rupiah lies: the start-th, then one every interval, over the lines in order of key."""
    found: dict[str, int] = {}
    passed = 0
    for key in sorted(lines):
        value = lines[key] or 0
        before = _points(plan, passed)
        passed += value
        if count := _points(plan, passed) - before:
            found[key] = count
    return found


def _points(plan: Design, rupiah: int) -> int:
    """How many sampled rupiah lie among the first so many."""
    return max(0, -((plan.start_rp - rupiah) // plan.interval_rp)) if rupiah > plan.start_rp else 0


def _rank(plan: Design, key: str) -> str:
    return digest(f"{plan.seed}|{key}".encode())


def as_rows(plan: Design) -> list[tuple[str, Any]]:
    """The parameters with their Indonesian names, for a printed sheet."""
    return [
        ("Benih (seed)", plan.seed),
        ("Jumlah baris", plan.n_lines),
        ("Baris tanpa nilai (hanya dapat terambil acak)", plan.n_without_value),
        ("Jumlah nilai (Rp)", plan.total_rp),
        ("Materialitas (% dari jumlah nilai, asumsi)", _plain(plan.materiality_pct)),
        ("Materialitas (Rp)", plan.materiality_rp),
        ("Tingkat keyakinan (%, asumsi)", plan.confidence_pct),
        ("Faktor keandalan (asumsi)", _plain(plan.factor)),
        ("Interval MUS (Rp) = materialitas / faktor, dibulatkan ke bawah", plan.interval_rp),
        ("Rupiah pertama MUS = SHA-256(benih|awal) mod interval", plan.start_rp),
        ("Batas kesalahan yang dapat diterima (% baris, asumsi)", _plain(plan.tolerable_rate * 100)),
        ("Ukuran sampel acak = faktor / batas kesalahan, dibulatkan ke atas", plan.n_random),
    ]


def _plain(value: Fraction) -> str:
    return f"{float(value):g}".replace(".", ",")
