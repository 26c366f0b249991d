"""Zones and systems of one desa: the decisions of ssk.md section 3 as pure functions, cut-offs as arguments.

A fact that is None is unknown. An outcome is `belum_ditentukan` only where an unknown fact could change it.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import NamedTuple

from tasks.arith.rounding import Exact

BELUM = "belum_ditentukan"
INDIVIDUAL, KOMUNAL, KAWASAN, TERPUSAT = (
    "ONSITE_INDIVIDUAL",
    "ONSITE_KOMUNAL",
    "OFFSITE_KAWASAN",
    "OFFSITE_TERPUSAT",
)
LANGSUNG, TIDAK_LANGSUNG_100, TIDAK_LANGSUNG_70, SETEMPAT = (
    "LANGSUNG_100",
    "TIDAK_LANGSUNG_100",
    "TIDAK_LANGSUNG_70",
    "3R_SETEMPAT",
)
TINGGI, SEDANG, RENDAH = "TINGGI", "SEDANG", "RENDAH"
OUTCOMES = {
    "AL": (INDIVIDUAL, KOMUNAL, KAWASAN, TERPUSAT),
    "PS": (LANGSUNG, TIDAK_LANGSUNG_100, TIDAK_LANGSUNG_70, SETEMPAT),
    "DR": (TINGGI, SEDANG, RENDAH),
}
MENENGAH, PANJANG = "menengah", "panjang"
_LADDER = (TERPUSAT, KAWASAN, KOMUNAL)
_HIGH = 3


class Putusan(NamedTuple):
    """An outcome; `fase` is empty where the rule names none, `alasan` says in Indonesian why nothing was decided."""

    sistem: str
    fase: str = ""
    alasan: str = ""


_WITHOUT_DENSITY = Putusan(BELUM, alasan="kepadatan tidak dapat dihitung")
_DR = {sistem: Putusan(sistem) for sistem in OUTCOMES["DR"]}


def density(penduduk: int | None, luas_terbangun_ha: Exact | None) -> Fraction | None:
    """penduduk / luas_terbangun in jiwa/ha, exact; None where either is unknown or not above 0."""
    if not penduduk or not luas_terbangun_ha or penduduk < 0 or luas_terbangun_ha < 0:
        return None
    return Fraction(penduduk) / Fraction(luas_terbangun_ha)


def is_wet(muka_air_tanah_m: Exact | None, banjir: int | None, rob: int | None, gw_depth: Exact) -> bool:
    """Groundwater shallower than `gw_depth` m (equal is not), or flood, or rob; an unknown part counts as not wet."""
    return (muka_air_tanah_m is not None and muka_air_tanah_m < gw_depth) or banjir == 1 or rob == 1


def zona_AL(  # noqa: N802 - named as in ssk.md section 3
    density: Fraction, cbd_now: bool, cbd_future: bool, kelas: int, wet: bool, hilly: bool,
    cuts: tuple[Exact, ...] = (25, 100, 175, 250), hilly_steps: int = 1,
) -> Putusan:  # fmt: skip
    """Wastewater system of a desa with every fact known; lower bounds of the density classes are inclusive."""
    rural, low, medium, high = cuts
    needs_more = kelas >= _HIGH or wet
    fase = ""
    if cbd_now or cbd_future:
        sistem, fase = TERPUSAT, MENENGAH
    elif density >= high:
        sistem, fase = TERPUSAT, PANJANG
    elif density >= medium:
        sistem = KAWASAN
    elif density >= low:
        sistem = KAWASAN if needs_more else KOMUNAL
    elif density >= rural:
        sistem = KOMUNAL if needs_more else INDIVIDUAL
    else:
        sistem = INDIVIDUAL
    if hilly and sistem.startswith("OFFSITE"):
        stepped = _LADDER[min(_LADDER.index(sistem) + hilly_steps, len(_LADDER) - 1)]
        return Putusan(stepped, fase if stepped == TERPUSAT else "")
    return Putusan(sistem, fase)


def zona_PS(  # noqa: N802 - named as in ssk.md section 3
    density: Fraction, cbd: bool, urban: bool, cuts: tuple[Exact, ...] = (100, 25)
) -> Putusan:
    """Solid-waste system of a desa with every fact known."""
    dense, minimum = cuts
    if cbd:
        return Putusan(LANGSUNG)
    if density >= dense and urban:
        return Putusan(TIDAK_LANGSUNG_100)
    return Putusan(TIDAK_LANGSUNG_70 if density >= minimum else SETEMPAT)


def prioritas_DR(  # noqa: N802 - named as in ssk.md section 3
    urban: bool, cbd: bool, genangan_ha: Exact, rob: bool, kelas: int
) -> Putusan:
    """Drainage priority of a desa with every fact known."""
    if kelas >= _HIGH and (genangan_ha > 0 or rob):
        return _DR[TINGGI]
    return _DR[SEDANG if (urban or cbd) and genangan_ha > 0 else RENDAH]


def decide_AL(  # noqa: N802
    density: Fraction | None, cbd_now: bool, cbd_future: bool, kelas: int | None, wet: bool, hilly: bool,
    cuts: tuple[Exact, ...] = (25, 100, 175, 250), hilly_steps: int = 1,
) -> Putusan:  # fmt: skip
    """`zona_AL` where density or class may be unknown; without density nothing is decided, also in a CBD."""
    if density is None:
        return _WITHOUT_DENSITY
    answers = {zona_AL(density, cbd_now, cbd_future, k, wet, hilly, cuts, hilly_steps) for k in _classes(kelas)}
    return answers.pop() if len(answers) == 1 else Putusan(BELUM, alasan="kelas risiko AL tidak diketahui")


def decide_PS(  # noqa: N802
    density: Fraction | None, cbd: bool, urban: bool, cuts: tuple[Exact, ...] = (100, 25)
) -> Putusan:
    """`zona_PS` where density may be unknown."""
    if density is None:
        return _WITHOUT_DENSITY
    return zona_PS(density, cbd, urban, cuts)


def decide_DR(  # noqa: N802
    urban: bool, cbd: bool, genangan_ha: Exact | None, rob: int | None, kelas: int | None
) -> Putusan:
    """`prioritas_DR` where area, rob or class may be unknown."""
    if genangan_ha is not None and rob is not None and kelas is not None:
        return prioritas_DR(urban, cbd, genangan_ha, rob == 1, kelas)
    areas = (0, 1) if genangan_ha is None else (genangan_ha,)
    robs = (False, True) if rob is None else (rob == 1,)
    answers = {prioritas_DR(urban, cbd, a, r, k) for a, r, k in product(areas, robs, _classes(kelas))}
    if len(answers) == 1:
        return answers.pop()
    facts = (("luas genangan", genangan_ha), ("rob", rob), ("kelas risiko DR", kelas))
    unknown = [name for name, value in facts if value is None]
    return Putusan(BELUM, alasan=f"{', '.join(unknown)} tidak diketahui")


def _classes(kelas: int | None) -> tuple[int, ...]:
    """The classes that are possible: only below or from 3 makes a difference."""
    return (_HIGH - 1, _HIGH) if kelas is None else (kelas,)


def zone_id(kode_desa: str, sistem: str) -> str:
    """Z-<kode kecamatan>-<outcome>: all desa of one kecamatan with one outcome; empty when undecided."""
    return "" if sistem == BELUM else f"Z-{kode_desa[:8]}-{sistem}"
