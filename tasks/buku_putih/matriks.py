"""Household answers as a matrix of risks: what indicators, the IRS and the redraws of a survey are made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAFE, AT_RISK, UNDECIDED = 0, 1, -1


@dataclass(frozen=True, slots=True)
class RiskMatrix:
    """One row per respondent: 1 at risk, 0 safe, -1 where the answers leave the rule open (not in n_valid).

    Columns of `risk` are the sub-indicators in the order of `keys` (1.1 .. 5.4). `desa`, `rt` and `strata` number the
    place of each respondent: `desa` indexes `kode_desa`; `rt` numbers the RT within the district (-1: not stated);
    `strata` is 0..4, 5 (not used) or -1 (unknown).
    """

    keys: tuple[str, ...]
    kode_desa: tuple[str, ...]
    risk: NDArray[np.int8]
    desa: NDArray[np.int32]
    rt: NDArray[np.int32]
    strata: NDArray[np.int8]
