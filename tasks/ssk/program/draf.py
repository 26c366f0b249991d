"""The programme draft: packages at their places become dated activities with volumes and costs (catalogue.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from schemas.contract import Row
from tasks.arith import half_up_int
from tasks.ssk.aturan import Aturan
from tasks.ssk.program.baris import VOLUMES, YEARS, cost_of, row_of
from tasks.ssk.program.harga import DaftarHarga
from tasks.ssk.program.katalog import Katalog, Langkah
from tasks.ssk.program.pokja import Usulan, first_year, overlay
from tasks.ssk.program.tempat import Banyak, Tempat
from tasks.ssk.program.volume import volume_of
from tasks.ssk.tahapan.tambahan import Tidak

AFTER_PLAN = "sesudah masa rencana"
MASTERPLAN = "masterplan"
_EMPTY = "tidak ada kebutuhan yang tersisa (volume 0)"


_Steps = tuple[list[Langkah], list[str]]


@dataclass(slots=True)
class Draf:
    """Activities by id, the place and step each came from, and the steps that could not be made with their reason."""

    katalog: Katalog
    aturan: Aturan
    kode_kab: str
    harga: DaftarHarga
    usulan: Mapping[str, Usulan] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)
    tempat: dict[str, Tempat] = field(default_factory=dict)
    tahun: dict[str, int] = field(default_factory=dict)
    gagal: dict[tuple[str, str], str] = field(default_factory=dict)

    _start: dict[int, int] = field(default_factory=dict)
    _steps: dict[tuple[str, tuple[str, ...]], _Steps] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._start = dict(self.aturan.start_year)

    def add(self, places: Iterable[Tempat]) -> None:
        """Draft the packages in the order given; what a step waits for must come before it."""
        for place in places:
            self._add(place)

    def _add(self, t: Tempat) -> None:
        steps, serving = self._steps_of(t)
        volumes = {s.kode: volume_of(s.step.volume, t) for s in steps if not s.is_om}
        highest = t.highest_class()
        if serving and not any(volumes[kode] for kode in serving) and not self._is_asked(steps, t):
            if highest in self.aturan.priority_classes:
                self.gagal[serving[0], t.lokasi] = _EMPTY
            return
        start = 1 if t.lokasi == self.kode_kab else self._start[highest]
        shared = self._shared(t)
        for s in steps:
            if s.is_om:
                self._add_om(s, t, shared)
            else:
                self._add_step(s, t, shared, volumes[s.kode], start)

    def _steps_of(self, t: Tempat) -> _Steps:
        """The steps of the package that are made at the place, and the codes of those that serve people."""
        key = (t.paket, t.langkah)
        if key not in self._steps:
            steps = [s for s in self.katalog.paket[t.paket] if not t.langkah or s.kode in t.langkah]
            self._steps[key] = (steps, [s.kode for s in steps if s.step.is_layanan])
        return self._steps[key]

    def _is_asked(self, steps: list[Langkah], t: Tempat) -> bool:
        return any(f"{s.kode}-{t.lokasi}" in self.usulan for s in steps)

    def _shared(self, t: Tempat) -> Row:
        komponen, high = t.komponen, self.aturan.priority_classes
        return {
            "lokasi": t.lokasi,
            "kode_desa": ";".join([d.kode for d in t.desa]),
            "area": ";".join([f"{d.kode}/{komponen}" for d in t.desa if d.kelas(komponen) in high]),
            "penerima_manfaat_kk": t.penerima(),
        }

    def _add_step(self, s: Langkah, t: Tempat, shared: Row, volume: Banyak, start: int) -> None:
        kid = f"{s.kode}-{t.lokasi}"
        if kid in self.rows:
            return
        before, obstacle = self._before(s, t)
        year = max((start, *(self.tahun[p] + (mark == "+1") for p, mark in before), *self._after_documents(s, t)))
        usulan = self.usulan.get(kid)
        if usulan is None:
            if isinstance(volume, Tidak) or obstacle or year > YEARS:
                unknown = volume.alasan if isinstance(volume, Tidak) else ""
                self.gagal[s.kode, t.lokasi] = unknown or obstacle or AFTER_PLAN
                return
            if volume == 0:
                return
        size = 0 if isinstance(volume, Tidak) or year > YEARS else volume
        volumes = [size if t_ == year else 0 for t_ in range(1, YEARS + 1)]
        harga = self.harga.in_year(s, first_year(usulan, min(year, YEARS)))
        row = row_of(s.fixed, kid, shared, volumes, harga, before)
        self._keep(kid, t, overlay(row, usulan) if usulan else row, year)

    def _add_om(self, s: Langkah, t: Tempat, shared: Row) -> None:
        """O&P of a year: om percent of what stands by then; nothing where no part is made or the owner pays."""
        kid = f"{s.kode}-{t.lokasi}"
        parts = [(self.rows.get(f"{kode}-{t.lokasi}"), self.katalog.langkah[kode].step.om_pct) for kode in s.step.om_of]
        made = [(row, pct / 100) for row, pct in parts if row is not None and pct]
        before, obstacle = self._before(s, t)
        usulan = self.usulan.get(kid)
        if usulan is None and (not made or any(row["jumlah_rp"] is None for row, _ in made)):
            if obstacle or made:
                self.gagal[s.kode, t.lokasi] = obstacle or "biaya pembangunan tidak diketahui"
            return
        whole = sum((pct * cost_of(row, "jumlah_rp") for row, pct in made), Fraction(0))
        volumes = [self._standing(made, year) / whole if whole else Fraction(0) for year in range(1, YEARS + 1)]
        if usulan is None and not any(volumes):
            self.gagal[s.kode, t.lokasi] = AFTER_PLAN
            return
        plain = [v.numerator if v.denominator == 1 else v for v in volumes]
        row = row_of(s.fixed, kid, shared, plain, half_up_int(whole), before)
        year = next((i for i, v in enumerate(volumes, start=1) if v), YEARS)
        self._keep(kid, t, overlay(row, usulan) if usulan else row, year)

    def _standing(self, made: list[tuple[Row, Fraction]], year: int) -> Fraction:
        until = range(1, year - self.aturan.om_start + 1)
        return sum((pct * cost_of(row, f"biaya_{y}_rp") for row, pct in made for y in until), Fraction(0))

    def _keep(self, kid: str, t: Tempat, row: Row, year: int) -> None:
        self.rows[kid] = row
        self.tempat[kid] = t
        self.tahun[kid] = next((y for y, volume in enumerate(VOLUMES, start=1) if row[volume]), year)

    def _before(self, s: Langkah, t: Tempat) -> tuple[list[tuple[str, str]], str]:
        """Activities that must precede, with their mark; and why one of them could not be made ("" when none)."""
        found: dict[str, str] = {}
        for kode, mark in s.step.setelah:
            place = t.lokasi if self.katalog.langkah[kode].step.paket == t.paket else self.kode_kab
            kid = f"{kode}-{place}"
            if kid in self.rows:
                found[kid] = mark
            elif (kode, place) in self.gagal:
                reason = self.gagal[kode, place]
                return list(found.items()), reason if reason == AFTER_PLAN else f"menunggu {kode}: {_root(reason)}"
            else:
                passed, obstacle = self._before(self.katalog.langkah[kode], t)
                if obstacle:
                    return list(found.items()), obstacle
                found.update((p, m) for p, m in passed if p not in found)
        return list(found.items()), ""

    def _after_documents(self, s: Langkah, t: Tempat) -> Iterator[int]:
        """The year after that of every planned step that makes a document of this one; `a|b` is either."""
        for needed in s.step.dokumen_perlu:
            for kode in self._makers(needed, t):
                kid = f"{kode}-{self.kode_kab if kode.endswith('-STD-02') else t.lokasi}"
                if kid in self.tahun and kode != s.kode:
                    yield self.tahun[kid] + 1

    def _makers(self, needed: str, t: Tempat) -> Iterator[str]:
        either = ("amdal", "ukl_upl") if needed.startswith("amdal_atau") else ()
        names = frozenset((*needed.split("|"), *either))
        own = (*self.katalog.paket[t.paket], *self.katalog.paket.get(f"{t.paket[:2]}-STD", ()))
        return (m.kode for m in own if names.intersection("|".join(m.step.dokumen_buat).split("|")))


def _root(reason: str) -> str:
    """The reason at the end of a chain of waiting steps."""
    return reason.rpartition(": ")[2]
