"""What the criteria look at: the sealed facts of one district, and the score that a criterion gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from schemas.contract import Rows
from schemas.refs import canonical

HUNDRED = Fraction(100)
DECENT = ("A1", "A2", "B1", "B2")


@dataclass(frozen=True, slots=True)
class Daerah:
    """One district as sealed for a fiscal year: of each document the newest of that year, else of the year before.

    `tahun` gives the fiscal year of each source (`buku_putih`, `ssk`, `mps`, `data`: the submission that Buku Putih or
    SSK stand on, `kiriman`: the newest submission); a source that is not there is absent. Tables that are not there are
    None; `kk` are households per desa, None where unknown.
    """

    kode: str
    nama: str = ""
    tahun: Mapping[str, int] = field(default_factory=dict)
    area: Rows | None = None
    kk: Mapping[str, int | None] = field(default_factory=dict)
    layanan: Rows | None = None
    kegiatan: Rows | None = None
    kesiapan: Rows | None = None
    baris: Rows | None = None
    komitmen: Rows | None = None
    has_ceilings: bool = False
    has_commitments: bool = False
    putusan: str | None = None
    tabel_ada: int = 0
    tabel_tidak_ada: tuple[str, ...] = ()

    def ref(self, kind: str, source: str, rest: str) -> str:
        """A reference of this district in the fiscal year of `source`, for `ppsp why`."""
        return canonical(f"{kind}/{self.tahun[source]}/{self.kode}/{rest}")

    def decent(self, column: str) -> tuple[Fraction | None, tuple[str, ...]]:
        """Sum of a column of `layanan` over the decent wastewater systems, and the references behind it.

        None when the district has no such row, or one is unknown.
        """
        rows = {str(r["sistem"]): r[column] for r in self.layanan or () if r["komponen"] == "AL"}
        given = {s: rows[s] for s in DECENT if s in rows}
        known = [v for v in given.values() if isinstance(v, int | Fraction)]
        if not given or len(known) < len(given):
            return None, ()
        return Fraction(sum(known)), tuple(self.ref("layanan", "ssk", f"AL|{s}#{column}") for s in given)


@dataclass(frozen=True, slots=True)
class Nilai:
    """A score 0..100, None when its data are absent; the figures behind it in Indonesian; references for `ppsp why`."""

    skor: Fraction | None
    dasar: str
    rujukan: tuple[str, ...] = ()


def bagian(part: int | Fraction, whole: int | Fraction) -> Fraction:
    """`part` of `whole` in percent, exact."""
    return Fraction(part) * HUNDRED / whole


def angka(value: int) -> str:
    """A whole number as Indonesian readers write it."""
    return f"{value:,}".replace(",", ".")
