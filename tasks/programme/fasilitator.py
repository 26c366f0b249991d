"""Limits of the facilitators (programme.md section 4.1): one CF per district, at most three PF per province and day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from schemas.findings import Finding
from tasks.programme.bukti import LAPORAN_CF
from tasks.programme.kalender import due_day
from tasks.programme.keadaan import Keadaan
from tasks.programme.orang import Orang, serving


def one_cf(seen: Keadaan) -> Iterable[Finding]:
    """Two or more CF serve the district on one day of the year."""
    limit = int(seen.rules["programme.cf_per_district"])
    yield from _too_many(seen, "cf", seen.district, limit, "PP-01", "akhiri masa tugas salah satunya")


def few_pf(seen: Keadaan) -> Iterable[Finding]:
    """More PF than allowed serve the province on one day of the year."""
    limit = int(seen.rules["programme.pf_per_province_max"])
    yield from _too_many(seen, "pf", seen.district[:2], limit, "PP-03", "kurangi penugasan")


def _too_many(seen: Keadaan, peran: str, region: str, limit: int, rule: str, mend: str) -> Iterable[Finding]:
    for day in sorted({p.mulai for p in _of(seen, peran, region)} | {date(seen.fiscal_year, 1, 1)}):
        there = serving(seen.people, peran, region, day)
        if day.year == seen.fiscal_year and len(there) > limit:
            names = ", ".join(p.orang_id for p in there)
            says = f"Pada {day} ada {len(there)} {peran.upper()} di {region} ({names}); paling banyak {limit}: {mend}."
            yield Finding(rule, "error", says, "orang", f"{peran}/{region}/{day}")
            return


def has_cf(seen: Keadaan) -> Iterable[Finding]:
    """No CF serves the district after milestone M1."""
    if seen.day > due_day(seen.rules, "M1") and not serving(seen.people, "cf", seen.district, seen.day):
        says = f"Belum ada CF di {seen.district} sesudah M1; PMU atau Satker menugaskan satu orang."
        yield Finding("PP-02", "warning", says, "orang", f"cf/{seen.district}")


def handed_over(seen: Keadaan) -> Iterable[Finding]:
    """A CF who follows another in the year without a record of the hand-over."""
    terms = sorted(_of(seen, "cf", seen.district), key=lambda p: (p.mulai, p.orang_id))
    for before, after in pairwise(terms):
        if before.orang_id != after.orang_id and not after.serah_terima:
            whom = f"CF {after.orang_id} menggantikan {before.orang_id}"
            says = f"{whom} tanpa berita acara serah terima; catat nomornya."
            yield Finding("PP-04", "error", says, "orang", f"{after.orang_id}/{after.mulai}")


def trained(seen: Keadaan) -> Iterable[Finding]:
    """A facilitator assigned before a training is on record."""
    for p in (*_of(seen, "cf", seen.district), *_of(seen, "pf", seen.district[:2])):
        if p.pelatihan is None or p.pelatihan > p.mulai:
            says = f"{p.peran.upper()} {p.orang_id} bertugas sejak {p.mulai} tanpa pelatihan sebelumnya; catat harinya."
            yield Finding("PP-05", "error", says, "orang", f"{p.orang_id}/{p.mulai}")


def reported(seen: Keadaan) -> Iterable[Finding]:
    """The inception report and the monthly reports of the CF that are past their day and not on record."""
    due = seen.rules["programme.cf_reports"]
    terms = _of(seen, "cf", seen.district)
    if not terms:
        return
    began, handed_in = terms[0].mulai, [a for a in seen.of_kind("bukti") if a["jenis"] in LAPORAN_CF]
    first_due = max(date(seen.fiscal_year, *due["inception_due"]), began + timedelta(days=int(due["inception_days"])))
    if seen.day > first_due and not any(a["jenis"] == LAPORAN_CF[0] for a in handed_in):
        says = f"Laporan awal CF {seen.district} jatuh tempo {first_due} dan belum ada; CF menyerahkannya."
        yield Finding("PP-06", "warning", says, "orang", f"{LAPORAN_CF[0]}/{seen.district}")
    known = {a["nomor"] for a in handed_in if a["jenis"] == LAPORAN_CF[1]}
    if lacking := [m for m in _months_due(seen, terms, int(due["monthly_day"])) if m not in known]:
        says = (
            f"Laporan bulanan CF {seen.district} belum ada untuk {', '.join(lacking)}; jatuh tempo tanggal "
            f"{due['monthly_day']} bulan berikutnya."
        )
        yield Finding("PP-06", "warning", says, "orang", f"{LAPORAN_CF[1]}/{seen.district}")


def _months_due(seen: Keadaan, terms: list[Orang], day_of_month: int) -> Iterator[str]:
    """The months of the year in which a CF served and whose report is past its day."""
    for month in range(1, 13):
        first = date(seen.fiscal_year, month, 1)
        after = date(seen.fiscal_year + month // 12, month % 12 + 1, 1)
        is_served = any(p.mulai < after and p.selesai >= first for p in terms)
        if is_served and seen.day > after.replace(day=day_of_month):
            yield f"{first:%Y-%m}"


def _of(seen: Keadaan, peran: str, region: str) -> list[Orang]:
    first, last = date(seen.fiscal_year, 1, 1), date(seen.fiscal_year, 12, 31)
    return [
        p
        for p in seen.people
        if p.peran == peran and p.kode_wilayah == region and p.mulai <= last and p.selesai >= first
    ]
