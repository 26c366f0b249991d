"""Steps of the plan, their parts (the units of choice) and the O&P that follows them (mps.md section 5.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from schemas.contract import Row
from tasks.arith import half_up_int, largest_remainder
from tasks.mps.calon import parts, whole
from tasks.mps.sumber import SourceSet

YEARS = 5
COLUMNS = tuple((f"vol_{t}", f"biaya_{t}_rp") for t in range(1, YEARS + 1))
OM = "d"
Part = tuple[str, int]


class Before(NamedTuple):
    """What `setelah` says: an activity before this one, `lag` years earlier at least, or in the same year."""

    id: str
    lag: int = 0
    is_same_year: bool = False


class Bagian(NamedTuple):
    """The volume of one activity in one year of the SSK: placed whole, once. `tahun` 0 is the SSK year that passed."""

    part: Part
    tahun: int
    volume: Fraction
    biaya: int


class Langkah(NamedTuple):
    """One activity of the SSK as the plan sees it. Years are MPS years: 1 is fiscal year + 1.

    No `bagian`: its volume or cost is unknown, or it is O&P, which is written from its assets and not chosen.
    """

    id: str
    row: Row
    paket: tuple[str, str]
    urutan: int
    sets: tuple[SourceSet, ...]
    shown: SourceSet
    before: tuple[Before, ...]
    bagian: tuple[Bagian, ...]
    perlu: tuple[str, ...]
    buat: tuple[str, ...]
    is_om: bool


@dataclass(frozen=True, slots=True)
class Operasi:
    """Yearly O&P of one row: the cost that each part of its assets adds, summing exactly to the plain year's price."""

    id: str
    price: int
    adds: Mapping[Part, int]
    sources: SourceSet


def before_of(text: str) -> Before:
    """`<kegiatan_id>` with the suffix `+1` (a year later) or `=` (same year)."""
    if text.endswith("+1"):
        return Before(text[:-2], lag=1)
    return Before(text[:-1], is_same_year=True) if text.endswith("=") else Before(text)


def read_steps(
    kegiatan: Sequence[Row], urutan: Mapping[str, int], sets: Callable[[Row], tuple[tuple[SourceSet, ...], SourceSet]]
) -> dict[str, Langkah]:
    """The steps by id. A row of jenis d is O&P when an activity that it follows has an O&P percentage."""
    assets = {str(r["kegiatan_id"]) for r in kegiatan if r.get("om_pct")}
    return {str(r["kegiatan_id"]): _step(r, urutan[str(r["kegiatan_id"])], sets(r), assets) for r in kegiatan}


def _step(row: Row, urutan: int, sets: tuple[tuple[SourceSet, ...], SourceSet], assets: set[str]) -> Langkah:
    name = str(row["kegiatan_id"])
    before = tuple(before_of(t) for t in parts(row.get("setelah")))
    is_om = row.get("jenis_sub") == OM and any(b.id in assets for b in before)
    return Langkah(
        id=name,
        row=row,
        paket=(str(row.get("program_id") or ""), str(row.get("lokasi") or "")),
        urutan=urutan,
        sets=sets[0],
        shown=sets[1],
        before=before,
        bagian=() if is_om else _bagian(name, row),
        perlu=parts(row.get("dokumen_perlu")),
        buat=parts(row.get("dokumen_buat")),
        is_om=is_om,
    )


def _bagian(name: str, row: Row) -> tuple[Bagian, ...]:
    found: list[Bagian] = []
    for i, (vol, cost) in enumerate(COLUMNS):
        volume = row.get(vol)
        if not volume:
            continue
        biaya = whole(row.get(cost))
        if biaya is None or (biaya == 0 and row.get("harga_satuan_rp") is None):
            return ()  # a price that nobody gave is not a price of 0
        exact = volume if isinstance(volume, Fraction) else Fraction(volume)
        found.append(Bagian((name, len(found)), i, exact, biaya))
    return tuple(found)


def operations(steps: Mapping[str, Langkah]) -> dict[str, Operasi]:
    """The O&P rows by id: the price of a plain year, split over the parts of the assets by om percent of cost."""
    return {s.id: o for s in steps.values() if s.is_om and (o := _operation(s, steps))}


def _operation(step: Langkah, steps: Mapping[str, Langkah]) -> Operasi | None:
    assets = [
        (p, pct) for b in step.before if (a := steps.get(b.id)) and (pct := a.row.get("om_pct")) for p in a.bagian
    ]
    paid = [(p.part, p.biaya, pct) for p, pct in assets if p.biaya]
    if not paid:
        return None
    price = whole(step.row.get("harga_satuan_rp"))
    if price is not None and len(paid) == 1:
        return Operasi(step.id, price, {paid[0][0]: price}, step.shown)
    weights = [Fraction(pct) * biaya for _, biaya, pct in paid]
    if price is None:
        price = half_up_int(sum(weights, Fraction(0)) / 100)
    amounts = largest_remainder(price, weights)
    return Operasi(step.id, price, {p[0]: a for p, a in zip(paid, amounts, strict=True)}, step.shown)


def added_by(operations: Iterable[Operasi]) -> dict[Part, list[tuple[Operasi, int]]]:
    """What each part of an asset adds to which O&P row, in whole rupiah per year."""
    found: dict[Part, list[tuple[Operasi, int]]] = {}
    for o in operations:
        for part, amount in o.adds.items():
            found.setdefault(part, []).append((o, amount))
    return found
