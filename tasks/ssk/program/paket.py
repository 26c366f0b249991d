"""Which packages a district needs: the table of situations of catalogue.md section 2."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from schemas.contract import Rows
from tasks.ssk.aturan import Aturan
from tasks.ssk.fakta import Desa
from tasks.ssk.program.tempat import Tempat, kk_ps, lumpur_kurang, terangkut
from tasks.ssk.tahapan.tambahan import Tambah, Tidak, kk_tambah, total_of
from tasks.ssk.zona.putusan import (
    BELUM,
    INDIVIDUAL,
    KAWASAN,
    KOMUNAL,
    PANJANG,
    RENDAH,
    SEDANG,
    SETEMPAT,
    TERPUSAT,
    TINGGI,
)

_KK_3R = 400
Reason = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Keadaan:
    """A district after zoning: its desa, their outcomes, the phases and the rules."""

    kode_kab: str
    desa: list[Desa]
    zona: Rows
    layanan: Rows
    aturan: Aturan
    phbs: str

    def is_priority(self, d: Desa, komponen: str) -> bool:
        """Whether the desa is of class 3-4 in the komponen."""
        return d.kelas(komponen) in self.aturan.priority_classes


def places(k: Keadaan) -> tuple[list[Tempat], list[Reason]]:
    """Packages with their locations, and (kode, lokasi, alasan) of desa of class 3-4 that get none."""
    by_kode = {d.kode: d for d in k.desa}
    groups: dict[tuple[str, str, str], list[Desa]] = defaultdict(list)
    for row in k.zona:
        groups[str(row["komponen"]), str(row["sistem"]), str(row["fase"] or "")].append(by_kode[str(row["kode_desa"])])
    made: list[Tempat] = []
    reasons: list[Reason] = []
    made += _wastewater(k, groups, reasons)
    made += _waste(k, groups, reasons)
    made += _drainage(k, groups, reasons)
    made += (Tempat(k.phbs, d.kode, (d,), (f"{k.phbs}-01",)) for d in k.desa if k.is_priority(d, "AL"))
    return made, reasons


Groups = Mapping[tuple[str, str, str], list[Desa]]


def _wastewater(k: Keadaan, groups: Groups, reasons: list[Reason]) -> Iterator[Tempat]:
    of = {s: [d for (kom, sistem, fase), ds in groups.items() if kom == "AL" and sistem == s and fase != PANJANG
              for d in ds] for s in (INDIVIDUAL, KOMUNAL, KAWASAN, TERPUSAT)}  # fmt: skip
    tambah = kk_tambah(of, k.layanan, k.aturan.priority_classes)
    for d in groups.get(("AL", BELUM, ""), []):
        if k.is_priority(d, "AL"):
            yield Tempat("AL-PMC", d.kode, (d,))
            yield Tempat("AL-STD", d.kode, (d,), ("AL-STD-01",))
    for d in of[INDIVIDUAL]:
        yield Tempat("AL-IND", d.kode, (d,), kk=tambah[d.kode], asal="tambah")
        if k.is_priority(d, "AL"):
            yield Tempat("AL-PMC", d.kode, (d,), kk=_served(tambah[d.kode]), asal="tambah")
    for d in of[KOMUNAL]:
        yield Tempat("AL-KOM", d.kode, (d,), kk=tambah[d.kode], asal="tambah")
    for zona_id, desa in _zones(of[KAWASAN], KAWASAN):
        yield _settlement(zona_id, desa, tambah, k.aturan.kawasan_min_kk)
    if of[TERPUSAT]:
        served = tuple(of[TERPUSAT])
        yield Tempat("AL-KOTA", k.kode_kab, served, kk=total_of(served, tambah), asal="tambah")
    if ("AL", TERPUSAT, PANJANG) in groups:
        yield Tempat("AL-STD", k.kode_kab, tuple(k.desa), ("AL-STD-02",))
    short = lumpur_kurang(tuple(k.desa), k.aturan)
    if isinstance(short, Tidak):
        reasons.append(("AL-IPLT-05", k.kode_kab, short.alasan))
    elif short > 0:
        yield Tempat("AL-IPLT", k.kode_kab, tuple(k.desa), besaran=short, asal="lumpur")


def _served(tambah: Tambah) -> int | None:
    """KK to be served by triggering: those to be added, else (none) the kk of the desa."""
    return tambah if isinstance(tambah, int) and tambah else None


def _settlement(zona_id: str, desa: tuple[Desa, ...], tambah: Mapping[str, Tambah], limit: int) -> Tempat:
    """Up to `limit` households an institution-run plant, above it a settlement system; also where a part is unknown."""
    total = total_of(desa, tambah)
    parts = (tambah[d.kode] for d in desa)
    at_least = sum(part for part in parts if isinstance(part, int))
    if isinstance(total, Tidak) and at_least <= limit:
        return Tempat("AL-LEM", zona_id, desa, ("AL-LEM-05",), kk=total, asal="tambah")
    return Tempat("AL-LEM" if at_least <= limit else "AL-KWS", zona_id, desa, kk=total, asal="tambah")


def _waste(k: Keadaan, groups: Groups, reasons: list[Reason]) -> Iterator[Tempat]:
    served: list[Desa] = []
    households: list[int | Tidak] = []
    for (komponen, sistem, _), members in sorted(groups.items(), key=lambda item: item[0]):
        cover = dict(k.aturan.ps_cover).get(sistem, 0)
        if komponen == "PS" and cover:
            for zona_id, desa in _zones(members, sistem):
                kk = kk_ps(desa, cover)
                served += desa
                households.append(kk)
                yield Tempat("PS-ANG", zona_id, desa, kk=kk, asal="kk")
    if served:
        known = [kk for kk in households if isinstance(kk, int)]
        total = sum(known) if len(known) == len(households) else None
        load = terangkut(tuple(k.desa))
        yield Tempat("PS-TPA", k.kode_kab, tuple(sorted(served, key=_kode)), kk=total, besaran=load, asal="terangkut")
    for d in groups.get(("PS", SETEMPAT, ""), []):
        if k.is_priority(d, "PS"):
            if d.kk is None:
                reasons.append(("PS-3R-04", d.kode, "jumlah KK tidak diketahui"))
            elif d.kk >= _KK_3R:
                yield Tempat("PS-3R", d.kode, (d,), kk=d.kk, asal="kk")
            else:
                reasons.append(("PS-3R-04", d.kode, f"kurang dari {_KK_3R} KK"))
    for d in groups.get(("PS", BELUM, ""), []):
        if k.is_priority(d, "PS"):
            yield Tempat("PS-STD", d.kode, (d,), ("PS-STD-01",))


def _drainage(k: Keadaan, groups: Groups, reasons: list[Reason]) -> Iterator[Tempat]:
    for d in (d for sistem in (TINGGI, SEDANG) for d in groups.get(("DR", sistem, ""), [])):
        if d.genangan_ha:
            yield Tempat("DR-SAL", d.kode, (d,), asal="genangan")
            if d.rob == 1:
                yield Tempat("DR-POM", d.kode, (d,), asal="genangan")
        elif d.rob == 1:
            yield Tempat("DR-STD", d.kode, (d,), ("DR-STD-01",))
        else:
            reasons.append(("DR-SAL-03", d.kode, "luas genangan tidak diketahui atau 0"))
    for d in groups.get(("DR", BELUM, ""), []):
        if k.is_priority(d, "DR"):
            yield Tempat("DR-STD", d.kode, (d,), ("DR-STD-01",))
    for d in groups.get(("DR", RENDAH, ""), []):
        if k.is_priority(d, "DR"):
            reasons.append(("DR-SAL-03", d.kode, "prioritas drainase rendah: tidak ada genangan dan rob"))


def _zones(desa: list[Desa], sistem: str) -> Iterator[tuple[str, tuple[Desa, ...]]]:
    by_kecamatan: dict[str, list[Desa]] = defaultdict(list)
    for d in sorted(desa, key=_kode):
        by_kecamatan[d.kode[:8]].append(d)
    for kecamatan, members in sorted(by_kecamatan.items()):
        yield f"Z-{kecamatan}-{sistem}", tuple(members)


def _kode(d: Desa) -> str:
    return d.kode
