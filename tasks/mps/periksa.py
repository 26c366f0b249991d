"""Checks of a printed priority table against its own scores (mps.md section 10: MP-V12, MP-V13, MP-V14)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from schemas.findings import Finding, Severity
from tasks.mps.prioritas import total_of


@dataclass(frozen=True, slots=True)
class Tercetak:
    """One row of a printed table: the scores in the order of the weights, the total and the rank as printed."""

    nama: str
    scores: tuple[int, ...]
    total: Fraction
    rank: int | None = None


def check_totals(rows: Sequence[Tercetak], weights: Mapping[str, Fraction], tol: Fraction) -> list[Finding]:
    """MP-V12: total off by more than `tol`; MP-V13: pair in the wrong order; MP-V14: equal scores, other totals."""
    found = [f for row in rows if (f := _recomputed(row, tuple(weights.values()), tol))]
    for a, b in combinations(rows, 2):
        if a.scores == b.scores and a.total != b.total:
            found.append(_pair("MP-V14", a, b, "skornya sama tetapi totalnya berbeda"))
        high, low = (a, b) if a.total > b.total else (b, a)
        if high.total > low.total and high.rank is not None and low.rank is not None and high.rank > low.rank:
            found.append(_pair("MP-V13", high, low, "total yang lebih tinggi mendapat urutan yang lebih rendah"))
    return found


def _recomputed(row: Tercetak, weights: tuple[Fraction, ...], tol: Fraction) -> Finding | None:
    total = total_of(row.scores, weights, Fraction(0)).value
    if total is None or abs(total - row.total) <= tol:
        return None
    says = f"Total {row.nama} tercetak {float(row.total):.2f}, dihitung ulang dari skor dan bobot {float(total):.2f}."
    return Finding("MP-V12", "error", says, "prioritas", row.nama, "total", f"{float(row.total):.2f}")


def _pair(rule: str, a: Tercetak, b: Tercetak, what: str) -> Finding:
    severity: Severity = "warning" if rule == "MP-V14" else "error"
    also = (("prioritas", b.nama, "total"),)
    return Finding(
        rule, severity, f"{a.nama} dan {b.nama}: {what}.", "prioritas", f"{a.nama}|{b.nama}", "total", also=also
    )
