"""permasalahan_mendesak: the worst class among the risk areas that an activity answers."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.mps.calon import Bahan, Calon


def permasalahan_mendesak(calon: Sequence[Calon], bahan: Bahan) -> list[int | None]:
    """Highest class of the linked areas; 1 when none is linked; None when no linked area has a class."""
    return [highest_class(c, bahan) if c.area else 1 for c in calon]


def highest_class(calon: Calon, bahan: Bahan) -> int | None:
    """Highest class of the linked areas; None when none is linked or none has a class."""
    kelas = bahan.kelas
    return max([k for a in calon.area if (k := kelas.get(a)) is not None], default=None)
