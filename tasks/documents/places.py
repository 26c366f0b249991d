"""Names of places: desa and kecamatan as submitted, the district and province as listed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from schemas.contract import Rows
from tasks.documents.source import words

OF_KECAMATAN = 8


@dataclass(frozen=True, slots=True)
class Kecamatan:
    """A kecamatan with the codes of its desa, sorted."""

    kode: str
    nama: str
    desa: tuple[str, ...]


class Places:
    """The places of a district. Codes that nobody named are printed as codes."""

    def __init__(self, wilayah: Rows, listed: Rows, kab: str) -> None:
        self.kab = kab
        self._listed = {str(r["kode"]): r for r in listed}
        self._desa = {str(r["kode_desa"]): words(r.get("desa")) for r in wilayah}
        self.kecamatan = _grouped(wilayah)
        self._kecamatan = {k.kode: k.nama for k in self.kecamatan}

    @property
    def edisi(self) -> str:
        """Edition of the region list."""
        return words(self._listed[self.kab].get("edisi")) if self.kab in self._listed else ""

    @property
    def kabupaten(self) -> str:
        """Name of the district."""
        return self._name(self.kab) or f"Kabupaten/Kota {self.kab}"

    @property
    def provinsi(self) -> str:
        """Name of the province."""
        return self._name(self.kab[:2]) or f"Provinsi {self.kab[:2]}"

    @property
    def listed_desa(self) -> list[str]:
        """Codes of the desa in the region list."""
        return [kode for kode, row in sorted(self._listed.items()) if row.get("tingkat") == 4]

    def desa(self, kode: str) -> str:
        """Name of a desa."""
        return self._desa.get(kode) or self._name(kode) or kode

    def kecamatan_of(self, kode: str) -> str:
        """Name of the kecamatan of a desa, kecamatan or zone code."""
        part = kode[:OF_KECAMATAN]
        return self._kecamatan.get(part) or self._name(part) or part

    def lokasi(self, kode: str) -> str:
        """A location in words: the district, a zone or a desa with its kecamatan."""
        if kode in ("", self.kab, "kabupaten"):
            return "Seluruh kabupaten/kota"
        if kode.startswith("Z-"):
            part, _, system = kode[2:].partition("-")
            return f"Zona {SYSTEMS.get(system, system)}, Kec. {self.kecamatan_of(part)}"
        if kode not in self._desa and not self._name(kode):
            return kode
        return f"{self.desa(kode)}, Kec. {self.kecamatan_of(kode)}"

    def _name(self, kode: str) -> str:
        row = self._listed.get(kode)
        return words(row.get("nama")) if row else ""


def _grouped(wilayah: Rows) -> tuple[Kecamatan, ...]:
    members: dict[str, list[str]] = {}
    names: dict[str, Counter[str]] = {}
    for row in sorted(wilayah, key=lambda r: str(r["kode_desa"])):
        kode = str(row["kode_desa"])
        members.setdefault(kode[:OF_KECAMATAN], []).append(kode)
        names.setdefault(kode[:OF_KECAMATAN], Counter())[words(row.get("kecamatan"))] += 1
    return tuple(Kecamatan(kode, _usual(names[kode]) or kode, tuple(desa)) for kode, desa in members.items())


def _usual(names: Counter[str]) -> str:
    return min(names, key=lambda n: (-names[n], n))


SYSTEMS = {
    "ONSITE_INDIVIDUAL": "setempat individual",
    "ONSITE_KOMUNAL": "setempat komunal",
    "OFFSITE_KAWASAN": "terpusat skala kawasan",
    "OFFSITE_TERPUSAT": "terpusat skala kota",
    "LANGSUNG_100": "penanganan langsung",
    "TIDAK_LANGSUNG_100": "penanganan tidak langsung penuh",
    "TIDAK_LANGSUNG_70": "penanganan tidak langsung sebagian",
    "3R_SETEMPAT": "pengolahan setempat 3R",
    "TINGGI": "prioritas tinggi",
    "SEDANG": "prioritas sedang",
    "RENDAH": "prioritas rendah",
    "belum_ditentukan": "belum ditentukan",
}
