"""SWOT per komponen: totals by both published methods, position and strategic issues (ssk.md section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from schemas.contract import Row, Rows, Value
from tasks.arith import quadrant
from tasks.ssk.aturan import Aturan
from tasks.ssk.zona.zonasi import KOMPONEN

SUM, WEIGHTED = "sum", "ifas_efas"
METHODS = (SUM, WEIGHTED)
KUADRAN = {"++": "SO", "+-": "ST", "-+": "WO", "--": "WT"}
_AXES = (("SW", "IFAS"), ("OT", "EFAS"))


@dataclass(frozen=True, slots=True)
class Jumlah:
    """Totals of the sides S, W, O and T; None where a weight is unknown. `catatan` says why, or what counted 0."""

    sisi: dict[str, Fraction | None]
    catatan: tuple[str, ...] = ()

    @property
    def x(self) -> Fraction | None:
        """Internal axis, S - W."""
        return _less(self.sisi["S"], self.sisi["W"])

    @property
    def y(self) -> Fraction | None:
        """External axis, O - T."""
        return _less(self.sisi["O"], self.sisi["T"])

    @property
    def tanda(self) -> str:
        """Signs of both axes as in tasks.arith.quadrant; empty when one is unknown."""
        return "" if self.x is None or self.y is None else quadrant(self.x, self.y)


def totals(rows: Rows, metode: str, weight_tol: Fraction = Fraction(1, 10_000)) -> Jumlah:
    """Totals over the factors of one komponen. A blank angka counts 0; a score outside its scale stays as written.

    `sum` adds the scores. `ifas_efas` adds weight x score, where the weights of S and W together and of O and T
    together each sum to 1 within `weight_tol`; otherwise the totals of that axis are unknown.
    """
    blank = sum(r.get("angka") is None for r in rows)
    notes = [f"{blank} angka kosong dihitung 0"] if blank else []
    sisi: dict[str, Fraction | None] = {}
    for axis, name in _AXES:
        own = [r for r in rows if r.get("sisi") in tuple(axis)]
        reason = _unweighted(own, name, weight_tol) if metode == WEIGHTED else ""
        if reason:
            notes.append(reason)
        for side in axis:
            sisi[side] = None if reason else sum((_part(r, metode) for r in own if r["sisi"] == side), Fraction(0))
    if lost := sum(r.get("sisi") is None for r in rows):
        notes.append(f"{lost} faktor tanpa sisi tidak dihitung")
    return Jumlah(sisi, tuple(notes))


def issues(rows: Rows, aturan: Aturan) -> list[tuple[Row, str]]:
    """Strategic issues of one komponen with their origin: those that the Pokja chose, else all of a high score."""
    low, high = aturan.swot_issue_min, aturan.swot_scale[1]
    scored = [r for r in rows if isinstance(a := r.get("angka"), int) and low <= a <= high and r.get("sisi")]
    chosen = [r for r in scored if r.get("isu") == 1]
    return [(r, "pokja" if chosen else "angka") for r in chosen or scored]


def swot_rows(swot: Rows, aturan: Aturan) -> tuple[Rows, Rows]:
    """Rows of SWOT_TOTAL and SWOT_ISU, by komponen; none for a komponen without factors."""
    made: Rows = []
    found: Rows = []
    for komponen in KOMPONEN:
        rows = [r for r in swot if r.get("komponen") == komponen]
        if rows:
            own = issues(rows, aturan)
            used = _method(rows, aturan.swot_method)
            made += (_total(komponen, m, totals(rows, m, aturan.weight_tol), len(own), used, aturan) for m in METHODS)
            found += (_issue(r, asal) for r, asal in own)
    return made, found


def _total(komponen: str, metode: str, jumlah: Jumlah, n_isu: int, used: str, aturan: Aturan) -> Row:
    return {
        "komponen": komponen,
        "metode": metode,
        "is_dipakai": int(metode == used),
        **{f"jumlah_{s.lower()}": jumlah.sisi[s] for s in "SWOT"},
        "x": jumlah.x,
        "y": jumlah.y,
        "posisi": dict(aturan.swot_quadrants).get(jumlah.tanda, ""),
        "kuadran": KUADRAN.get(jumlah.tanda, ""),
        "n_isu": n_isu,
        "catatan": "; ".join(jumlah.catatan),
    }


def _issue(row: Row, asal: str) -> Row:
    return {**{n: row.get(n) for n in ("faktor_id", "komponen", "sisi", "aspek", "uraian", "angka")}, "asal": asal}


def _method(rows: Sequence[Row], default: str) -> str:
    """The method that every factor of the komponen names, else the rule of the year."""
    named = {str(r["metode"]) for r in rows if r.get("metode")}
    return named.pop() if len(named) == 1 else default


def _unweighted(rows: Rows, name: str, tolerance: Fraction) -> str:
    """Why a weighted total is unknown; empty when the weights are complete."""
    weights = [Fraction(w) for r in rows if (w := r.get("bobot")) is not None and not isinstance(w, str)]
    if len(weights) < len(rows) or not rows:
        return f"bobot {name} belum lengkap"
    total = sum(weights, Fraction(0))
    return f"bobot {name} tidak berjumlah 1" if abs(total - 1) > tolerance else ""


def _part(row: Row, metode: str) -> Fraction:
    score = _number(row.get("angka"))
    return score * _number(row.get("bobot")) if metode == WEIGHTED else score


def _number(value: Value) -> Fraction:
    return Fraction(0) if value is None or isinstance(value, str) else Fraction(value)


def _less(a: Fraction | None, b: Fraction | None) -> Fraction | None:
    return None if a is None or b is None else a - b
