"""Rules about the list of desa and their areas (buku-putih.md section 8)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from schemas.contract import Row, Value
from schemas.findings import Finding
from tasks.validation.checks import check_area_unit, check_density, check_printed_totals
from tasks.validation.rules import cetak
from tasks.validation.rules.base import (
    Cell,
    Data,
    Rule,
    angka,
    bp,
    exact,
    found,
)

BP_V01 = bp("BP-V01", "error", "Jumlah yang tercetak sama dengan jumlah barisnya.")
BP_V03 = bp("BP-V03", "error", "Luas terbangun tidak melebihi luas administrasi; persen berada di antara 0 dan 100.")
BP_V04 = bp(
    "BP-V04",
    "warning",
    "Luas dan kepadatan wajar untuk tingkat wilayahnya, dan luas tidak jauh dari luas di daftar wilayah.",
)
BP_V11 = bp("BP-V11", "error", "Setiap desa di tabel wilayah memiliki tepat satu baris di setiap tabel per desa.")
PER_DESA = (
    "penduduk",
    "air_minum",
    "air_limbah",
    "persampahan",
    "sanitasi_mayoritas",
    "banjir",
    "kesehatan",
)


def _printed_totals(data: Data) -> Iterator[Finding]:
    yield from _printed_counts(data)
    yield from cetak.says(BP_V01, cetak.totals)(data)


def _printed_counts(data: Data) -> Iterator[Finding]:
    rows = data.rows("wilayah")
    if not rows:
        return
    columns = {"jumlah_desa": [1] * len(rows), "jumlah_kecamatan": [1] * len({str(c)[:8] for c in data.desa})}
    printed = {c: v for c in columns if (v := exact(data.info.get(c))) is not None}
    for column, total in check_printed_totals(columns, printed, {}).items():
        text = (
            f"{column} tercetak {angka(printed[column])}, tabel wilayah memuat {angka(total)}; samakan keduanya. "
            "Yang dipakai adalah isi tabel."
        )
        yield found(BP_V01, text, ("info", "", column), data.info[column])


def _areas(data: Data) -> Iterator[Finding]:
    yield from cetak.says(BP_V04, cetak.areas)(data)
    listed = {str(r["kode"]): r for r in data.regions}
    places: dict[str, list[Row]] = {}
    for code, row in data.desa.items():
        for place in _around(code):
            places.setdefault(place, []).append(row)
    desa_of: dict[str, set[str]] = {}
    for code in listed:
        if len(code) == 13:
            for place in _around(code):
                desa_of.setdefault(place, set()).add(code)
    for place, rows in sorted(places.items()):
        area = _total([r.get("luas_adm_ha") for r in rows])
        if area is None:
            continue
        where = ("wilayah", place if len(place) == 13 else "", "luas_adm_ha")
        yield from _area_unit(data, place, area, where)
        yield from _density(data, place, rows, area, where)
        if desa_of.get(place, set()) <= {str(r["kode_desa"]) for r in rows}:
            yield from _listed_area(data, place, area, listed.get(place, {}), where)


def _total(values: list[Value]) -> Fraction | None:
    known = [v for v in map(exact, values) if v is not None]
    return sum(known, Fraction(0)) if known and len(known) == len(values) else None


def _around(desa: str) -> tuple[str, str, str]:
    """Its district, its kecamatan, and the desa itself."""
    return desa[:5], desa[:8], desa


def _area_unit(data: Data, place: str, area: Fraction, where: Cell) -> Iterator[Finding]:
    is_kabupaten = len(place) == 5 and place[3:] < "70"
    least = data.rules.exact("check.kabupaten_min_ha")
    if check_area_unit(area, is_kabupaten, least):
        text = (
            f"Luas seluruh desa {place} hanya {angka(area)} ha, di bawah {angka(least)} ha; "
            "mungkin satuannya km2. Periksa satuan luas_adm_ha."
        )
        yield found(BP_V04, text, where, _plain(area))


def _density(data: Data, place: str, rows: list[Row], area: Fraction, where: Cell) -> Iterator[Finding]:
    people = _total([data.penduduk.get(str(r["kode_desa"]), {}).get("penduduk_jiwa") for r in rows])
    if people is None:
        return
    limits = data.rules["check.density_max"]
    high = Fraction(limits["desa"] if len(place) == 13 else limits["kecamatan"])
    density = check_density(people, area, data.rules.exact("check.density_min"), high)
    if density is not None:
        text = (
            f"Kepadatan {place} {angka(density)} jiwa/ha di luar kisaran wajar "
            f"({angka(data.rules.exact('check.density_min'))} sampai {angka(high)}); periksa "
            "satuan luas dan jumlah jiwa."
        )
        yield found(BP_V04, text, where, _plain(area))


def _listed_area(data: Data, place: str, area: Fraction, listed: Row, where: Cell) -> Iterator[Finding]:
    reference = exact(listed.get("luas_ha"))
    if not reference:
        return
    off = abs(area - reference) / reference * 100
    if off > data.rules.exact("region.area_tolerance"):
        text = (
            f"Luas {place} {angka(area)} ha berbeda {angka(off)}% dari {angka(reference)} ha di daftar wilayah; "
            "periksa sumber luas."
        )
        yield found(BP_V04, text, where, _plain(area))


def _plain(value: Fraction) -> Value:
    return Decimal(value.numerator) / Decimal(value.denominator)


def _one_row_per_desa(data: Data) -> Iterator[Finding]:
    if not data.desa:
        return
    for name in filter(data.has, PER_DESA):
        have = {str(row["kode_desa"]) for row in data.rows(name)} | data.refused_desa(name)
        is_whole = (name, "", "kode_desa") in data.refused
        for code in sorted(data.desa.keys() - have) if not is_whole else ():
            text = (
                f"Desa {code} {data.desa[code].get('desa') or ''} tidak punya baris di tabel {name}; "
                "tambahkan barisnya."
            )
            yield found(BP_V11, text, (name, code, "kode_desa"))
        for key, row in data.keyed(name):
            if str(row["kode_desa"]) not in data.desa.keys() | data.refused_desa("wilayah"):
                text = (
                    f"Desa {row['kode_desa']} tidak ada di tabel wilayah; baris ini tidak dipakai sampai "
                    "kodenya sesuai."
                )
                yield found(BP_V11, text, (name, key, "kode_desa"), row["kode_desa"])


_W = """
            wilayah: kode_desa     | desa | kecamatan | luas_adm_ha | luas_terbangun_ha
                     99.71.01.1001 | A    | K         | {area}      | {built}
"""

RULES = (
    Rule(
        BP_V01,
        _printed_totals,
        example_pass="info: jumlah_desa\n 1" + _W.format(area=100, built=50),
        example_fail="info: jumlah_desa\n 2" + _W.format(area=100, built=50),
    ),
    Rule(BP_V03, None, example_pass=_W.format(area=100, built=100), example_fail=_W.format(area=100, built="100.01")),
    Rule(
        BP_V04,
        _areas,
        example_pass=_W.format(area=100, built=50)
        + """
            penduduk: kode_desa     | tahun | penduduk_jiwa | kk
                      99.71.01.1001 | 2012  | 4000          | 1000
            daftar_wilayah: kode  | tingkat | luas_ha
                            99.71 | 2       | 110
        """,
        example_fail="""
            wilayah: kode_desa     | desa | kecamatan | luas_adm_ha
                     99.01.01.2001 | A    | K         | 3631.35
        """,
    ),
    Rule(
        BP_V11,
        _one_row_per_desa,
        example_pass=_W.format(area=100, built=50) + "kesehatan: kode_desa | klb_diare\n 99.71.01.1001 | 0",
        example_fail=_W.format(area=100, built=50) + "kesehatan: kode_desa | klb_diare\n 99.71.01.1002 | 0",
        effect="row",
    ),
)
