"""How large a submitted file may be; dated values, so that a run says under which it read."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.rulebook import Rulebook

_SMALL_BYTES = 10_000_000
WIDEST_MERGE = 64
"""Columns of a merged cell that are looked at."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one reading: cells of a sheet, blank rows and columns before a cell counts as stray, bytes, files.

    `max_cells` counts the used rectangle of a sheet, blank cells included; bytes are those after unpacking. A member of
    an archive that unpacks to more than `max_ratio` times its size is a bomb.
    """

    max_cells: int
    max_rows: int
    max_columns: int
    max_line: int
    max_ratio: int
    gap_rows: int
    gap_columns: int
    max_bytes: int
    max_members: int

    @classmethod
    def of(cls, rules: Rulebook) -> Limits:
        """The limits of a fiscal year (`assumed`)."""
        return cls(
            max_cells=int(rules["intake.max_cells"]),
            max_rows=int(rules["intake.max_rows"]),
            max_columns=int(rules["intake.max_columns"]),
            max_line=int(rules["intake.max_line"]),
            max_ratio=int(rules["intake.max_ratio"]),
            gap_rows=int(rules["intake.gap_rows"]),
            gap_columns=int(rules["intake.gap_columns"]),
            max_bytes=int(rules["intake.max_bytes"]),
            max_members=int(rules["intake.max_members"]),
        )

    def fits(self, rows: int, columns: int) -> bool:
        """Whether a used rectangle of this size is read."""
        return rows * columns <= self.max_cells and rows <= self.max_rows and columns <= self.max_columns

    def require_fits(self, rows: int, columns: int) -> None:
        """Raise TooLarge when a table uses a larger rectangle than is read."""
        if not self.fits(rows, columns):
            raise TooLarge(
                f"sebuah tabel memakai {rows} baris kali {columns} kolom, terlalu besar untuk dibaca (paling banyak "
                f"{self.max_rows} baris, {self.max_columns} kolom, {self.max_cells} sel); biasanya ada isi yang "
                "tersasar jauh di bawah atau di kanan, hapus baris dan kolom itu"
            )

    def require_few_merges(self, merged: Iterable[tuple[int, int, int, int]], rows: int) -> None:
        """Raise TooLarge when merged cells cover the rows of a sheet many times over."""
        if sum(max(0, min(bottom, rows) - top + 1) for top, _, bottom, _ in merged) * WIDEST_MERGE > self.max_cells:
            raise TooLarge("sel gabungannya saling menumpuk terlalu banyak; batalkan penggabungan sel (unmerge)")

    def require_no_bomb(self, entries: Iterable[zipfile.ZipInfo]) -> None:
        """Raise TooLarge when a zip unpacks to more than is read, or one of its members is packed beyond belief."""
        known = list(entries)
        if sum(e.file_size for e in known) > self.max_bytes:
            raise TooLarge("terlalu besar setelah dibuka")
        if any(e.file_size > max(_SMALL_BYTES, e.compress_size * self.max_ratio) for e in known):
            raise TooLarge("isinya dimampatkan terlalu rapat, seperti bom arsip")


class TooLarge(Exception):
    """A file that is not read because of its size or shape; the text is Indonesian, for the officer."""
