"""What the district decided itself: the mode of the allocation, agreed with minutes (rules marked local)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from schemas.contract import Row
from schemas.findings import Finding
from schemas.outputs.mps import CARA
from schemas.rulebook import Rulebook
from tasks.mps.alokasi.cara.optimum import Batas

MODE = "mps.alloc.mode"
MODES = tuple(c for c in CARA if c != "polos")
REASON_LENGTH = 20


def allocation_mode(rules: Rulebook, rows: Iterable[Row]) -> tuple[str, list[Finding]]:
    """The mode in use, and a finding for every cell of `parameter_lokal` that keeps its row from being honoured.

    Only `mps.alloc.mode` may be decided locally for now, with a reason and the id of its minutes; else the national
    value holds.
    """
    mode = str(rules[MODE])
    wrong: list[Finding] = []
    for row in rows:
        found = list(_wrong(row))
        wrong += found
        if not found:
            mode = str(row["nilai"])
    return mode, wrong


def _wrong(row: Row) -> Iterable[Finding]:
    name, nilai = str(row["nama"]), str(row.get("nilai") or "")
    if name != MODE:
        text = f"Parameter {name} tidak dapat ditetapkan sendiri; yang dapat hanya {MODE}. Hapus baris ini."
        return [_finding(name, "nama", text, name)]
    return chain(
        [_finding(name, "nilai", f"Nilai {MODE} harus salah satu dari {', '.join(MODES)}.", nilai)]
        if nilai not in MODES
        else [],
        [_finding(name, "alasan", f"Alasan memilih {MODE} paling sedikit {REASON_LENGTH} huruf; lengkapi.")]
        if len(str(row.get("alasan") or "").strip()) < REASON_LENGTH
        else [],
        [_finding(name, "ba_id", f"Pilihan {MODE} belum disertai berita acara: isi ba_id. Nilai nasional dipakai.")]
        if not row.get("ba_id")
        else [],
    )


def _finding(row: str, column: str, text: str, value: str = "") -> Finding:
    return Finding("mps.local_parameter", "error", text, "parameter_lokal", row, column, value)


def limits(rules: Rulebook, mode: str) -> Batas:
    """Where the searches stop; the lexicographic variant is checked more closely when it is the plan in use."""
    lexicographic = rules["mps.alloc.lexicographic"]
    checks = lexicographic["checks_in_use" if mode == "leksikografis" else "checks_beside"]
    gap, nodes = rules.exact("mps.alloc.gap"), int(rules["mps.alloc.node_limit"])
    return Batas(gap, nodes, int(checks), int(lexicographic["nodes"]))
