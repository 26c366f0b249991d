"""The catalogue made ready for use: steps by package, and the columns of an activity that its step fixes."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from schemas.catalogue import CatalogueStep
from schemas.contract import Row
from tasks.arith import half_up_int
from tasks.ssk.program.volume import COUNTED

AREA_OF = {"PH": "AL"}


@dataclass(frozen=True, slots=True)
class Langkah:
    """A step with its fixed columns; `om_of` is empty unless it is an O&P step."""

    step: CatalogueStep
    harga_rp: int | None
    fixed: Row

    @property
    def kode(self) -> str:
        """Code of the catalogue."""
        return self.step.kode

    @property
    def is_sized(self) -> bool:
        """Whether its volume depends on an amount rather than on a number of places."""
        return self.step.volume.fact not in COUNTED

    @property
    def is_om(self) -> bool:
        """Whether it is an O&P step, whose cost is a share of other steps."""
        return bool(self.step.om_of)


@dataclass(frozen=True, slots=True)
class Katalog:
    """Steps by package in the order of the catalogue, and each step by its code."""

    paket: dict[str, tuple[Langkah, ...]] = field(default_factory=dict)
    langkah: dict[str, Langkah] = field(default_factory=dict)


def prepare(catalogue: tuple[CatalogueStep, ...], regional_index: Fraction) -> Katalog:
    """The catalogue of a fiscal year with harga_satuan = half_up(price_rp * regional_index)."""
    katalog = Katalog()
    for step in catalogue:
        harga = None if step.price_rp is None else half_up_int(step.price_rp * regional_index)
        langkah = Langkah(step, harga, _fixed(step, harga))
        katalog.langkah[step.kode] = langkah
        katalog.paket[step.paket] = (*katalog.paket.get(step.paket, ()), langkah)
    return katalog


def program_id(paket: str) -> str:
    """<komponen>-P-<paket> of a package such as AL-KOM."""
    komponen, _, name = paket.partition("-")
    return f"{komponen}-P-{name}"


def _fixed(step: CatalogueStep, harga_rp: int | None) -> Row:
    return {
        "komponen": step.komponen,
        "program_id": program_id(step.paket),
        "strategi_id": None,
        "kode_katalog": step.kode,
        "nama": step.nama,
        "tahap": step.tahap,
        "jenis_sub": step.jenis,
        "satuan": step.satuan,
        "harga_satuan_rp": harga_rp,
        "is_layanan": int(step.is_layanan),
        "sumber_boleh": ";".join(step.sumber),
        "dokumen_perlu": ";".join(step.dokumen_perlu),
        "dokumen_buat": ";".join(step.dokumen_buat),
        "om_pct": step.om_pct,
        "asal": "katalog",
    }
