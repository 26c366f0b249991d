"""Rows of rentang_peringkat: how firm each position is, and what would swap a line with the one below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from schemas.contract import Row, Rows
from schemas.outputs.mps_peringkat import RENTANG_PERINGKAT
from tasks.arith.dice import Dice, Ints
from tasks.mps.calon import Bahan, Calon, whole
from tasks.mps.prioritas.bobot import Bobot
from tasks.mps.prioritas.peringkat import Baris, Undian, block, interval, positions
from tasks.mps.prioritas.skor import Scores
from tasks.mps.prioritas.tukar import Tukar, smallest_swap

ZERO = Fraction(0)
HIGHEST, MEAN = "permasalahan_mendesak", "area_berisiko"
FIXED = "Kelas {n} area berisiko tanpa pernyataan kepastian EHRA: dianggap tetap."


@dataclass(frozen=True, slots=True)
class Ketidakpastian:
    """Classes in every redraw of the survey by area `<kode_desa>/<komponen>`, and the areas of which nobody knows."""

    ulang: Mapping[str, Ints] = field(default_factory=dict)
    unstated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cara:
    """How ranks are drawn: the rules mps.rank.*, and dice of the district."""

    n: int
    level_pct: Fraction
    present_min: Fraction
    dice: Dice


def uncertainty_of(areas: Rows, kepastian: Rows) -> Ketidakpastian:
    """A class that the Pokja agreed on or visited stands; a computed one is as sure as the redraws say."""
    drawn = {f"{r['kode_desa']}/{r['komponen']}": str(r["kelas_ulang"]) for r in kepastian if r.get("kelas_ulang")}
    ulang: dict[str, Ints] = {}
    unstated: set[str] = set()
    for row in areas:
        name = f"{row['kode_desa']}/{row['komponen']}"
        is_computed = row.get("skor_disepakati") is None and row.get("skor_kunjungan") is None
        if is_computed and name in drawn:
            ulang[name] = np.array([int(digit) for digit in drawn[name]], np.int64)
        elif is_computed and row.get("skor_akhir") is not None:
            unstated.add(name)
    return Ketidakpastian(ulang, frozenset(unstated))


def rank_rows(
    calon: Sequence[Calon],
    scored: tuple[Rows, Sequence[Scores], Sequence[str]],
    bahan: Bahan,
    bobot: Mapping[str, Bobot],
    ragam: Ketidakpastian,
    cara: Cara,
) -> Rows:
    """One row per candidate, in their order; `scored` is what `priorities` gave for them."""
    prioritas, scores, names = scored
    made = [_blank(c, ragam) for c in calon]
    ranked = [i for i, row in enumerate(prioritas) if row["total"] is not None]
    if not ranked:
        return made
    lines = [_line(calon[i], scores[i], names, bahan, ragam) for i in ranked]
    ranges = {k: [b.ranges.get(n, (ZERO, ZERO)) for n in names] for k, b in bobot.items()}
    known = {a: k for a, k in bahan.kelas.items() if k is not None}
    mean_at = names.index(MEAN) if MEAN in names else -1
    inside, over_all = positions(lines, Undian(ranges, known, ragam.ulang, mean_at), cara.n, cara.dice)
    blocks = _blocks([prioritas[i] for i in ranked])
    for which, drawn, at in (("komponen", inside, 0), ("semua", over_all, 1)):
        low, high = interval(drawn, cara.level_pct)
        for column, i in enumerate(ranked):
            ends = (int(low[column]), int(high[column]))
            made[i] |= _placed(which, blocks[column][at], ends, drawn[:, column], cara)
    _swaps(made, prioritas, scores, names, bobot, cara.present_min)
    return made


def _blank(c: Calon, ragam: Ketidakpastian) -> Row:
    unstated = sum(a in ragam.unstated for a in c.area)
    row: Row = dict.fromkeys(RENTANG_PERINGKAT.names) | {"kegiatan_id": c.id, "komponen": c.komponen}
    row["n_kelas_goyah"] = sum(len(set(ragam.ulang[a].tolist())) > 1 for a in c.area if a in ragam.ulang)
    row["n_kelas_tanpa_pernyataan"] = unstated
    row["catatan"] = FIXED.format(n=unstated) if unstated else None
    return row


def _line(c: Calon, scores: Scores, names: Sequence[str], bahan: Bahan, ragam: Ketidakpastian) -> Baris:
    """A human score, and classes that are not drawn, leave a criterion as it is."""
    if not any(a in ragam.ulang for a in c.area):
        return Baris(c.komponen, scores)
    areas = tuple(sorted({a for a in c.area if a in ragam.ulang or bahan.kelas.get(a) is not None}))
    goyah = tuple(
        (at, areas)
        for at, name in enumerate(names)
        if name in (HIGHEST, MEAN) and name not in bahan.hanya_pokja and (c.id, name) not in bahan.skor_pokja
    )
    return Baris(c.komponen, scores, goyah)


def _blocks(rows: Rows) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Positions that the lines of one total share: inside the komponen and over all."""
    totals = [r["total"] if isinstance(r["total"], Fraction) else None for r in rows]
    over_all = block(totals)
    inside: list[tuple[int, int] | None] = [None] * len(rows)
    for komponen in {r["komponen"] for r in rows}:
        found = block([t if r["komponen"] == komponen else None for t, r in zip(totals, rows, strict=True)])
        inside = [mine or known for mine, known in zip(found, inside, strict=True)]
    return [(a, b) for a, b in zip(inside, over_all, strict=True) if a and b]


def _placed(which: str, shared: tuple[int, int], ends: tuple[int, int], drawn: Ints, cara: Cara) -> Row:
    first, last = shared
    kept = Fraction(100 * int(((drawn >= first) & (drawn <= last)).sum()), cara.n)
    return {
        "n_ulang": cara.n,
        f"posisi_{which}": first,
        f"posisi_akhir_{which}": last,
        f"rank_bawah_{which}": ends[0],
        f"rank_atas_{which}": ends[1],
        f"bertahan_{which}_pct": kept,
        f"is_pasti_{which}": int(first <= ends[0] and ends[1] <= last),
    }


def _swaps(
    made: Rows,
    prioritas: Rows,
    scores: Sequence[Scores],
    names: Sequence[str],
    bobot: Mapping[str, Bobot],
    present_min: Fraction,
) -> None:
    """The smallest change that equals each line to one of the next lower rank in its komponen."""
    level: dict[tuple[str, int], dict[Scores, tuple[int, str]]] = {}
    for row, s in zip(prioritas, scores, strict=True):
        if row["rank_komponen"] is not None:
            members = level.setdefault((str(row["komponen"]), whole(row["rank_komponen"]) or 0), {})
            here = (whole(row["urutan"]) or 0, str(row["kegiatan_id"]))
            members[s] = min(members.get(s, here), here)
    weights = {k: [b.weights.get(n, ZERO) for n in names] for k, b in bobot.items()}
    known: dict[tuple[str, Scores, int], tuple[Tukar, str] | None] = {}
    for row, own, s in zip(made, prioritas, scores, strict=True):
        if own["rank_komponen"] is None:
            continue
        k, rank = str(own["komponen"]), whole(own["rank_komponen"]) or 0
        key = (k, s, rank)
        if key not in known:
            known[key] = _nearest(s, level.get((k, rank + 1), {}), weights[k], present_min)
        found = known[key]
        if found:
            row["tukar_dengan"], row["tukar_kriteria"] = found[1], names[found[0].at]
            row["tukar_poin"] = found[0].points


def _nearest(
    s: Scores, below: Mapping[Scores, tuple[int, str]], weights: Sequence[Fraction], present_min: Fraction
) -> tuple[Tukar, str] | None:
    found = [(swap, place) for t, place in below.items() if (swap := smallest_swap(s, t, weights, present_min))]
    if not found:
        return None
    swap, (_, name) = min(found, key=lambda f: (abs(f[0].points), f[0].at, f[1]))
    return swap, name
