"""Counting a matrix of risks into rows of table `ehra`, which the index is made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from schemas.contract import Rows
from tasks.buku_putih.matriks import AT_RISK, UNDECIDED, RiskMatrix


def counts(matrix: RiskMatrix) -> Rows:
    """A row of table `ehra` per desa and sub-indicator: n_total, n_valid, n_berisiko.

    `strata` is the one stratum of its households; unknown where they have none or several.
    """
    valid, risk = _by_desa(matrix, matrix.risk != UNDECIDED), _by_desa(matrix, matrix.risk == AT_RISK)
    total = np.bincount(matrix.desa, minlength=len(matrix.kode_desa))
    strata = _stratum_of_desa(matrix)
    return [
        {
            "kode_desa": kode,
            "strata": strata[i],
            "indikator": key,
            "n_total": int(total[i]),
            "n_valid": int(valid[i, j]),
            "n_berisiko": int(risk[i, j]),
        }
        for i, kode in enumerate(matrix.kode_desa)
        for j, key in enumerate(matrix.keys)
    ]


def _by_desa(matrix: RiskMatrix, marks: NDArray[np.bool_]) -> NDArray[np.int64]:
    found = np.zeros((len(matrix.kode_desa), len(matrix.keys)), np.int64)
    for j in range(len(matrix.keys)):
        found[:, j] = np.bincount(matrix.desa[marks[:, j]], minlength=len(matrix.kode_desa))
    return found


def _stratum_of_desa(matrix: RiskMatrix) -> list[int | None]:
    known: list[set[int]] = [set() for _ in matrix.kode_desa]
    for desa, stratum in set(zip(matrix.desa.tolist(), matrix.strata.tolist(), strict=True)):
        known[desa].add(stratum)
    return [next(iter(found)) if len(found) == 1 and min(found) >= 0 else None for found in known]
