"""Grids and findings as they travel from the process that reads to the one that asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from schemas.findings import Finding
from tasks.intake.grids.formats import Form
from tasks.intake.grids.grid import Grid

Found = tuple[list[Grid], list[Finding]]


def packed(grids: Sequence[Grid], findings: Sequence[Finding]) -> dict[str, Any]:
    """What was read, as JSON can hold it."""
    return {"grids": [_flat(g) for g in grids], "findings": [asdict(f) for f in findings]}


def unpacked(answer: dict[str, Any]) -> Found:
    """The inverse of `packed`."""
    return [_grid(g) for g in answer["grids"]], [_finding(f) for f in answer["findings"]]


def _flat(grid: Grid) -> dict[str, Any]:
    forms = [(r, c, form._asdict()) for (r, c), form in grid.forms.items()]
    return {
        "file": grid.file, "digest": grid.digest, "sheet": grid.sheet, "rows": grid.rows, "kinds": grid.kinds,
        "merged": grid.merged, "forms": forms, "knows_forms": grid.knows_forms,
        "spoiled": list(grid.spoiled.items()), "hidden": grid.hidden, "at": grid.at,
    }  # fmt: skip


def _grid(found: dict[str, Any]) -> Grid:
    forms = {(r, c): Form(**form) for r, c, form in found.pop("forms")}
    merged = tuple((a, b, c, d) for a, b, c, d in found.pop("merged"))
    return Grid(**{**found, "spoiled": dict(found["spoiled"])}, merged=merged, forms=forms)


def _finding(found: dict[str, Any]) -> Finding:
    return Finding(**{**found, "also": tuple(tuple(a) for a in found["also"]), "place": tuple(found["place"])})
