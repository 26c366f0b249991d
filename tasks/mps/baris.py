"""Lines of the MPS from a plan: activity and source, with years, status and reason (mps.md section 5)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from schemas import refs
from schemas.contract import Row, Rows
from tasks.mps.alokasi.rencana import PREDECESSOR, UNKNOWN_COST, Alasan, Rencana
from tasks.mps.calon import whole
from tasks.mps.kesiapan.dokumen import NOTHING, Syarat, document_name
from tasks.mps.langkah import YEARS, Bagian, Langkah, Operasi
from tasks.mps.sumber import SourceSet, split

INDICATIVE, PARTIAL, COMMITTED, WAITING = "indikatif", "sebagian", "committed", "daftar_tunggu"
NEXT_PERIOD = "Persiapan periode berikut: pekerjaan yang disiapkannya masih di daftar tunggu; dibiayai dari sisa pagu."
NO_CEILING_NOTE = "Tahun dan sumber dana masih indikasi karena kemampuan pendanaan belum diketahui."
ZERO = Fraction(0)
VOLUME = {t: f"vol_{t}" for t in range(1, YEARS + 1)}
COST = {t: f"biaya_{t}_rp" for t in range(1, YEARS + 1)}
_NO_VOLUME: Row = dict.fromkeys(VOLUME.values(), ZERO)
_NO_COST: Row = dict.fromkeys(COST.values(), 0)
_UNKNOWN_VOLUME: Row = dict.fromkeys(VOLUME.values())
_UNKNOWN_COST: Row = dict.fromkeys((*COST.values(), "jumlah_rp", "sisa_rp"))
Years = dict[int, int]


@dataclass(frozen=True, slots=True)
class Naskah:
    """What writing the lines needs beside the plan. `commitments`: rupiah per (kegiatan, sumber, year).

    `skor`: by activity, the scores without reason that it rests on, as a sentence.
    """

    fiscal_year: int
    kab: str
    steps: Mapping[str, Langkah]
    operations: Mapping[str, Operasi]
    syarat: Mapping[str, Syarat]
    has_ceilings: bool
    om_start: int
    commitments: Mapping[tuple[str, str, int], int] = field(default_factory=dict)
    skor: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Isi:
    """Content of one activity's rows before it is split over sources."""

    volume: dict[int, Fraction] = field(default_factory=dict)
    by_source: dict[str, Years] = field(default_factory=dict)
    rest: dict[str, int] = field(default_factory=dict)
    alasan: list[str] = field(default_factory=list)
    is_waiting: bool = False
    has_passed: bool = False

    def add(self, t: int, amount: int, sources: SourceSet) -> None:
        for s, part in split(amount, sources):
            years = self.by_source.setdefault(s, {})
            years[t] = years.get(t, 0) + part

    def keep_back(self, amount: int, sources: SourceSet) -> None:
        for s, part in split(amount, sources):
            self.rest[s] = self.rest.get(s, 0) + part


def lines(naskah: Naskah, plan: Rencana) -> tuple[Rows, Rows]:
    """Rows of `baris` and of `sesudah_rencana`; every activity of the SSK is in exactly one of the two."""
    baris: Rows = []
    after: Rows = []
    for name in sorted(naskah.steps):
        step = naskah.steps[name]
        isi = _operation(naskah, plan, step) if step.is_om else _activity(naskah, plan, step)
        if isinstance(isi, str):
            after.append({"kegiatan_id": name, "alasan": isi})
        else:
            baris += _rows(naskah, step, isi, plan.sumber.get(name, step.shown))
    return baris, after


def _activity(naskah: Naskah, plan: Rencana, step: Langkah) -> _Isi | str:
    isi = _Isi()
    sources = plan.sumber.get(step.id, step.shown)
    if not step.bagian:
        return _without_cost(naskah, isi)
    inside = [b for b in step.bagian if 1 <= plan.tahun.get(b.part, 0) <= YEARS]
    rest = [b for b in step.bagian if b not in inside]
    reason = _sentence(plan.alasan.get(step.id))
    if not inside and not naskah.has_ceilings:
        return reason
    if not inside:
        isi.is_waiting = True
        isi.alasan.append(reason)
    elif rest:
        isi.alasan.append(f"Volume yang belum tertampung: {reason}")
        for b in rest:
            isi.keep_back(b.biaya, sources)
    for b in inside or rest:
        _put(isi, b, plan.tahun.get(b.part, max(b.tahun, 1)) if inside else max(b.tahun, 1), sources)
    if any(b.part in plan.persiapan for b in inside):
        isi.alasan.append(NEXT_PERIOD)
    made = naskah.syarat.get(step.id, NOTHING).made
    if made and inside:
        isi.alasan.append(f"Bersyarat: {', '.join(map(document_name, made))} dibuat oleh langkah sebelumnya.")
    return isi


def _put(isi: _Isi, b: Bagian, t: int, sources: SourceSet) -> None:
    isi.volume[t] = isi.volume[t] + b.volume if t in isi.volume else b.volume
    isi.add(t, b.biaya, sources)
    isi.has_passed |= b.tahun == 0


def _without_cost(naskah: Naskah, isi: _Isi) -> _Isi:
    isi.is_waiting = naskah.has_ceilings
    isi.alasan.append(_sentence(Alasan(UNKNOWN_COST, "volume atau biaya belum diketahui")))
    return isi


def _operation(naskah: Naskah, plan: Rencana, step: Langkah) -> _Isi | str:
    operation = naskah.operations.get(step.id)
    isi = _Isi()
    if operation is None:
        return _without_cost(naskah, isi)
    placed = {part: t for part in operation.adds if (t := plan.tahun.get(part)) is not None}
    for part, year in placed.items():
        for t in range(year + naskah.om_start, YEARS + 1):
            isi.add(t, operation.adds[part], operation.sources)
    if isi.by_source:
        total = {t: sum(years.get(t, 0) for years in isi.by_source.values()) for t in range(1, YEARS + 1)}
        isi.volume = {t: Fraction(v, operation.price) for t, v in total.items() if v}
        return isi
    if placed or not naskah.has_ceilings:
        return "Operasi dan pemeliharaan baru dimulai sesudah masa rencana."
    isi.is_waiting = True
    isi.alasan.append(_sentence(Alasan(PREDECESSOR, "sarana yang dioperasikan tidak tertampung")))
    for i in range(2, YEARS + 1):
        volume, biaya = step.row.get(f"vol_{i}"), whole(step.row.get(f"biaya_{i}_rp"))
        if volume and biaya is not None:
            isi.volume[i - 1] = Fraction(volume)
            isi.add(i - 1, biaya, operation.sources)
    return isi


def _sentence(alasan: Alasan | None) -> str:
    if alasan is None:
        return ""
    return f"{alasan.teks[0].upper()}{alasan.teks[1:]}."


def _rows(naskah: Naskah, step: Langkah, isi: _Isi, sources: SourceSet) -> Iterable[Row]:
    notes = list(isi.alasan)
    if not naskah.has_ceilings:
        notes.append(NO_CEILING_NOTE)
    first = None if isi.is_waiting or not isi.volume else naskah.fiscal_year + min(isi.volume)
    common: Row = {
        "komponen": step.row.get("komponen"),
        "kode_katalog": step.row.get("kode_katalog"),
        "nama": step.row.get("nama"),
        "lokasi": step.row.get("lokasi"),
        "satuan": step.row.get("satuan"),
        "harga_satuan_rp": step.row.get("harga_satuan_rp"),
        **_volumes(isi),
        "tahun_mulai": first,
        "dipindah_dari": naskah.fiscal_year if isi.has_passed else None,
        "ssk_ref": refs.ssk(naskah.fiscal_year - 1, naskah.kab, step.id),
        "area": step.row.get("area"),
        "catatan_skor": naskah.skor.get(step.id),
    }
    for sumber, share in sources:
        status, note = _status(naskah, step.id, sumber, isi)
        yield {
            "kegiatan_id": step.id,
            "sumber_dana": sumber,
            **common,
            "share": share,
            **_money(isi, sumber),
            "status": status,
            "alasan": " ".join((*notes, *note)) or None,
        }


def _volumes(isi: _Isi) -> Row:
    if not isi.by_source:
        return _UNKNOWN_VOLUME
    return {**_NO_VOLUME, **{VOLUME[t]: volume for t, volume in isi.volume.items()}}


def _money(isi: _Isi, sumber: str) -> Row:
    years = isi.by_source.get(sumber)
    if years is None:
        return _UNKNOWN_COST
    paid = {COST[t]: rupiah for t, rupiah in years.items()}
    return {**_NO_COST, **paid, "jumlah_rp": sum(years.values()), "sisa_rp": isi.rest.get(sumber, 0)}


def _status(naskah: Naskah, name: str, sumber: str, isi: _Isi) -> tuple[str, tuple[str, ...]]:
    """Committed when every year with cost has a commitment that covers it; with less it is committed in part."""
    if isi.is_waiting:
        return WAITING, ()
    if not naskah.has_ceilings or not naskah.commitments:
        return INDICATIVE, ()
    years = {t: v for t, v in isi.by_source.get(sumber, {}).items() if v}
    if not years:
        return INDICATIVE, ()
    given = {t: naskah.commitments.get((name, sumber, naskah.fiscal_year + t), 0) for t in years}
    if all(given[t] >= cost for t, cost in years.items()):
        return COMMITTED, ()
    total = sum(given.values())
    if not total:
        return INDICATIVE, ()
    return PARTIAL, (f"Komitmen baru Rp{total} dari Rp{sum(years.values())}.",)


def commitments(rows: Iterable[Row]) -> dict[tuple[str, str, int], int]:
    """Committed rupiah per activity, source and calendar year; rows with another status or no amount do not count."""
    return {
        (str(r["kegiatan_id"]), str(r["sumber_dana"]), int(r["tahun"] or 0)): whole(r["komitmen_rp"]) or 0
        for r in rows
        if r.get("status") == COMMITTED and r.get("komitmen_rp") is not None and r.get("tahun") is not None
    }
