"""Whole random numbers that are the same on every machine: the raw output of PCG64, whose stream never changes.

Not imported with the package, so that commands which draw nothing do not wait for numpy.
"""

from __future__ import annotations

from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Dice:
    """Whole random numbers from a seed, mapped to a range by multiplication."""

    def __init__(self, *seed: object) -> None:
        self._bits = np.random.PCG64(int(sha256("|".join(map(str, seed)).encode()).hexdigest(), 16))

    def below(self, n: int, shape: tuple[int, ...]) -> Ints:
        """Numbers 0 .. n-1; n below 2**32."""
        raw = self._bits.random_raw(shape) >> np.uint64(32)
        return ((raw * np.uint64(n)) >> np.uint64(32)).astype(np.int64)
