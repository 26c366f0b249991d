"""What is known of one desa, by column name, and in which cells it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from schemas.contract import Row, Rows, Value
from tasks.lineage.units.step import Inputs

FACTS = {
    "wilayah": (
        "luas_adm_ha",
        "luas_terbangun_ha",
        "luas_rawan_genangan_ha",
        "klasifikasi_statistik",
        "sungai",
        "banjir_mengganggu",
        "strata",
    ),
    "penduduk": ("penduduk_jiwa", "kk", "rumah", "kk_miskin", "kk_pra_ks", "kk_ks1"),
    "air_minum": ("sr_unit", "hu_unit"),
    "air_limbah": ("jamban_unit",),
    "persampahan": ("timbulan_m3_hari", "terangkut_m3_hari"),
}
PONDING = "genangan_ha"
PLACES, PRONE = "drainase_genangan", "luas_rawan_genangan_ha"
_TABLE_OF = {column: table for table, columns in FACTS.items() for column in columns}
Fakta = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Desa:
    """Facts of a desa by column name; absent or None is unknown. `genangan_di` are the cells behind `genangan_ha`."""

    kode: str
    fakta: Fakta
    genangan_di: tuple[str, ...] = ()

    @property
    def is_prone_area(self) -> bool:
        """Whether the area prone to flooding stands in for the area that floods."""
        return self.genangan_di == (f"wilayah/{self.kode}#{PRONE}",)

    def cells(self, fact: str) -> tuple[str, ...]:
        """Where a fact stands, as <table>/<key>#<column>."""
        if fact == PONDING:
            return self.genangan_di
        table = _TABLE_OF[fact]
        key = f"{self.kode}|{self.fakta.get('tahun')}" if table == "penduduk" else self.kode
        return (f"{table}/{key}#{fact}",)


def whole_column(fact: str, has_places: bool) -> str:
    """All cells of a fact in the district, as <table>/*#<column>."""
    if fact == PONDING:
        return f"{PLACES}/*#luas_genangan_ha" if has_places else f"wilayah/*#{PRONE}"
    return f"{_TABLE_OF[fact]}/*#{fact}"


def collect(inputs: Inputs, constants: Fakta) -> list[Desa]:
    """One Desa per row of `wilayah`, in order of code; `constants` are facts that every desa shares."""
    people = newest(inputs.rows("penduduk"), inputs.fiscal_year)
    others = [inputs.by_key(name) for name in ("air_minum", "air_limbah", "persampahan")]
    ponding = _ponding(inputs.rows(PLACES)) if inputs.has(PLACES) else None
    desa = []
    for row in inputs.rows("wilayah"):
        kode = str(row["kode_desa"])
        fakta: Row = {**constants, **people.get(kode, {}), **row}
        for table in others:
            fakta.update(table.get(kode, {}))
        fakta[PONDING], cells = _ponding_of(kode, row, ponding)
        desa.append(Desa(kode, fakta, cells))
    return desa


def newest(rows: Rows, fiscal_year: int) -> dict[str, Row]:
    """The row of each desa with the newest `tahun` not above the fiscal year (tables.md section 1)."""
    found: dict[str, Row] = {}
    years: dict[str, int] = {}
    for row in rows:
        kode, year = str(row["kode_desa"]), row["tahun"]
        if isinstance(year, int) and years.get(kode, 0) < year <= fiscal_year:
            found[kode], years[kode] = row, year
    return found


def _ponding(rows: Iterable[Row]) -> dict[str, list[tuple[str, Value]]]:
    places: dict[str, list[tuple[str, Value]]] = {}
    for row in rows:
        cell = f"{PLACES}/{row['kode_desa']}|{row['lokasi'] or ''}#luas_genangan_ha"
        places.setdefault(str(row["kode_desa"]), []).append((cell, row["luas_genangan_ha"]))
    return places


def _ponding_of(
    kode: str, wilayah: Row, ponding: Mapping[str, list[tuple[str, Value]]] | None
) -> tuple[Value, tuple[str, ...]]:
    """Sum over the places, 0 without a place; the area prone to flooding where the table or an area is missing."""
    if ponding is not None:
        places = ponding.get(kode)
        if places is None:
            return Decimal(0), (f"{PLACES}/*#luas_genangan_ha",)
        areas = [area for _, area in places if isinstance(area, Decimal)]
        if len(areas) == len(places):
            return sum(areas, Decimal(0)), tuple(cell for cell, _ in places)
    return wilayah[PRONE], (f"wilayah/{kode}#{PRONE}",)
