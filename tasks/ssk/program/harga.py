"""Unit costs: the district's own price of a step where it submitted one, else the catalogue's (catalogue.md section 1).

A price is of a year; a step that is carried out in a later one costs ssk.price_escalation percent more per year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from schemas.contract import Rows
from tasks.arith import half_up_int, project
from tasks.ssk.aturan import Aturan
from tasks.ssk.program.katalog import Katalog, Langkah

KATALOG, KABUPATEN = "katalog", "kabupaten"


class Harga(NamedTuple):
    """A price in whole rupiah of the year `tahun`. `kunci` is the submitted row, "" for the catalogue's price."""

    rupiah: int
    tahun: int
    dasar: str = ""
    kunci: str = ""


@dataclass(frozen=True, slots=True)
class DaftarHarga:
    """Prices of one district: by step, by name of its own items, and why a submitted price is not used, by step."""

    fiscal_year: int
    aturan: Aturan
    langkah: Mapping[str, Harga] = field(default_factory=dict)
    nama: Mapping[str, Harga] = field(default_factory=dict)
    ditolak: Mapping[str, str] = field(default_factory=dict)

    def of(self, s: Langkah) -> Harga | None:
        """The price of a step before escalation; None for O&P, which is a share of what it operates."""
        if s.harga_rp is None:
            return None
        return self.langkah.get(s.kode) or Harga(s.harga_rp, self.aturan.price_year)

    def named(self, nama: str) -> Harga | None:
        """The price of an item of the district's own."""
        return self.nama.get(_plain(nama))

    def in_year(self, s: Langkah, plan_year: int) -> int | None:
        """Whole rupiah per unit of a step carried out in a plan year (1 is the year after the fiscal year)."""
        harga = self.of(s)
        return None if harga is None else self.escalated(harga, plan_year)

    def escalated(self, harga: Harga, plan_year: int) -> int:
        """A price carried to a plan year, half-up."""
        if not self.aturan.price_escalation:
            return harga.rupiah
        years = self.fiscal_year + plan_year - harga.tahun
        return half_up_int(project(harga.rupiah, self.aturan.price_escalation / 100, max(0, years)))


def read_prices(rows: Rows, katalog: Katalog, fiscal_year: int, aturan: Aturan) -> DaftarHarga:
    """The submitted prices that can be used: of the newest year not above the fiscal year, in the unit of the step.

    A row names its step by kode_katalog, else by the step's name where only one step is called so; any other name is
    an item of the district's own.
    """
    by_name = _unique_names(katalog.langkah.values())
    langkah: dict[str, Harga] = {}
    nama: dict[str, Harga] = {}
    ditolak: dict[str, str] = {}
    for row in sorted(rows, key=lambda r: (str(r["tahun"] or ""), str(r["kode_katalog"] or ""))):
        tahun, rupiah, name = row["tahun"], row.get("harga_rp"), _plain(row["nama"])
        if not isinstance(tahun, int) or not isinstance(rupiah, int) or tahun > fiscal_year:
            continue
        harga = Harga(rupiah, tahun, str(row.get("dasar") or ""), price_key(row))
        kode = str(row["kode_katalog"] or by_name.get(name, ""))
        step = katalog.langkah.get(kode)
        if step is None:
            nama |= {name: harga} if name else {}
        elif reason := _unusable(step, row.get("satuan")):
            ditolak[kode] = reason
        else:
            langkah[kode] = harga
    return DaftarHarga(fiscal_year, aturan, langkah, nama, ditolak)


def price_key(row: Mapping[str, Any]) -> str:
    """The key text of a row of harga_satuan."""
    return "|".join(str(row[c] if row[c] is not None else "") for c in ("kode_katalog", "nama", "tahun"))


def _unique_names(steps: Iterable[Langkah]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for s in steps:
        found.setdefault(_plain(s.step.nama), []).append(s.kode)
    return {name: kodes[0] for name, kodes in found.items() if len(kodes) == 1}


def _unusable(step: Langkah, satuan: Any) -> str:
    if step.harga_rp is None:
        return "harga kabupaten/kota tidak dipakai: O&P dihitung dari biaya pembangunan"
    if satuan is not None and _plain(satuan) != _plain(step.step.satuan):
        return f"harga kabupaten/kota tidak dipakai: satuannya {satuan}, langkahnya {step.step.satuan}"
    return ""


def _plain(value: Any) -> str:
    return " ".join(str(value or "").casefold().split())


def price_rows(used: Iterable[str], katalog: Katalog, daftar: DaftarHarga) -> Rows:
    """Rows of HARGA_DIPAKAI for the steps `used`, by code."""
    return [row for kode in sorted(set(used)) for row in _row(katalog.langkah.get(kode), daftar)]


def _row(s: Langkah | None, daftar: DaftarHarga) -> Iterator[dict[str, Any]]:
    harga = daftar.of(s) if s else None
    if s is not None and harga is not None:
        yield {
            "kode_katalog": s.kode,
            "nama": s.step.nama,
            "satuan": s.step.satuan,
            "harga_rp": harga.rupiah,
            "acuan_rp": s.harga_rp,
            "tahun": harga.tahun,
            "asal": KABUPATEN if harga.kunci else KATALOG,
            "dasar": harga.dasar,
            "catatan": daftar.ditolak.get(s.kode, "") if not harga.kunci else "",
        }
