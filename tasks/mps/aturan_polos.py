"""The plain rule: highest priority first, earliest year first, no going back (mps.md section 5.1)."""

from __future__ import annotations

from collections.abc import Mapping

from tasks.mps.langkah import YEARS
from tasks.mps.pagu import Cell
from tasks.mps.rencana import NO_CEILING, NO_SOURCE, NO_TOTAL, PREDECESSOR, Alasan, Rencana, too_late
from tasks.mps.simpul import Simpul
from tasks.mps.soal import Need, Soal, bind, fits, start_of, take
from tasks.mps.sumber import SourceSet

UNRATED = Alasan(NO_TOTAL, "prioritas belum dapat dinilai, dan tidak ada langkah lain yang memerlukannya")


def plain_rule(soal: Soal) -> Rencana:
    """Each node in order at its earliest year, there with the first source set that fits under every ceiling.

    The yearly O&P of an asset counts against the ceilings of the later years. Parts of one activity keep one source
    set. A source without a ceiling in a year takes nothing. Contracted activities come first and are placed even
    above a ceiling: they are bound already.
    """
    plan, left = bind(soal)
    complete(soal, plan, left)
    return plan


def complete(soal: Soal, plan: Rencana, left: Need, *, is_rated_only: bool = False) -> None:
    """Place every node that still fits, in order, and say why the others do not.

    `is_rated_only` leaves out lines without a total, which only another line that needs them may bring in.
    """
    for node in soal.order:
        if node.bagian[0].part not in plan.tahun:
            _place(soal, node, plan, left, is_rated_only)


def _place(soal: Soal, node: Simpul, plan: Rencana, left: Need, is_rated_only: bool) -> None:
    if node.blocked:
        plan.explain(
            node, Alasan(PREDECESSOR, f"volume atau biaya langkah yang mendahului belum diketahui: {node.blocked}")
        )
        return
    first = start_of(soal, node, plan)
    if isinstance(first, Alasan):
        plan.explain(node, first)
        return
    options = soal.options(node, plan)
    for year in range(first, YEARS + 1):
        for chosen in options:
            need = soal.need(node, chosen, year)
            if fits(need, left):
                if is_rated_only and soal.worth(node, year) < 0:
                    plan.explain(node, UNRATED)
                else:
                    take(node, chosen, year, need, plan, left)
                return
    plan.explain(node, too_late(first) if first > YEARS else _no_room(node, soal.sets(node, plan), left, first))


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
