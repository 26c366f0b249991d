"""Rules about volumes, prices, costs and shares of activities (ssk.md sections 7 and 10), the same for MPS rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from schemas.catalogue import load_catalogue
from schemas.contract import Row
from schemas.findings import Finding
from schemas.rule_info import RuleInfo
from tasks.arith import half_up_int
from tasks.validation.checks import check_printed_totals
from tasks.validation.rules.base import (
    Cell,
    Data,
    Rule,
    angka,
    exact,
    found,
    grouped,
    mps,
    ssk,
    whole,
)

_TABLE = "program_kegiatan"
_YEARS = range(1, 6)
_W = "wilayah: kode_desa | desa | kecamatan\n 99.01.01.2001 | A | K\n"


def _program(columns: str, *rows: str) -> str:
    return "\n".join((f"program_kegiatan: kegiatan_id | sumber_dana | {columns}", *rows)) + "\n"


SK_V60 = ssk("SK-V60", "error", "Volume dan harga satuan lebih dari nol, dan tidak ada angka yang negatif.")
SK_V61 = ssk(
    "SK-V61", "error", "Volume kali harga satuan sama dengan biaya, dan biaya tahunan berjumlah sama dengan jumlahnya."
)
SK_V62 = ssk("SK-V62", "error", "Rekapitulasi biaya sama dengan jumlah baris kegiatannya.")
SK_V63 = ssk("SK-V63", "error", "Bagian setiap sumber dana suatu kegiatan berjumlah tepat 1.")
SK_V64 = ssk("SK-V64", "warning", "Harga satuan tidak jauh dari harga acuan tahun itu.")
SK_V65 = ssk("SK-V65", "error", "Uang ditulis dalam satuan yang sama; tidak ada faktor seribu atau sejuta.")
MP_V20 = mps(
    "MP-V20",
    "error",
    "Volume kali harga satuan kali bagian sama dengan biaya, dan tahun berjumlah sama dengan jumlahnya.",
)
_SATUAN = {"Rp": 1, "Rp ribu": 1000, "Rp juta": 1_000_000}


def _volumes(data: Data) -> Iterator[Finding]:
    for key, row in data.keyed(_TABLE):
        volumes = [exact(row.get(f"vol_{t}")) for t in _YEARS]
        if 0 in volumes and not any(volumes):
            text = "Volume kegiatan nol di semua tahun; isi volume pada tahun pelaksanaannya atau hapus barisnya."
            yield found(SK_V60, text, (_TABLE, key, "vol_1"), row.get("vol_1"))
    yield from _units(data)


def _units(data: Data) -> Iterator[Finding]:
    units = {step.kode: step.satuan for step in load_catalogue(data.fiscal_year)}
    for key, row in data.keyed(_TABLE):
        unit, asked = row.get("satuan"), units.get(str(row.get("kode_katalog")))
        if unit is not None and asked and str(unit).casefold() != asked.casefold():
            text = f"Satuan {unit}, sedangkan langkah {row['kode_katalog']} dihitung dalam {asked}; samakan satuannya."
            yield found(SK_V60, text, (_TABLE, key, "satuan"), unit, severity="warning")


def money_tolerance(data: Data) -> int:
    """The tolerance of every cost check in rupiah: `ssk.cost_tol` units of the submitted file."""
    return _SATUAN.get(str(data.info.get("satuan_uang")), 1) * whole(data.rules["ssk.cost_tol"])


def share_of(row: Row, rows_of_activity: int) -> Fraction | None:
    """The part that the row's source pays; blank is 1 for a single source and unknown for several."""
    share = exact(row.get("share"))
    return Fraction(1) if share is None and rows_of_activity == 1 else share


def _costs(data: Data) -> Iterator[Finding]:
    unit, rule = money_tolerance(data), SK_V61 if data.is_ssk else MP_V20
    for rows in grouped(data.keyed(_TABLE), "kegiatan_id").values():
        for key, row in rows:
            price, share = exact(row.get("harga_satuan_rp")), share_of(row, len(rows))
            for t in _YEARS:
                volume, cost = exact(row.get(f"vol_{t}")), exact(row.get(f"biaya_{t}_rp"))
                if price is None or share is None or volume is None or cost is None:
                    continue
                yield from _cost(rule, unit, (_TABLE, key, f"biaya_{t}_rp"), row, price * share * volume)
            yield from _row_total(rule, unit, key, row)


def _cost(rule: RuleInfo, unit: int, where: Cell, row: Row, computed: Fraction) -> Iterator[Finding]:
    printed = exact(row[where[2]]) or Fraction(0)
    if abs(printed - half_up_int(computed)) <= unit:
        return
    factor = _factor(printed, computed)
    if factor:
        text = (
            f"{where[2]} Rp {angka(printed)} {factor} dari volume kali harga satuan (Rp "
            f"{angka(half_up_int(computed))}); "
            "samakan satuan uangnya."
        )
        yield found(SK_V65, text, where, row[where[2]])
    else:
        text = (
            f"{where[2]} Rp {angka(printed)}, sedangkan volume kali harga satuan kali bagian Rp "
            f"{angka(half_up_int(computed))}; perbaiki salah satunya."
        )
        yield found(rule, text, where, row[where[2]])


def _factor(value: Fraction, reference: Fraction) -> str:
    """How a value is a thousand or a million times off, within one percent; empty when it is not."""
    if value <= 0 or reference <= 0:
        return ""
    for factor, name in ((1000, "seribu"), (1_000_000, "sejuta")):
        for ratio, words in ((value / reference, f"{name} kali"), (reference / value, f"seper{name}")):
            if abs(ratio / factor - 1) <= Fraction(1, 100):
                return words
    return ""


def _row_total(rule: RuleInfo, unit: int, key: str, row: Row) -> Iterator[Finding]:
    printed = exact(row.get("jumlah_rp"))
    costs = [c for t in _YEARS if (c := exact(row.get(f"biaya_{t}_rp"))) is not None]
    if printed is None or not costs or _has_unknown_year(row):
        return
    total = sum(costs, Fraction(0))
    if abs(printed - total) > unit:
        text = (
            f"jumlah_rp Rp {angka(printed)}, sedangkan biaya tahunannya berjumlah Rp {angka(total)}; "
            "perbaiki jumlahnya."
        )
        yield found(rule, text, (_TABLE, key, "jumlah_rp"), row["jumlah_rp"])


def _has_unknown_year(row: Row) -> bool:
    """Whether a year with volume has no cost, so that the costs do not add up to the total."""
    return any(exact(row.get(f"vol_{t}")) and row.get(f"biaya_{t}_rp") is None for t in _YEARS)


def _recaps(data: Data) -> Iterator[Finding]:
    unit = money_tolerance(data)
    for key, recap in data.keyed("rekap_biaya"):
        column = "komponen" if recap["jenis"] == "komponen" else "sumber_dana"
        rows = [r for r in data.rows(_TABLE) if r.get(column) == recap["kode"]]
        year, printed = recap.get("tahun"), exact(recap.get("jumlah_rp"))
        if isinstance(year, int) and year not in data.plan_years:
            first, last = data.plan_years[0], data.plan_years[-1]
            text = f"Tahun {year} di luar tahun rencana {first}–{last}; rekapitulasinya tidak dibandingkan."
            yield found(SK_V62, text, ("rekap_biaya", key, "tahun"), year, severity="warning")
        if printed is None or not rows or not isinstance(year, int) or year not in data.plan_years:
            continue
        name = f"biaya_{data.plan_years.index(year) + 1}_rp"
        if any(r.get(name) is None and exact(r.get(name.replace("biaya", "vol").removesuffix("_rp"))) for r in rows):
            continue
        costs = [c for r in rows if (c := exact(r.get(name))) is not None]
        for total in check_printed_totals({name: costs}, {name: printed}, {name: unit}).values():
            text = (
                f"Rekapitulasi {recap['kode']} tahun {year} Rp {angka(printed)}, baris kegiatannya berjumlah "
                f"Rp {angka(total)}; perbaiki rekapitulasinya."
            )
            yield found(SK_V62, text, ("rekap_biaya", key, "jumlah_rp"), recap["jumlah_rp"])


def _shares(data: Data) -> Iterator[Finding]:
    for (name,), rows in grouped(data.keyed(_TABLE), "kegiatan_id").items():
        shares = [exact(r.get("share")) for _, r in rows]
        known = [s for s in shares if s is not None]
        if not known or len(known) < len(shares) or sum(known) == 1:
            continue
        (key, row), *rest = rows
        text = f"Bagian sumber dana kegiatan {name} berjumlah {angka(sum(known, Fraction(0)))}; seharusnya tepat 1."
        yield found(SK_V63, text, (_TABLE, key, "share"), row["share"], [(_TABLE, k, "share") for k, _ in rest])


def _prices(data: Data) -> Iterator[Finding]:
    """Prices of activities and of the district's list, each against the price of its step of the catalogue."""
    steps = load_catalogue(data.fiscal_year)
    index = data.rules.exact("ssk.price_regional_index")
    named = Counter(step.nama.casefold() for step in steps)
    by_name = {s.nama.casefold(): s.kode for s in steps if named[s.nama.casefold()] == 1}
    listed = {step.kode: step.price_rp * index for step in steps if step.price_rp}
    for key, row in data.keyed(_TABLE):
        yield from _price(data, listed.get(str(row.get("kode_katalog"))), row, (_TABLE, key, "harga_satuan_rp"))
    for key, row in data.keyed("harga_satuan"):
        if isinstance(row["tahun"], int) and row["tahun"] > data.fiscal_year:
            text = f"Harga tahun {row['tahun']} sesudah tahun anggaran {data.fiscal_year}; tidak dipakai."
            yield found(SK_V64, text, ("harga_satuan", key, "tahun"), row["tahun"])
        kode = row.get("kode_katalog") or by_name.get(str(row.get("nama")).casefold())
        yield from _price(data, listed.get(str(kode)), row, ("harga_satuan", key, "harga_rp"))


def _price(data: Data, reference: Fraction | None, row: Row, where: Cell) -> Iterator[Finding]:
    price = exact(row.get(where[2]))
    low, high = (Fraction(str(b)) for b in data.rules["ssk.unit_cost_band"])
    if price and reference:
        ratio = price / reference
        if any(low <= ratio * f <= high or low <= ratio / f <= high for f in (1000, 1_000_000)):
            text = (
                f"Harga satuan Rp {angka(price)}, acuan Rp {angka(reference)}: mungkin salah satuan uang; "
                "tulis dalam rupiah."
            )
            yield found(SK_V65, text, where, row[where[2]])
        elif not low <= ratio <= high:
            text = (
                f"Harga satuan Rp {angka(price)} adalah {angka(ratio)} kali acuan Rp {angka(reference)}; "
                "periksa atau jelaskan."
            )
            yield found(SK_V64, text, where, row[where[2]])


_COST = "harga_satuan_rp | vol_1 | share | biaya_1_rp | jumlah_rp"
_MONEY = _program(_COST, "K1 | APBD_K | 1000 | 3 | 1/3 | {} | {}", "K1 | APBN | 1000 | 3 | {} | 2000 | 2000")

RULES = (
    Rule(
        SK_V60,
        _volumes,
        example_pass=_program("harga_satuan_rp | vol_1 | vol_2", "K1 | APBD_K | 1000 | 0 | 3"),
        example_fail=_program("harga_satuan_rp | vol_1 | vol_2", "K1 | APBD_K | 0 | -1 | 3"),
    ),
    Rule(
        SK_V61,
        _costs,
        example_pass=_W + _MONEY.format(1001, 1001, "2/3"),
        example_fail=_W + _MONEY.format(1002, 1002, "2/3"),
    ),
    Rule(
        SK_V62,
        _recaps,
        example_pass=_program("komponen | biaya_1_rp", "K1 | APBD_K | AL | 1000")
        + "rekap_biaya: jenis | kode | tahun | jumlah_rp\n komponen | AL | 2014 | 1001",
        example_fail=_program("komponen | biaya_1_rp", "K1 | APBD_K | AL | 1000")
        + "rekap_biaya: jenis | kode | tahun | jumlah_rp\n komponen | AL | 2014 | 1002",
    ),
    Rule(
        SK_V63,
        _shares,
        example_pass=_MONEY.format(1000, 1000, "2/3"),
        example_fail=_MONEY.format(1000, 1000, "0.67"),
        effect="all",
    ),
    Rule(
        SK_V64,
        _prices,
        example_pass=_program("kode_katalog | harga_satuan_rp", "K1 | APBD_K | LAIN-01 | 1"),
        example_fail=_program("kode_katalog | harga_satuan_rp", "K1 | APBD_K | AL-KOM-02 | 999999999999"),
    ),
    Rule(
        SK_V65,
        None,
        example_pass=_W + _program(_COST, "K1 | APBD_K | 1000 | 3 | - | 3000 | 3000"),
        example_fail=_W + _program(_COST, "K1 | APBD_K | 1000000 | 3 | - | 3000 | 3000"),
    ),
    Rule(
        MP_V20,
        None,
        example_pass=_program(_COST, "K1 | APBD_K | 1000 | 3 | - | 3000 | 3000"),
        example_fail=_program(_COST, "K1 | APBD_K | 1000 | 3 | - | 3000 | 4000"),
    ),
)
