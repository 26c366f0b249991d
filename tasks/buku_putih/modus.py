"""Village modes: what most families of a desa answered, where nothing was counted (buku-putih.md section 5.1).

Labels of the codes are not verified by their publisher, so every result is `sementara`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from schemas.contract import Row
from schemas.tables.banjir import BANJIR
from schemas.tables.sanitasi_mayoritas import SANITASI_MAYORITAS

OWN, SHARED, PUBLIC, NONE = 1, 2, 3, 4
TANK, WATER, HOLE, FIELD = 1, 2, 3, 4
AL_COLUMNS = ("jamban_mayoritas", "pembuangan_tinja_mayoritas")
DR_COLUMNS = ("kejadian_1", "kejadian_2", "banjir", "banjir_bandang", "banjir_rob")
TABLE_OF = {"AL": SANITASI_MAYORITAS.name, "DR": BANJIR.name}
COLUMNS_OF = {"AL": AL_COLUMNS, "DR": DR_COLUMNS}


def scores(komponen: str, rows: Mapping[str, Row], desa: Sequence[str]) -> dict[str, int]:
    """Score by desa of a komponen that has a mode; a desa without a row or with another pattern is left out."""
    skor_of: Callable[[Row], int | None] = skor_al if komponen == "AL" else skor_dr
    return {kode: skor for kode in desa if kode in rows and (skor := skor_of(rows[kode])) is not None}


def skor_al(row: Row) -> int | None:
    """1..4 from the latrine and the disposal of most families; None for any other pattern."""
    latrine, disposal = (row.get(name) for name in AL_COLUMNS)
    if latrine == NONE or disposal in (WATER, FIELD):
        return 4
    if disposal == HOLE:
        return 3
    if disposal == TANK and latrine in (SHARED, PUBLIC):
        return 2
    return 1 if disposal == TANK and latrine == OWN else None


def skor_dr(row: Row) -> int | None:
    """1..4 from flood events of both periods, tidal and flash floods; None when what would decide is unknown."""
    events = _events(row)
    if events is None:
        return None
    if events >= 4:
        return 4
    if events >= 2:
        return 3
    others = [row.get("banjir_rob"), row.get("banjir_bandang")]
    if events == 1 or 1 in others:
        return 2
    return None if None in others else 1


def _events(row: Row) -> int | None:
    periods = [row.get("kejadian_1"), row.get("kejadian_2")]
    known = [n for n in periods if isinstance(n, int)]
    if known:
        return sum(known)
    flag = row.get("banjir")
    return flag if isinstance(flag, int) else None
