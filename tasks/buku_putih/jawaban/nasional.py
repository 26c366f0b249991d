"""Indicators, IRS and classes of every desa of a national household table (buku-putih.md sections 3 and 4)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from schemas.rulebook import Rulebook
from tasks.buku_putih.ehra import DESA
from tasks.buku_putih.irs import weights_of
from tasks.buku_putih.jawaban.berkas import NO_STRATUM, DesaCounts, desa_counts
from tasks.buku_putih.jawaban.indeks import Bools, Indices, Ints
from tasks.buku_putih.strata import NOT_USED

NO_AREA = -1
_STRATA = NOT_USED + 1


@dataclass(frozen=True, slots=True)
class NationalIndex:
    """The counts, the indices of all areas in use, the area (row of `indices`) of each desa, and its scores.

    `area` is -1 and a score 0 where the desa has none. `skor` has a column per part, in the order of `indices.parts`.
    """

    counts: DesaCounts
    indices: Indices
    area: NDArray[np.intp]
    skor: NDArray[np.int8]

    def nilai(self, desa: int, part: str) -> Fraction | None:
        """The exact index that counts for a desa; None when it has none."""
        area, column = int(self.area[desa]), self.indices.parts.index(part)
        return self.indices.exact(area, part) if area != NO_AREA and self.skor[desa, column] else None


def national_index(path: Path, rules: Rulebook, threads: int) -> NationalIndex:
    """The index of every desa that has respondents in the parquet file; strata are those of the answers."""
    return index_of_counts(desa_counts(path, rules, threads), rules)


def index_of_counts(counts: DesaCounts, rules: Rulebook) -> NationalIndex:
    """The same choice of areas as `ehra.irs_of_district`, for all districts at once."""
    n, districts = len(counts.total), int(counts.district.max(initial=-1)) + 1
    stratum = counts.district * _STRATA + counts.strata
    is_desa_unit = rules["irs.unit"] == DESA
    own = counts.total >= rules["ehra.min_respondents_desa"] if is_desa_unit else np.zeros(n, bool)
    has_stratum = counts.strata != NO_STRATUM
    first_stratum, first_district = n, n + districts * _STRATA
    lent = np.where(counts.strata == NOT_USED, first_district + counts.district, first_stratum + stratum)
    area = np.where(own, np.arange(n), np.where(has_stratum, lent, NO_AREA))

    counted = (counts.total, counts.valid, counts.risk)
    total, valid, risk = (_with_sums(a, counts, stratum, has_stratum, districts) for a in counted)
    used = np.unique(area[area != NO_AREA])
    group = np.concatenate([counts.district, np.repeat(np.arange(districts), _STRATA), np.arange(districts)])[used]
    indices = Indices(
        weights_of(rules),
        rules.exact("irs.missing_weight_min"),
        total[used],
        valid[used],
        risk[used],
        is_of_valid=rules["irs.denominator"] != "n_total",
    )
    is_ranged: Bools = np.ones(len(used), bool) if is_desa_unit else used < first_district
    scores = [indices.scores(part, group, is_ranged, rules["irs.n_class"]) for part in indices.parts]
    place = np.where(area != NO_AREA, np.searchsorted(used, area), NO_AREA)
    skor = np.where((place != NO_AREA)[:, None], np.column_stack(scores)[place], np.int8(0))
    return NationalIndex(counts, indices, place, skor.astype(np.int8))


def _with_sums(counted: Ints, counts: DesaCounts, stratum: Ints, has_stratum: Bools, districts: int) -> Ints:
    """The counts of the desa, below them those of each district's strata 0 to 5, below these those of the districts."""
    shape = counted.shape[1:]
    strata = np.zeros((districts * _STRATA, *shape), np.int64)
    np.add.at(strata, stratum[has_stratum], counted[has_stratum])
    whole = np.zeros((districts, *shape), np.int64)
    np.add.at(whole, counts.district, counted)
    return np.concatenate([counted, strata, whole])
