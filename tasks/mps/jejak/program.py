"""Edges of the MPS: every total back to areas, households and votes, every line back to its SSK activity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from schemas import refs
from schemas.contract import Row
from tasks.lineage.units.edges import Edges
from tasks.mps.alokasi.pagu import Pagu
from tasks.mps.baris import COMMITTED, PARTIAL
from tasks.mps.calon import Bahan, Calon
from tasks.mps.kesiapan.dokumen import NOTHING, Syarat
from tasks.mps.kesiapan.siap import Tipe
from tasks.mps.langkah import YEARS
from tasks.mps.prioritas.bobot import Bobot
from tasks.mps.prioritas.skor import Scores

TOTAL = "mps.criteria"
RULED = "bobot menurut aturan"
RANKS = "mps.rank.level"
READINESS = "mps.readiness_cutoff"
SCHEDULE = "mps.sidlacom_groups"
WITH_CEILING = "mps.alloc.mode"
WITHOUT_CEILING = "mps.unknown_capability"


@dataclass(slots=True)
class Jejak:
    """Writes the edges of one district; references of the data lie in the fiscal year before."""

    fiscal_year: int
    kab: str
    edges: Edges
    _of_area: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _of_desa: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _aggs: dict[str, str] = field(default_factory=dict)

    def priorities(
        self,
        calon: Sequence[Calon],
        scores: Sequence[Scores],
        names: Sequence[str],
        bahan: Bahan,
        votes: Mapping[tuple[str, str], Sequence[str]],
        bobot: Mapping[str, Bobot],
    ) -> None:
        """prioritas <- what each criterion that is present looked at, and submitted weights."""
        self._aggregates(calon, bahan, bobot)
        for c, s in zip(calon, scores, strict=True):
            sources: list[str] = []
            for name, score in zip(names, s, strict=True):
                if score is None:
                    continue
                given = votes.get((c.id, name))
                if given is None:
                    sources += self._criterion(name, c, bahan)
                else:
                    sources += (self._own("skor_prioritas", key, "skor") for key in given)
            if bobot[c.komponen].is_submitted:
                sources.append(self._agg(f"bobot_{c.komponen}"))
            self.edges.add(refs.prioritas(self.fiscal_year, self.kab, c.id), TOTAL, sources)

    def ranks(self, calon: Sequence[Calon], bobot: Mapping[str, Bobot], *, has_classes: bool) -> None:
        """rentang_peringkat <- its priority, and through one aggregate all totals, weight ranges and unsure classes."""
        fy, kab, name = self.fiscal_year, self.kab, self._agg("peringkat")
        sources = [refs.prioritas(fy, kab, "*", "total")]
        if has_classes:
            sources.append(refs.computed("kepastian", fy - 1, kab, "*", "bertahan_pct"))
        sources += (
            self._own("bobot", f"{komponen}|{criterion}", column)
            for komponen, b in sorted(bobot.items())
            for criterion in sorted(b.stated)
            for column in ("bobot_min_pct", "bobot_max_pct")
        )
        self.edges.add(name, RANKS, sources)
        for c in calon:
            row = refs.computed("rentang_peringkat", fy, kab, c.id)
            self.edges.add(row, RANKS, [refs.prioritas(fy, kab, c.id), name])

    def _aggregates(self, calon: Sequence[Calon], bahan: Bahan, bobot: Mapping[str, Bobot]) -> None:
        fy, kab = self.fiscal_year, self.kab
        for komponen in sorted({c.komponen for c in calon if c.penerima is not None}):
            whole_column = refs.ssk(fy - 1, kab, "*", "penerima_manfaat_kk")
            self.edges.add(self._agg(f"kuartil_penerima_{komponen}"), "mps.beneficiary_cuts", [whole_column])
            cost = [refs.ssk(fy - 1, kab, "*", column) for column in ("penerima_manfaat_kk", "jumlah_rp")]
            if "biaya_per_kk" in bobot[komponen].weights:
                self.edges.add(self._agg(f"kuartil_biaya_{komponen}"), "mps.beneficiary_cuts", cost)
        if bahan.miskin:
            columns = [refs.tabel(fy - 1, kab, "penduduk", "*", column) for column in ("kk_miskin", "kk")]
            self.edges.add(self._agg("rata_miskin"), "mps.pro_poor_cuts", columns)
        for komponen, b in bobot.items():
            if not b.is_submitted:
                for name in sorted(b.weights):
                    self.edges.add(refs.computed("bobot_dipakai", fy, kab, f"{komponen}|{name}"), RULED, [])
            else:
                cells = {name: self._own("bobot", f"{komponen}|{name}", "bobot_pct") for name in sorted(b.weights)}
                self.edges.add(self._agg(f"bobot_{komponen}"), TOTAL, cells.values())
                for name, cell in cells.items():
                    self.edges.add(refs.computed("bobot_dipakai", fy, kab, f"{komponen}|{name}"), TOTAL, [cell])

    def _criterion(self, name: str, c: Calon, bahan: Bahan) -> Iterable[str]:
        if name == "penerima_manfaat":
            ssk = refs.ssk(self.fiscal_year - 1, self.kab, c.id, "penerima_manfaat_kk")
            return ssk, self._agg(f"kuartil_penerima_{c.komponen}")
        if name in ("permasalahan_mendesak", "area_berisiko"):
            return self._areas(c.area)
        if name == "biaya_per_kk":
            columns = ("penerima_manfaat_kk", "jumlah_rp")
            own = [refs.ssk(self.fiscal_year - 1, self.kab, c.id, column) for column in columns]
            return *own, self._agg(f"kuartil_biaya_{c.komponen}")
        if name == "kesiapan":
            return (refs.computed("kesiapan_baris", self.fiscal_year, self.kab, c.id),)
        return (*self._poor(c.desa, bahan), self._agg("rata_miskin"))

    def _areas(self, area: tuple[str, ...]) -> tuple[str, ...]:
        if area not in self._of_area:
            self._of_area[area] = tuple([refs.area(self.fiscal_year - 1, *a.split("/")) for a in area])
        return self._of_area[area]

    def _poor(self, desa: tuple[str, ...], bahan: Bahan) -> tuple[str, ...]:
        if desa not in self._of_desa:
            is_whole = len(desa) >= len(bahan.miskin)
            used = () if is_whole else ((f"{d}|{bahan.tahun_penduduk[d]}") for d in desa if d in bahan.miskin)
            self._of_desa[desa] = tuple(
                refs.tabel(self.fiscal_year - 1, self.kab, "penduduk", row, column)
                for row in used
                for column in ("kk_miskin", "kk")
            )
        return self._of_desa[desa]

    def readiness(self, names: Iterable[str], syarat: Mapping[str, Syarat], types: Mapping[str, Tipe]) -> None:
        """kesiapan_baris <- the SSK activity, its type, the documents submitted for it, the steps that make one."""
        fy, kab = self.fiscal_year, self.kab
        for name in names:
            asks = syarat.get(name, NOTHING)
            sources = [refs.ssk(fy - 1, kab, name, "dokumen_perlu")]
            if name in types:
                sources.append(self._own("kesiapan", types[name].key, "tipe"))
            sources += (self._own("kesiapan", k, c) for k in asks.used for c in ("tanggal", "masa_berlaku"))
            sources += (self._own("kesiapan", k, "status") for k in asks.unusable)
            sources += (refs.ssk(fy - 1, kab, maker, "dokumen_buat") for maker in asks.makers)
            self.edges.add(refs.computed("kesiapan_baris", fy, kab, name), READINESS, sources)

    def schedule(self, baris: Iterable[Row]) -> None:
        """jadwal <- the lines of the activity."""
        for row in baris:
            name = str(row["kegiatan_id"])
            line = refs.mps(self.fiscal_year, self.kab, name, str(row["sumber_dana"]))
            self.edges.add(refs.computed("jadwal", self.fiscal_year, self.kab, name), SCHEDULE, [line])

    def lines(self, baris: Iterable[Row], pagu: Pagu | None, committed: bool) -> None:
        """mps line <- its SSK activity, its priority, its readiness, and the ceilings that decided its year."""
        if pagu:
            self._ceilings(pagu)
        rule = WITH_CEILING if pagu else WITHOUT_CEILING
        for row in baris:
            name, sumber = str(row["kegiatan_id"]), str(row["sumber_dana"])
            ready = refs.computed("kesiapan_baris", self.fiscal_year, self.kab, name)
            sources = [str(row["ssk_ref"]), refs.prioritas(self.fiscal_year, self.kab, name), ready]
            if pagu:
                sources += self._deciding(row, sumber, pagu)
            if row["catatan_skor"]:
                sources.append(refs.computed("akibat_skor", self.fiscal_year - 1, self.kab, name))
            if committed and row["status"] in (COMMITTED, PARTIAL):
                sources += self._commitments(row, name, sumber)
            self.edges.add(refs.mps(self.fiscal_year, self.kab, name, sumber), rule, sources)

    def _ceilings(self, pagu: Pagu) -> None:
        by_source: dict[str, list[str]] = {}
        for (source, _), ref in sorted(pagu.ref.items()):
            by_source.setdefault(source, []).append(ref)
        for source, cells in by_source.items():
            self.edges.add(self._agg(f"pagu_{source}"), WITH_CEILING, cells)

    def shadow_prices(self, pagu: Pagu) -> None:
        """harga_bayangan <- its ceiling, and the priorities of all lines that ask for money."""
        totals = refs.prioritas(self.fiscal_year, self.kab, "*", "total")
        for (source, t), ref in sorted(pagu.ref.items()):
            key = f"{source}|{self.fiscal_year + t}"
            price = refs.computed("harga_bayangan", self.fiscal_year, self.kab, key)
            self.edges.add(price, "mps.alloc.mode", [ref, totals])

    def comparison(self, rows: Iterable[Row], pagu: Pagu) -> None:
        """perbandingan <- priorities and costs of all activities, and the ceilings."""
        fy, kab = self.fiscal_year, self.kab
        sources = [refs.prioritas(fy, kab, "*", "total"), refs.ssk(fy - 1, kab, "*", "jumlah_rp")]
        sources += [ref for _, ref in sorted(pagu.ref.items())]
        for row in rows:
            self.edges.add(refs.computed("perbandingan", fy, kab, str(row["cara"])), WITH_CEILING, sources)

    def delays(self, rows: Iterable[Row], pagu: Pagu) -> None:
        """penundaan <- the readiness of the activity, the step before it, and the ceilings that are full."""
        fy, kab = self.fiscal_year, self.kab
        cells = {f"{source} {fy + t}": ref for (source, t), ref in pagu.ref.items()}
        for row in rows:
            sources = [refs.computed("kesiapan_baris", fy, kab, str(row["kegiatan_id"]))]
            if row["langkah"]:
                sources.append(refs.computed("jadwal", fy, kab, str(row["langkah"])))
            sources += (cells[name] for name in str(row["penuh"] or "").split(";") if name in cells)
            self.edges.add(refs.computed("penundaan", fy, kab, str(row["kegiatan_id"])), WITH_CEILING, sources)

    def _deciding(self, row: Row, sumber: str, pagu: Pagu) -> list[str]:
        if row["status"] == "daftar_tunggu":
            return [self._agg(f"pagu_{sumber}")] if any(s == sumber for s, _ in pagu.rp) else []
        return [pagu.ref[sumber, t] for t in _paid_years(row) if (sumber, t) in pagu.ref]

    def _commitments(self, row: Row, name: str, sumber: str) -> list[str]:
        keys = [f"{name}|{sumber}|{self.fiscal_year + t}" for t in _paid_years(row)]
        return [self._own("komitmen_baris", key, "komitmen_rp") for key in keys]

    def _own(self, table: str, key: str, column: str) -> str:
        return refs.tabel(self.fiscal_year, self.kab, table, key, column)

    def _agg(self, name: str) -> str:
        if name not in self._aggs:
            self._aggs[name] = refs.agg(self.fiscal_year, self.kab, name)
        return self._aggs[name]


def _paid_years(row: Row) -> list[int]:
    return [t for t in range(1, YEARS + 1) if row[f"biaya_{t}_rp"]]
