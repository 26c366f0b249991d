"""Columns that the chapters of SSK and MPS share."""

from __future__ import annotations

from reports.blocks import Column
from reports.chapters.build import numbers
from schemas.facts import Facts

PRIORITY_OF_KOMPONEN = ("AL", "PS", "DR", "PH")


def amounts(facts: Facts, group: str = "Biaya (Rp)") -> tuple[Column, ...]:
    """Cost of each plan year and their sum."""
    years = {f"biaya_{t}_rp": str(year) for t, year in enumerate(facts.years, 1)}
    return numbers({**years, "jumlah_rp": "Jumlah"}, group)


def volumes(facts: Facts) -> tuple[Column, ...]:
    """Volume of each plan year."""
    return numbers({f"vol_{t}": str(year) for t, year in enumerate(facts.years, 1)}, "Volume")
