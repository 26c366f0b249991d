"""Limits of the facilitators (programme.md section 4.1): one CF per district, at most three PF per province and day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from schemas.findings import Finding
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


def _of(seen: Keadaan, peran: str, region: str) -> list[Orang]:
    first, last = date(seen.fiscal_year, 1, 1), date(seen.fiscal_year, 12, 31)
    return [
        p
        for p in seen.people
        if p.peran == peran and p.kode_wilayah == region and p.mulai <= last and p.selesai >= first
    ]
