"""The secondary indicators, in plain sight. One file each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from tasks.buku_putih.fakta import Fakta
from tasks.buku_putih.indicators import air_minum, genangan, jamban, kepadatan, miskin, sampah_terangkut, terbangun


@dataclass(frozen=True, slots=True)
class Indicator:
    """A secondary indicator: its name, the facts it needs, its direction and its value per desa."""

    name: str
    facts: tuple[str, ...]
    higher_is_worse: bool
    nilai: Callable[[Fakta], Fraction | None]


def indicators(orang_per_hu: int) -> tuple[Indicator, ...]:
    """All seven; `orang_per_hu` is the rule area.hu_orang."""
    return (
        Indicator("kepadatan", kepadatan.FACTS, kepadatan.HIGHER_IS_WORSE, kepadatan.kepadatan),
        Indicator("miskin", miskin.FACTS, miskin.HIGHER_IS_WORSE, miskin.miskin),
        Indicator(
            "air_minum", air_minum.FACTS, air_minum.HIGHER_IS_WORSE, lambda f: air_minum.air_minum(f, orang_per_hu)
        ),
        Indicator("jamban", jamban.FACTS, jamban.HIGHER_IS_WORSE, jamban.jamban),
        Indicator("terbangun", terbangun.FACTS, terbangun.HIGHER_IS_WORSE, terbangun.terbangun),
        Indicator(
            "sampah_terangkut",
            sampah_terangkut.FACTS,
            sampah_terangkut.HIGHER_IS_WORSE,
            sampah_terangkut.sampah_terangkut,
        ),
        Indicator("genangan", genangan.FACTS, genangan.HIGHER_IS_WORSE, genangan.genangan),
    )
