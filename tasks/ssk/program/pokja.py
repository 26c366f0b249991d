"""The Pokja's own activities: submitted `program_kegiatan` replaces or extends the draft line by line.

A row with the id of a drafted activity replaces it; what it leaves blank keeps the draft's value. A year without volume
beside years with one is a year without work. Sources and shares are those of the rows of one activity.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from schemas.contract import Row, Rows
from tasks.arith import half_up_int
from tasks.ssk.fakta import Desa
from tasks.ssk.program.baris import COSTS, VOLUMES
from tasks.ssk.program.harga import DaftarHarga
from tasks.ssk.program.katalog import Katalog, Langkah, program_id

Share = tuple[str, Fraction]
_COPIED = ("komponen", "strategi_id", "kode_katalog", "jenis_sub", "tahap", "satuan", "harga_satuan_rp")
_ID_MAX = 60


@dataclass(frozen=True, slots=True)
class Usulan:
    """One activity of the Pokja: the columns it fills, its volumes or costs per year, and who pays."""

    kid: str
    kolom: Row
    volumes: tuple[Fraction, ...] | None
    costs: tuple[int, ...] | None
    shares: tuple[Share, ...]
    lokasi: str
    desa: tuple[str, ...]
    program: str
    kunci: tuple[str, ...] = field(default=())


def read_usulan(rows: Rows, sources: tuple[str, ...], kode_kab: str) -> dict[str, Usulan]:
    """Activities by id; a blank id becomes <kode_katalog>-<zone id or kode_desa> (tables.md section 6)."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if kid := _id_of(row, kode_kab):
            groups.setdefault(kid, []).append(row)
    return {kid: _usulan(kid, lines, sources, kode_kab) for kid, lines in sorted(groups.items())}


def _id_of(row: Mapping[str, Any], kode_kab: str) -> str:
    if row.get("kegiatan_id"):
        return str(row["kegiatan_id"])
    return f"{row['kode_katalog']}-{_place(row, kode_kab)}" if row.get("kode_katalog") else ""


def _place(row: Mapping[str, Any], kode_kab: str) -> str:
    desa, lokasi = parts(row.get("kode_desa")), str(row.get("lokasi") or "")
    if lokasi.startswith("Z-"):
        return lokasi
    return desa[0] if len(desa) == 1 else kode_kab


def _usulan(kid: str, lines: list[dict[str, Any]], sources: tuple[str, ...], kode_kab: str) -> Usulan:
    first = {name: _first(lines, name) for name in _COPIED}
    nama, setelah = _first(lines, "sub_kegiatan", "kegiatan"), _first(lines, "setelah")
    kolom: Row = {name: value for name, value in first.items() if value is not None}
    kolom |= {"nama": nama} if nama is not None else {}
    kolom |= {"setelah": ";".join(parts(setelah))} if setelah is not None else {}
    served = _first(lines, "penerima_manfaat")
    kolom |= {"penerima_manfaat_kk": int(served)} if served is not None else {}
    return Usulan(
        kid=kid,
        kolom=kolom,
        volumes=_volumes(lines),
        costs=_costs(lines),
        shares=_shares(lines, sources),
        lokasi=_place(lines[0], kode_kab),
        desa=parts(_first(lines, "kode_desa")),
        program=str(_first(lines, "program") or ""),
        kunci=tuple(f"{r.get('kegiatan_id') or ''}|{r.get('sumber_dana') or ''}" for r in lines),
    )


def _first(lines: Iterable[Mapping[str, Any]], *names: str) -> Any:
    rows = list(lines)
    return next((r[n] for n in names for r in rows if r.get(n) is not None), None)


def parts(value: Any) -> tuple[str, ...]:
    """The entries of a list cell, () when unknown."""
    return tuple(p.strip() for p in str(value or "").split(";") if p.strip())


def _volumes(lines: list[dict[str, Any]]) -> tuple[Fraction, ...] | None:
    for row in lines:
        if any(row.get(v) is not None for v in VOLUMES):
            return tuple(Fraction(row.get(v) or 0) for v in VOLUMES)
    return None


def _costs(lines: list[dict[str, Any]]) -> tuple[int, ...] | None:
    if all(row.get(c) is None for row in lines for c in COSTS):
        return None
    return tuple(sum(int(row.get(c) or 0) for row in lines) for c in COSTS)


def _shares(lines: list[dict[str, Any]], sources: tuple[str, ...]) -> tuple[Share, ...]:
    """Share per source in the order of the sources, summing to exactly 1; () when no source is set.

    Without a share for every row the amounts decide, without amounts the rows share equally.
    """
    named = sorted((r for r in lines if r.get("sumber_dana")), key=lambda r: sources.index(r["sumber_dana"]))
    for name in ("share", "jumlah_rp"):
        weights = [Fraction(r[name]) for r in named if r.get(name) is not None]
        if len(weights) == len(named) and sum(weights) > 0:
            break
    else:
        weights = [Fraction(1)] * len(named)
    whole = sum(weights, Fraction(0))
    return tuple((str(r["sumber_dana"]), w / whole) for r, w in zip(named, weights, strict=True))


def overlay(row: Row, usulan: Usulan) -> Row:
    """The drafted row with what the Pokja filled in, costs computed anew; unknown volume or price stays unknown."""
    new: Row = {**row, **usulan.kolom, "asal": "pokja"}
    volumes: Any = usulan.volumes
    if volumes is None and usulan.costs is None:
        volumes = tuple(row[v] for v in VOLUMES)
    harga = new["harga_satuan_rp"]
    costs: list[int | None]
    if volumes is not None and None not in volumes and isinstance(harga, int):
        costs = [half_up_int(v * harga) for v in volumes]
    else:
        costs = list(usulan.costs or [None] * len(COSTS))
    new.update(zip(VOLUMES, volumes or [None] * len(VOLUMES), strict=True))
    new.update(zip(COSTS, costs, strict=True))
    known = [c for c in costs if c is not None]
    new["jumlah_rp"] = sum(known) if known else None
    return new


def extension(
    usulan: Usulan, katalog: Katalog, harga: DaftarHarga, desa: Mapping[str, Desa], priority: tuple[int, ...]
) -> Row:
    """The row of an activity that the draft does not have; its catalogue step, if named, fills the fixed columns.

    Without a price of its own it takes that of its step, else the one that the district submitted under its name.
    """
    step = katalog.langkah.get(str(usulan.kolom.get("kode_katalog")))
    komponen = str(usulan.kolom.get("komponen") or (step.step.komponen if step else "AL"))
    risk = "AL" if komponen == "PH" else komponen
    served = [desa[kode] for kode in usulan.desa if kode in desa] if usulan.desa else list(desa.values())
    base: Row = {
        **_BLANK,
        **(step.fixed if step else {"program_id": _own_program(komponen, usulan.program)}),
        "kegiatan_id": usulan.kid,
        "harga_satuan_rp": _price(usulan, step, harga),
        "komponen": komponen,
        "lokasi": usulan.lokasi,
        "kode_desa": ";".join(d.kode for d in served),
        "area": ";".join(f"{d.kode}/{risk}" for d in served if d.kelas(risk) in priority),
        "penerima_manfaat_kk": None if any(d.kk is None for d in served) else sum(d.kk or 0 for d in served),
    }
    return overlay(base, usulan)


def first_year(usulan: Usulan | None, drafted: int) -> int:
    """The first plan year in which the Pokja has volume, else the drafted one."""
    volumes = usulan.volumes if usulan else None
    return next((y for y, v in enumerate(volumes or (), start=1) if v), drafted)


def _price(usulan: Usulan, step: Langkah | None, harga: DaftarHarga) -> int | None:
    first = first_year(usulan, 1)
    if step is not None:
        return harga.in_year(step, first)
    own = harga.named(str(usulan.kolom.get("nama") or ""))
    return harga.escalated(own, first) if own else None


def _own_program(komponen: str, text: str) -> str:
    slug = re.sub(r"[^A-Z0-9]+", "-", text.upper()).strip("-") or "LAIN"
    return program_id(f"{komponen}-{slug}")[:_ID_MAX].rstrip("-")


_BLANK: Row = {
    "strategi_id": None,
    "kode_katalog": None,
    "nama": None,
    "tahap": None,
    "jenis_sub": None,
    "satuan": None,
    "harga_satuan_rp": None,
    **dict.fromkeys(VOLUMES),
    **dict.fromkeys(COSTS),
    "jumlah_rp": None,
    "is_layanan": 0,
    "sumber_boleh": "",
    "setelah": "",
    "dokumen_perlu": "",
    "dokumen_buat": "",
    "om_pct": None,
    "asal": "pokja",
}
