"""Why an activity begins later than the plan does, or waits: the step before it, or the ceilings that are full.

What is missing is counted with everything else left where it is: the activity, and the steps before it that wait too,
are put where the least money is missing, one after the other. So much more money is enough; less may do if others move.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from schemas.contract import Row, Rows
from tasks.mps.alokasi.pagu import Cell
from tasks.mps.alokasi.rencana import NO_SOURCE, NO_YEAR, PREDECESSOR, Alasan, Rencana, too_late
from tasks.mps.alokasi.simpul import Simpul
from tasks.mps.alokasi.soal import Chosen, Need, Soal, give_back, remaining, start_of, take
from tasks.mps.kesiapan.dokumen import NOTHING, Syarat
from tasks.mps.kesiapan.persiapan import before_of_nodes
from tasks.mps.langkah import YEARS, Part

SHOWN = 3


class _Letak(NamedTuple):
    """Where a node would stand with the least money missing: the year, and what each ceiling then lacks."""

    tahun: int
    kurang: Mapping[Cell, int]


def delays(soal: Soal, plan: Rencana, syarat: Mapping[str, Syarat], fiscal_year: int) -> Rows:
    """Rows of the table penundaan: by activity, of its first part that waits, else of its first part."""
    look = _Tunda(soal, plan, syarat, fiscal_year)
    first: dict[str, int] = {}
    for i, node in enumerate(soal.order):
        for b in node.bagian:
            known = first.get(b.part[0])
            if known is None or (look.is_placed(known) and not look.is_placed(i)):
                first[b.part[0]] = i
    return [row for name, i in sorted(first.items()) if (row := look.row(name, i)) is not None]


class _Tunda:
    def __init__(self, soal: Soal, plan: Rencana, syarat: Mapping[str, Syarat], fiscal_year: int) -> None:
        self._soal, self._plan, self._syarat, self._year = soal, plan, syarat, fiscal_year
        self._kept = _without_next(plan)
        self._left = remaining(soal, self._kept)
        self._before = before_of_nodes(soal)
        self._paid = self._payers()

    def is_placed(self, i: int) -> bool:
        """Whether the node has a year of its own: a preparation of the next plan has none."""
        return self._soal.order[i].bagian[0].part in self._kept.tahun

    def row(self, name: str, i: int) -> Row | None:
        """The row of an activity whose node is `i`; None where it begins in the first plan year."""
        node = self._soal.order[i]
        begins = self._plan.tahun.get(node.bagian[0].part)
        if begins is not None and begins <= 1:
            return None
        allowed = start_of(self._soal, node, self._plan)
        boleh = None if isinstance(allowed, Alasan) else allowed
        work = self._work(i)
        return {
            "kegiatan_id": name,
            "tahun_mulai": self._calendar(begins),
            "tahun_boleh": self._calendar(boleh),
            **self._step_before(node, boleh),
            "pekerjaan": None if work is None else self._soal.order[work].bagian[0].part[0],
            **self._money(i, boleh),
        }

    def _work(self, i: int) -> int | None:
        """Of a preparation that has no place of its own: the first of its works; of any other node None."""
        works = self._soal.works.get(i)
        if self.is_placed(i) or not works:
            return None
        return min(works, key=lambda j: self._soal.order[j].place)

    def _calendar(self, t: int | None) -> int | None:
        return None if t is None else self._year + t

    def _step_before(self, node: Simpul, boleh: int | None) -> Row:
        """The step that waits, else the one that sets the first year where the SSK year and held documents do not."""
        own = {b.part[0] for b in node.bagian}
        tahun = self._plan.tahun
        found: Part | None = None
        for part, lag in node.pre:
            if part[0] in own:
                continue
            if part not in tahun or (boleh is not None and tahun[part] + lag == boleh > max(node.first or 1, 1)):
                found = part
                if part not in tahun:
                    break
        if found is None and node.blocked:
            return {"langkah": node.blocked, "tahun_langkah": None, "dokumen": None}
        if found is None:
            return {"langkah": None, "tahun_langkah": None, "dokumen": None}
        asks = [self._syarat.get(name, NOTHING) for name in sorted(own)]
        made = [token for a in asks for token, makers in zip(a.made, a.made_by, strict=True) if found[0] in makers]
        return {
            "langkah": found[0],
            "tahun_langkah": self._calendar(tahun.get(found)),
            "dokumen": ";".join(dict.fromkeys(made)) or None,
        }

    def _money(self, i: int, boleh: int | None) -> Row:
        node = self._soal.order[i]
        begins = self._kept.tahun.get(node.bagian[0].part)
        hambatan: Alasan | None = None
        found: _Letak | None = None
        others = 0
        if begins is None:
            tried = self._with_all_before(i)
            if isinstance(tried, Alasan):
                hambatan = tried
            else:
                found, others = tried
        elif boleh is not None and boleh < begins:
            found = self._own(node, boleh, begins - 1)
        nothing: Row = {"tahun_uji": None, "penuh": None, "kurang_rp": None, "n_serta": None}
        if found is None:
            return {**nothing, "hambatan": hambatan.teks if hambatan else None, **self._rivals(node, ())}
        cells = sorted(found.kurang, key=lambda c: (c[1], c[0]))
        return {
            "tahun_uji": self._calendar(found.tahun),
            "penuh": ";".join(f"{s} {self._year + t}" for s, t in cells) or None,
            "kurang_rp": ";".join(str(found.kurang[c]) for c in cells) or None,
            "n_serta": others,
            "hambatan": None,
            **self._rivals(node, cells),
        }

    def _own(self, node: Simpul, first: int, latest: int) -> _Letak | None:
        """An earlier place of a node that has one; the money that it takes now is free for it."""
        plan, left = self._aside(), dict(self._left)
        give_back(self._soal, node, plan, left)
        plan.remove([b.part for b in node.bagian])
        placed = self._least(node, first, latest, plan, left)
        return _Letak(placed[0], _lacking(placed[1])) if placed else None

    def _with_all_before(self, i: int) -> tuple[_Letak, int] | Alasan:
        """The node with what must come along, and how many of those have no place; or why money alone does not help."""
        plan, left, others, mine = self._aside(), dict(self._left), 0, 0
        for j in self._wanted(i):
            node = self._soal.order[j]
            if node.bagian[0].part in plan.tahun:
                continue
            name, first = node.bagian[0].part[0], start_of(self._soal, node, plan)
            if node.blocked:
                return Alasan(PREDECESSOR, f"volume atau biaya {node.blocked} belum diketahui")
            if isinstance(first, Alasan):
                return Alasan(first.jenis, f"{name}: {first.teks}")
            if first > YEARS:
                return Alasan(NO_YEAR, f"{name}: {too_late(first).teks}")
            placed = self._least(node, first, YEARS, plan, left)
            if placed is None:
                return Alasan(NO_SOURCE, f"{name}: pagu sumber dana yang boleh membiayainya belum diketahui")
            year, left, chosen = placed
            take(node, chosen, year, {}, plan, {})
            others += j != i
            mine = year if j == i else mine
        return _Letak(mine, _lacking(left)), others

    def _wanted(self, i: int) -> list[int]:
        """The node and what must precede it; a preparation comes with one of its works, so the first of them too."""
        wanted = set(self._before[i])
        while True:
            alone = (j for j in sorted(wanted) if self._work(j) is not None and wanted.isdisjoint(self._soal.works[j]))
            j = next((j for j in alone if not any(self.is_placed(w) for w in self._soal.works[j])), None)
            if j is None:
                return sorted(wanted)
            wanted |= self._before[min(self._soal.works[j], key=lambda w: self._soal.order[w].place)]

    def _least(
        self, node: Simpul, first: int, latest: int, plan: Rencana, left: Need
    ) -> tuple[int, Need, Chosen] | None:
        """Year and source sets with the least money missing, and what then is left; the earliest of equals."""
        best: tuple[int, int, Need, Chosen] | None = None
        for year in range(first, latest + 1):
            for chosen in self._soal.options(node, plan):
                need = self._soal.need(node, chosen, year)
                if not need.keys() <= left.keys():
                    continue
                lacks = sum(max(0, amount - max(left[cell], 0)) for cell, amount in need.items())
                if best is None or lacks < best[0]:
                    best = (lacks, year, {**left, **{c: left[c] - a for c, a in need.items()}}, chosen)
        return None if best is None else best[1:]

    def _aside(self) -> Rencana:
        return Rencana(dict(self._kept.tahun), dict(self._kept.sumber))

    def _payers(self) -> dict[Cell, dict[str, int]]:
        """What each activity takes of every source and year, its O&P of later years included."""
        paid: dict[Cell, dict[str, int]] = {}
        for node in self._soal.order:
            name = node.bagian[0].part[0]
            for cell, amount in self._soal.spent(node, self._plan).items():
                mine = paid.setdefault(cell, {})
                mine[name] = mine.get(name, 0) + amount
        return paid

    def _rivals(self, node: Simpul, cells: Iterable[Cell]) -> Row:
        first = next(iter(cells), None)
        place, own = node.place[0], {b.part[0] for b in node.bagian}
        lower = {
            name: amount
            for name, amount in (self._paid.get(first, {}) if first else {}).items()
            if amount and name not in own and self._soal.steps[name].urutan > place
        }
        ranked = sorted(lower, key=lambda name: (-lower[name], name))
        return {
            "pesaing": ";".join(ranked[:SHOWN]) or None,
            "n_pesaing": len(lower) if first else None,
            "pesaing_rp": sum(lower.values()) if first else None,
        }


def _without_next(plan: Rencana) -> Rencana:
    """The plan without the preparations of the next one, which live from what is left over."""
    tahun = {part: t for part, t in plan.tahun.items() if part not in plan.persiapan}
    return Rencana(tahun, {name: plan.sumber[name] for name in {part[0] for part in tahun}})


def _lacking(left: Need) -> dict[Cell, int]:
    return {cell: -amount for cell, amount in left.items() if amount < 0}
