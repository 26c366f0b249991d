"""The programme of a district put together from its inputs: facts, zones, phases, prices, the Pokja's lines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from schemas.catalogue import load_catalogue
from schemas.contract import Rows
from tasks.lineage.units.step import Inputs
from tasks.ssk.aturan import Aturan, read_rules
from tasks.ssk.fakta import read_desa
from tasks.ssk.program.harga import DaftarHarga, read_prices
from tasks.ssk.program.katalog import Katalog, prepare
from tasks.ssk.program.kegiatan import Rencana, plan
from tasks.ssk.program.paket import Keadaan
from tasks.ssk.program.pokja import Usulan, read_usulan
from tasks.ssk.tahapan.fase import service_rows
from tasks.ssk.zona.zonasi import zone_rows


@dataclass(frozen=True, slots=True)
class Susunan:
    """A district with its programme, and what the programme was made from."""

    aturan: Aturan
    katalog: Katalog
    harga: DaftarHarga
    keadaan: Keadaan
    usulan: dict[str, Usulan]
    isu: Rows
    rencana: Rencana

    def draft(self) -> Rencana:
        """The programme without the Pokja's lines."""
        return plan(self.keadaan, self.katalog, self.harga, {}, self.isu)


def arrange(inputs: Inputs) -> Susunan:
    """The programme of the district of `inputs`."""
    fy, kab = inputs.fiscal_year, inputs.kode_kab
    aturan = read_rules(inputs.rules)
    katalog = _catalogue(fy, aturan)
    desa = read_desa(inputs)
    overrides = {(str(r["kode_desa"]), str(r["komponen"])): r for r in inputs.rows("zona_penyesuaian")}
    zona = zone_rows(desa, overrides, aturan)
    layanan = service_rows(inputs.rows("tahapan"), desa, fy, aturan)
    phbs = "PH-PHBS" if "PH-PHBS" in katalog.paket else "AL-PHBS"
    keadaan, isu = Keadaan(kab, desa, zona, layanan, aturan, phbs), inputs.rows("isu", "buku_putih")
    harga = read_prices(inputs.rows("harga_satuan"), katalog, fy, aturan)
    usulan = read_usulan(inputs.rows("program_kegiatan"), aturan.sources, kab)
    return Susunan(aturan, katalog, harga, keadaan, usulan, isu, plan(keadaan, katalog, harga, usulan, isu))


@lru_cache(maxsize=32)
def _catalogue(fiscal_year: int, aturan: Aturan) -> Katalog:
    return prepare(load_catalogue(fiscal_year), aturan.regional_index)
