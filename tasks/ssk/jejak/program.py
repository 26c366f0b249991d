"""Lineage of the SSK: every outcome, phase, activity and capability with the values it was made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from schemas import refs
from schemas.contract import Row, Rows
from tasks.lineage.units.edges import Edges
from tasks.ssk.fakta import Desa
from tasks.ssk.keuangan.kemampuan import MURNI_COLUMNS
from tasks.ssk.program.baris import VOLUMES
from tasks.ssk.program.harga import DaftarHarga
from tasks.ssk.program.katalog import Katalog
from tasks.ssk.program.pokja import Usulan
from tasks.ssk.program.tempat import Tempat
from tasks.ssk.tahapan.tambahan import ROW_OF

ZONE_RULE = {
    "AL": "zona_AL: ssk.density_cuts, ssk.gw_depth, ssk.hilly_steps",
    "PS": "zona_PS: ssk.ps_density",
    "DR": "prioritas_DR: ssk.md bagian 3",
}
_LAND = {
    "AL": (
        ("terbangun_ha", "luas_terbangun_ha"),
        ("cbd", "cbd"),
        ("cbd_rencana", "cbd_rencana"),
        ("air_tanah_m", "muka_air_tanah_m"),
        ("berbukit", "topografi"),
    ),
    "PS": (("terbangun_ha", "luas_terbangun_ha"), ("cbd", "cbd"), ("urban", "klasifikasi_statistik")),
    "DR": (("cbd", "cbd"), ("urban", "klasifikasi_statistik")),
}
COST_RULE = "volume x harga satuan"
OM_RULE = "persentase O&P dari biaya pembangunan"
POKJA_RULE = "kegiatan yang diserahkan Pokja"
SERVED_RULE = "KK yang akan dilayani, atau KK desanya"


class Jejak:
    """Adds the edges of one district; sums over several desa get one `agg` reference each."""

    def __init__(self, fiscal_year: int, kode_kab: str, desa: Sequence[Desa], priority: Collection[int]) -> None:
        self.edges = Edges()
        self.fiscal_year, self.kode_kab = fiscal_year, kode_kab
        self._by_kode = {d.kode: d for d in desa}
        self._priority = priority
        self._aggs: dict[str, str] = {}
        self._sistem: Mapping[str, str] = {}
        self._phases: set[str] = set()
        self.zoned: set[tuple[str, str]] = set()

    def zones(self, rows: Rows, overrides: Collection[tuple[str, str]]) -> None:
        """Zone of each desa <- the submitted values that are known, and its risk class."""
        for row in rows:
            kode, komponen = str(row["kode_desa"]), str(row["komponen"])
            sources = self._zone_facts(self._by_kode[kode], komponen)
            if (kode, komponen) in overrides:
                sources.append(self.cell(f"zona_penyesuaian/{kode}|{komponen}#sistem"))
            if sources:
                self.zoned.add((kode, komponen))
                self.edges.add(refs.zona(self.fiscal_year, kode, komponen), ZONE_RULE[komponen], sources)

    def _zone_facts(self, d: Desa, komponen: str) -> list[str]:
        land = refs.tabel_row(self.fiscal_year, self.kode_kab, "wilayah", d.kode)
        found = [f"{land}#{column}" for name, column in _LAND[komponen] if getattr(d, name) is not None]
        if komponen != "DR" and d.penduduk is not None:
            found.append(self.cell(self._people(d, "penduduk_jiwa")))
        if komponen == "AL" and d.banjir is not None:
            found.append(self.cell(d.banjir_di))
        if komponen != "PS" and d.rob is not None:
            found.append(self.cell(d.rob_di))
        if komponen == "DR" and d.genangan_ha is not None:
            found += [self.cell(cell) for cell in d.genangan_di]
        if komponen != "PS" and d.kelas(komponen) is not None:
            found.append(refs.area(self.fiscal_year, d.kode, komponen))
        return found

    def services(self, rows: Rows) -> None:
        """Service phases <- the submitted row, and households with their growth."""
        for row in rows:
            key = f"{row['komponen']}|{row['sistem']}"
            cells = [self.cell(f"tahapan/{key}#{n}") for n in ("eksisting", "pendek", "menengah", "panjang")]
            if row["eksisting_kk"] is not None:
                cells.append(self._agg("kk-kabupaten", "jumlah KK desa", ("penduduk/*#kk",)))
                cells.append(self._agg("laju-kabupaten", "laju tiap desa", ("penduduk/*#laju_pct",)))
            ref = refs.layanan(self.fiscal_year, self.kode_kab, str(row["komponen"]), str(row["sistem"]))
            self.edges.add(ref, "tahapan: persen x KK proyeksi", cells)

    def activities(
        self, rows: Rows, places: Mapping[str, Tempat], usulan: Mapping[str, Usulan], layanan: Rows,
        katalog: Katalog, harga: DaftarHarga, sistem: Mapping[str, str],
    ) -> None:  # fmt: skip
        """Activities <- zones, risk areas, the amounts behind their volume, the steps they operate, the Pokja's row."""
        self._phases = {str(r["sistem"]) for r in layanan if r["komponen"] == "AL"}
        self._sistem = sistem
        made = {str(r["kegiatan_id"]) for r in rows}
        where: dict[int, tuple[list[str], list[str], list[str]]] = {}
        for row in rows:
            kid, kode = str(row["kegiatan_id"]), str(row["kode_katalog"])
            ref = refs.ssk(self.fiscal_year, self.kode_kab, kid)
            place, own = places.get(kid), usulan.get(kid)
            if place is not None:
                known = where.get(id(place))
                if known is None:
                    known = where[id(place)] = (self._where(place), self._amount(place), self._households(place))
                step = katalog.langkah[kode]
                operated = [p for k in step.step.om_of if (p := f"{k}-{place.lokasi}") in made]
                if operated:
                    self.edges.add(ref, OM_RULE, [refs.ssk(self.fiscal_year, self.kode_kab, p) for p in operated])
                else:
                    amount = known[1] if step.is_sized or place.lokasi == self.kode_kab else []
                    self.edges.add(ref, COST_RULE, [*known[0], *amount])
                if known[2]:
                    self.edges.add(f"{ref}#penerima_manfaat_kk", SERVED_RULE, known[2])
            if (own is None or "harga_satuan_rp" not in own.kolom) and (price := self._price(row, harga)):
                self.edges.add(ref, COST_RULE, price)
            if own is not None:
                self.edges.add(ref, POKJA_RULE, [*self._submitted(own), *self._areas(row)])

    def _price(self, row: Row, harga: DaftarHarga) -> list[str]:
        """The price that the district submitted for the step, or for an item of its own."""
        kode = str(row["kode_katalog"] or "")
        if kode in harga.langkah:
            return [refs.harga_dipakai(self.fiscal_year, self.kode_kab, kode)]
        own = None if kode else harga.named(str(row["nama"] or ""))
        return [self.cell(f"harga_satuan/{own.kunci}#harga_rp")] if own else []

    def _where(self, t: Tempat) -> list[str]:
        fy, komponen = self.fiscal_year, t.komponen
        zones = [refs.zona(fy, d.kode, komponen) for d in t.desa if (d.kode, komponen) in self.zoned]
        risky = [refs.area(fy, d.kode, komponen) for d in t.desa if d.kelas(komponen) in self._priority]
        if t.lokasi == self.kode_kab:
            found = [*self._many(f"zona-{t.paket}", "zona desa yang dilayani", zones, 0)]
            return found + self._many(f"area-risiko-{t.paket}", "desa berkelas 3-4", risky, 0)
        return zones + risky

    def _amount(self, t: Tempat) -> list[str]:
        if t.asal == "lumpur":
            cells = ("penduduk/*#penduduk_jiwa", "air_limbah/*#iplt_m3_hari")
            return [self._agg("lumpur-kurang", "lumpur kabupaten dikurangi kapasitas IPLT", cells)]
        if t.asal == "terangkut":
            return [self._agg("sampah-terangkut", "jumlah sampah terangkut", ("persampahan/*#terangkut_m3_hari",))]
        if t.asal == "genangan":
            return [self.cell(cell) for d in t.desa for cell in d.genangan_di]
        if t.asal == "tambah":
            return self._many(f"kk-tambah-{t.lokasi}", "jumlah kk_tambah desa", list(self._added(t)))
        return self._households(t) if t.asal == "kk" else []

    def _added(self, t: Tempat) -> Iterable[str]:
        for d in t.desa:
            parts = ((d.kk_babs, "kk_babs"), (d.kk_tidak_layak, "kk_jamban_tidak_layak"))
            yield from (self.cell(f"air_limbah/{d.kode}#{c}") for value, c in parts if value is not None)
        rows = {ROW_OF.get(self._sistem[d.kode]) for d in t.desa} & self._phases
        yield from (refs.layanan(self.fiscal_year, self.kode_kab, "AL", row) for row in sorted(filter(None, rows)))

    def _households(self, t: Tempat) -> list[str]:
        if t.lokasi == self.kode_kab:
            return [self._agg("kk-kabupaten", "jumlah KK desa", ("penduduk/*#kk",))]
        if t.asal == "tambah" and isinstance(t.kk, int):
            return self._amount(t)
        cells = [self.cell(self._people(d, "kk")) for d in t.desa if d.kk is not None]
        return self._many(f"kk-{t.lokasi}", "jumlah KK desa", cells)

    def _submitted(self, usulan: Usulan) -> Iterable[str]:
        table, first = "program_kegiatan", usulan.kunci[0]
        columns = [*(("harga_satuan_rp",) if "harga_satuan_rp" in usulan.kolom else ())]
        columns += [v for v, size in zip(VOLUMES, usulan.volumes or (), strict=False) if size]
        yield from (self.cell(f"{table}/{first}#{c}") for c in columns)
        if not columns:
            yield from (self.cell(f"{table}/{key}#jumlah_rp") for key in usulan.kunci)

    def _areas(self, row: Row) -> Iterable[str]:
        return (refs.area(self.fiscal_year, *part.split("/")) for part in str(row["area"] or "").split(";") if part)

    def capability(self, rows: Rows, keuangan: Rows, fiscal_year: int, history_years: int) -> None:
        """Capability of a year <- the history of own budget, direct expenditure and O&P, and a stated commitment."""
        given = {int(str(r["tahun"])): r for r in keuangan}
        years = [y for y in range(fiscal_year - history_years + 1, fiscal_year + 1) if y in given]
        series = []
        for name, columns in (
            ("apbd-murni", MURNI_COLUMNS),
            ("belanja-langsung", ("belanja_langsung_rp",)),
            ("op", ("op_rp",)),
        ):
            cells = [f"keuangan/{y}#{c}" for y in years for c in columns if given[y].get(c) is not None]
            if cells:
                series.append(self._agg(name, "fund.growth_mean: rata-rata pertumbuhan", cells))
        for row in rows:
            year = int(str(row["tahun"]))
            stated = [c for c in ("komitmen_rp", "komitmen_pct") if given.get(year, {}).get(c) is not None]
            sources = [*series, *(self.cell(f"keuangan/{year}#{c}") for c in stated[:1])]
            self.edges.add(
                refs.kemampuan(self.fiscal_year, self.kode_kab, year), "kemampuan pendanaan: ssk.md bagian 8", sources
            )
            t = year - fiscal_year
            if row["kebutuhan_apbd_k_rp"] is not None:
                ref = refs.kemampuan(self.fiscal_year, self.kode_kab, year, "kebutuhan_apbd_k_rp")
                column = refs.ssk(self.fiscal_year, self.kode_kab, "*", f"biaya_{t}_rp")
                self.edges.add(ref, "jumlah bagian APBD_K", [column])

    def _people(self, d: Desa, column: str) -> str:
        return f"penduduk/{d.kode}|{'' if d.tahun is None else d.tahun}#{column}"

    def cell_of(self, table: str, kode_desa: str, column: str) -> str:
        """The reference of a desa's value in use: for `penduduk` of its newest year."""
        if table == "penduduk":
            return self.cell(self._people(self._by_kode[kode_desa], column))
        return self.cell(f"{table}/{kode_desa}#{column}")

    def cell(self, path: str) -> str:
        """The reference of a submitted value, given as <table>/<key>#<column>."""
        return refs.cell(self.fiscal_year, self.kode_kab, path)

    def _many(self, name: str, rule: str, cells: list[str], at_most: int = 3) -> list[str]:
        """The references themselves, or one aggregate of more than `at_most`."""
        return [self._agg_of(name, rule, cells)] if len(cells) > at_most else cells

    def _agg(self, name: str, rule: str, paths: Iterable[str]) -> str:
        return self._aggs.get(name) or self._agg_of(name, rule, [self.cell(p) for p in paths])

    def _agg_of(self, name: str, rule: str, sources: Iterable[str]) -> str:
        if name not in self._aggs:
            ref = self._aggs[name] = refs.agg(self.fiscal_year, self.kode_kab, f"ssk-{name}")
            self.edges.add(ref, rule, sources)
        return self._aggs[name]
