"""Where a package of the catalogue is carried out, for whom, and how much: the facts behind its volumes."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from tasks.arith import half_up_int
from tasks.ssk.aturan import Aturan
from tasks.ssk.fakta import Desa
from tasks.ssk.tahapan.tambahan import Tidak

Banyak = int | Fraction | Tidak


class Tempat(NamedTuple):
    """One package at one location. `kk` are the households to be served where the package counts them.

    `langkah` limits the package to some of its steps; `besaran` is the amount that a district package is sized by;
    `asal` names what `kk` or `besaran` was computed from, for the lineage.
    """

    paket: str
    lokasi: str
    desa: tuple[Desa, ...]
    langkah: tuple[str, ...] = ()
    kk: int | Tidak | None = None
    besaran: Banyak | None = None
    asal: str = ""

    @property
    def komponen(self) -> str:
        """Komponen whose risk classes it answers; hygiene promotion (PH) answers AL."""
        return "AL" if self.paket.startswith("PH-") else self.paket[:2]

    def highest_class(self) -> int:
        """Highest class among its desa; without any class the lowest."""
        komponen = self.komponen
        return max([d.kelas(komponen) or 1 for d in self.desa], default=1)

    def penerima(self) -> int | None:
        """Households to be served, else the households of its desa; None when one of these is unknown."""
        return self.kk if isinstance(self.kk, int) else kk_of(self.desa)


def kk_of(desa: Iterable[Desa]) -> int | None:
    """Households of the desa; None when one is unknown."""
    total = 0
    for d in desa:
        if d.kk is None:
            return None
        total += d.kk
    return total


def unknown(desa: Iterable[Desa], name: str, label: str) -> Tidak | None:
    """Why a sum over `name` is not known; None when every desa has a value."""
    missing = sum(getattr(d, name) is None for d in desa)
    return Tidak(f"{label} tidak diketahui pada {missing} desa") if missing else None


def kk_ps(desa: tuple[Desa, ...], cover_pct: int) -> int | Tidak:
    """Households of a zone that get collection: kk * cover / 100, half-up."""
    reason = unknown(desa, "kk", "jumlah KK")
    return reason or half_up_int(Fraction((kk_of(desa) or 0) * cover_pct, 100))


def lumpur_kurang(desa: tuple[Desa, ...], aturan: Aturan) -> Fraction | Tidak:
    """Sludge of the district in m3 a day (ssk.md section 3) less the standing IPLT capacity; may be negative."""
    reason = unknown(desa, "penduduk", "jumlah penduduk") or unknown(desa, "iplt_m3_hari", "kapasitas IPLT")
    if reason:
        return reason
    people = sum(d.penduduk or 0 for d in desa)
    wastewater = Fraction(people * aturan.wastewater_l, 1000)
    return wastewater * aturan.sludge_permil / 1000 - sum((Fraction(d.iplt_m3_hari or 0) for d in desa), Fraction(0))


def terangkut(desa: tuple[Desa, ...]) -> Fraction | Tidak:
    """Waste of the district that is taken away, m3 a day."""
    reason = unknown(desa, "terangkut_m3_hari", "sampah terangkut")
    return reason or sum((Fraction(d.terangkut_m3_hari or 0) for d in desa), Fraction(0))
