"""200 redraws of one district of 4,000 respondents against one pass over its answers, side by side.

One pass is what the step does once: count the matrix of risks and make indices, scores and classes. It leaves out
reading the answers, which the redraws do not repeat either, so the ratio is the unfavourable one.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from tasks.buku_putih.area import area_rows
from tasks.buku_putih.ehra import irs_of_district
from tasks.buku_putih.jawaban.hitung import counts
from tasks.buku_putih.ketidakpastian import uncertainty
from tasks.lineage.units.edges import Edges
from tests.support.survei import district, matrix

LIMIT = 100


def measure() -> dict[str, float]:
    """Ratio of all redraws to one pass by name of the edition's area unit; must be below LIMIT."""
    return {f"FY{year}": _ratio(year) for year in (2013, 2016)}


def _ratio(fiscal_year: int) -> float:
    bahan = district(matrix(desa=40, rt=20, households=5), fiscal_year)
    survey = bahan.matriks
    if bahan.irs is None or survey is None:
        raise AssertionError("the made-up district has no survey")
    irs, areas = bahan.irs, area_rows(bahan)

    def one_pass() -> None:
        irs_of_district(counts(survey), list(bahan.strata), bahan.strata, bahan.rules)
        area_rows(bahan)

    return _best(lambda: uncertainty(bahan, irs, areas, Edges())) / _best(one_pass)


def _best(work: Callable[[], object], times: int = 5) -> float:
    work()
    spent = []
    for _ in range(times):
        start = perf_counter()
        work()
        spent.append(perf_counter() - start)
    return min(spent)


if __name__ == "__main__":
    found = measure()
    for name, ratio in found.items():
        print(f"  {name}: 200 redraws cost {ratio:.1f} times one pass (limit {LIMIT})")
    raise SystemExit(any(ratio >= LIMIT for ratio in found.values()))
