"""Made-up desa whose figures hang together: people, households, latrines, waste, floods."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from schemas.region import Region

_DENSITIES = ((6, 24, 38), (26, 98, 32), (102, 172, 14), (178, 245, 9), (255, 420, 7))
_DENSITIES_KOTA = ((26, 98, 25), (102, 172, 30), (178, 245, 25), (255, 420, 20))


@dataclass(frozen=True, slots=True)
class Village:
    """One made-up desa. Areas in ha, households in KK, waste in m3/day."""

    kode_desa: str
    desa: str
    kecamatan: str
    is_urban: bool
    is_cbd: bool
    is_hilly: bool
    is_coastal: bool
    penduduk_jiwa: int
    kk: int
    laju_pct: Decimal
    luas_terbangun_ha: Decimal
    luas_adm_ha: Decimal
    muka_air_tanah_m: Decimal
    kk_miskin: int
    kk_pra_ks: int
    kk_ks1: int
    is_by_river: bool
    latrines: dict[str, int]
    timbulan_m3_hari: Decimal
    terangkut_m3_hari: Decimal
    diolah_3r_m3_hari: Decimal
    genangan: tuple[tuple[str, Decimal, Decimal, int, int], ...]
    strata: int

    @property
    def is_flooded(self) -> bool:
        """Whether flooding is frequent and disturbing (K4)."""
        return bool(self.genangan)


def villages(kode_kab: str, regions: tuple[Region, ...], rng: Random) -> list[Village]:
    """The desa of a district in order of code."""
    kecamatan = {r.code: r.name for r in regions if r.level == 3}
    listed = [r for r in regions if r.level == 4 and r.code.startswith(f"{kode_kab}.")]
    area_km2 = next(r.area_km2 for r in regions if r.code == kode_kab) or Decimal(0)
    is_kota = int(kode_kab[3:]) > 70
    made = [_village(r, kecamatan[r.code[:8]], i, is_kota, rng) for i, r in enumerate(listed)]
    return _with_strata(_fitted(made, area_km2 * 100))


def _fitted(made: list[Village], listed_ha: Decimal) -> list[Village]:
    """Areas scaled to the listed area of the district, never below the built-up area."""
    scale = listed_ha / sum((v.luas_adm_ha for v in made), Decimal(0))
    return [
        replace(v, luas_adm_ha=max((v.luas_adm_ha * scale).quantize(Decimal("0.1")), v.luas_terbangun_ha)) for v in made
    ]


def _with_strata(made: list[Village]) -> list[Village]:
    """Strata = K1 + K2 + K3 + K4 against the district's own totals (buku-putih.md section 2.1)."""
    density = sum(v.penduduk_jiwa for v in made) / sum((v.luas_adm_ha for v in made), Decimal(0))
    poor = sum(v.kk_pra_ks + v.kk_ks1 for v in made) / sum(v.kk for v in made)
    return [
        replace(
            v,
            strata=(v.penduduk_jiwa / v.luas_adm_ha > density)
            + ((v.kk_pra_ks + v.kk_ks1) / v.kk > poor)
            + v.is_by_river
            + v.is_flooded,
        )
        for v in made
    ]


def _village(region: Region, kecamatan: str, index: int, is_kota: bool, rng: Random) -> Village:
    bands = _DENSITIES_KOTA if is_kota else _DENSITIES
    low, high, _ = rng.choices(bands, weights=[b[2] for b in bands])[0]
    people = rng.randint(900, 7_500)
    density = rng.randint(low, high)
    built = Decimal(people * 10 // density) / 10
    is_urban = density >= 100 or region.code[9] == "1"
    poverty, quality = rng.uniform(0.05, 0.35), rng.betavariate(5, 3)
    kk = round(people / rng.uniform(3.5, 4.6))
    waste = Decimal(round(people * rng.uniform(2.0, 2.8) / 100)) / 10
    carried = (waste * Decimal(rng.randint(5, 75) if is_urban else rng.randint(0, 30)) / 100).quantize(Decimal("0.1"))
    floods = _floods(rng, built) if rng.random() < 0.35 else ()
    return Village(
        kode_desa=region.code,
        desa=region.name,
        kecamatan=kecamatan,
        is_urban=is_urban,
        is_cbd=index == 0,
        is_hilly=rng.random() < 0.12,
        is_coastal=rng.random() < 0.08,
        penduduk_jiwa=people,
        kk=kk,
        laju_pct=Decimal(rng.randint(40, 230)) / 100,
        luas_terbangun_ha=built,
        luas_adm_ha=(built * Decimal(rng.randint(15, 90)) / 10).quantize(Decimal("0.1")),
        muka_air_tanah_m=Decimal(rng.randint(1, 90)) / 10,
        kk_miskin=round(kk * poverty),
        kk_pra_ks=round(kk * poverty * 0.8),
        kk_ks1=round(kk * poverty * rng.uniform(0.6, 1.2)),
        is_by_river=rng.random() < 0.4,
        latrines=_latrines(kk, quality, is_urban, rng),
        timbulan_m3_hari=waste,
        terangkut_m3_hari=carried,
        diolah_3r_m3_hari=(waste * Decimal(rng.randint(0, 8)) / 100).quantize(Decimal("0.1")),
        genangan=floods,
        strata=0,
    )


def _latrines(kk: int, quality: float, is_urban: bool, rng: Random) -> dict[str, int]:
    shares = {
        "kk_babs": (1 - quality) * rng.uniform(0.05, 0.35),
        "kk_jamban_tidak_layak": (1 - quality) * rng.uniform(0.3, 0.7),
        "kk_mck": rng.uniform(0.0, 0.05),
        "kk_tangki_komunal": rng.uniform(0.0, 0.03),
        "kk_ipal_komunal": rng.uniform(0.0, 0.04) if is_urban else 0.0,
        "kk_ipal_terpusat": 0.0,
    }
    parts = {name: int(kk * share) for name, share in shares.items()}
    return {**parts, "kk_tangki_individual": kk - sum(parts.values())}


def _floods(rng: Random, built: Decimal) -> tuple[tuple[str, Decimal, Decimal, int, int], ...]:
    places = ("Pasar lama", "Simpang sekolah", "Tepi sungai")
    return tuple(
        (
            place,
            (built * Decimal(rng.randint(1, 12)) / 100).quantize(Decimal("0.01")),
            Decimal(rng.randint(1, 8)) / 10,
            rng.randint(1, 12),
            rng.randint(1, 10),
        )
        for place in rng.sample(places, rng.randint(1, 2))
    )
