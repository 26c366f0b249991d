"""Volumes: the rule of a catalogue step applied to the facts of a place (catalogue.md section 2)."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

from schemas.canonical import text_of
from schemas.catalogue import VolumeRule
from tasks.arith import half_up_int
from tasks.ssk.program.tempat import Banyak, Tempat, kk_of, unknown
from tasks.ssk.tahapan.tambahan import Tidak

COUNTED = frozenset({"satu", "n_desa"})
_ROUND: dict[str, Callable[[int | Fraction], int | Fraction]] = {
    "": lambda x: x,
    "ceil": math.ceil,
    "floor": math.floor,
    "half_up": half_up_int,
}
_SAID = {"ceil": "bulat ke atas", "floor": "bulat ke bawah", "half_up": "bulat"}


def volume_of(rule: VolumeRule, t: Tempat) -> Banyak:
    """kali * round(per * fact), or what that leaves of the fact; not known where the fact is not.

    O&P steps (`per_tahun`) have no volume of their own here: 0.
    """
    fact = fact_of(rule.fact, t)
    if isinstance(fact, Tidak):
        return fact
    part = rule.kali * _ROUND[rule.bulat](rule.per * fact)
    size = fact - part if rule.is_sisa else part
    return size.numerator if size.denominator == 1 else size


def formula(rule: VolumeRule) -> str:
    """The rule as people write it, e.g. bulat ke atas(1/10 x kk_tambah)."""
    fact = rule.fact if rule.per == 1 else f"{text_of(rule.per)} x {rule.fact}"
    rounded = f"{_SAID[rule.bulat]}({fact})" if rule.bulat else fact
    part = rounded if rule.kali == 1 else f"{text_of(rule.kali)} x {rounded}"
    return f"{rule.fact} - {part}" if rule.is_sisa else part


def fact_of(name: str, t: Tempat) -> Banyak:
    """The amount that a volume rule is applied to at a place."""
    if name == "per_tahun":
        return 0
    if name == "satu":
        return 1
    if name == "n_desa":
        return len(t.desa)
    if name in ("kk_tambah", "kk_ps"):
        return Tidak("KK yang akan dilayani tidak diketahui") if t.kk is None else t.kk
    if name == "kk":
        return unknown(t.desa, "kk", "jumlah KK") or kk_of(t.desa) or 0
    if name == "genangan_ha":
        return unknown(t.desa, "genangan_ha", "luas genangan") or sum(
            (Fraction(d.genangan_ha or 0) for d in t.desa), Fraction(0)
        )
    return Tidak("besarannya tidak diketahui") if t.besaran is None else t.besaran
