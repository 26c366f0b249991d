"""What the MPS finds out only when everything stands together. To add a rule: write it in the file of its family."""

from __future__ import annotations

from collections.abc import Mapping

from schemas.contract import Rows
from schemas.findings import Finding
from tasks.lineage.units.step import Inputs
from tasks.mps.kesiapan import siap
from tasks.mps.periksa import kesiapan as periksa_kesiapan
from tasks.mps.periksa import rantai as periksa_rantai
from tasks.mps.periksa import uang as periksa_uang
from tasks.mps.periksa import urutan as periksa_urutan
from tasks.mps.periksa.aturan import Aturan, Diperiksa
from tasks.mps.periksa.rantai import stale_finding
from tasks.mps.prioritas import kriteria

RULES: tuple[Aturan, ...] = (
    *periksa_rantai.RULES,
    *periksa_uang.RULES,
    *periksa_urutan.RULES,
    *periksa_kesiapan.RULES,
    *kriteria.RULES,
    *siap.RULES,
)
OF_THE_YEAR = (
    "program_kegiatan", "komitmen", "komitmen_baris", "kesiapan", "skor_prioritas", "kontrak", "tahapan", "pagu",
    "bukti", "wilayah",
)  # fmt: skip
PINNED = {"kegiatan": "ssk@-1", "layanan": "ssk@-1", "kemampuan": "ssk@-1", "kkl": "ssk@-1", "area": "buku_putih@-1"}


def check(d: Diperiksa) -> list[Finding]:
    """What the rules find that look at everything together; the others were found on the way."""
    return [finding for aturan in RULES if aturan.check for finding in aturan.check(d)]


def examined(inputs: Inputs, computed: Mapping[str, Rows]) -> Diperiksa:
    """What the rules look at: computed tables, the year's submission, and what is pinned."""
    tables = dict(computed)
    tables |= {name: inputs.rows(name) for name in OF_THE_YEAR if inputs.has(name)}
    tables |= {name: inputs.rows(name, parent) for name, parent in PINNED.items() if inputs.has(name, parent)}
    if inputs.has("program_kegiatan", "validation@-1"):
        tables["program_kegiatan_ssk"] = inputs.rows("program_kegiatan", "validation@-1")
    return Diperiksa(inputs.fiscal_year, inputs.kode_kab, inputs.rules, tables)


__all__ = ["RULES", "Aturan", "Diperiksa", "check", "examined", "stale_finding"]
