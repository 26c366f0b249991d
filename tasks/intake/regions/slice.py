"""The regions that the intake of one district may meet."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from schemas.contract import Rows
from tasks.intake.regions.names import DistrictName, district_name, place_keys, plain


@dataclass(slots=True)
class Slice:
    """All provinces and districts by name (`upper`), and kecamatan, desa, retired codes and bridge of one district.

    `edition` is empty when no list has the district's province.
    """

    kode_kab: str
    edition: str = ""
    upper: dict[str, str] = field(default_factory=dict)
    area_ha: dict[str, Decimal] = field(default_factory=dict)
    kecamatan: dict[str, str] = field(default_factory=dict)
    desa: dict[str, str] = field(default_factory=dict)
    retired: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    bridge: dict[str, str] = field(default_factory=dict)
    _desa_by_name: dict[str, list[str]] = field(default_factory=dict)
    _kecamatan_by_name: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for code in sorted(self.desa):
            self._desa_by_name.setdefault(plain(self.desa[code]), []).append(code)
        for code in sorted(self.kecamatan):
            self._kecamatan_by_name.setdefault(plain(self.kecamatan[code]), []).append(code)

    @classmethod
    def load(cls, data: bytes) -> Slice:
        """The slice in canonical JSON."""
        d = json.loads(data)
        areas = {c: Decimal(a) for c, a in d["area_ha"].items()}
        retired = {c: tuple((e, n) for e, n in names) for c, names in d["retired"].items()}
        return cls(d["kode_kab"], d["edition"], d["upper"], areas, d["kecamatan"], d["desa"], retired, d["bridge"])

    def kecamatan_named(self, name: str) -> list[str]:
        """Codes of the district's kecamatan of that name."""
        return next((c for k in place_keys(name) if (c := self._kecamatan_by_name.get(k))), [])

    def desa_named(self, name: str, inside: Iterable[str] | None = None) -> list[str]:
        """Codes of the district's desa of that name, of all kecamatan or of those given."""
        codes = next((c for k in place_keys(name) if (c := self._desa_by_name.get(k))), [])
        return codes if inside is None else [c for c in codes if c[:8] in set(inside)]

    def districts_named(self, name: DistrictName) -> list[str]:
        """Codes of the districts of that name; of both types when the type is not given."""
        listed = {c: district_name(n) for c, n in self.upper.items() if len(c) == 5}
        return sorted(c for c, n in listed.items() if n.name == name.name and name.type in ("", n.type))

    def label(self, code: str) -> str:
        """A region as a sentence names it: its name and code, with the kecamatan of a desa."""
        name = self.upper.get(code) or self.kecamatan.get(code) or self.desa.get(code)
        if name is None:
            return code
        kecamatan = f", Kecamatan {self.kecamatan.get(code[:8], '?')}" if code in self.desa else ""
        return f"{name}{kecamatan} ({code})"

    def rows(self) -> Rows:
        """The rows of daftar_wilayah: province, district, kecamatan and desa."""
        own = {c: n for c, n in self.upper.items() if c in (self.kode_kab[:2], self.kode_kab)}
        named = own | self.kecamatan | self.desa
        return [
            {
                "kode": code,
                "tingkat": code.count(".") + 1,
                "nama": named[code],
                "luas_ha": self.area_ha.get(code),
                "edisi": self.edition,
            }
            for code in sorted(named)
        ]
