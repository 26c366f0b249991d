"""Edges of the Buku Putih: from classes through scores and indicators down to submitted values."""

from __future__ import annotations

from collections.abc import Iterable

from schemas import refs
from schemas.contract import Row, Rows
from tasks.buku_putih.bahan import Bahan
from tasks.buku_putih.ehra import DISTRICT, IRS_OF, STRATUM
from tasks.buku_putih.fakta import whole_column
from tasks.buku_putih.indicators.urban_rural import URBAN_RURAL
from tasks.buku_putih.irs import COMPONENTS, TOTAL
from tasks.buku_putih.jawaban.aturan import columns_by_key, risks_in_force
from tasks.buku_putih.jawaban.cetak import TOTAL as ALL_STRATA
from tasks.buku_putih.modus import COLUMNS_OF, TABLE_OF
from tasks.buku_putih.persepsi import of_komponen
from tasks.buku_putih.strata import FLAGS, K1, K2
from tasks.lineage.units.edges import Edges

RANGE = "nilai terkecil dan terbesar kabupaten"
BY_INTERVAL = "selang sama: buku-putih.md bagian 4"
THREE = "rata-rata tiga skor: area.w_scores"
BY_PRODUCT = "selang sama atas IMPACT x EXPOSURE: area.final_class"
NOT_SCORED = "belum dapat dinilai"
CHOSEN = "skor kunjungan, bila tidak ada skor disepakati"
SUBMITTED = "skor yang diserahkan Pokja"


def trace(bahan: Bahan, areas: Rows, issues: Rows, printed: Rows) -> Edges:
    """All edges of one district."""
    jejak = _Jejak(bahan)
    jejak.indicators()
    jejak.irs()
    jejak.survey(printed)
    for row in areas:
        jejak.area(row)
    jejak.tally(issues)
    return jejak.edges


class _Jejak:
    def __init__(self, bahan: Bahan) -> None:
        self.edges = Edges()
        self._bahan = bahan
        self._fy, self._kab = bahan.fiscal_year, bahan.kode_kab
        self._items = columns_by_key(risks_in_force(bahan.rules)) if bahan.matriks else {}
        self._names = {k: [(n, bahan.kolom[n].skor) for n in names] for k, names in bahan.names.items()}

    def _every_area(self, column: str) -> str:
        return refs.every("area", self._fy, self._kab, column)

    def _agg(self, name: str) -> str:
        return refs.agg(self._fy, self._kab, name)

    def _tabel(self, cells: Iterable[str]) -> list[str]:
        return [refs.cell(self._fy, self._kab, cell) for cell in cells]

    def indicators(self) -> None:
        """indikator#nilai <- submitted values; indikator#skor <- its value and the range of the district."""
        desa = {d.kode: d for d in self._bahan.desa}
        for name, column in self._bahan.kolom.items():
            facts, span = column.indicator.facts, self._agg(f"rentang_{name}")
            by_range = [] if column.indicator is URBAN_RURAL else [span]
            if column.nilai and by_range:
                whole = [whole_column(fact, self._bahan.has_places) for fact in facts]
                self.edges.add(span, RANGE, self._tabel(whole))
            for kode in column.nilai:
                value = refs.indikator(self._fy, kode, name, "nilai")
                cells = [cell for fact in facts for cell in desa[kode].cells(fact)]
                self.edges.add(value, f"indikator {name}: buku-putih.md bagian 5", self._tabel(cells))
                rule = BY_INTERVAL if by_range else "area.impact_urban_score"
                self.edges.add(refs.indikator(self._fy, kode, name, "skor"), rule, [value, *by_range])

    def irs(self) -> None:
        """irs#nilai <- the answers counted for its area and the stratum; irs#skor <- its value and the range."""
        if self._bahan.irs is None:
            return
        irs = self._bahan.irs
        for area in sorted(set(irs.area.values())):
            for bagian in irs.nilai[area]:
                if bagian != TOTAL:
                    counted = [s for key in COMPONENTS[bagian] for s in self._counted(area, key)]
                    self.edges.add(self._agg(f"irs_{area}_{bagian}"), f"responden berisiko {area}", counted)
        for bagian in (*COMPONENTS, TOTAL):
            if any(bagian in irs.nilai[a] for a in irs.area.values()):
                self.edges.add(self._agg(f"rentang_irs_{bagian}"), RANGE, self._every_count(bagian))
        for kode, area in irs.area.items():
            stratum = self._stratum(kode) if not area.endswith(kode) else []
            for bagian in irs.nilai[area]:
                value = refs.irs(self._fy, kode, bagian, "nilai")
                if bagian == TOTAL:
                    self.edges.add(value, "jumlah lima komponen", [refs.irs(self._fy, kode, c) for c in COMPONENTS])
                else:
                    self.edges.add(value, f"irs.w.{bagian}", [self._agg(f"irs_{area}_{bagian}"), *stratum])
                span = self._agg(f"rentang_irs_{bagian}")
                self.edges.add(refs.irs(self._fy, kode, bagian, "skor"), BY_INTERVAL, [value, span])

    def _counted(self, area: str, key: str) -> list[str]:
        """The counts of one area and sub-indicator: cells of table ehra, or an aggregate over the answers."""
        counts = self._bahan.irs.counts[area] if self._bahan.irs else {}
        if key not in counts:
            return []
        if key not in self._items:
            return self._tabel(counts[key].cells)
        made = self._agg(f"ehra_{area}_{key}")
        self.edges.add(made, f"responden berisiko {key}: buku-putih.md bagian 3", self._answers(key))
        return [made]

    def _every_count(self, bagian: str) -> list[str]:
        if not self._items:
            return self._tabel(("ehra/*#n_berisiko", "ehra/*#n_valid"))
        keys = COMPONENTS.get(bagian) or tuple(self._items)
        return list(dict.fromkeys(ref for key in keys for ref in self._answers(key)))

    def _answers(self, key: str) -> list[str]:
        return self._tabel(f"ehra_responden/*#{column}" for column in ("kode_desa", *self._items[key]))

    def survey(self, printed: Rows) -> None:
        """ehra_hitung <- the counts of its stratum, or all of them where the stratum is no area."""
        counts = self._bahan.irs.counts if self._bahan.irs else {}
        for row in printed:
            key, stratum = str(row["indikator"]), str(row["strata"])
            area = DISTRICT if stratum == ALL_STRATA else f"{STRATUM}-{stratum}"
            sources = self._counted(area, key) if area in counts else self._every_count(key[0])
            ref = refs.computed("ehra_hitung", self._fy, self._kab, f"{key}|{stratum}", "berisiko_pct")
            self.edges.add(ref, "persentase EHRA: buku-putih.md bagian 2.4", sources)

    def _stratum(self, kode: str) -> list[str]:
        stratum = self._bahan.strata.get(kode)
        if stratum is None:
            return []
        if stratum.is_declared:
            return self._tabel([f"wilayah/{kode}#strata"])
        cut = self._agg("batas_strata")
        self.edges.add(cut, "nilai kabupaten: buku-putih.md bagian 2.1", self._tabel(_whole(K1 + K2)))
        desa = next(d for d in self._bahan.desa if d.kode == kode)
        return [cut, *self._tabel(cell for fact in K1 + K2 + FLAGS for cell in desa.cells(fact))]

    def area(self, row: Row) -> None:
        """area#skor_akhir <- its parts; every part with a value <- what it was made from."""
        kode, komponen = str(row["kode_desa"]), str(row["komponen"])
        base = refs.area(self._fy, kode, komponen)
        final, parts = f"{base}#skor_akhir", self._scores(base, kode, komponen, row)
        rule = BY_PRODUCT if self._bahan.impact else THREE
        if row["dampak"] is not None:
            hit = [refs.indikator(self._fy, kode, n, "skor") for n in self._impact_of(kode)]
            self.edges.add(f"{base}#dampak", "area.w_impact", hit)
        if row["paparan"] is not None:
            self.edges.add(f"{base}#paparan", "area.w_exposure", parts)
        if row["perkalian"] is not None:
            self.edges.add(f"{base}#perkalian", "IMPACT x EXPOSURE", [f"{base}#dampak", f"{base}#paparan"])
            parts = [f"{base}#perkalian", self._agg(f"rentang_perkalian_{komponen}")]
        given = [c for c in ("skor_kunjungan", "skor_disepakati") if row[c] is not None]
        if given:
            for column in given:
                self.edges.add(
                    f"{base}#{column}", SUBMITTED, self._tabel([f"kesepakatan_skor/{kode}|{komponen}#{column}"])
                )
            if row["skor_hitung"] is not None:
                self.edges.add(f"{base}#skor_hitung", rule, parts)
            rule, parts = CHOSEN, [f"{base}#{given[0]}"]
        elif row["skor_hitung"] is None:
            rule, parts = NOT_SCORED, []
        self.edges.add(final, rule, parts)

    def _impact_of(self, kode: str) -> list[str]:
        return [name for name in self._bahan.impact if kode in self._bahan.kolom[name].skor]

    def _scores(self, base: str, kode: str, komponen: str, row: Row) -> list[str]:
        """Adds the edges of the three scores that are known, and names them."""
        found = []
        if row["skor_sekunder"] is not None:
            found.append(f"{base}#skor_sekunder")
            self.edges.add(found[-1], *self._secondary(kode, komponen))
        opd = of_komponen(self._bahan.persepsi, kode, komponen) if self._bahan.persepsi else None
        if opd is not None:
            found.append(f"{base}#skor_persepsi")
            self.edges.add(found[-1], "rata-rata skor OPD: area.opd_aggregate", self._tabel(opd.cells))
            self.edges.add(f"{base}#rerata_persepsi", "rata-rata skor OPD", self._tabel(opd.cells))
        if row["skor_ehra"] is not None:
            found.append(f"{base}#skor_ehra")
            self.edges.add(found[-1], "area.ehra_score", [refs.irs(self._fy, kode, IRS_OF[komponen], "skor")])
        return found

    def _secondary(self, kode: str, komponen: str) -> tuple[str, list[str]]:
        if komponen in self._bahan.modus:
            known = self._bahan.modus_rows[komponen][kode]
            row = refs.tabel_row(self._fy, self._kab, TABLE_OF[komponen], kode)
            cells = [f"{row}#{c}" for c in COLUMNS_OF[komponen] if known.get(c) is not None]
            return f"area.mode_score_{komponen.lower()}", cells
        names = [name for name, skor in self._names[komponen] if kode in skor]
        return "rata-rata skor indikator: area.w_sekunder", [refs.indikator(self._fy, kode, n, "skor") for n in names]

    def tally(self, issues: Rows) -> None:
        """ringkasan_area <- the classes of the district; isu <- the classes of its desa."""
        for komponen in self._bahan.komponen:
            every = self._agg(f"kelas_{komponen}")
            self.edges.add(every, f"kelas semua desa, komponen {komponen}", [self._every_area("skor_akhir")])
            tally = refs.computed("ringkasan_area", self._fy, self._kab, komponen)
            self.edges.add(tally, "jumlah desa per kelas", [every])
            if self._bahan.impact:
                span = self._agg(f"rentang_perkalian_{komponen}")
                self.edges.add(span, f"{RANGE}, komponen {komponen}", [self._every_area("perkalian")])
        for row in issues:
            komponen = str(row["komponen"])
            desa = [refs.area(self._fy, kode, komponen) for kode in str(row["kode_desa"]).split(";")]
            self.edges.add(refs.isu(self._fy, self._kab, str(row["isu_id"])), "area.priority_classes", desa)


def _whole(facts: Iterable[str]) -> list[str]:
    return [whole_column(fact, has_places=False) for fact in facts]
