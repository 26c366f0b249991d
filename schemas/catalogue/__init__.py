"""The activity catalogue: packages and steps from which a programme draft is made, as dated data (catalogue.md).

Each file holds editions of some packages; the newest one at or before the fiscal year holds alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from schemas.canonical import digest, dump_json
from schemas.errors import YearNotPrepared
from schemas.rulebook import require_confirmed

_FOLDER = Path(__file__).parent
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Fact = Literal[
    "satu",  # 1
    "n_desa",  # desa at the location (1 for a desa, those of the zone for a zone)
    "kk_tambah",  # AL households to be added at the location (desa, zone or district)
    "kk",  # households of the desa
    "kk_ps",  # households of the zone x cover, half-up
    "genangan_ha",  # flooded area of the desa
    "lumpur_kurang_m3_hari",  # sludge of the district less the capacity that stands; none when not above 0
    "terangkut_m3_hari",  # waste carried away in the district
    "per_tahun",  # O&P: 1 in each year from ssk.om_start after the steps it operates
]
Location = Literal["desa", "zona", "kabupaten"]


@dataclass(frozen=True, slots=True)
class VolumeRule:
    """volume = kali * bulat(per * fact); with `is_sisa` it is what that leaves of the fact. Whole factors are int."""

    fact: Fact
    per: int | Fraction = 1
    bulat: Literal["", "ceil", "floor", "half_up"] = ""
    kali: int | Fraction = 1
    is_sisa: bool = False


@dataclass(frozen=True, slots=True)
class CatalogueStep:
    """One step. `setelah` holds (kode, "" | "+1" | "="); documents are kriteria names of the table kesiapan.

    In the documents a `|` means either one; `amdal_atau_ukl_upl_ambang` is AMDAL above the threshold, else UKL-UPL.
    `price_rp` is whole rupiah of 2013 at index 1.0, None for O&P steps: their yearly cost is the `om_pct` of each step
    in `om_of`. An `om_pct` of 0 means that the owner pays, None that the step has no O&P.
    """

    kode: str
    paket: str
    nama_paket: str
    komponen: str
    nama: str
    is_layanan: bool
    tahap: str
    jenis: str
    satuan: str
    volume: VolumeRule
    sumber: tuple[str, ...]
    price_rp: int | None
    om_pct: Fraction | None
    om_of: tuple[str, ...]
    setelah: tuple[tuple[str, str], ...]
    dokumen_buat: tuple[str, ...]
    dokumen_perlu: tuple[str, ...]
    lokasi: Location
    status: Literal["published", "assumed"]


@cache
def load_catalogue(fiscal_year: int) -> tuple[CatalogueStep, ...]:
    """The steps in force in a fiscal year, in the order of the catalogue; YearNotPrepared for an unconfirmed year."""
    require_confirmed(fiscal_year)
    steps: list[CatalogueStep] = []
    for path in sorted(_FOLDER.glob("*.yaml")):
        editions = [e for e in _read(path) if e["valid_from"] <= fiscal_year]
        if not editions:
            raise YearNotPrepared(f"the catalogue {path.name} has no edition at or before fiscal year {fiscal_year}")
        newest = max(editions, key=lambda e: int(e["valid_from"]))
        steps += [_step(p, s) for p in newest["paket"] for s in p["langkah"]]
    return tuple(steps)


def catalogue_digest(fiscal_year: int) -> str:
    """SHA-256 over the steps in force."""
    return digest(dump_json([str(step) for step in load_catalogue(fiscal_year)]))


@cache
def _read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)


def _step(package: dict[str, Any], step: dict[str, Any]) -> CatalogueStep:
    return CatalogueStep(
        kode=step["kode"],
        paket=package["paket"],
        nama_paket=package["nama"],
        komponen=package["komponen"],
        nama=step["nama"],
        is_layanan=step.get("layanan", False),
        tahap=step["tahap"],
        jenis=step["jenis"],
        satuan=step["satuan"],
        volume=_volume(step["volume"]),
        sumber=tuple(step["sumber"]),
        price_rp=step.get("harga_rp"),
        om_pct=Fraction(step["om_pct"]) if "om_pct" in step else None,
        om_of=tuple(step.get("om_dari", ())),
        setelah=tuple(_before(text) for text in step.get("setelah", ())),
        dokumen_buat=tuple(step.get("dokumen_buat", ())),
        dokumen_perlu=tuple(step.get("dokumen_perlu", ())),
        lokasi=step.get("lokasi", package["lokasi"]),
        status=package["status"],
    )


def _volume(rule: dict[str, Any]) -> VolumeRule:
    return VolumeRule(
        fact=rule["fakta"],
        per=_factor(rule.get("per", 1)),
        bulat=rule.get("bulat", ""),
        kali=_factor(rule.get("kali", 1)),
        is_sisa=rule.get("sisa", False),
    )


def _factor(stated: int | str) -> int | Fraction:
    exact = Fraction(stated)
    return exact.numerator if exact.denominator == 1 else exact


def _before(text: str) -> tuple[str, str]:
    for mark in ("+1", "="):
        if text.endswith(mark):
            return text.removesuffix(mark), mark
    return text, ""
