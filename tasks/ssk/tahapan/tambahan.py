"""Households to be added per desa of the wastewater programme (kk_tambah, catalogue.md section 2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from schemas.contract import Rows
from tasks.arith import half_up_int, largest_remainder
from tasks.ssk.fakta import Desa
from tasks.ssk.zona.putusan import INDIVIDUAL, KAWASAN, KOMUNAL, TERPUSAT

ROW_OF = {INDIVIDUAL: "A1", KOMUNAL: "A2", KAWASAN: "B1", TERPUSAT: "B2"}


@dataclass(frozen=True, slots=True)
class Tidak:
    """A value that is not known, with the Indonesian reason."""

    alasan: str


Tambah = int | Tidak
GAP_UNKNOWN = "kk_babs atau kk_jamban_tidak_layak tidak diketahui"


def kk_tambah(desa_of: Mapping[str, list[Desa]], layanan: Rows, priority_classes: tuple[int, ...]) -> dict[str, Tambah]:
    """KK to be added per kode_desa; `desa_of` are the desa of each outcome.

    With service phases the `tambahan` of the outcome's row, rounded half-up, is spread by kk_gap over the desa whose
    gap is known; without them it is the gap itself in desa of a priority class, else 0.
    """
    rows = {str(r["sistem"]): r.get("tambahan_kk") for r in layanan if r["komponen"] == "AL"}
    found: dict[str, Tambah] = {}
    for outcome, desa in desa_of.items():
        if not rows:
            found.update((d.kode, _own_gap(d, priority_classes)) for d in desa)
        elif isinstance(total := rows.get(ROW_OF[outcome]), int | Fraction):
            found.update(_spread(half_up_int(total), desa))
        else:
            reason = Tidak(f"tambahan baris {ROW_OF[outcome]} dalam tahapan tidak diketahui")
            found.update((d.kode, reason) for d in desa)
    return found


def _own_gap(d: Desa, priority_classes: tuple[int, ...]) -> Tambah:
    if d.kelas_al is not None and d.kelas_al not in priority_classes:
        return 0
    if d.kk_gap is None:
        return Tidak(GAP_UNKNOWN)
    return Tidak("kelas risiko AL tidak diketahui") if d.kelas_al is None and d.kk_gap else d.kk_gap


def _spread(total: int, desa: list[Desa]) -> dict[str, Tambah]:
    ordered = sorted(desa, key=lambda d: d.kode)
    known = [(d.kode, d.kk_gap) for d in ordered if d.kk_gap is not None]
    found: dict[str, Tambah] = {d.kode: Tidak(GAP_UNKNOWN) for d in ordered if d.kk_gap is None}
    if not any(gap for _, gap in known):
        none = Tidak("tidak ada kk_gap sebagai dasar pembagian tambahan") if total else 0
        return {**found, **{kode: none for kode, _ in known}}
    parts = largest_remainder(total, [gap for _, gap in known])
    return {**found, **{kode: part for (kode, _), part in zip(known, parts, strict=True)}}


def total_of(desa: Iterable[Desa], tambah: Mapping[str, Tambah]) -> Tambah:
    """Sum over the desa of a zone or district; not known when any part is not."""
    parts = [tambah[d.kode] for d in desa]
    reasons: dict[str, int] = defaultdict(int)
    for part in parts:
        if isinstance(part, Tidak):
            reasons[part.alasan] += 1
    if reasons:
        return Tidak("; ".join(f"{reason} ({n} desa)" for reason, n in sorted(reasons.items())))
    return sum(part for part in parts if isinstance(part, int))
