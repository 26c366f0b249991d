"""Village modes: what most families of a desa answered, where nothing was counted (buku-putih.md section 5.1).

Labels of the codes are not verified by their publisher, so every result is `sementara`.
"""

from __future__ import annotations

from schemas.contract import Row

OWN, SHARED, PUBLIC, NONE = 1, 2, 3, 4
TANK, WATER, HOLE, FIELD = 1, 2, 3, 4
AL_COLUMNS = ("jamban_mayoritas", "pembuangan_tinja_mayoritas")
DR_COLUMNS = ("kejadian_1", "kejadian_2", "banjir", "banjir_bandang", "banjir_rob")


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
    """1..4 from flood events of both periods, tidal and flash floods; None when the number of events is unknown."""
    events = _events(row)
    if events is None:
        return None
    if events >= 4:
        return 4
    if events >= 2:
        return 3
    return 2 if events == 1 or row.get("banjir_rob") == 1 or row.get("banjir_bandang") == 1 else 1


def _events(row: Row) -> int | None:
    periods = [row.get("kejadian_1"), row.get("kejadian_2")]
    known = [n for n in periods if isinstance(n, int)]
    if known:
        return sum(known)
    flag = row.get("banjir")
    return flag if isinstance(flag, int) else None
