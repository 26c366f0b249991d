"""The plain rule: highest priority first, earliest year first, no going back (mps.md section 5.1)."""

from __future__ import annotations

from collections.abc import Mapping

from tasks.mps.alokasi.pagu import Cell
from tasks.mps.alokasi.rencana import NO_CEILING, NO_SOURCE, NO_TOTAL, PREDECESSOR, Alasan, Rencana, too_late
from tasks.mps.alokasi.simpul import Simpul
from tasks.mps.alokasi.soal import Need, Soal, bind, fits, remaining, start_of, take
from tasks.mps.kesiapan.persiapan import IDLE, drop_idle, is_idle, put_back
from tasks.mps.langkah import YEARS
from tasks.mps.sumber import SourceSet

UNRATED = Alasan(NO_TOTAL, "prioritas belum dapat dinilai, dan tidak ada langkah lain yang memerlukannya")


def plain_rule(soal: Soal) -> Rencana:
    """Each node in order at its earliest year, there with the first source set that fits under every ceiling.

    The yearly O&P of an asset counts against the ceilings of the later years. Parts of one activity keep one source
    set. A source without a ceiling in a year takes nothing. Contracted activities come first and are placed even
    above a ceiling: they are bound already.
    """
    plan, left = bind(soal)
    for node in soal.order:
        if node.bagian[0].part not in plan.tahun:
            _place(soal, node, plan, left)
    finish(soal, plan)
    return plan


def finish(soal: Soal, plan: Rencana, *, is_rated_only: bool = False) -> None:
    """Drop preparations whose work is not placed, put back what then fits, and say why the rest is not in the plan.

    `is_rated_only` leaves out lines without a total, which only another line that needs them may bring in.
    """
    drop_idle(soal, plan)
    put_back(soal, plan, is_rated_only=is_rated_only)
    plan.alasan.clear()
    left = remaining(soal, plan)
    for i, node in enumerate(soal.order):
        if node.bagian[0].part not in plan.tahun:
            plan.explain(node, IDLE if is_idle(soal, i, plan) else _why_not(soal, node, plan, left))


def _place(soal: Soal, node: Simpul, plan: Rencana, left: Need) -> None:
    first = start_of(soal, node, plan)
    if node.blocked or isinstance(first, Alasan):
        return
    options = soal.options(node, plan)
    for year in range(first, YEARS + 1):
        for chosen in options:
            need = soal.need(node, chosen, year)
            if fits(need, left):
                take(node, chosen, year, need, plan, left)
                return


def _why_not(soal: Soal, node: Simpul, plan: Rencana, left: Need) -> Alasan:
    """Why a node is not in the plan: what it waits for, its documents and years, its total, or the ceilings."""
    if node.blocked:
        return Alasan(PREDECESSOR, f"volume atau biaya langkah yang mendahului belum diketahui: {node.blocked}")
    first = start_of(soal, node, plan)
    if isinstance(first, Alasan):
        return first
    if first > YEARS:
        return too_late(first)
    needs = (soal.need(node, chosen, t) for t in range(first, YEARS + 1) for chosen in soal.options(node, plan))
    if soal.worth(node, first) < 0 and any(fits(need, left) for need in needs):
        return UNRATED
    return _no_room(node, soal.sets(node, plan), left, first)


def _no_room(node: Simpul, options: list[tuple[SourceSet, ...]], left: Mapping[Cell, int], first: int) -> Alasan:
    years = range(first, YEARS + 1)
    for b, sets in zip(node.bagian, options, strict=True):
        if not sets:
            return Alasan(NO_SOURCE, f"tidak ada sumber dana yang boleh tanpa perjanjian: {b.part[0]}")
        if not any(all((s, t) in left for s, _ in chosen) for chosen in sets for t in years):
            names = ", ".join(sorted({s for chosen in sets for s, _ in chosen}))
            return Alasan(NO_SOURCE, f"pagu sumber dana yang boleh belum diketahui: {names}")
    named = sorted({s for sets in options for chosen in sets for s, _ in chosen})
    known = [s for s in named if any((s, t) in left for t in years)]
    unknown = [s for s in named if s not in known]
    also = f"; pagu {', '.join(unknown)} belum diketahui" if unknown else ""
    return Alasan(NO_CEILING, f"sisa pagu {', '.join(known)} tidak cukup, termasuk operasi dan pemeliharaannya{also}")
