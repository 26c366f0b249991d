"""SWOT totals and position (ssk.md section 5, variant sum)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.contract import Row


@dataclass(frozen=True, slots=True)
class Posisi:
    """Totals of the four sides, x = S - W, y = O - T, the position and the factors that are strategic issues."""

    s: int
    w: int
    o: int
    t: int
    isu: tuple[str, ...]

    @property
    def x(self) -> int:
        """Internal axis."""
        return self.s - self.w

    @property
    def y(self) -> int:
        """External axis."""
        return self.o - self.t

    @property
    def nama(self) -> str:
        """AGRESIF, DIVERSIFIKASI, TURNAROUND or DEFENSIF; a zero counts as positive."""
        if self.x >= 0:
            return "AGRESIF" if self.y >= 0 else "DIVERSIFIKASI"
        return "TURNAROUND" if self.y >= 0 else "DEFENSIF"


def position(rows: Iterable[Row], issue_min: int = 3) -> Posisi:
    """Totals over the factors of one komponen: a blank angka counts 0, factors from `issue_min` are issues."""
    total = dict.fromkeys("SWOT", 0)
    isu: list[str] = []
    for row in rows:
        angka = row.get("angka")
        if isinstance(angka, int):
            total[str(row["sisi"])] += angka
            if angka >= issue_min:
                isu.append(str(row["faktor_id"]))
    return Posisi(total["S"], total["W"], total["O"], total["T"], tuple(sorted(isu)))
