"""What is known of each desa: the submitted values and risk classes that the SSK is derived from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from schemas.contract import Row, Rows
from tasks.lineage.units.step import Inputs

Facts = dict[str, Any]


class Desa(NamedTuple):
    """Facts of one desa under the names of ssk.md section 3; None is unknown. Flags are 0 or 1.

    `rob_di`, `banjir_di` and `genangan_di` name the submitted values in use, as <table>/<key>#<column>.
    """

    kode: str
    nama: str = ""
    kecamatan: str = ""
    tahun: int | None = None
    penduduk: int | None = None
    kk: int | None = None
    laju_pct: Decimal | None = None
    luas_ha: Decimal | None = None
    terbangun_ha: Decimal | None = None
    urban: int | None = None
    cbd: int | None = None
    cbd_rencana: int | None = None
    rob: int | None = None
    banjir: int | None = None
    air_tanah_m: Decimal | None = None
    berbukit: int | None = None
    genangan_ha: Decimal | None = None
    kk_babs: int | None = None
    kk_tidak_layak: int | None = None
    kk_setempat: int | None = None
    kk_komunal: int | None = None
    kk_terpusat: int | None = None
    iplt_m3_hari: Decimal | None = None
    terangkut_m3_hari: Decimal | None = None
    kelas_al: int | None = None
    kelas_ps: int | None = None
    kelas_dr: int | None = None
    rob_di: str = ""
    banjir_di: str = ""
    genangan_di: tuple[str, ...] = ()

    @property
    def kk_gap(self) -> int | None:
        """Households that defecate in the open or have no decent latrine (catalogue.md section 2)."""
        if self.kk_babs is None or self.kk_tidak_layak is None:
            return None
        return self.kk_babs + self.kk_tidak_layak

    def kelas(self, komponen: str) -> int | None:
        """Risk class of a komponen; PH follows AL."""
        return self.kelas_ps if komponen == "PS" else self.kelas_dr if komponen == "DR" else self.kelas_al


def read_desa(inputs: Inputs) -> list[Desa]:
    """One Desa per row of `wilayah`, in order of code."""
    people = newest(inputs.rows("penduduk"), inputs.fiscal_year)
    sewage, waste, floods = (inputs.by_key(name) for name in ("air_limbah", "persampahan", "banjir"))
    ponding = _ponding(inputs.rows("drainase_genangan")) if inputs.has("drainase_genangan") else None
    classes = {(str(a["kode_desa"]), str(a["komponen"])): a["skor_akhir"] for a in inputs.rows("area", "buku_putih")}
    desa = []
    for row in inputs.rows("wilayah"):
        kode = str(row["kode_desa"])
        parts = (people.get(kode, {}), sewage.get(kode, {}), waste.get(kode, {}))
        water = {**_flood_of(kode, row, floods.get(kode, {})), **_ponding_of(kode, row, ponding)}
        desa.append(_desa(kode, row, parts, water, classes))
    return desa


def _desa(
    kode: str, row: Facts, parts: tuple[Facts, ...], water: Facts, classes: Mapping[tuple[str, str], Any]
) -> Desa:
    people, sewage, waste = parts
    return Desa(
        kode=kode,
        nama=row.get("desa") or "",
        kecamatan=row.get("kecamatan") or "",
        tahun=people.get("tahun"),
        penduduk=people.get("penduduk_jiwa"),
        kk=people.get("kk"),
        laju_pct=people.get("laju_pct"),
        luas_ha=row.get("luas_adm_ha"),
        terbangun_ha=row.get("luas_terbangun_ha"),
        urban=_is(row.get("klasifikasi_statistik"), 1),
        cbd=row.get("cbd"),
        cbd_rencana=row.get("cbd_rencana"),
        air_tanah_m=row.get("muka_air_tanah_m"),
        berbukit=_is(row.get("topografi"), 2),
        kk_babs=sewage.get("kk_babs"),
        kk_tidak_layak=sewage.get("kk_jamban_tidak_layak"),
        kk_setempat=sewage.get("kk_tangki_individual"),
        kk_komunal=_together(sewage, "kk_mck", "kk_tangki_komunal"),
        kk_terpusat=_together(sewage, "kk_ipal_komunal", "kk_ipal_terpusat"),
        iplt_m3_hari=sewage.get("iplt_m3_hari"),
        terangkut_m3_hari=waste.get("terangkut_m3_hari"),
        kelas_al=classes.get((kode, "AL")),
        kelas_ps=classes.get((kode, "PS")),
        kelas_dr=classes.get((kode, "DR")),
        **water,
    )


def newest(rows: Rows, fiscal_year: int) -> dict[str, Row]:
    """Per desa the row of the newest year not above the fiscal year; a row without a year is of the year before it."""
    found: dict[str, Row] = {}
    years: dict[str, int] = {}
    for row in rows:
        kode, tahun = str(row["kode_desa"]), row.get("tahun")
        year = tahun if isinstance(tahun, int) else fiscal_year - 1
        if year <= fiscal_year and year >= years.get(kode, 0):
            found[kode], years[kode] = row, year
    return found


def _flood_of(kode: str, row: Facts, flood: Facts) -> Facts:
    """rob: wilayah.rob else banjir.banjir_rob; banjir: banjir.banjir else wilayah.banjir_mengganggu (tables.md 4)."""
    rob, rob_di = row.get("rob"), f"wilayah/{kode}#rob"
    if rob is None:
        rob, rob_di = flood.get("banjir_rob"), f"banjir/{kode}#banjir_rob"
    banjir, banjir_di = flood.get("banjir"), f"banjir/{kode}#banjir"
    if banjir is None:
        banjir, banjir_di = row.get("banjir_mengganggu"), f"wilayah/{kode}#banjir_mengganggu"
    return {"rob": rob, "rob_di": rob_di, "banjir": banjir, "banjir_di": banjir_di}


def _ponding(rows: Iterable[Row]) -> dict[str, list[tuple[str, Any]]]:
    areas: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    for row in rows:
        areas[str(row["kode_desa"])].append((str(row.get("lokasi") or ""), row.get("luas_genangan_ha")))
    return areas


def _ponding_of(kode: str, row: Facts, ponding: Mapping[str, list[tuple[str, Any]]] | None) -> Facts:
    """Sum of the locations, 0 for a desa without one (buku-putih.md section 5.1), else luas_rawan_genangan_ha."""
    places = [] if ponding is None else ponding.get(kode, [])
    if ponding is not None and all(area is not None for _, area in places):
        found = tuple(f"drainase_genangan/{kode}|{lokasi}#luas_genangan_ha" for lokasi, _ in places)
        return {"genangan_ha": sum((area for _, area in places), Decimal(0)), "genangan_di": found}
    return {
        "genangan_ha": row.get("luas_rawan_genangan_ha"),
        "genangan_di": (f"wilayah/{kode}#luas_rawan_genangan_ha",),
    }


def _together(row: Facts, *columns: str) -> int | None:
    values = [row.get(c) for c in columns]
    return None if None in values else sum(v for v in values if v is not None)


def _is(value: Any, code: int) -> int | None:
    return None if value is None else int(value == code)
