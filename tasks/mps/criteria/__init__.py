"""The criteria of the priority table: one file each, registered here (mps.md section 4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tasks.mps.calon import Bahan, Calon
from tasks.mps.criteria.area_berisiko import area_berisiko
from tasks.mps.criteria.biaya_per_kk import biaya_per_kk
from tasks.mps.criteria.kesiapan import kesiapan
from tasks.mps.criteria.penerima_manfaat import penerima_manfaat
from tasks.mps.criteria.permasalahan_mendesak import permasalahan_mendesak
from tasks.mps.criteria.persepsi_pokja import persepsi_pokja
from tasks.mps.criteria.pro_poor import pro_poor


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion: `score` gives 1..4 per candidate, None where its data are absent.

    A human score replaces an objective one only with a reason. `arah` is the way in which the figure behind it counts:
    `naik`, the higher the more urgent, or `turun`.
    """

    name: str
    score: Callable[[Sequence[Calon], Bahan], list[int | None]]
    is_objective: bool = True
    arah: str = "naik"


CRITERIA: tuple[Criterion, ...] = (
    Criterion("penerima_manfaat", penerima_manfaat),
    Criterion("permasalahan_mendesak", permasalahan_mendesak),
    Criterion("persepsi_pokja", persepsi_pokja, is_objective=False),
    Criterion("pro_poor", pro_poor),
)
OPTIONAL: tuple[Criterion, ...] = (
    Criterion("area_berisiko", area_berisiko),
    Criterion("biaya_per_kk", biaya_per_kk, arah="turun"),
    Criterion("kesiapan", kesiapan),
)
"""Counted only where the Pokja gives them a weight. SPM and keberlanjutan have no data: they need votes."""
KNOWN = {c.name: c for c in (*CRITERIA, *OPTIONAL)}

__all__ = ["CRITERIA", "KNOWN", "OPTIONAL", "Criterion"]
