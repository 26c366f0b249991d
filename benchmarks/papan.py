"""The board of 514 made-up districts with 20 acts each, beside reading the same acts; in one run, on a folder store."""

from __future__ import annotations

import sys
import time
from datetime import date
from tempfile import TemporaryDirectory

from flows.programme.board import board
from flows.programme.recorded import load_people
from tasks.lineage.records.acts import acts_of_year, record_act
from tasks.store.restricted import RestrictedStore
from tests.support.stores import folder_store

DISTRICTS, PIECES, YEAR = 514, 10, 2013
LIMIT = 4.0
KINDS = ("surat_minat", "sk_pokja", "anggaran_operasional", "rencana_kerja", "laporan_ehra")


def main() -> int:
    """Print both times and their ratio; 1 when the ratio exceeds its limit."""
    with TemporaryDirectory() as folder:
        store = folder_store(folder)
        _fill(store)
        began = time.perf_counter()
        acts_of_year(store, YEAR)
        parsing = time.perf_counter() - began
        began = time.perf_counter()
        rows = board(store, YEAR, date(YEAR, 6, 1))
        ratio = (time.perf_counter() - began) / parsing
    assert len(rows) == DISTRICTS
    assert {r["stage"] for r in rows} == {"s3"}
    print(f"  board / reading {2 * PIECES * DISTRICTS} acts ({parsing:.2f} s) {ratio:>14.1f}   (limit {LIMIT})")
    return int(ratio > LIMIT)


def _fill(store: RestrictedStore) -> None:
    codes = [f"{province}.{district:02d}" for province in range(11, 44) for district in range(1, 17)][:DISTRICTS]
    people = ["orang_id,peran,kode_wilayah,mulai,selesai"]
    for kode in codes:
        people += [f"K{kode},ketua_pokja,{kode},2010-01-01,", f"C{kode},cf,{kode},2013-03-01,2013-12-31"]
    load_people(store, "orang.csv", "\n".join(people).encode())
    for kode in codes:
        for i in range(PIECES):
            piece: dict[str, object] = {
                "kind": "bukti",
                "jenis": KINDS[i % len(KINDS)],
                "nomor": str(i),
                "tanggal": "2012-11-01",
            }
            piece |= {"berlaku_dari": "", "berlaku_sampai": "", "klausul_minat": True, "klausul_dana": True}
            act = record_act(store, YEAR, kode, piece | {"oleh": f"K{kode}", "tanggal_catat": "2012-12-01"})
            check = {"kind": "verifikasi", "bukti": act["seq"], "oleh": "V", "tanggal_catat": "2012-12-02"}
            record_act(store, YEAR, kode, check)


if __name__ == "__main__":
    sys.exit(main())
