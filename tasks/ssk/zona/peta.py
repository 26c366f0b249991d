"""Zones with the facts that describe them, and one row per desa for maps (ssk.md section 3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from schemas.contract import Row, Rows
from schemas.outputs.ssk_rinci import TIPE
from tasks.arith import half_up_int, weighted_mean
from tasks.ssk.aturan import Aturan
from tasks.ssk.fakta import Desa
from tasks.ssk.zona.putusan import density
from tasks.ssk.zona.zonasi import KOMPONEN


def zone_summaries(zona: Rows, desa: Iterable[Desa], aturan: Aturan) -> Rows:
    """Rows of ZONA_RINGKAS, by zone."""
    by_kode = {d.kode: d for d in desa}
    groups: dict[str, Rows] = defaultdict(list)
    for row in zona:
        if row["zona_id"]:
            groups[str(row["zona_id"])].append(row)
    return [
        _zone(zid, rows, [by_kode[str(r["kode_desa"])] for r in rows], aturan) for zid, rows in sorted(groups.items())
    ]


def _zone(zona_id: str, rows: Rows, desa: Sequence[Desa], aturan: Aturan) -> Row:
    komponen = str(rows[0]["komponen"])
    kk = _sum(desa, lambda d: d.kk)
    dense = density(_whole(_sum(desa, lambda d: d.penduduk)), _sum(desa, lambda d: d.terbangun_ha))
    risky = _risky_area(desa, komponen, aturan)
    return {
        "zona_id": zona_id,
        "komponen": komponen,
        "kode_kecamatan": desa[0].kode[:8],
        "kecamatan": desa[0].kecamatan,
        "sistem": rows[0]["sistem"],
        "fase": ";".join(sorted({str(r["fase"]) for r in rows if r["fase"]})),
        "n_desa": len(desa),
        "kode_desa": ";".join(sorted(d.kode for d in desa)),
        "penduduk_jiwa": _whole(_sum(desa, lambda d: d.penduduk)),
        "kk": _whole(kk),
        "laju_pct": weighted_mean((Fraction(d.laju_pct), d.kk) for d in desa if d.laju_pct is not None and d.kk),
        "luas_terbangun_ha": _sum(desa, lambda d: d.terbangun_ha),
        "kepadatan_jiwa_ha": dense,
        "tipe_kepadatan": density_type(dense, aturan),
        "setempat_layak_pct": _pct(_sum(desa, lambda d: d.kk_setempat), kk),
        "komunal_pct": _pct(_sum(desa, lambda d: d.kk_komunal), kk),
        "terpusat_pct": _pct(_sum(desa, lambda d: d.kk_terpusat), kk),
        "n_cbd": sum(d.cbd == 1 or d.cbd_rencana == 1 for d in desa),
        "n_air_tanah_dangkal": sum(d.air_tanah_m is not None and d.air_tanah_m < aturan.gw_depth for d in desa),
        "n_banjir": sum(d.banjir == 1 or d.rob == 1 for d in desa),
        "luas_risiko_tinggi_pct": risky,
        "is_risiko_dominan": None if risky is None else int(risky > aturan.zone_risk_share),
        "n_disesuaikan": sum(r["sistem"] != r["sistem_hitung"] for r in rows),
    }


def _risky_area(desa: Sequence[Desa], komponen: str, aturan: Aturan) -> Fraction | None:
    """Percent of the area in desa of class 3-4; unknown where an area or a class is."""
    if any(d.kelas(komponen) is None for d in desa):
        return None
    whole = _sum(desa, lambda d: d.luas_ha)
    return _pct(_sum([d for d in desa if d.kelas(komponen) in aturan.priority_classes], lambda d: d.luas_ha), whole)


def density_type(dense: Fraction | None, aturan: Aturan) -> str | None:
    """Density class; lower bounds are inclusive."""
    return None if dense is None else TIPE[sum(dense >= cut for cut in aturan.density_cuts)]


def map_rows(zona: Rows, desa: Iterable[Desa], aturan: Aturan) -> Rows:
    """Rows of PETA_ZONA, in the order of the desa."""
    by_desa: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in zona:
        by_desa[str(row["kode_desa"])][str(row["komponen"])] = row
    return [_desa(d, by_desa[d.kode], aturan) for d in desa]


def _desa(d: Desa, zones: dict[str, Row], aturan: Aturan) -> Row:
    dense = density(d.penduduk, d.terbangun_ha)
    row: Row = {
        "kode_desa": d.kode,
        "desa": d.nama,
        "kode_kecamatan": d.kode[:8],
        "kecamatan": d.kecamatan,
        "kepadatan_jiwa_ha": _decimal(dense),
        "tipe_kepadatan": density_type(dense, aturan),
    }
    for komponen in KOMPONEN:
        z, low = zones[komponen], komponen.lower()
        row |= {
            f"sistem_{low}": z["sistem"],
            f"fase_{low}": z["fase"],
            f"zona_{low}": z["zona_id"],
            f"kelas_{low}": z["kelas_risiko"],
            f"is_disesuaikan_{low}": int(z["sistem"] != z["sistem_hitung"]),
        }
    return row


def _decimal(value: Fraction | None) -> Decimal | None:
    """Half-up to 2 decimals: a map program reads no fractions."""
    return None if value is None else Decimal(half_up_int(value * 100)) / 100


def _sum(desa: Iterable[Desa], read: Callable[[Desa], Any]) -> Fraction | None:
    total = Fraction(0)
    for d in desa:
        value = read(d)
        if value is None:
            return None
        total += Fraction(value)
    return total


def _whole(value: Fraction | None) -> int | None:
    return None if value is None else int(value)


def _pct(part: Fraction | None, whole: Fraction | None) -> Fraction | None:
    return None if part is None or not whole else 100 * part / whole
