"""A region of a list: province, district, kecamatan or desa, under its Kemendagri code."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Region:
    """One line of a region list: `level` 1 province, 2 district, 3 kecamatan, 4 desa; `area_km2` None if unlisted."""

    code: str
    level: int
    name: str
    area_km2: Decimal | None = None
