"""Drafted members of the logical framework, from issues, service phases, SWOT and programme (ssk.md 7.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from schemas.contract import Rows
from tasks.ssk.program.baris import YEARS
from tasks.ssk.program.katalog import AREA_OF
from tasks.ssk.program.pokja import parts
from tasks.ssk.tahapan.fase import AREA_ROW

_ID_MAX = 60
_GOAL = {
    "AL": "Meningkatkan layanan air limbah domestik yang layak",
    "PS": "Meningkatkan penanganan dan pengurangan sampah",
    "DR": "Mengurangi genangan di permukiman",
}
_NAMA = {"AL": "air limbah domestik", "PS": "persampahan", "DR": "drainase perkotaan"}
_ROW = {
    "A1": "tangki septik layak",
    "A2": "sarana komunal",
    "A3": "cubluk atau jamban tidak layak",
    "B1": "sistem terpusat skala kawasan",
    "B2": "sistem terpusat skala kota",
    "C": "buang air besar sembarangan",
    "L": "penanganan sampah langsung",
    "TL": "penanganan sampah tidak langsung",
    "R": "pengolahan 3R",
    "X": "sampah tidak terlayani",
    "G": "luas genangan",
}
_WAY = {
    "SO": "Memakai kekuatan untuk meraih peluang",
    "WO": "Memakai peluang untuk mengatasi kelemahan",
    "ST": "Memakai kekuatan untuk menghadapi ancaman",
    "WT": "Mengurangi kelemahan dan menghindari ancaman",
}
_LEFT_OUT = re.compile(r"[^A-Za-z0-9._]+")


@dataclass(frozen=True, slots=True)
class Simpul:
    """A member of the framework; `induk` are its parents, the primary one first. Unknown values are None."""

    id: str
    komponen: str
    uraian: str
    induk: tuple[str, ...]
    asal: str
    indikator: str = ""
    baseline: Fraction | None = None
    target: Fraction | None = None
    satuan: str = ""
    tahun_baseline: int | None = None
    tahun: int | None = None
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class Bahan:
    """What the framework is made from: submitted rows, issues of the Buku Putih, SWOT and phases, the programme."""

    fiscal_year: int
    masalah: Rows
    tujuan: Rows
    sasaran: Rows
    strategi: Rows
    swot: Rows
    isu: Rows
    swot_total: Rows
    swot_isu: Rows
    layanan: Rows
    program: Rows
    kegiatan: Rows

    def has_activities(self, komponen: str) -> bool:
        """Whether the programme has an activity of the komponen; hygiene promotion belongs to AL."""
        return any(AREA_OF.get(str(r["komponen"]), str(r["komponen"])) == komponen for r in self.kegiatan)


def draft_of(b: Bahan, level: str, komponen: str, induk: tuple[str, ...]) -> list[Simpul]:
    """Drafted members of a level (masalah, tujuan, sasaran or strategi) that answer the parents `induk`."""
    if level == "masalah":
        return list(_problems(b, komponen))
    if level == "tujuan":
        return [Simpul(f"{komponen}-T", komponen, f"{_GOAL[komponen]}.", induk, "draf")]
    if level == "sasaran":
        return list(_targets(b, komponen, induk)) or [_reached(b, komponen, induk)]
    return [_strategy(b, komponen, induk)]


def _problems(b: Bahan, k: str) -> Iterator[Simpul]:
    """Issues of the Buku Putih, the one that concerns most desa first; without any, the service itself."""
    own = sorted(
        (i for i in b.isu if i["komponen"] == k), key=lambda i: (-int(str(i["n_desa"] or 0)), str(i["isu_id"]))
    )
    for i in own:
        yield Simpul(str(i["isu_id"]), k, str(i.get("uraian") or f"Area berisiko {_NAMA[k]}."), (), "draf")
    if not own:
        yield Simpul(
            f"{k}-ISU-layanan", k, f"Layanan {_NAMA[k]} belum menjangkau semua desa dan kelurahan.", (), "draf"
        )


def _targets(b: Bahan, k: str, induk: tuple[str, ...]) -> Iterator[Simpul]:
    """One target per row of the service phases that changes until the end of the middle term."""
    for r in sorted(b.layanan, key=lambda r: str(r["sistem"])):
        before, goal = _exact(r["eksisting"]), _exact(r["menengah"])
        if r["komponen"] != k or before is None or goal is None or before == goal:
            continue
        row, year = str(r["sistem"]), int(str(r["tahun_menengah"]))
        unit = "ha" if row == AREA_ROW else "%"
        verb = "Naiknya" if goal > before else "Turunnya"
        share = "" if row == AREA_ROW else "cakupan "
        yield Simpul(
            f"{k}-S-{row}", k, f"{verb} {share}{_ROW[row]} pada akhir tahap menengah.", induk, "draf",
            indikator=f"{share}{_ROW[row]}".capitalize(), baseline=before, target=goal, satuan=unit,
            tahun_baseline=b.fiscal_year - 1, tahun=year,
        )  # fmt: skip


def _reached(b: Bahan, k: str, induk: tuple[str, ...]) -> Simpul:
    """Without phases: the desa that the programme reaches until the end of the plan."""
    rows = [r for r in b.kegiatan if AREA_OF.get(str(r["komponen"]), r["komponen"]) == k]
    desa = {kode for r in rows for kode in parts(r["kode_desa"])}
    return Simpul(
        f"{k}-S-desa", k, f"Terjangkaunya desa dan kelurahan oleh program {_NAMA[k]}.", induk, "draf",
        indikator="Desa dan kelurahan yang dijangkau kegiatan", baseline=Fraction(0), target=Fraction(len(desa)),
        satuan="desa", tahun_baseline=b.fiscal_year, tahun=b.fiscal_year + YEARS,
        catatan="tahapan layanan belum diketahui",
    )  # fmt: skip


def _strategy(b: Bahan, k: str, induk: tuple[str, ...]) -> Simpul:
    """<komponen>-ST-<posisi>-<isu>: the way that the position asks for, with its weightiest factors."""
    used = next((r for r in b.swot_total if r["komponen"] == k and r["is_dipakai"]), {})
    posisi = str(used.get("kuadran") or "")
    slug = _slug(k, next(iter(_problem_ids(b, k)), f"{k}-ISU-layanan"))
    key = f"{k}-ST-{posisi or 'BELUM'}-{slug}"[:_ID_MAX].rstrip("-._")
    if not posisi:
        text = f"Menyusun program {_NAMA[k]} dari area berisiko dan zona."
        return Simpul(key, k, text, induk, "draf", catatan="posisi SWOT belum diketahui")
    factors = [_factor(b, k, side) for side in posisi]
    said = "; ".join(f for f in factors if f)
    return Simpul(key, k, f"{_WAY[posisi]}{f': {said}' if said else ''}.", induk, "draf")


def _problem_ids(b: Bahan, k: str) -> Iterator[str]:
    yield from (str(r["masalah_id"]) for r in b.masalah if AREA_OF.get(str(r["komponen"]), r["komponen"]) == k)
    yield from (s.id for s in _problems(b, k))


def _slug(k: str, problem: str) -> str:
    return _LEFT_OUT.sub("-", problem.removeprefix(f"{k}-ISU-")).strip("-")


def _factor(b: Bahan, k: str, side: str) -> str:
    """The issue of a side with the highest score, in words; empty when the side has none."""
    own = [r for r in b.swot_isu if r["komponen"] == k and r["sisi"] == side]
    best = min(own, key=lambda r: (-int(str(r["angka"])), str(r["faktor_id"])), default=None)
    return str(best.get("uraian") or best["faktor_id"]).rstrip(". ").lower() if best else ""


def _exact(value: Any) -> Fraction | None:
    return None if value is None else Fraction(value)
