"""The programme of a district: draft, the Pokja's lines, sources, programmes and what could not be made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from schemas.contract import Row, Rows
from tasks.ssk.program.baris import split_cost
from tasks.ssk.program.draf import MASTERPLAN, Draf
from tasks.ssk.program.harga import DaftarHarga
from tasks.ssk.program.katalog import AREA_OF, Katalog
from tasks.ssk.program.paket import Keadaan, places
from tasks.ssk.program.pokja import Usulan, extension
from tasks.ssk.program.tempat import Tempat


@dataclass(frozen=True, slots=True)
class Rencana:
    """Rows of KEGIATAN, KEGIATAN_SUMBER, PROGRAM and TIDAK_DIBUAT, and the place of each drafted activity."""

    kegiatan: Rows
    sumber: Rows
    program: Rows
    tidak_dibuat: Rows
    tempat: dict[str, Tempat] = field(default_factory=dict)


def plan(k: Keadaan, katalog: Katalog, harga: DaftarHarga, usulan: dict[str, Usulan], isu: Rows) -> Rencana:
    """The programme of one district (catalogue.md section 2, ssk.md section 7)."""
    draf = Draf(katalog, k.aturan, k.kode_kab, harga, usulan)
    packages, reasons = places(k)
    studies = [t for t in packages if t.paket.endswith("-STD")]
    draf.add([*_masterplans(k, katalog, packages), *studies])
    draf.add(t for t in packages if not t.paket.endswith("-STD"))
    draf.add(_regulation(k, draf.rows.values()))
    by_kode = {d.kode: d for d in k.desa}
    own = [
        extension(u, katalog, harga, by_kode, k.aturan.priority_classes)
        for kid, u in usulan.items()
        if kid not in draf.rows
    ]
    rows = [*draf.rows.values(), *own]
    return Rencana(
        kegiatan=rows,
        sumber=[line for row in rows for line in _sources(row, usulan.get(str(row["kegiatan_id"])))],
        program=_programmes(rows, katalog, usulan, isu),
        tidak_dibuat=_not_made(reasons, draf, rows),
        tempat=draf.tempat,
    )


def _masterplans(k: Keadaan, katalog: Katalog, packages: Iterable[Tempat]) -> Iterator[Tempat]:
    """STD-02 of every komponen in which a step needs a masterplan; none is held in a draft."""
    paket = {t.paket for t in packages if not t.langkah}
    for komponen in sorted({p[:2] for p in paket if any(MASTERPLAN in s.step.dokumen_perlu for s in katalog.paket[p])}):
        yield Tempat(f"{komponen}-STD", k.kode_kab, tuple(k.desa), (f"{komponen}-STD-02",))


def _regulation(k: Keadaan, rows: Iterable[Row]) -> Iterator[Tempat]:
    """REG of every komponen in which something is built."""
    for komponen in sorted({str(r["komponen"]) for r in rows if r["jenis_sub"] == "k"}):
        yield Tempat(f"{komponen}-REG", k.kode_kab, tuple(k.desa))


def _sources(row: Row, usulan: Usulan | None) -> Rows:
    """As the Pokja set them, else the first allowed source as an indication; none where none is allowed."""
    if usulan and usulan.shares:
        return split_cost(row, usulan.shares, is_indikasi=False)
    first = str(row["sumber_boleh"] or "").partition(";")[0]
    return split_cost(row, [(first, 1)], is_indikasi=True) if first else []


def _programmes(rows: Rows, katalog: Katalog, usulan: dict[str, Usulan], isu: Rows) -> Rows:
    """One row per programme in use, with the issue of its komponen that concerns most desa."""
    found: dict[str, Row] = {}
    for row in rows:
        pid, komponen = str(row["program_id"]), str(row["komponen"])
        if pid not in found:
            step = katalog.langkah.get(str(row["kode_katalog"]))
            given = usulan.get(str(row["kegiatan_id"]))
            nama = (given.program if given else "") or "Program Pokja"
            if step:
                nama = katalog.paket[step.step.paket][0].step.nama_paket
            found[pid] = {"program_id": pid, "komponen": komponen, "nama": nama, "isu_id": _issue(komponen, isu)}
    return [found[pid] for pid in sorted(found)]


def _issue(komponen: str, isu: Rows) -> str:
    own = [i for i in isu if i["komponen"] == AREA_OF.get(komponen, komponen)]
    ranked = sorted(own, key=lambda i: (-int(str(i["n_desa"] or 0)), str(i["isu_id"])))
    return str(ranked[0]["isu_id"]) if ranked else ""


def _not_made(reasons: Iterable[tuple[str, str, str]], draf: Draf, rows: Rows) -> Rows:
    made = {(row["kode_katalog"], row["lokasi"]) for row in rows}
    all_reasons = {**{(kode, place): why for kode, place, why in reasons}, **draf.gagal}
    return [
        {"kode_katalog": kode, "lokasi": place, "alasan": why}
        for (kode, place), why in sorted(all_reasons.items())
        if (kode, place) not in made
    ]
