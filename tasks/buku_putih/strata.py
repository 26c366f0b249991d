"""EHRA stratum of each desa: as declared, else the sum of the four criteria (buku-putih.md section 2.1)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tasks.buku_putih.fakta import Desa
from tasks.buku_putih.indicators.base import ratio_of

NOT_USED = 5
K1, K2 = ("penduduk_jiwa", "luas_adm_ha"), ("kk_pra_ks", "kk_ks1", "kk")
FLAGS = ("sungai", "banjir_mengganggu")


@dataclass(frozen=True, slots=True)
class Stratum:
    """Stratum 0 to 4, or 5 where strata are not used; `is_declared` when it was submitted and not computed."""

    nilai: int
    is_declared: bool


def strata_of(desa: Sequence[Desa]) -> dict[str, Stratum]:
    """The stratum of each desa; a desa with neither a declared one nor all four criteria is left out."""
    dense, poor = _above(desa, _density), _above(desa, _poverty)
    found = {}
    for d in desa:
        declared = d.fakta.get("strata")
        parts = (dense.get(d.kode), poor.get(d.kode), *(d.fakta.get(flag) for flag in FLAGS))
        known = [int(p) for p in parts if isinstance(p, int)]
        if isinstance(declared, int):
            found[d.kode] = Stratum(declared, is_declared=True)
        elif len(known) == len(parts):
            found[d.kode] = Stratum(sum(known), is_declared=False)
    return found


def _above(desa: Sequence[Desa], parts_of: Callable[[Desa], tuple[Fraction, Fraction] | None]) -> Mapping[str, int]:
    """1 for a desa above the value of the district, which is total over total; the same value gives 0."""
    known = {d.kode: parts for d in desa if (parts := parts_of(d))}
    if not known:
        return {}
    cut = sum(n for n, _ in known.values()) / sum(below for _, below in known.values())
    return {kode: int(n > cut * below) for kode, (n, below) in known.items()}


def _density(d: Desa) -> tuple[Fraction, Fraction] | None:
    return _pair(*(ratio_of(d.fakta.get(name), 1) for name in K1))


def _poverty(d: Desa) -> tuple[Fraction, Fraction] | None:
    first, second, households = (ratio_of(d.fakta.get(name), 1) for name in K2)
    return None if first is None or second is None else _pair(first + second, households)


def _pair(above: Fraction | None, below: Fraction | None) -> tuple[Fraction, Fraction] | None:
    return (above, below) if above is not None and below else None
