"""persepsi_pokja: what the members of the Pokja think of an activity."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.mps.calon import Bahan, Calon


def persepsi_pokja(calon: Sequence[Calon], bahan: Bahan) -> list[int | None]:
    """The agreed score, else the median of the votes half-up; None when nobody voted."""
    return [bahan.skor_pokja.get((c.id, "persepsi_pokja")) for c in calon]
