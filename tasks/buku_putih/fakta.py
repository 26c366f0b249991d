"""What is known of one desa, by fact name, and the reference of each fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from schemas import refs
from schemas.contract import Row, Value
from tasks.lineage.step import Inputs

Number = int | Decimal | Fraction
FROM_WILAYAH = ("luas_adm_ha", "luas_terbangun_ha", "luas_rawan_genangan_ha", "klasifikasi_statistik", "strata")
FROM_PENDUDUK = ("penduduk_jiwa", "kk", "rumah", "kk_miskin")
FROM_OTHERS = {
    "air_minum": ("sr_unit", "hu_unit"),
    "air_limbah": ("jamban_unit",),
    "persampahan": ("timbulan_m3_hari", "terangkut_m3_hari"),
}


@dataclass(frozen=True, slots=True)
class Fakta:
    """Facts of a desa: `values` by name (None: unknown) and `sources` with the references behind each."""

    kode_desa: str
    values: Mapping[str, Value]
    sources: Mapping[str, tuple[str, ...]]

    def number(self, name: str) -> Number | None:
        """The fact as a number; None when unknown."""
        value = self.values.get(name)
        return None if value is None or isinstance(value, str) else value


def collect(inputs: Inputs) -> list[Fakta]:
    """The facts of every desa of wilayah, in order of code. People and households are of the newest usable year."""
    people = newest(inputs)
    others = {name: inputs.by_key(name) for name in FROM_OTHERS}
    floods = _floods(inputs)
    return [_fakta(inputs, row, people, others, floods) for row in inputs.rows("wilayah")]


def newest(inputs: Inputs) -> dict[str, Row]:
    """The penduduk row of each desa with the newest tahun not above the fiscal year."""
    found: dict[str, Row] = {}
    for row in inputs.rows("penduduk"):
        year = row["tahun"]
        if isinstance(year, int) and year <= inputs.fiscal_year:
            known = found.get(str(row["kode_desa"]))
            if known is None or int(str(known["tahun"])) < year:
                found[str(row["kode_desa"])] = row
    return found


def _floods(inputs: Inputs) -> dict[str, tuple[Decimal | None, tuple[str, ...]]]:
    """Flooded area per desa: the sum over its places; unknown when one place has no area."""
    total: dict[str, tuple[Decimal | None, tuple[str, ...]]] = {}
    for row in inputs.rows("drainase_genangan"):
        kode, area = str(row["kode_desa"]), row["luas_genangan_ha"]
        before, known = total.get(kode, (Decimal(0), ()))
        ref = refs.tabel(
            inputs.fiscal_year, inputs.kode_kab, "drainase_genangan", f"{kode}|{row['lokasi']}", "luas_genangan_ha"
        )
        added = before + area if before is not None and isinstance(area, Decimal) else None
        total[kode] = (added, (*known, ref))
    return total


def _fakta(
    inputs: Inputs,
    wilayah: Row,
    people: Mapping[str, Row],
    others: Mapping[str, Mapping[str, Row]],
    floods: Mapping[str, tuple[Decimal | None, tuple[str, ...]]],
) -> Fakta:
    fy, kab, kode = inputs.fiscal_year, inputs.kode_kab, str(wilayah["kode_desa"])
    values: dict[str, Value] = {name: wilayah[name] for name in FROM_WILAYAH}
    sources: dict[str, tuple[str, ...]] = {name: (refs.tabel(fy, kab, "wilayah", kode, name),) for name in FROM_WILAYAH}
    person = people.get(kode)
    if person is not None:
        for name in FROM_PENDUDUK:
            values[name] = person[name]
            sources[name] = (refs.tabel(fy, kab, "penduduk", f"{kode}|{person['tahun']}", name),)
    for table, names in FROM_OTHERS.items():
        row = others[table].get(kode)
        for name in names if row else ():
            values[name] = row[name] if row else None
            sources[name] = (refs.tabel(fy, kab, table, kode, name),)
    values["genangan_ha"], sources["genangan_ha"] = _flooded(inputs, kode, floods, values, sources)
    return Fakta(kode, values, sources)


def _flooded(
    inputs: Inputs,
    kode: str,
    floods: Mapping[str, tuple[Decimal | None, tuple[str, ...]]],
    values: Mapping[str, Value],
    sources: Mapping[str, tuple[str, ...]],
) -> tuple[Value, tuple[str, ...]]:
    if not inputs.has("drainase_genangan"):
        return values["luas_rawan_genangan_ha"], sources["luas_rawan_genangan_ha"]
    place = refs.tabel(inputs.fiscal_year, inputs.kode_kab, "drainase_genangan", "*", "luas_genangan_ha")
    return floods.get(kode, (Decimal(0), (place,)))
