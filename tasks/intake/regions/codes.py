"""Region codes: accepted, repaired where nothing is guessed, or refused with the reason (programme.md section 11)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tasks.intake.grids.file_messages import shown
from tasks.intake.grids.grid import BARE_FORMULA, NUMBER, Cell
from tasks.intake.regions.code_forms import TO_TEXT, Reading, broken, dotted_of, lost, refused, without_zeros
from tasks.intake.regions.names import district_name, same_place
from tasks.intake.regions.slice import Slice
from tasks.intake.values.numbers import BLANKS

KEMENDAGRI, KODE_BPS = "kemendagri", "kode_bps"
CODE_RULES = frozenset({"RG-01", "RG-02", "RG-03", "RG-04", "RG-07", "RG-09"})
_DESA = re.compile(r"\d\d\.\d\d\.\d\d\.\d{4}")
_UPPER = re.compile(r"\d\d(\.\d\d)?")
_BARE = re.compile(r"(\d{4}|\d{6}|\d{10})(?:\.0)?")


@dataclass(slots=True)
class Resolver:
    """Reads the codes of one submission. `declared` is its code system, None when nobody said.

    `known` maps texts that wilayah has proven, by code and name, to their desa: other tables may then carry the code
    alone.
    """

    regions: Slice
    declared: str | None = None
    known: Mapping[str, str] = field(default_factory=dict)

    def desa(self, cell: Cell, desa: str = "", kecamatan: str = "") -> Reading:
        """The desa of a code cell, with the names of its row ("" where the table has none)."""
        text = cell.text
        if text.lower() in BLANKS and cell.kind != BARE_FORMULA:
            return self._by_name(desa, kecamatan) if desa else Reading(None)
        if (damage := broken(cell)) is not None:
            return damage
        if text in self.known and not desa:
            return Reading(self.known[text])
        if _DESA.fullmatch(text):
            return self._dotted(text, desa, kecamatan)
        if (bare := _BARE.fullmatch(text)) and len(bare[1]) == 10:
            return self._bare(bare[1], desa, kecamatan)
        return self._damaged(cell, desa, kecamatan)

    def upper(self, cell: Cell, name: str = "") -> Reading:
        """The province or district of a code cell, with its name ("" where the table has none)."""
        text = cell.text
        if text.lower() in BLANKS and cell.kind != BARE_FORMULA:
            return Reading(None)
        if (damage := broken(cell)) is not None:
            return damage
        if cell.kind != NUMBER and _UPPER.fullmatch(text):
            return self._listed_upper(text, name)
        if cell.kind == NUMBER and re.fullmatch(r"\d\d", text):
            return self._listed_upper(text, name)
        if (bare := _BARE.fullmatch(text)) and len(bare[1]) == 4:
            return self._bare_upper(bare[1], name)
        return self._damaged_upper(cell, name)

    def respondent(self, number: str) -> Reading | None:
        """RG-10: refuses a respondent number that reads by statistics codes only, unless these are declared."""
        if not re.fullmatch(r"\d{13}", number) or self.declared == KODE_BPS:
            return None
        kemendagri = dotted_of(number[:10])
        if kemendagri in self.regions.desa or self.regions.bridge.get(number[:7]) not in self.regions.kecamatan:
            return None
        return refused(
            "RG-10",
            "Nomor responden ini hanya cocok dengan kode statistik (2-2-3-3-1-2), padahal sistem kode itu tidak "
            "dinyatakan. Nyatakan code_system kode_bps, atau pakai nomor dengan kode Kemendagri (2-2-2-4-1-2).",
        )

    def _dotted(self, code: str, desa: str, kecamatan: str) -> Reading:
        r = self.regions
        if self.declared == KODE_BPS:
            return refused(
                "RG-02",
                "Kiriman ini menyatakan kode_bps, tetapi kodenya bertitik seperti kode Kemendagri. "
                "Betulkan pernyataan sistem kode atau kodenya.",
            )
        if code[:5] != r.kode_kab:
            return refused(
                "RG-09",
                f"Kode ini milik {r.label(code[:5])}, bukan {r.label(r.kode_kab)}. "
                "Kirim hanya desa/kelurahan kabupaten/kota ini; periksa apakah kodenya kode statistik.",
            )
        if code not in r.desa:
            return self._unlisted(code, desa, kecamatan)
        return self._agreeing(code, desa, kecamatan) if desa else Reading(code)

    def _agreeing(self, code: str, desa: str, kecamatan: str) -> Reading:
        """RG-02 and RG-03: the code with its name."""
        r = self.regions
        if same_place(desa, r.desa[code]):
            listed = r.kecamatan.get(code[:8], "")
            if not kecamatan or same_place(kecamatan, listed):
                return Reading(code)
            return Reading(
                code,
                "RG-03",
                "warning",
                f"Menurut daftar wilayah kode ini ada di Kecamatan {listed}, bukan {kecamatan}. "
                "Kodenya dipakai; periksa kecamatannya.",
            )
        if others := [r.label(c) for c in r.desa_named(desa)]:
            return refused(
                "RG-03",
                f"Kode ini milik {r.label(code)}, sedangkan nama {desa} milik {shown(others)}. "
                "Betulkan kode atau namanya; sistem tidak menebak.",
            )
        if self.declared == KEMENDAGRI:
            return Reading(
                code,
                "RG-03",
                "warning",
                f"Nama {desa} berbeda dari daftar wilayah, yaitu {r.label(code)}. Kodenya dipakai; samakan namanya.",
            )
        return refused(
            "RG-02",
            f"Kode dan nama tidak cocok: kode ini milik {r.label(code)}, nama {desa} tidak ada dalam daftar. "
            "Samakan namanya dengan daftar, atau nyatakan sistem kodenya (code_system kemendagri).",
        )

    def _unlisted(self, code: str, desa: str, kecamatan: str) -> Reading:
        if names := self.regions.retired.get(code):
            told = shown([f"{name} pada edisi {edition}" for edition, name in names])
            return refused(
                "RG-06",
                f"Kode ini sudah tidak berlaku ({told}) dan tidak dapat dialihkan otomatis. "
                "Pakai kode desa/kelurahan yang berlaku sekarang.",
            )
        return refused(
            "RG-03",
            f"Kode ini tidak ada dalam daftar wilayah edisi {self.regions.edition}. "
            f"{self._candidates(desa, kecamatan)}Betulkan kodenya.",
        )

    def _bare(self, digits: str, desa: str, kecamatan: str) -> Reading:
        """RG-04: ten digits belong to the declared system, else to the only one that fits code and name."""
        if self.declared == KEMENDAGRI:
            return self._dotted(dotted_of(digits), desa, kecamatan)
        if self.declared == KODE_BPS:
            return self._statistical(digits, desa)
        r, dotted = self.regions, dotted_of(digits)
        if not desa and dotted in self.known.values() and not self._is_statistical(digits):
            return Reading(
                dotted,
                "RG-04",
                "advice",
                f"Kode ditulis tanpa titik; dibaca {r.label(dotted)} karena tabel wilayah kiriman ini memuatnya dan "
                "tidak ada arti lain. Lebih baik ditulis dengan titik.",
            )
        fits = {dotted} if dotted in r.desa and desa and same_place(desa, r.desa[dotted]) else set()
        fits |= set(self._inside(digits, desa))
        if len(fits) == 1:
            return Reading(fits.pop())
        other = r.bridge.get(digits[:4], "")
        readings = [r.label(c) for c in (dotted[:5], other) if c in r.upper]
        return refused(
            "RG-04",
            f"Kode tanpa titik ini dapat berarti kode Kemendagri atau kode statistik "
            f"({shown(sorted(set(readings))) or 'tidak dikenal'}), dan nama desanya tidak menunjukkan yang mana. "
            "Tulis kode Kemendagri dengan titik, atau nyatakan sistem kodenya.",
        )

    def _is_statistical(self, digits: str) -> bool:
        """Whether the digits are also a statistics code of a kecamatan of this district."""
        return self.regions.bridge.get(digits[:7]) in self.regions.kecamatan

    def _statistical(self, digits: str, desa: str) -> Reading:
        """A declared statistics code: the bridge to its kecamatan, then the exact name of the desa inside it."""
        r = self.regions
        district = r.bridge.get(digits[:4])
        if district != r.kode_kab:
            owner = r.label(district) if district else "wilayah yang tidak ada dalam jembatan kode"
            return refused(
                "RG-09",
                f"Menurut jembatan kode, kode statistik ini milik {owner}, bukan {r.label(r.kode_kab)}. "
                "Kirim hanya desa/kelurahan kabupaten/kota ini.",
            )
        found = self._inside(digits, desa)
        if len(found) == 1:
            return Reading(found[0])
        where = r.bridge.get(digits[:7])
        place = r.label(where) if where else "kecamatan yang tidak ada dalam jembatan kode"
        return refused(
            "RG-03",
            f"Kode statistik ini ada di {place}; nama {desa or '(kosong)'} tidak ditemukan tepat satu kali di sana. "
            f"{self._candidates(desa, '')}Pakai kode Kemendagri untuk baris ini.",
        )

    def _inside(self, digits: str, desa: str) -> list[str]:
        kecamatan = self.regions.bridge.get(digits[:7])
        return self.regions.desa_named(desa, [kecamatan]) if kecamatan and desa else []

    def _by_name(self, desa: str, kecamatan: str) -> Reading:
        """RG-08: a row without code is found by its exact name inside its kecamatan, never by the name alone."""
        r = self.regions
        if not kecamatan:
            return refused(
                "RG-08",
                f"Baris tanpa kode tidak dapat dikenali dari nama {desa} saja, karena nama berulang. "
                f"{self._candidates(desa, '')}Isi kode_desa.",
            )
        inside = r.kecamatan_named(kecamatan)
        found = r.desa_named(desa, inside)
        if len(found) == 1:
            return Reading(found[0])
        missing = f"Kecamatan {kecamatan}" if inside else f"Kecamatan {kecamatan}, yang juga tidak ada dalam daftar,"
        return refused(
            "RG-08",
            f"Tidak ada desa/kelurahan bernama {desa} di {missing} menurut daftar wilayah {r.label(r.kode_kab)}. "
            f"{self._candidates(desa, '')}Betulkan namanya atau isi kode_desa; hapus baris contoh formulir.",
        )

    def _candidates(self, desa: str, kecamatan: str) -> str:
        inside = self.regions.kecamatan_named(kecamatan) if kecamatan else None
        labels = [self.regions.label(c) for c in self.regions.desa_named(desa, inside)] if desa else []
        return f"Yang bernama {desa}: {shown(labels)}. " if labels else ""

    def _damaged(self, cell: Cell, desa: str, kecamatan: str) -> Reading:
        found = self.regions.desa_named(desa, self.regions.kecamatan_named(kecamatan)) if desa and kecamatan else []
        return self._repaired(cell, found) or lost(cell, "PP.DD.CC.VVVV")

    def _damaged_upper(self, cell: Cell, name: str) -> Reading:
        parent = cell.text[:2]
        named = self.regions.districts_named(district_name(name)) if name else []
        provinces = [c for c, n in self.regions.upper.items() if len(c) == 2 and same_place(name, n)] if name else []
        found = [c for c in named if c.startswith(f"{parent}.")] + [c for c in provinces if c == parent]
        return self._repaired(cell, found) or lost(cell, "PP.DD")

    def _repaired(self, cell: Cell, found: list[str]) -> Reading | None:
        """RG-05: a damaged code is repaired when one name fits and the code differs from it by lost zeros only."""
        if len(found) != 1 or without_zeros(found[0]) != without_zeros(cell.text):
            return None
        return Reading(
            found[0],
            "RG-05",
            "warning",
            f"Kode rusak karena terbaca sebagai angka; dipulihkan menjadi {self.regions.label(found[0])} "
            f"karena namanya hanya satu di wilayah induknya. {TO_TEXT}",
        )

    def _listed_upper(self, code: str, name: str) -> Reading:
        r = self.regions
        listed = r.upper.get(code)
        if listed is None:
            return self._unlisted(code, "", "")
        given, known = district_name(name), district_name(listed)
        if not name or (given.name == known.name and given.type in ("", known.type)):
            return Reading(code)
        others = [r.label(c) for c in r.districts_named(given)]
        owner = f"nama {name} milik {shown(others)}" if others else f"nama {name} tidak ada dalam daftar"
        return refused("RG-03", f"Kode ini milik {r.label(code)}, sedangkan {owner}. Betulkan kode atau namanya.")

    def _bare_upper(self, digits: str, name: str) -> Reading:
        r = self.regions
        by_system = {KEMENDAGRI: f"{digits[:2]}.{digits[2:]}", KODE_BPS: r.bridge.get(digits, "")}
        if self.declared:
            return self._listed_upper(by_system[self.declared], name)
        named = set(r.districts_named(district_name(name))) if name else set()
        fits = {c for c in by_system.values() if c in r.upper} & named
        if len(fits) == 1:
            return Reading(fits.pop())
        labels = sorted({r.label(c) for c in by_system.values() if c in r.upper})
        return refused(
            "RG-04",
            f"Kode tanpa titik ini tidak jelas sistemnya ({shown(labels) or 'tidak dikenal'}). "
            "Nyatakan sistem kodenya atau tulis dengan titik.",
        )
