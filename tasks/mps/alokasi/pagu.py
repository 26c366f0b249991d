"""Ceilings per source and year: submitted, signed, or the capability of the SSK (mps.md section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from schemas import refs
from schemas.contract import Row
from tasks.mps.calon import whole
from tasks.mps.langkah import YEARS

OWN = "APBD_K"
Cell = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Pagu:
    """Ceiling in rupiah per (source, MPS year), and the reference of each. A cell that is not there is unknown."""

    rp: Mapping[Cell, int] = field(default_factory=dict)
    ref: Mapping[Cell, str] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether APBD_K has a ceiling in every plan year; with a hole the plan cannot be held against it (assumed)."""
        return all((OWN, t) in self.rp for t in range(1, YEARS + 1))


def ceilings(
    fiscal_year: int, kab: str, pagu: Iterable[Row], komitmen: Iterable[Row], kemampuan: Iterable[Row]
) -> Pagu:
    """Submitted ceilings; else the capability for APBD_K, and the signed total for any other source."""
    rp: dict[Cell, int] = {}
    ref: dict[Cell, str] = {}

    def take(source: str, row: Row, column: str, reference: str) -> None:
        year, amount = whole(row.get("tahun")), whole(row.get(column))
        if year is None or amount is None or not 1 <= year - fiscal_year <= YEARS:
            return
        cell = (source, year - fiscal_year)
        if cell not in rp:
            rp[cell], ref[cell] = amount, reference

    for table, column, rows in (("pagu", "pagu_rp", pagu), ("komitmen", "komitmen_rp", komitmen)):
        for row in rows:
            source = str(row["sumber_dana"])
            if table == "pagu" or source != OWN:
                take(source, row, column, refs.tabel(fiscal_year, kab, table, f"{source}|{row['tahun']}", column))
    for row in kemampuan:
        take(OWN, row, "mampu_rp", refs.kemampuan(fiscal_year - 1, kab, int(row["tahun"] or 0)))
    return Pagu(rp, ref)
