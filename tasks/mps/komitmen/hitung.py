"""Commitments per line and year, the gap, and the recaps of what is committed (mps.md sections 5 and 7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from schemas.contract import Row, Rows
from tasks.mps.alokasi.pagu import OWN
from tasks.mps.baris import COMMITTED, INDICATIVE, PARTIAL, WAITING
from tasks.mps.calon import whole
from tasks.mps.langkah import YEARS

SUBMITTED = {"indicative": "masih indikatif", "waiting_list": "daftar tunggu"}
Key = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Komitmen:
    """What was submitted of a year's commitments.

    `rows` are those of `komitmen_baris` by (kegiatan, source, calendar year), `sheets` the signed totals by (source,
    calendar year). `is_counted` is False while the capability is unknown: nothing is committed then.
    """

    rows: Mapping[Key, Row]
    sheets: Mapping[tuple[str, int], int | None]
    is_counted: bool

    @classmethod
    def read(cls, baris: Iterable[Row], lembar: Iterable[Row], is_counted: bool) -> Komitmen:
        """From the submitted tables; rows without a year are left out."""
        rows = {(str(r["kegiatan_id"]), str(r["sumber_dana"]), t): r for r in baris if (t := whole(r.get("tahun")))}
        sheets = {
            (str(r["sumber_dana"]), t): whole(r.get("komitmen_rp")) for r in lembar if (t := whole(r.get("tahun")))
        }
        return cls(rows, sheets, is_counted)


def years_of_lines(baris: Iterable[Row], komitmen: Komitmen, fiscal_year: int) -> Rows:
    """Rows of `komitmen_tahun`: one per line and year with cost. A line of unknown cost has none.

    A submitted row counts when its status is committed (blank is not); at most the cost of the year counts. While the
    capability is unknown the lines are an indication: committed and gap are unknown.
    """
    return [
        _year(row, t, cost, komitmen, fiscal_year)
        for row in baris
        for t in range(1, YEARS + 1)
        if (cost := whole(row.get(f"biaya_{t}_rp")))
    ]


def _year(row: Row, t: int, cost: int, komitmen: Komitmen, fiscal_year: int) -> Row:
    given = komitmen.rows.get((str(row["kegiatan_id"]), str(row["sumber_dana"]), fiscal_year + t))
    waits = row["status"] == WAITING
    amount, note = _amount(given, cost, waits)
    if not komitmen.is_counted:
        amount = None
    return {
        "kegiatan_id": row["kegiatan_id"],
        "sumber_dana": row["sumber_dana"],
        "tahun": fiscal_year + t,
        "komponen": row["komponen"],
        "kebutuhan_rp": cost,
        "komitmen_rp": amount,
        "kesenjangan_rp": None if amount is None else cost - amount,
        "status": WAITING if waits else _standing(amount, cost),
        "catatan": note,
    }


def _standing(amount: int | None, cost: int) -> str:
    if not amount:
        return INDICATIVE
    return COMMITTED if amount >= cost else PARTIAL


def _amount(given: Row | None, cost: int, waits: bool) -> tuple[int | None, str | None]:
    """What counts as committed, and what is to be said about it."""
    if given is None:
        return 0, None
    said = str(given.get("status") or "")
    if said != COMMITTED:
        return 0, f"Pokja menyatakan {SUBMITTED.get(said, 'status tidak diketahui')}; tidak dihitung."
    amount = whole(given.get("komitmen_rp"))
    if waits:
        return 0, "Ada komitmen, tetapi baris ini menunggu; tidak dihitung."
    if amount is None:
        return None, "Nilai komitmen tidak diketahui."
    if amount > cost:
        return cost, f"Komitmen Rp{amount} melebihi biaya; yang dihitung sebesar biaya."
    return amount, f"Komitmen sebagian: Rp{amount} dari Rp{cost}." if 0 < amount < cost else None


def gaps(baris: Sequence[Row], years: Iterable[Row], komitmen: Komitmen, fiscal_year: int) -> Rows:
    """Rows of `kesenjangan`: every source with a line or a sheet, every plan year."""
    grouped: dict[tuple[str, int], Rows] = {}
    for row in years:
        grouped.setdefault((str(row["sumber_dana"]), int(str(row["tahun"]))), []).append(row)
    unknown: dict[str, int] = {}
    for row in baris:
        sumber = str(row["sumber_dana"])
        unknown[sumber] = unknown.get(sumber, 0) + (row["jumlah_rp"] is None)
    sources = sorted({*unknown, *(s for s, _ in komitmen.sheets)})
    return [
        _gap(s, fiscal_year + t, grouped.get((s, fiscal_year + t), []), komitmen, unknown.get(s, 0))
        for s in sources
        for t in range(1, YEARS + 1)
    ]


def _gap(sumber: str, tahun: int, rows: Rows, komitmen: Komitmen, unknown: int) -> Row:
    counted = [r for r in rows if r["status"] != WAITING]
    need = sum(whole(r["kebutuhan_rp"]) or 0 for r in counted)
    committed = _sum(counted) if komitmen.is_counted else None
    sheet = komitmen.sheets.get((sumber, tahun))
    return {
        "sumber_dana": sumber,
        "tahun": tahun,
        "kebutuhan_rp": need,
        "terkomitmen_rp": committed,
        "kesenjangan_rp": None if committed is None else need - committed,
        "lembar_rp": sheet,
        "sisa_lembar_rp": None if sheet is None or committed is None else sheet - committed,
        "menunggu_rp": sum(whole(r["kebutuhan_rp"]) or 0 for r in rows if r["status"] == WAITING),
        "n_tanpa_biaya": unknown,
    }


def _sum(rows: Iterable[Row]) -> int | None:
    amounts = [whole(r["komitmen_rp"]) for r in rows]
    return None if None in amounts else sum(a or 0 for a in amounts)


def committed_lines(years: Iterable[Row], fiscal_year: int) -> Iterator[Row]:
    """The committed amounts as lines with cost per plan year, for the recaps T5s, T6s and T7s."""
    for row in signed(years):
        amount = row["komitmen_rp"]
        cost = {f"biaya_{t}_rp": amount if row["tahun"] == fiscal_year + t else 0 for t in range(1, 6)}
        yield {**row, **cost, "jumlah_rp": amount}


def signed(years: Iterable[Row]) -> Iterator[Row]:
    """Rows of `komitmen_tahun` whose amount enters the signed MPS: committed whole or in part."""
    return (row for row in years if row["status"] in (COMMITTED, PARTIAL))


def share(gap_rows: Iterable[Row], minimum_pct: Fraction) -> Row:
    """The row of `bagian_komitmen`; without need there is no share, and the minimum is reached."""
    own = [r for r in gap_rows if r["sumber_dana"] == OWN]
    need = sum(whole(r["kebutuhan_rp"]) or 0 for r in own)
    amounts = [whole(r["terkomitmen_rp"]) for r in own]
    committed = None if None in amounts else sum(a or 0 for a in amounts)
    pct = Fraction(committed * 100, need) if committed is not None and need else None
    is_enough = None if committed is None else int(committed * 100 >= minimum_pct * need)
    return {
        "sumber_dana": OWN,
        "kebutuhan_rp": need,
        "terkomitmen_rp": committed,
        "bagian_pct": pct,
        "minimum_pct": minimum_pct,
        "is_cukup": is_enough,
    }
