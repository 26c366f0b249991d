"""Rules about printed figures: totals, percentages, projections, indices, regional sums, what a text calls largest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from schemas.contract import Row
from schemas.findings import Finding
from schemas.rule_info import RuleInfo
from schemas.tables import table
from tasks.arith import half_up
from tasks.validation.checks import (
    check_area_unit,
    check_density,
    check_extreme,
    check_index,
    check_percentages,
    check_printed_totals,
    check_projection,
)
from tasks.validation.rules.base import Cell, Data, Rule, angka, bp, entries, exact, found, mps

CETAK = "angka_cetak"
TOTAL_ROW = "JUMLAH"
BP_V02 = bp("BP-V02", "error", "Persen yang tercetak sama dengan 100 kali pembilang dibagi penyebutnya.")
BP_V05 = bp("BP-V05", "error", "Proyeksi penduduk yang tercetak mengikuti salah satu laju yang tercetak bersamanya.")
BP_V16 = bp("BP-V16", "error", "Indeks risiko sanitasi satu komponen berada di 0–100, jumlahnya di 0–500.")
BP_V18 = bp("BP-V18", "error", "Angka desa yang dijumlahkan sama dengan angka kecamatan dan kabupaten yang tercetak.")
BP_V19 = bp("BP-V19", "warning", "Yang disebut terbesar atau terkecil dalam narasi memang demikian menurut tabelnya.")
BP_V25 = bp(
    "BP-V25", "error", "Setiap tabel memuat sumber dan tahun datanya; diperiksa saat pengesahan, tidak menahan."
)
MP_V51 = mps(
    "MP-V51",
    "error",
    "Tabel luas dan penduduk MPS yang tercetak lolos pemeriksaan BP-V01, BP-V04 dan BP-V05.",
    "published",
)
OF_POPULATION = frozenset({"BP-V01", "BP-V04", "BP-V05"})
HECTARES = {"ha": 1, "km2": 100}
HIGHEST = {"indeks": 100, "indeks_total": 500}
Said = Iterator[tuple[Row, Fraction, str]]


def _of_kind(data: Data, *kinds: str) -> list[tuple[Row, Fraction]]:
    rows = [(row, exact(row["nilai"])) for row in data.rows(CETAK) if row["jenis"] in kinds]
    return [(row, value) for row, value in rows if value is not None]


def _values(data: Data) -> dict[tuple[str, str, str], Fraction]:
    """Printed plain values and totals by (table, column, row); a total stands in the row JUMLAH."""
    plain = {(_t(r, "tabel"), _t(r, "kolom"), _t(r, "baris")): v for r, v in _of_kind(data, "nilai")}
    totals = {(_t(r, "tabel"), _t(r, "kolom"), TOTAL_ROW): v for r, v in _of_kind(data, "jumlah")}
    return {**plain, **totals}


def _t(row: Row, name: str) -> str:
    return str(row[name] or "")


def _columns(data: Data) -> dict[tuple[str, str], dict[str, Fraction]]:
    """Printed plain values of each (table, column) by row."""
    columns: dict[tuple[str, str], dict[str, Fraction]] = {}
    for row, value in _of_kind(data, "nilai"):
        columns.setdefault((_t(row, "tabel"), _t(row, "kolom")), {})[_t(row, "baris")] = value
    return columns


def totals(data: Data) -> Said:
    """Printed totals that the rows above them contradict: counts exact, measures within check.sum_tol_area."""
    columns = _columns(data)
    for row, value in _of_kind(data, "jumlah"):
        above = columns.get((_t(row, "tabel"), _t(row, "kolom")), {})
        is_count = all(v.denominator == 1 for v in (value, *above.values()))
        tolerance = {} if is_count else {"": data.rules.exact("check.sum_tol_area")}
        for total in check_printed_totals({"": above.values()}, {"": value}, tolerance).values() if above else ():
            yield row, value, f"jumlah {row['kolom']} tercetak {angka(value)}, jumlah barisnya {angka(total)}"


def _percentages(data: Data) -> Said:
    values = _values(data)
    tolerances = {int(k): Fraction(str(v)) for k, v in data.rules["check.pct_tol"].items()}
    for row, value in _of_kind(data, "persen"):
        parts = [values.get(_place(row, name)) for name in ("pembilang", "penyebut")]
        if parts[0] is None or not parts[1]:
            continue
        decimals = _decimals(data, row)
        tolerance = tolerances.get(decimals, tolerances[min(tolerances, key=lambda d: abs(d - decimals))])
        for pct in check_percentages({"": (value, parts[0], parts[1])}, tolerance).values():
            yield row, value, f"{row['kolom']} tercetak {angka(value)} %, hitungannya {angka(half_up(pct, 2))} %"


def _decimals(data: Data, row: Row) -> int:
    given = row["desimal"]
    return given if isinstance(given, int) else int(data.rules["check.secondary_pct_decimals"])


def _place(row: Row, name: str) -> tuple[str, str, str]:
    column, _, place = _t(row, name).partition("@")
    return _t(row, "tabel"), column, place or _t(row, "baris")


def _projections(data: Data) -> Said:
    for row, value in _of_kind(data, "proyeksi"):
        base, years = exact(row["dasar"]), row["tahun_n"]
        rates = [Fraction(r.replace(",", ".")) for r in entries(row["laju_pct"])]
        if base is not None and isinstance(years, int) and rates:
            wrong = check_projection(base, value, years, rates, data.rules.exact("check.projection_tol"))
            if wrong:
                highest = angka(half_up(max(wrong.values())))
                yield (
                    row,
                    value,
                    f"proyeksi tercetak {angka(value)}, laju yang tercetak paling tinggi memberi {highest}",
                )


def areas(data: Data) -> Said:
    """Printed total areas that are too small for a district, or that give an impossible density with its people.

    The unit is what a column `luas..._ha` or `luas..._km2` says; without one nothing is judged. People stand in a
    column `penduduk...` of the same table.
    """
    is_kabupaten = data.kode_kab[3:] < "70"
    people = {_t(r, "tabel"): v for r, v in _of_kind(data, "jumlah") if _t(r, "kolom").startswith("penduduk")}
    least, high = data.rules.exact("check.kabupaten_min_ha"), Fraction(data.rules["check.density_max"]["kecamatan"])
    for row, value in _of_kind(data, "jumlah"):
        column = _t(row, "kolom")
        unit = next((u for u in HECTARES if column.startswith("luas") and column.endswith(f"_{u}")), None)
        if unit is None:
            continue
        area = value * HECTARES[unit]
        if check_area_unit(area, is_kabupaten, least):
            yield row, value, f"jumlah {column} {angka(area)} ha, di bawah {angka(least)} ha; mungkin satuannya km2"
        elif (jiwa := people.get(_t(row, "tabel"))) is not None:
            density = check_density(jiwa, area, data.rules.exact("check.density_min"), high)
            if density is not None:
                yield row, value, f"kepadatannya {angka(density)} jiwa/ha; periksa satuan {column}"


def _indices(data: Data) -> Said:
    for row, value in _of_kind(data, *HIGHEST):
        limit = HIGHEST[_t(row, "jenis")]
        if check_index({"": value}, limit):
            yield row, value, f"indeks {row['baris']} tercetak {angka(value)}, batasnya 0 sampai {limit}"


def _regions(data: Data) -> Said:
    """Printed totals of a region that its desa contradict: counts exact, measures within check.sum_tol_area."""
    for row, value in _of_kind(data, "wilayah"):
        computed = _regional_sum(data, _t(row, "baris"), _t(row, "kolom"))
        is_count = computed is not None and value.denominator == computed.denominator == 1
        tolerance = {} if is_count else {"": data.rules.exact("check.sum_tol_area")}
        if computed is not None and check_printed_totals({"": [computed]}, {"": value}, tolerance):
            yield row, value, f"{row['kolom']} {row['baris']} tercetak {angka(value)}, jumlah desanya {angka(computed)}"


def _regional_sum(data: Data, place: str, column: str) -> Fraction | None:
    name = next((t for t in ("wilayah", "penduduk") if column in table(t).names), None)
    if name is None:
        return None
    rows = data.desa if name == "wilayah" else data.penduduk
    values = [exact(rows.get(code, {}).get(column)) for code in data.desa if code.startswith(place)]
    known = [v for v in values if v is not None]
    return sum(known, Fraction(0)) if known and len(known) == len(values) else None


def _extremes(data: Data) -> Said:
    columns = _columns(data)
    for row, value in _of_kind(data, "terbesar", "terkecil"):
        values = columns.get((_t(row, "tabel"), _t(row, "kolom")), {})
        named = _t(row, "disebut") or _t(row, "baris")
        right = check_extreme(values, named, row["jenis"] == "terbesar") if values else None
        if right:
            yield row, value, f"narasi menyebut {named} ({angka(value)}) {row['jenis']}, tabelnya {right}"


def says(rule: RuleInfo, check: Callable[[Data], Said]) -> Callable[[Data], Iterable[Finding]]:
    """A check of printed figures as findings at the printed figure's cell.

    In a submission of the MPS the checks of its population tables stand under MP-V51.
    """

    def findings(data: Data) -> Iterator[Finding]:
        of_mps = data.is_mps and rule.id in OF_POPULATION
        for row, value, what in check(data):
            where: Cell = (CETAK, table(CETAK).key_of(row), "nilai")
            text = f"Tabel {row['tabel']}: {what}. Periksa angka cetaknya; yang dipakai adalah hasil hitungan."
            named = row["nilai"] if value is not None else None
            if of_mps:
                yield found(MP_V51, f"{rule.id}, {text[0].lower()}{text[1:]}", where, named, severity=rule.severity)
            else:
                yield found(rule, text, where, named)

    return findings


def _without_source(data: Data) -> Iterator[Finding]:
    for name in sorted(data.tables):
        rows = data.rows(name)
        if rows and not any(row.get("sumber") for row in rows):
            text = f"Tabel {name} belum menyebut sumber datanya; isi kolom sumber dan tahun_sumber sebelum pengesahan."
            yield found(BP_V25, text, (name, "", ""), severity="advice")


_HEAD = (
    "angka_cetak: tabel | baris | kolom | jenis | nilai | pembilang | penyebut | dasar | laju_pct | tahun_n | disebut\n"
)
_AREA = "2.2 | A | luas | nilai | 100 | - | - | - | - | - | -\n2.2 | B | luas | nilai | 300 | - | - | - | - | - | -\n"
_DESA = """
    wilayah: kode_desa     | desa | kecamatan | luas_adm_ha
             99.01.01.2001 | A    | K         | 100
             99.01.01.2002 | B    | K         | 200
"""


def _lines(*rows: str) -> str:
    return _HEAD + _AREA + "\n".join(rows)


_MPS = "pagu: sumber_dana | tahun\n APBN | 2015\n"

RULES = (
    Rule(
        MP_V51,
        None,
        example_pass=_MPS + _HEAD + "2.2 | Kab | penduduk | proyeksi | 110408 | - | - | 100000 | 2 | 5 | -",
        example_fail=_MPS + _HEAD + "2.2 | Kab | penduduk | proyeksi | 183000 | - | - | 100000 | 0.01;2 | 5 | -",
    ),
    Rule(
        BP_V02,
        says(BP_V02, _percentages),
        example_pass=_lines("2.2 | A | persen | persen | 33.33 | luas | luas@B | - | - | - | -"),
        example_fail=_lines("2.2 | A | persen | persen | 35.33 | luas | luas@B | - | - | - | -"),
    ),
    Rule(
        BP_V05,
        says(BP_V05, _projections),
        example_pass=_HEAD + "2.4 | Kab | penduduk | proyeksi | 110408 | - | - | 100000 | 2 | 5 | -",
        example_fail=_HEAD + "2.4 | Kab | penduduk | proyeksi | 183000 | - | - | 100000 | 0.01;2 | 5 | -",
    ),
    Rule(
        BP_V16,
        says(BP_V16, _indices),
        example_pass=_HEAD + "3.2 | RW 02 | irs | indeks | 60 | - | - | - | - | - | -",
        example_fail=_HEAD + "3.2 | RW 02 | irs | indeks | 600 | - | - | - | - | - | -",
    ),
    Rule(
        BP_V18,
        says(BP_V18, _regions),
        example_pass=_DESA + _HEAD + "2.2 | 99.01.01 | luas_adm_ha | wilayah | 300 | - | - | - | - | - | -",
        example_fail=_DESA + _HEAD + "2.2 | 99.01.01 | luas_adm_ha | wilayah | 310 | - | - | - | - | - | -",
    ),
    Rule(
        BP_V19,
        says(BP_V19, _extremes),
        example_pass=_lines("2.2 | narasi | luas | terbesar | 300 | - | - | - | - | - | B"),
        example_fail=_lines("2.2 | narasi | luas | terbesar | 100 | - | - | - | - | - | A"),
    ),
    Rule(
        BP_V25,
        _without_source,
        example_pass="air_minum: kode_desa | sr_unit | sumber\n 99.01.01.2001 | 5 | PDAM\n"
        "wilayah: kode_desa | desa | kecamatan | sumber\n 99.01.01.2001 | A | K | Bappeda",
        example_fail="wilayah: kode_desa | desa | kecamatan\n 99.01.01.2001 | A | K",
        effect="none",
    ),
)
