"""How large a submitted file may be; dated values, so that a run says under which it read."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one reading: cells of a sheet, blank rows and columns before a cell counts as stray, bytes, files.

    `max_cells` counts the used rectangle of a sheet, blank cells included; bytes are those after unpacking.
    """

    max_cells: int
    gap_rows: int
    gap_columns: int
    max_bytes: int
    max_members: int

    @classmethod
    def of(cls, rules: Rulebook) -> Limits:
        """The limits of a fiscal year (`assumed`)."""
        return cls(
            max_cells=int(rules["intake.max_cells"]),
            gap_rows=int(rules["intake.gap_rows"]),
            gap_columns=int(rules["intake.gap_columns"]),
            max_bytes=int(rules["intake.max_bytes"]),
            max_members=int(rules["intake.max_members"]),
        )

    def require_fits(self, rows: int, columns: int) -> None:
        """Raise TooLarge when a sheet uses a larger rectangle than is read."""
        if rows * columns > self.max_cells:
            raise TooLarge(
                f"sebuah lembar memakai {rows} baris kali {columns} kolom, terlalu besar untuk dibaca; biasanya ada "
                "isi yang tersasar jauh di bawah atau di kanan, hapus baris dan kolom itu"
            )


class TooLarge(Exception):
    """A file that would need more memory than is allowed; the text is Indonesian, for the officer."""
