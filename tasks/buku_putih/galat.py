"""Sampling error of the EHRA percentages and of the IRS, area by area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from schemas import refs
from schemas.contract import Row, Rows
from schemas.outputs.buku_putih import GALAT_EHRA, GALAT_IRS
from tasks.arith.dice import Ints
from tasks.buku_putih.akar import decimal, interval, standard_error
from tasks.buku_putih.bahan import Bahan
from tasks.buku_putih.ehra import DISTRICT, STRATUM, Irs
from tasks.buku_putih.irs import COMPONENTS, TOTAL
from tasks.buku_putih.jawaban.aturan import columns_by_key, risks_in_force
from tasks.buku_putih.ulang_kelas import SHIFT, Values
from tasks.buku_putih.ulangan import KEYS, Redraws
from tasks.lineage.units.edges import Edges

BY_EFFECT = "galat baku: ehra.design_effect"
BY_REDRAWS = "galat baku: survei diulang"
_FINE = 10**4
_TAIL = 40


def share_errors(bahan: Bahan, irs: Irs, redraws: Redraws) -> Rows:
    """Rows of table galat_ehra: the areas in use, the strata and the district; none where nobody answered."""
    wanted = {DISTRICT, *irs.area.values(), *(area for area in irs.counts if area.startswith(STRATUM))}
    effect, chi2 = bahan.rules.exact("ehra.design_effect"), bahan.rules.exact("ehra.km.chi2")
    seen = _fine((redraws.risk << SHIFT) // np.maximum(redraws.valid, 1))
    made: Rows = []
    for area in sorted(wanted & set(irs.counts)):
        at = redraws.areas.index(area)
        for j, key in enumerate(KEYS):
            counted = irs.counts[area].get(key)
            if counted is not None and counted.n_valid and 0 <= counted.n_berisiko <= counted.n_valid:
                spread = _deviation(seen[redraws.valid[:, at, j] > 0, at, j])
                row = _share_error(counted.n_berisiko, counted.n_valid, effect, chi2)
                made.append({"area": area, "indikator": key, **row, "galat_ulang_pct": decimal(spread)})
    return made


def _share_error(risk: int, valid: int, effect: Fraction, chi2: Fraction) -> Row:
    low, high = interval(risk, valid, effect, chi2)
    return {
        "n_valid": valid,
        "n_berisiko": risk,
        "pct": Fraction(100 * risk, valid),
        "galat_baku_pct": standard_error(risk, valid, effect),
        "bawah_pct": low,
        "atas_pct": high,
    }


def index_errors(
    irs: Irs, areas: Sequence[str], values: Mapping[str, Values], scores: Mapping[str, NDArray[np.int8]]
) -> Rows:
    """Rows of table galat_irs: the areas in use and their known parts; ends are those of the redraws."""
    made: Rows = []
    for area in sorted(set(irs.area.values())):
        at = areas.index(area)
        for bagian, nilai in irs.nilai[area].items():
            found, scored = values[bagian], scores[bagian][:, at]
            drawn = np.sort(_fine(found.value[found.known[:, at], at]))
            tail, held = len(drawn) // _TAIL, int((scored == irs.skor[area][bagian]).sum())
            made.append(
                {
                    "area": area,
                    "bagian": bagian,
                    "nilai": nilai,
                    "galat_baku": decimal(_deviation(drawn)),
                    "bawah": decimal(Fraction(int(drawn[tail]), _FINE)) if len(drawn) else None,
                    "atas": decimal(Fraction(int(drawn[-1 - tail]), _FINE)) if len(drawn) else None,
                    "bertahan_pct": Fraction(100 * held, len(scored)),
                }
            )
    return made


def _fine(shares: Ints) -> Ints:
    """Percent in units of 1 / _FINE, from shares in units of 2**-SHIFT."""
    return (shares * (100 * _FINE)) >> SHIFT


def _deviation(fine: Ints) -> Fraction:
    """Standard deviation of values in units of 1 / _FINE; 0 where there is none."""
    n, total, squares = len(fine), int(fine.sum()), int((fine * fine).sum())
    return Fraction(isqrt(n * squares - total * total), n * _FINE) if n else Fraction(0)


def trace_errors(bahan: Bahan, irs: Irs, shares: Rows, parts: Rows, edges: Edges) -> None:
    """galat_ehra <- the cells counted; galat_irs <- the index of its area."""
    fy, kab = bahan.fiscal_year, bahan.kode_kab
    items = columns_by_key(risks_in_force(bahan.rules)) if bahan.matriks else {}
    for key, columns in items.items():
        cells = [refs.tabel(fy, kab, "ehra_responden", "*", column) for column in ("kode_desa", *columns)]
        edges.add(refs.agg(fy, kab, f"jawaban_{key}"), f"responden berisiko {key}: buku-putih.md bagian 3", cells)
    for row in shares:
        area, key = str(row["area"]), str(row["indikator"])
        cells = [refs.cell(fy, kab, cell) for cell in irs.counts[area][key].cells]
        sources = [refs.agg(fy, kab, f"jawaban_{key}")] if key in items else cells
        edges.add(refs.computed(GALAT_EHRA.name, fy, kab, GALAT_EHRA.key_of(row), "galat_baku_pct"), BY_EFFECT, sources)
    for row in parts:
        area, bagian = str(row["area"]), str(row["bagian"])
        sources = [refs.agg(fy, kab, f"irs_{area}_{c}") for c in (COMPONENTS if bagian == TOTAL else (bagian,))]
        edges.add(refs.computed(GALAT_IRS.name, fy, kab, GALAT_IRS.key_of(row), "galat_baku"), BY_REDRAWS, sources)
