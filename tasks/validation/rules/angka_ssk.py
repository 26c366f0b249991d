"""Rules about figures that an SSK prints or rests on: regional totals, SWOT totals, built-up density."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from schemas.contract import Row
from schemas.findings import Finding
from schemas.tables import table
from tasks.validation.checks import check_density, check_printed_totals, check_swot_total
from tasks.validation.rules.base import Cell, Data, Rule, angka, exact, found, grouped, ssk
from tasks.validation.rules.cetak import CETAK

SK_V30 = ssk("SK-V30", "error", "Angka kecamatan yang tercetak berjumlah sama dengan angka kabupaten/kotanya.")
SK_V32 = ssk(
    "SK-V32", "warning", "Kepadatan terbangun, dasar penentuan zona, berada di kisaran wajar; satuannya hektare."
)
SK_V42 = ssk("SK-V42", "error", "Jumlah SWOT yang tercetak sama dengan jumlah kolom Angka sisinya.")
_LEVELS = {13: 8, 8: 5}
"""Length of a region's code: that of the region above it."""
_SWOT = "swot"


def _regional_totals(data: Data) -> Iterator[Finding]:
    """Printed desa against their printed kecamatan, printed kecamatan against their printed district.

    A sum is checked where every desa of the kecamatan, or every kecamatan of the district, is printed; what desa add
    up to by the submitted tables is BP-V18.
    """
    rows = [(k, r) for k, r in data.keyed(CETAK) if r["jenis"] == "wilayah" and r["nilai"] is not None]
    for (tabel, kolom), printed in sorted(grouped(rows, "tabel", "kolom").items()):
        values = {str(r["baris"]): (k, r) for k, r in printed}
        for code, (key, row) in values.items():
            parts = _parts(data, code, values)
            if parts is None:
                continue
            value = exact(row["nilai"]) or Fraction(0)
            for total in check_printed_totals({"": parts}, {"": value}, {"": _tolerance(data, value, parts)}).values():
                text = (
                    f"Tabel {tabel}: {kolom} {code} tercetak {angka(value)}, bagiannya yang tercetak berjumlah "
                    f"{angka(total)}; samakan keduanya."
                )
                yield found(SK_V30, text, (CETAK, key, "nilai"), row["nilai"])


def _parts(data: Data, code: str, values: dict[str, tuple[str, Row]]) -> list[Fraction] | None:
    """Printed values of everything right below the region; None where one of them is not printed."""
    below = next((length for length, above in _LEVELS.items() if above == len(code)), 0)
    asked = {c[:below] for c in data.desa if c.startswith(f"{code}.")} if below else set()
    if not asked:
        asked = {c for c in values if len(c) == below and c.startswith(f"{code}.")}
    if not asked or not asked <= values.keys():
        return None
    return [exact(values[c][1]["nilai"]) or Fraction(0) for c in sorted(asked)]


def _tolerance(data: Data, value: Fraction, parts: list[Fraction]) -> Fraction:
    """Counts are exact, measures within check.sum_tol_area."""
    is_count = all(v.denominator == 1 for v in (value, *parts))
    return Fraction(0) if is_count else data.rules.exact("check.sum_tol_area")


def _built_density(data: Data) -> Iterator[Finding]:
    low, high = data.rules.exact("check.density_min"), Fraction(data.rules["check.density_max"]["desa"])
    for code, row in data.desa.items():
        people_row = data.penduduk.get(code, {})
        area, people = exact(row.get("luas_terbangun_ha")), exact(people_row.get("penduduk_jiwa"))
        density = check_density(people, area, low, high) if area and people else None
        if density is not None:
            text = (
                f"Kepadatan terbangun {code} {angka(density)} jiwa/ha di luar kisaran wajar ({angka(low)} sampai "
                f"{angka(high)}); periksa satuan luas terbangun (hektare) dan jumlah jiwa."
            )
            also: list[Cell] = [("penduduk", table("penduduk").key_of(people_row), "penduduk_jiwa")]
            yield found(SK_V32, text, ("wilayah", code, "luas_terbangun_ha"), row["luas_terbangun_ha"], also)


def _swot_totals(data: Data) -> Iterator[Finding]:
    """Printed totals of table `swot`: baris <komponen>-<sisi>, e.g. AL-S; a blank Angka counts 0."""
    sides = grouped(data.keyed(_SWOT), "komponen", "sisi")
    for key, row in data.keyed(CETAK):
        komponen, _, side = str(row["baris"] or "").partition("-")
        printed = exact(row["nilai"])
        if row["jenis"] != "jumlah" or str(row["tabel"]).lower() != _SWOT or printed is None:
            continue
        factors = sides.get((komponen, side), [])
        total = check_swot_total((_score(r) for _, r in factors), printed) if factors else None
        if total is not None:
            text = (
                f"Jumlah SWOT {row['baris']} tercetak {angka(printed)}, kolom Angka berjumlah {total}; perbaiki "
                "jumlahnya atau isi Angka yang kosong."
            )
            yield found(SK_V42, text, (CETAK, key, "nilai"), row["nilai"], [(_SWOT, k, "angka") for k, _ in factors])


def _score(row: Row) -> int | None:
    value = row.get("angka")
    return value if isinstance(value, int) else None


_HEAD = "angka_cetak: tabel | baris | kolom | jenis | nilai\n"
_KECAMATAN = "2.4 | 99.01.01 | penduduk | wilayah | 300\n2.4 | 99.01.02 | penduduk | wilayah | 200\n"
_DESA = (
    "wilayah: kode_desa | desa | kecamatan | luas_terbangun_ha\n99.01.01.2001 | A | K | {}\n"
    "penduduk: kode_desa | tahun | penduduk_jiwa\n99.01.01.2001 | 2012 | 3000\n"
)
_FACTORS = "swot: faktor_id | komponen | sisi | angka\n1.1 | PS | S | 4\n2.1 | PS | S | 2\n3.1 | PS | S | -\n"

RULES = (
    Rule(
        SK_V30,
        _regional_totals,
        example_pass=_HEAD + _KECAMATAN + "2.4 | 99.01 | penduduk | wilayah | 500",
        example_fail=_HEAD + _KECAMATAN + "2.4 | 99.01 | penduduk | wilayah | 510",
    ),
    Rule(SK_V32, _built_density, example_pass=_DESA.format(30), example_fail=_DESA.format("0.3")),
    Rule(
        SK_V42,
        _swot_totals,
        example_pass=_FACTORS + _HEAD + "swot | PS-S | angka | jumlah | 6",
        example_fail=_FACTORS + _HEAD + "swot | PS-S | angka | jumlah | 9",
    ),
)
