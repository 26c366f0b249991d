"""Made-up boundaries: the desa of a district as a crooked net whose edges neighbours share."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import ceil, sqrt
from random import Random

from tasks.demo.villages import Village

Point = tuple[float, float]
WEST, NORTH, STEP = 128.0, -3.0, 0.06
_CROOKED, _MIDWAYS = 0.3, 3


def boundaries(districts: Sequence[tuple[str, Sequence[Village]]]) -> bytes:
    """A GeoJSON FeatureCollection with a polygon per desa, districts beside each other."""
    features = [f for i, (kode, desa) in enumerate(districts) for f in _district(kode, desa, WEST + i)]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _district(kode: str, desa: Sequence[Village], west: float) -> list[dict[str, object]]:
    wide = ceil(sqrt(len(desa)))
    made = []
    for i, v in enumerate(desa):
        row, at = divmod(i, wide)
        # Every second row runs back, so that the desa of a kecamatan lie together.
        made.append(_feature(kode, v, at if row % 2 == 0 else wide - 1 - at, row, west))
    return made


def _feature(kode: str, v: Village, column: int, row: int, west: float) -> dict[str, object]:
    corners = [(column, row), (column + 1, row), (column + 1, row + 1), (column, row + 1)]
    ring: list[Point] = []
    for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
        ring += _edge(kode, a, b, west)
    return {
        "type": "Feature",
        "properties": {"code": v.kode_desa, "name": v.desa},
        "geometry": {"type": "Polygon", "coordinates": [[list(p) for p in [*ring, ring[0]]]]},
    }


def _edge(kode: str, a: tuple[int, int], b: tuple[int, int], west: float) -> list[Point]:
    """The points from a to before b; the same whichever desa draws the edge."""
    first, last = sorted((a, b))
    rng = Random(f"{kode}:{first}:{last}")
    (x0, y0), (x1, y1) = _corner(kode, first, west), _corner(kode, last, west)
    points = [(x0, y0)]
    for i in range(1, _MIDWAYS + 1):
        t = i / (_MIDWAYS + 1)
        bend = (rng.random() - 0.5) * STEP * _CROOKED
        points.append((x0 + (x1 - x0) * t + bend, y0 + (y1 - y0) * t + bend))
    points.append((x1, y1))
    ordered = points if a == first else points[::-1]
    return [(round(x, 5), round(y, 5)) for x, y in ordered[:-1]]


def _corner(kode: str, at: tuple[int, int], west: float) -> Point:
    rng = Random(f"{kode}:{at}")
    return (
        west + (at[0] + (rng.random() - 0.5) * _CROOKED) * STEP,
        NORTH - (at[1] + (rng.random() - 0.5) * _CROOKED) * STEP,
    )
