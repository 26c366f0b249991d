"""Rows of the activity table: volume times unit cost per year, split over sources without a rupiah lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from schemas.contract import Row, Rows, Value
from tasks.arith import half_up_int, largest_remainder

YEARS = 5
COSTS = tuple(f"biaya_{t}_rp" for t in range(1, YEARS + 1))
VOLUMES = tuple(f"vol_{t}" for t in range(1, YEARS + 1))
_PAID = (*COSTS, "jumlah_rp")
_NOTHING: Row = dict.fromkeys((*VOLUMES, *COSTS), 0)


def row_of(
    fixed: Row, kid: str, shared: Row, volumes: Sequence[int | Fraction], harga_rp: int | None,
    before: Iterable[tuple[str, str]],
) -> Row:  # fmt: skip
    """One row of KEGIATAN; biaya(t) = half_up(volume(t) * harga), jumlah their sum."""
    row: Row = {**fixed, **shared, "kegiatan_id": kid, "harga_satuan_rp": harga_rp, **_NOTHING}
    total = 0
    for t, volume in enumerate(volumes, start=1):
        if volume:
            rupiah = half_up_int(volume * (harga_rp or 0))
            row[f"vol_{t}"], row[f"biaya_{t}_rp"] = volume, rupiah
            total += rupiah
    row["jumlah_rp"] = total
    row["setelah"] = ";".join(p + mark for p, mark in before)
    return row


def cost_of(row: Row, column: str) -> int:
    """A cost of the row, 0 where it is unknown: callers ask first whether the total is known."""
    value = row[column]
    return value if isinstance(value, int) else 0


def split_cost(row: Row, shares: Sequence[tuple[str, int | Fraction]], is_indikasi: bool) -> Rows:
    """Rows of KEGIATAN_SUMBER in the order of `shares`: each year's cost by largest remainder, so sums are exact."""
    if len(shares) == 1:
        whole = {"kegiatan_id": row["kegiatan_id"], "sumber_dana": shares[0][0], "share": shares[0][1]}
        return [{**whole, **{c: row[c] for c in _PAID}, "is_indikasi": int(is_indikasi)}]
    weights = [share for _, share in shares]
    parts = {c: _split(row[c], weights) for c in COSTS}
    made: Rows = []
    for i, (source, share) in enumerate(shares):
        costs: dict[str, int | None] = {c: parts[c][i] for c in COSTS}
        known = [v for v in costs.values() if v is not None]
        line: Row = {"kegiatan_id": row["kegiatan_id"], "sumber_dana": source, "share": share, **costs}
        line["jumlah_rp"] = sum(known) if row["jumlah_rp"] is not None else None
        line["is_indikasi"] = int(is_indikasi)
        made.append(line)
    return made


def _split(value: Value, weights: Sequence[int | Fraction]) -> Sequence[int | None]:
    if not isinstance(value, int):
        return [None] * len(weights)
    return largest_remainder(value, weights)
