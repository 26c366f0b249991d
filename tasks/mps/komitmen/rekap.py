"""Recaps of the lines that do not wait: T5, T6 and T7 (mps.md section 7)."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.contract import Row, Rows
from tasks.mps.calon import whole
from tasks.mps.langkah import YEARS

WAITING = "daftar_tunggu"
AMOUNTS = (*(f"biaya_{t}_rp" for t in range(1, YEARS + 1)), "jumlah_rp")


def recaps(baris: Iterable[Row]) -> tuple[Rows, Rows, Rows]:
    """komponen x year, source x year, source x komponen; lines of unknown cost are left out, not read as zero."""
    counted = [r for r in baris if r["status"] != WAITING and r.get("jumlah_rp") is not None]
    both = _sum(counted, ("sumber_dana", "komponen"), AMOUNTS)
    by_pair: Rows = [{k: r[k] for k in ("sumber_dana", "komponen", "jumlah_rp")} for r in both]
    return _sum(both, ("komponen",), AMOUNTS), _sum(both, ("sumber_dana",), AMOUNTS), by_pair


def _sum(rows: Rows, keys: tuple[str, ...], amounts: tuple[str, ...]) -> Rows:
    groups: dict[tuple[str, ...], Rows] = {}
    for row in rows:
        groups.setdefault(tuple([str(row[k]) for k in keys]), []).append(row)
    return [
        {
            **dict(zip(keys, group, strict=True)),
            **{name: sum([whole(row[name]) or 0 for row in some]) for name in amounts},
        }
        for group, some in sorted(groups.items())
    ]
