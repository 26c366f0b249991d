"""What became of each line of the MPS in each year: plan, budget, progress (mps.md section 9)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from schemas.contract import Row, Rows
from tasks.realisasi.cocok import MATCHED, WAITING, YEARS, Rencana, key_of
from tasks.realisasi.kemajuan import joined
from tasks.realisasi.rumus import efisiensi, exact, percent, total, whole

Levels = Sequence[Sequence[str]]
Key = tuple[str, str, int]
OTHER_UNIT = "Satuan baris anggaran berbeda-beda, volumenya tidak dijumlahkan."
AMOUNTS = (("rkpd_rp", ("RKPD",)), ("kua_ppas_rp", ("KUA_PPAS",)), ("rka_rp", ("RKA",)), ("dpa_rp", ("DPA", "DIPA")))


def implementation(plan: Rencana, anggaran: Rows, fiscal_year: int, levels: Levels) -> Rows:
    """Rows of `pelaksanaan` for the fiscal year and every other year with a budget line, in key order."""
    budgeted: dict[Key, Rows] = {}
    for row in sorted(anggaran, key=lambda r: str(r["baris_id"])):
        if row["keadaan"] in MATCHED:
            budgeted.setdefault(key_of(row), []).append(row)
    years = sorted({tahun for _, _, tahun in budgeted} | ({fiscal_year} if plan.covers(fiscal_year) else set()))
    made: Rows = []
    for name, sources in sorted(plan.lines.items()):
        for sumber, line in sorted(sources.items()):
            for tahun in years:
                rows = budgeted.get((name, sumber, tahun), [])
                if rows or plan.has_cost(line, tahun):
                    made.append(_line(plan, line, tahun, rows, levels))
    return made


def _line(plan: Rencana, line: Row, tahun: int, rows: Rows, levels: Levels) -> Row:
    cost = plan.cost(line, tahun)
    newest = next((found for level in levels if (found := [r for r in rows if r["dokumen"] in level])), rows)
    carriers = _carriers(rows, newest)
    pagu, spent = (
        whole(total(whole(r["pagu_rp"]) for r in newest)),
        whole(total(whole(r["keuangan_rp"]) for r in carriers)),
    )
    is_one_unit = len({str(r["satuan"] or "").casefold() for r in (*newest, *carriers)}) <= 1
    planned = total(exact(r["volume_rencana"]) for r in newest) if is_one_unit else None
    built = total(exact(r["volume_realisasi"]) for r in carriers) if is_one_unit else None
    shifted = bool(rows) and line["status"] != WAITING and cost == 0
    return {
        "kegiatan_id": line["kegiatan_id"],
        "sumber_dana": line["sumber_dana"],
        "tahun": tahun,
        **{c: line.get(c) for c in ("komponen", "nama", "lokasi", "satuan", "status")},
        "mps_rp": cost,
        "komitmen_rp": plan.committed(line, tahun),
        "mps_volume": Fraction(0) if cost == 0 else exact(line.get(f"vol_{tahun - plan.fiscal_year}")),
        **{c: _sum([r for r in rows if r["dokumen"] in kinds], "pagu_rp") for c, kinds in AMOUNTS},
        "n_anggaran": len(rows),
        "dokumen": newest[0]["dokumen"] if newest else None,
        "pagu_rp": pagu,
        "periode": max((str(r["periode"]) for r in carriers if r["periode"]), default=None),
        "fisik_pct": _physical(carriers),
        "keuangan_rp": spent,
        "serapan_pct": percent(spent, pagu),
        "volume_rencana": planned,
        "volume_realisasi": built,
        "efisiensi": efisiensi(spent, built, pagu, planned),
        "penerima_kk": _sum(carriers, "penerima_kk"),
        "berfungsi": _works(carriers),
        "kendala": joined(r["kendala"] for r in carriers) or None,
        "alasan_geser": joined(r["alasan_geser"] for r in carriers) or None,
        "kontrak_rp": _sum([r for r in carriers if r["kontrak_rp"] is not None], "kontrak_rp"),
        "is_tergeser": int(shifted),
        "catatan": " ".join((*_catatan(plan, line, tahun, shifted, is_one_unit), *_older(carriers))) or None,
    }


def _sum(rows: Rows, column: str) -> int | None:
    return whole(total(whole(r[column]) for r in rows))


def _carriers(rows: Rows, newest: Rows) -> Rows:
    """The budget lines whose progress counts: those that report, and with them the silent ones of the same document."""
    reporting = [r for r in rows if r["periode"]]
    if not reporting:
        return newest
    silent = [r for r in newest if not r["periode"]] if any(r["periode"] for r in newest) else []
    return reporting + silent


def _physical(rows: Rows) -> Fraction | None:
    """Weighted by pagu over several budget lines (assumed); unknown when one of them does not say."""
    done = [exact(r["fisik_pct"]) for r in rows]
    if len(rows) == 1:
        return done[0]
    weights = [exact(r["pagu_rp"]) for r in rows]
    together = total(None if d is None or w is None else d * w for d, w in zip(done, weights, strict=True))
    weight = total(weights)
    return together / weight if together is not None and weight else None


def _works(rows: Rows) -> int | None:
    """0 as soon as one part does not work; else 1 when all are said to work."""
    said = [whole(r["berfungsi"]) for r in rows]
    if 0 in said:
        return 0
    return 1 if said and None not in said else None


def _catatan(plan: Rencana, line: Row, tahun: int, shifted: bool, is_one_unit: bool) -> Iterable[str]:
    if shifted:
        planned = [plan.fiscal_year + t for t in range(1, YEARS + 1) if line.get(f"biaya_{t}_rp")]
        yield f"Dianggarkan {tahun}; MPS memuatnya pada {', '.join(map(str, planned)) or 'tahun lain'}."
    if line["status"] == WAITING:
        yield "Baris daftar tunggu MPS."
    if not is_one_unit:
        yield OTHER_UNIT


def _older(rows: Rows) -> Iterable[str]:
    return dict.fromkeys(str(r["catatan"]) for r in rows if r["catatan"])
