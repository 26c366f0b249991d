"""The criteria of the priority table: one file each, registered here (mps.md section 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tasks.mps.calon import Bahan, Calon
from tasks.mps.criteria.penerima_manfaat import penerima_manfaat
from tasks.mps.criteria.permasalahan_mendesak import permasalahan_mendesak
from tasks.mps.criteria.persepsi_pokja import persepsi_pokja
from tasks.mps.criteria.pro_poor import pro_poor


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion: `score` gives 1..4 per candidate, None where its data are absent.

    A human score replaces an objective one only with a reason.
    """

    name: str
    score: Callable[[Sequence[Calon], Bahan], list[int | None]]
    is_objective: bool = True


CRITERIA: tuple[Criterion, ...] = (
    Criterion("penerima_manfaat", penerima_manfaat),
    Criterion("permasalahan_mendesak", permasalahan_mendesak),
    Criterion("persepsi_pokja", persepsi_pokja, is_objective=False),
    Criterion("pro_poor", pro_poor),
)
OBJECTIVE = frozenset(c.name for c in CRITERIA if c.is_objective)

__all__ = ["CRITERIA", "OBJECTIVE", "Criterion"]
