"""Sheets that this system adds to a workbook: read for what people tick there, never as data."""

from __future__ import annotations

PERBAIKAN, SERTIFIKAT, PETUNJUK, TEMUAN_LALU = "Perbaikan", "Sertifikat", "Petunjuk", "Temuan lalu"
NAMES = (PERBAIKAN, SERTIFIKAT, PETUNJUK, TEMUAN_LALU)
MARK = "PPSP · lembar ini bukan data"
"""Stands in cell A1 of such a sheet; a sheet of the district that only has the name is read as any other."""

ISSUED = "instrumen {kode} {tahun}"
"""Stands in cell B1 of PETUNJUK: which district and fiscal year the workbook was made for."""

BERES, ID = "Beres", "id"
"""Headings of the list in PERBAIKAN: what the district ticks, and which finding it is."""


def is_own(sheet: str | None, first: str) -> bool:
    """Whether a sheet is one of ours, by its name and its first cell."""
    return sheet in NAMES and first.strip() == MARK
