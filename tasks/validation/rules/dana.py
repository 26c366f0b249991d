"""Rules about the district's budget and the submitted tables of the MPS (ssk.md and mps.md section 10)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from schemas.contract import Row
from schemas.findings import Finding
from tasks.arith import half_up_int
from tasks.validation.checks import check_weights
from tasks.validation.rules.base import (
    Data,
    Rule,
    angka,
    cells,
    entries,
    exact,
    found,
    grouped,
    mps,
    numbers,
    ssk,
    whole,
)
from tasks.validation.rules.biaya import money_tolerance

SK_V80 = ssk(
    "SK-V80",
    "error",
    "APBD murni tidak negatif, investasi dan O&P berjumlah sama dengan belanja sanitasi, "
    "dan belanja sanitasi tidak melebihi belanja langsung.",
)
SK_V81 = ssk("SK-V81", "error", "Keuangan memuat lima tahun terakhir, tanpa lompatan bagian sanitasi.")
MP_V10 = mps("MP-V10", "error", "Bobot kriteria prioritas berjumlah 100 per komponen.", "published")
MP_V11 = mps("MP-V11", "error", "Skor prioritas bilangan bulat 1–4.", "published")
MP_V30 = mps("MP-V30", "error", "DAK hanya membiayai konstruksi.", "published")
MP_V31 = mps("MP-V31", "error", "Dana pendamping dan operasional DAK mencapai batas minimum tahunnya.", "published")
MP_V40 = mps("MP-V40", "error", "Tahun pagu dan komitmen berada di dalam tahun rencana.")

_DEDUCTED = ("dak_sanitasi_rp", "dak_lh_rp", "dak_perkim_rp", "pinjaman_hibah_rp")
_USES = ("Investasi dan O&P", "investasi_rp", "op_rp")
_KOMPONEN = ("Belanja per komponen", "sanitasi_al_rp", "sanitasi_ps_rp", "sanitasi_dr_rp")
_KEUANGAN = "keuangan"


def _identities(data: Data) -> Iterator[Finding]:
    unit = money_tolerance(data)
    for key, row in data.keyed(_KEUANGAN):
        total = exact(row.get("belanja_sanitasi_rp"))
        deducted = numbers(row, *_DEDUCTED)
        if total is not None and deducted and total < sum(deducted):
            text = (
                f"Belanja sanitasi Rp {angka(total)} lebih kecil dari DAK dan hibah Rp {angka(sum(deducted))}; periksa."
            )
            also = cells(_KEUANGAN, key, *_DEDUCTED)
            yield found(SK_V80, text, (_KEUANGAN, key, "belanja_sanitasi_rp"), row["belanja_sanitasi_rp"], also)
        hygiene = ("sanitasi_ph_rp",) if row.get("sanitasi_ph_rp") is not None else ()
        for name, *columns in (_USES, (*_KOMPONEN, *hygiene)):
            amounts = numbers(row, *columns)
            if total is not None and amounts and abs(sum(amounts) - total) > unit:
                text = (
                    f"{name} berjumlah Rp {angka(sum(amounts))}, belanja sanitasi Rp {angka(total)}; samakan keduanya."
                )
                where = (_KEUANGAN, key, columns[0])
                yield found(SK_V80, text, where, row[columns[0]], cells(_KEUANGAN, key, *columns[1:]))
        direct = exact(row.get("belanja_langsung_rp"))
        if total is not None and direct is not None and total > direct:
            text = f"Belanja sanitasi Rp {angka(total)} melebihi belanja langsung Rp {angka(direct)}; periksa keduanya."
            yield found(SK_V80, text, (_KEUANGAN, key, "belanja_sanitasi_rp"), row["belanja_sanitasi_rp"])


def _history(data: Data) -> Iterator[Finding]:
    if not data.has(_KEUANGAN):
        return
    rows = {whole(r["tahun"]): (k, r) for k, r in data.keyed(_KEUANGAN) if isinstance(r["tahun"], int)}
    span = whole(data.rules["fund.history_years"])
    years = range(data.fiscal_year - span + 1, data.fiscal_year + 1)
    absent = [str(y) for y in years if y not in rows]
    if absent:
        text = f"Tabel keuangan belum memuat tahun {', '.join(absent)}; kemampuan pendanaan dihitung dari {span} tahun."
        yield found(SK_V81, text, (_KEUANGAN, "", "tahun"), ", ".join(absent))
    shares = {y: s[0] / s[1] for y in years if y in rows and (s := _share_parts(rows[y][1]))}
    jump = data.rules.exact("fund.share_jump")
    for year in years:
        before, now = shares.get(year - 1), shares.get(year)
        if before and now and (now > before * jump or before > now * jump):
            text = (
                f"Bagian sanitasi dari belanja langsung berubah dari {angka(before * 100)}% "
                f"menjadi {angka(now * 100)}% "
                f"pada {year}; periksa atau jelaskan."
            )
            key, row = rows[year]
            where = (_KEUANGAN, key, "belanja_sanitasi_rp")
            yield found(SK_V81, text, where, row["belanja_sanitasi_rp"], severity="warning")


def _share_parts(row: Row) -> list[Fraction] | None:
    parts = numbers(row, "belanja_sanitasi_rp", "belanja_langsung_rp")
    return parts if parts and parts[1] else None


def _weights(data: Data) -> Iterator[Finding]:
    if "mps.criteria_sum" not in data.rules:
        return
    groups = grouped(data.keyed("bobot"), "komponen")
    known = {k: [w for _, r in rows if (w := exact(r.get("bobot_pct"))) is not None] for (k,), rows in groups.items()}
    complete = {k: weights for k, weights in known.items() if len(weights) == len(groups[k,])}
    total, tolerance = data.rules.exact("mps.criteria_sum"), data.rules.exact("check.weight_sum_tol")
    for komponen, found_sum in check_weights(complete, total, tolerance).items():
        (key, row), *rest = groups[komponen,]
        text = f"Bobot {komponen} berjumlah {angka(found_sum)}, seharusnya {angka(total)}; perbaiki bobotnya."
        also = [("bobot", k, "bobot_pct") for k, _ in rest]
        yield found(MP_V10, text, ("bobot", key, "bobot_pct"), row["bobot_pct"], also)


def _dak_construction(data: Data) -> Iterator[Finding]:
    if not data.rules["mps.dak.rules_apply"]:
        return
    for key, row in data.keyed("program_kegiatan"):
        kind = row.get("jenis_sub")
        if "DAK" in entries(row.get("tag_dana")) and kind not in (None, "k"):
            text = f"DAK membiayai kegiatan jenis {kind}; DAK hanya untuk konstruksi (k)."
            yield found(MP_V30, text, ("program_kegiatan", key, "tag_dana"), row["tag_dana"])


def _dak_minimums(data: Data) -> Iterator[Finding]:
    if not data.rules["mps.dak.rules_apply"]:
        return
    for key, row in data.keyed("dak"):
        regular, extra = exact(row.get("reguler_rp")), exact(row.get("tambahan_rp")) or Fraction(0)
        if regular is None:
            continue
        asked = {
            "pendamping_reguler_rp": regular * data.rules.exact("mps.dak.counterpart_regular") / 100,
            "pendamping_tambahan_rp": extra * Fraction(str(data.rules["mps.dak.counterpart_extra"]["default"])) / 100,
            "operasional_rp": (regular + extra) * data.rules.exact("mps.dak.operations") / 100,
        }
        for column, least in asked.items():
            paid = exact(row.get(column))
            if paid is not None and paid < least:
                text = f"{column} Rp {angka(paid)} di bawah batas minimum Rp {angka(half_up_int(least))}; tambahkan."
                yield found(MP_V31, text, ("dak", key, column), row[column])
        own = numbers(row, "pendamping_reguler_rp", "pendamping_tahun_lalu_rp")
        if own and own[0] + (exact(row.get("pendamping_tambahan_rp")) or 0) < own[1]:
            text = f"Dana pendamping lebih kecil dari tahun lalu (Rp {angka(own[1])}); tidak boleh turun."
            yield found(MP_V31, text, ("dak", key, "pendamping_tahun_lalu_rp"), row["pendamping_tahun_lalu_rp"])


def _years(data: Data) -> Iterator[Finding]:
    for name in ("pagu", "komitmen", "komitmen_baris"):
        for key, row in data.keyed(name):
            year = row.get("tahun")
            if isinstance(year, int) and year not in data.plan_years:
                first, last = data.plan_years[0], data.plan_years[-1]
                text = f"Tahun {year} di luar tahun rencana {first}–{last}; perbaiki tahunnya."
                yield found(MP_V40, text, (name, key, "tahun"), year)


_BUDGET = "keuangan: tahun | belanja_langsung_rp | belanja_sanitasi_rp | investasi_rp | op_rp\n"
_DAK = "dak: tahun | reguler_rp | pendamping_reguler_rp | operasional_rp\n"

RULES = (
    Rule(
        SK_V80,
        _identities,
        example_pass=_BUDGET + "2013 | 1000 | 100 | 70 | 30",
        example_fail=_BUDGET + "2013 | 1000 | 100 | 70 | 40",
        effect="all",
    ),
    Rule(
        SK_V81,
        _history,
        example_pass=_BUDGET + "\n".join(f"{y} | 1000 | 100 | 70 | 30" for y in range(2009, 2014)),
        example_fail=_BUDGET + "\n".join(f"{y} | 1000 | 100 | 70 | 30" for y in range(2010, 2014)),
        effect="none",
    ),
    Rule(
        MP_V10,
        _weights,
        example_pass="bobot: komponen | kriteria | bobot_pct\n AL | penerima_manfaat | 55\n AL | pro_poor | 45",
        example_fail="bobot: komponen | kriteria | bobot_pct\n AL | penerima_manfaat | 55\n AL | pro_poor | 44",
        effect="all",
    ),
    Rule(
        MP_V11,
        None,
        example_pass="skor_prioritas: kegiatan_id | kriteria | penilai | skor\n K1 | persepsi_pokja | A | 4",
        example_fail="skor_prioritas: kegiatan_id | kriteria | penilai | skor\n K1 | persepsi_pokja | A | 6",
    ),
    Rule(
        MP_V30,
        _dak_construction,
        example_pass="program_kegiatan: kegiatan_id | sumber_dana | tag_dana | jenis_sub\n K1 | APBD_K | DAK | k",
        example_fail="program_kegiatan: kegiatan_id | sumber_dana | tag_dana | jenis_sub\n K1 | APBD_K | DAK | a",
        example_year=2014,
    ),
    Rule(
        MP_V31,
        _dak_minimums,
        example_pass=_DAK + "2015 | 2000000000 | 200000000 | 100000000",
        example_fail=_DAK + "2015 | 2000000000 | 199999999 | 100000000",
        effect="none",
        example_year=2014,
    ),
    Rule(
        MP_V40,
        _years,
        example_pass="komitmen: sumber_dana | tahun | komitmen_rp\n APBD_K | 2014 | 1000",
        example_fail="komitmen: sumber_dana | tahun | komitmen_rp\n APBD_K | 2020 | 1000",
        effect="none",
    ),
)
