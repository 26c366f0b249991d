"""Why an activity of a sealed MPS does not begin earlier, as sentences for a planner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schemas.contract import Row
from schemas.outputs.mps import BARIS
from schemas.outputs.mps_alokasi import HARGA_BAYANGAN, PENUNDAAN
from tasks.lineage.records.history import History, Unit
from tasks.mps.calon import parts
from tasks.mps.kesiapan.dokumen import document_name
from tasks.mps.periksa.aturan import rp, short

Answer = dict[str, Any]


def delay(history: History, unit: Unit, kegiatan_id: str) -> Answer:
    """What keeps the activity from an earlier year: its row of penundaan, reasons of its lines, prices of ceilings.

    `penundaan` is {} where it begins in the first plan year or ceilings are unknown; prices not made are absent.
    """
    row = unit.rows(PENUNDAAN).get(kegiatan_id, {})
    lines = [r for r in unit.rows(BARIS).values() if r["kegiatan_id"] == kegiatan_id]
    priced = history.unit(unit.memo.fiscal_year, unit.memo.district, HARGA_BAYANGAN.name)
    prices = priced.rows(HARGA_BAYANGAN) if priced else {}
    full = parts(row.get("penuh"))
    found = {cell: prices.get(cell.replace(" ", "|")) for cell in full}
    return {
        "penundaan": dict(row),
        "alasan": list(dict.fromkeys(str(r["alasan"]) for r in lines if r["alasan"])),
        "harga_bayangan": {cell: str(p["nilai_per_juta"]) for cell, p in found.items() if p},
    }


def sentences(answer: Answer) -> Iterator[str]:
    """The same in Indonesian, one line each."""
    row = answer["penundaan"]
    yield from (f"keterangan: {reason}" for reason in answer["alasan"])
    if not row:
        return
    yield from _before(row)
    if row["pekerjaan"]:
        yield f"persiapan ini menunggu bersama pekerjaan yang disiapkannya: {row['pekerjaan']}"
    if row["penuh"]:
        yield from _money(row, answer["harga_bayangan"])
    elif row["hambatan"]:
        yield f"tambahan pagu saja tidak mendatangkan tahunnya: {row['hambatan']}"


def _before(row: Mapping[str, Any]) -> Iterator[str]:
    made = ", ".join(document_name(token) for token in parts(row["dokumen"]))
    makes = f" dan membuat {made} untuknya" if made else ""
    if row["langkah"] and row["tahun_langkah"] is None:
        yield f"menunggu {row['langkah']}, yang belum mendapat tahun{makes}"
    elif row["langkah"]:
        yield f"paling awal {row['tahun_boleh']}: {row['langkah']} berlangsung {row['tahun_langkah']}{makes}"
    elif row["tahun_boleh"] is not None:
        yield f"menurut tahun SSK, dokumen, dan langkah sebelumnya boleh mulai {row['tahun_boleh']}"


def _money(row: Row, prices: Mapping[str, str]) -> Iterator[str]:
    cells, lacks = parts(row["penuh"]), parts(row["kurang_rp"])
    said = " dan ".join(f"{rp(int(amount))} pada {cell}" for cell, amount in zip(cells, lacks, strict=True))
    others = f", bersama {row['n_serta']} langkah sebelumnya yang juga menunggu" if row["n_serta"] else ""
    yield f"untuk {row['tahun_uji']} pagunya penuh: kurang {said}{others}"
    if row["n_pesaing"]:
        yield (
            f"di bawah pagu {cells[0]} ada {row['n_pesaing']} kegiatan yang prioritasnya lebih rendah, "
            f"{rp(int(str(row['pesaing_rp'])))}; terbesar: {', '.join(parts(row['pesaing']))}"
        )
    else:
        yield f"di bawah pagu {cells[0]} tidak ada kegiatan yang prioritasnya lebih rendah"
    yield f"tambahan {said} cukup untuk memulainya {row['tahun_uji']} bila yang lain tetap"
    for cell, price in prices.items():
        yield f"harga bayangan pagu {cell}: nilai rencana naik {short(price)} per tambahan Rp 1 juta (indikasi)"
