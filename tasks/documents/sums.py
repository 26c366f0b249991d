"""Sums, counts and shares that only a document prints: each with a reference, its exact value and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from schemas import refs
from schemas.contract import Rows, Table
from schemas.facts import Figure, Number
from tasks.lineage.units.edges import Edges


class Sums:
    """Makes figures out of figures. A sum over unknown members is partial; with no known member it is unknown."""

    def __init__(self, table: Table, fiscal_year: int, kab: str, wilayah_year: int | None = None) -> None:
        self.table = table
        self.kab = kab
        self.wilayah_year = wilayah_year or fiscal_year
        self.edges = Edges()
        self.rows: Rows = []
        self._fiscal_year = fiscal_year

    def total(self, name: str, members: Sequence[Figure], decimals: int = 0, unit: str = "") -> Figure:
        """The sum of `members`; no members at all give 0."""
        known = [Fraction(m.value) for m in members if m.value is not None]
        is_partial = len(known) < len(members) or any(m.is_partial for m in members)
        value = sum(known, Fraction(0)) if known or not members else None
        refs_of = [m.ref for m in members]
        return self._figure(name, "dokumen.jumlah", value, refs_of, decimals, unit, is_partial and value is not None)

    def count(self, name: str, members: Iterable[str], unit: str = "") -> Figure:
        """How many things there are; `members` are the references that were counted."""
        counted = list(members)
        return self._figure(name, "dokumen.cacah", len(counted), counted, 0, unit, False)

    def wilayah_ref(self, kode_desa: str) -> str:
        """The reference by which a desa is counted: its row of the submitted list."""
        return refs.tabel(self.wilayah_year, self.kab, "wilayah", kode_desa, "desa")

    def ratio(self, name: str, part: Figure, whole: Figure, factor: int, decimals: int, unit: str) -> Figure:
        """`part / whole * factor`; unknown when either is unknown or partial, or the whole is 0."""
        usable = not (part.is_partial or whole.is_partial)
        value: Number | None = None
        if usable and part.value is not None and whole.value is not None and whole.value != 0:
            value = Fraction(part.value) * factor / Fraction(whole.value)
        return self._figure(name, "dokumen.bagian", value, [part.ref, whole.ref], decimals, unit, False)

    def derived(
        self, name: str, rule: str, value: Number | None, members: Sequence[Figure], decimals: int = 0, unit: str = ""
    ) -> Figure:
        """A value made from `members` in another way; the caller has left out what is unknown or partial."""
        return self._figure(name, rule, value, [m.ref for m in members], decimals, unit, False)

    def _figure(
        self,
        name: str,
        rule: str,
        value: Number | None,
        sources: Sequence[str],
        decimals: int,
        unit: str,
        is_partial: bool,
    ) -> Figure:
        ref = refs.angka(self.table.name, self._fiscal_year, self.kab, name)
        self.edges.add(ref, rule, sources)
        exact = None if value is None else Fraction(value)
        self.rows.append({"nama": name, "nilai": exact, "satuan": unit, "is_sebagian": int(is_partial)})
        return Figure(exact, ref, decimals, unit, is_partial)
