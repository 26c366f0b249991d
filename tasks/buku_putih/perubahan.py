"""For each input of a desa and komponen: the smallest change that would move its class."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from tasks.buku_putih.bagian import index_parts, text
from tasks.buku_putih.bahan import Bahan
from tasks.buku_putih.ehra import IRS_OF
from tasks.buku_putih.gabung import SOURCES
from tasks.buku_putih.indicators.urban_rural import KINDS, URBAN_RURAL
from tasks.buku_putih.ubah import Langkah, Ubah, nearer

Change = dict[str, Any]


def changes(bahan: Bahan, komponen: str, kode: str) -> list[Change]:
    """One row per input that has a value: source scores, indicators, the index of the area and its sub-indicators.

    `menjadi` is None where no value of this input alone moves the class. `is_tepat` says whether the class is already
    another one at `menjadi`, or only past it. Other inputs stay as they are; scores of other desa move with the range.
    """
    tried = Ubah(bahan, komponen, kode)
    return [*_scores(tried), *_indicators(tried, bahan, komponen, kode), *_survey(tried, bahan, komponen, kode)]


def _row(jenis: str, nama: str, now: Fraction, step: Langkah | None) -> Change:
    row = {"jenis": jenis, "nama": nama, "sekarang": text(now), "menjadi": None, "selisih": None}
    if step is None:
        return {**row, "is_tepat": None, "kelas": None}
    moved = {"menjadi": text(step.menjadi), "selisih": text(step.menjadi - now)}
    arah = "naik" if step.is_up else "turun"
    return {**row, **moved, "arah": arah, "is_tepat": step.is_tepat, "kelas": step.kelas}


def _scores(tried: Ubah) -> Iterator[Change]:
    for name in SOURCES:
        now = tried.score_of(name)
        if now is not None:
            yield _row("skor", name, Fraction(now), tried.source(name))


def _indicators(tried: Ubah, bahan: Bahan, komponen: str, kode: str) -> Iterator[Change]:
    for name in dict.fromkeys((*bahan.impact, *bahan.names[komponen])):
        column = bahan.kolom[name]
        if kode not in column.nilai:
            continue
        now = column.nilai[kode]
        if column.indicator is URBAN_RURAL:
            other = next(kind for kind in KINDS if kind != now)
            skor = bahan.rules["area.impact_urban_score"][KINDS[other]]
            yield _row("indikator", name, now, tried.kind(name, Fraction(other), skor))
        else:
            yield _row("indikator", name, now, tried.indicator(name))


def _survey(tried: Ubah, bahan: Bahan, komponen: str, kode: str) -> Iterator[Change]:
    irs, part = bahan.irs, IRS_OF[komponen]
    area = irs.area.get(kode, "") if irs else ""
    if irs is None or part not in irs.nilai.get(area, {}):
        return
    now, ways = irs.nilai[area][part], tried.index(part)
    yield _row("irs", f"{area} {part}", now, nearer(now, [w for w in ways if w]))
    for sub in index_parts(bahan, irs, area, part):
        pct, factor = Fraction(str(sub["pct"])), Fraction(str(sub["sumbangan_per_poin"]))
        yield _row("subindikator", str(sub["nama"]), pct, _of_share(pct, factor, now, [w for w in ways if w]))


def _of_share(pct: Fraction, factor: Fraction, now: Fraction, ways: list[Langkah]) -> Langkah | None:
    """The step of the index carried over to one share, where the share alone can reach it inside 0..100."""
    moved = [Langkah(pct + (w.menjadi - now) / factor, w.is_tepat, w.kelas, w.is_up) for w in ways if factor]
    return nearer(pct, [m for m in moved if _is_possible(m)])


def _is_possible(step: Langkah) -> bool:
    """Whether a share can get there, or past it where it must."""
    if step.is_tepat:
        return 0 <= step.menjadi <= 100
    return 0 <= step.menjadi < 100 if step.is_up else 0 < step.menjadi <= 100
