"""The six stages as a state machine per district and fiscal year (programme.md section 3), recomputed from evidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from schemas.findings import Finding
from tasks.programme import bukti
from tasks.programme.bukti import Bukti, evidence, gate_day
from tasks.programme.dokumen import documents, lives
from tasks.programme.keadaan import Keadaan
from tasks.programme.orang import serving
from tasks.programme.pengecualian import waived

TAHAP = ("s1", "s2", "s3", "s4", "s5", "s6")
NAMA = {
    "s1": "advokasi",
    "s2": "kelembagaan",
    "s3": "Buku Putih dan SSK",
    "s4": "MPS",
    "s5": "implementasi",
    "s6": "monitoring dan evaluasi",
}
BELUM = "belum"
RULE_OF = {"s2": "PP-21", "s3": "PP-22", "s4": "PP-23", "s5": "PP-24", "s6": "PP-25"}
BUKTI_LAIN = {"s5": ("readiness_doc",), "s6": ("kontrak", "sp2d", "bast")}
_WORDS = {
    "surat_minat": "surat minat",
    "sk_pokja": "SK Pokja",
    "anggaran_operasional": "anggaran operasional Pokja",
    "rencana_kerja": "rencana kerja",
}


@dataclass(frozen=True, slots=True)
class Tahap:
    """One stage: whether it is entered, by which evidence and since when, else the findings that hold it.

    `since` is the day the last piece it rests on was recorded; None where it rests on nothing dated or is not entered.
    """

    id: str
    is_entered: bool
    by: tuple[str, ...] = ()
    since: date | None = None
    held_by: tuple[Finding, ...] = ()


def stages(seen: Keadaan) -> list[Tahap]:
    """s1 to s6 in order. A stage is entered when its own guards hold and the one before it is entered.

    A district that comes to write an MPS has its first three stages behind it, in the year before: a sealed SSK shows
    it. One that carries an MPS out has four. Evidence recorded under another fiscal year never counts here.
    """
    return seen.once("stages", lambda: _stages(seen))


def _stages(seen: Keadaan) -> list[Tahap]:
    made: list[Tahap] = []
    excused, behind = waived(seen), _behind(seen)
    for name in TAHAP:
        if name in behind:
            made.append(Tahap(name, True, (behind[name],)))
            continue
        held = tuple(f for f in gate(seen, name) if f.id not in excused)
        before = made[-1].is_entered if made else True
        is_entered = before and not held
        by = _rests_on(seen, name) if is_entered else {}
        made.append(Tahap(name, is_entered, tuple(by), max(by.values(), default=None), held))
    return made


def stage_of(found: list[Tahap]) -> str:
    """The furthest stage entered, or `belum`."""
    return next((t.id for t in reversed(found) if t.is_entered), BELUM)


def gate(seen: Keadaan, stage: str) -> list[Finding]:
    """What keeps the district out of the stage: one finding per missing piece, none when the gate is open."""
    return list({"s1": _s1, "s2": _s2, "s3": _s3, "s4": _s4, "s5": _s5, "s6": _s6}[stage](seen))


def _behind(seen: Keadaan) -> dict[str, str]:
    """The stages that lie in an earlier year, each with the sealed document that shows it."""
    if "bp_ssk" in seen.jalur():
        return {}
    if seen.sealed_before.get("ssk"):
        return dict.fromkeys(TAHAP[:3], f"ssk/{seen.fiscal_year - 1}/{seen.district}")
    return dict.fromkeys(TAHAP[:4], f"mps/{seen.mps_before[0]}/{seen.district}") if seen.mps_before else {}


def _s1(seen: Keadaan) -> Iterator[Finding]:
    listed = any((p.fiscal_year, p.kode_kab) == (seen.fiscal_year, seen.district) for p in seen.peserta)
    if not (listed or seen.acts or seen.sealed):
        says = f"{seen.district} belum tercatat sebagai peserta dan belum menyerahkan apa pun."
        yield Finding("PP-20", "error", says, "tahap", "s1")


def _s2(seen: Keadaan) -> Iterator[Finding]:
    letters = [b for b in evidence(seen) if b.jenis == "surat_minat" and b.verified_by]
    if not letters:
        yield _missing("s2", "surat_minat", "serahkan surat minat Bupati/Walikota yang sudah diperiksa.")
    elif not any(_has_clauses(b) for b in letters):
        yield _missing("s2", "surat_minat", "surat minat tidak memuat minat dan kesanggupan dana sekaligus.")


def _has_clauses(b: Bukti) -> bool:
    return b.act.get("klausul_minat") is True and b.act.get("klausul_dana") is True


def _s3(seen: Keadaan) -> Iterator[Finding]:
    day = gate_day(seen.fiscal_year)
    found = evidence(seen)
    for kind in bukti.GATE_S3:
        if not any(_opens_s3(b, kind, day) for b in found):
            yield _missing("s3", kind, f"{_WORDS[kind]} yang terperiksa dan berlaku pada {day} belum ada.")
    if not serving(seen.people, "cf", seen.district, seen.day):
        yield _missing("s3", "cf", "belum ada CF yang bertugas.")


def _opens_s3(b: Bukti, kind: str, day: date) -> bool:
    return b.jenis == kind and b.holds(day) and date.fromisoformat(b.act["tanggal"]) <= day


def _s4(seen: Keadaan) -> Iterator[Finding]:
    if not seen.sealed_before.get("ssk"):
        yield _missing("s4", "ssk", f"MPS disusun pada tahun sesudah SSK; SSK tahun {seen.fiscal_year - 1} tidak ada.")
        return
    life = lives(seen.of_kind_before("dokumen"), seen.people, seen.sealed_before)["ssk"]
    if life.state != "ratified":
        yield _missing("s4", "ssk", f"SSK tahun {seen.fiscal_year - 1} berkeadaan {life.state}, belum disahkan.")
    yield from _no_open_errors(seen, "s4")


def _s5(seen: Keadaan) -> Iterator[Finding]:
    state = documents(seen)["mps"].state
    year, state = seen.mps_before if seen.mps_before and "mps" not in seen.sealed else (seen.fiscal_year, state)
    if state != "ratified":
        yield _missing("s5", "mps", f"MPS tahun {year} berkeadaan {state}, belum disahkan.")
    if not any(b.jenis == "readiness_doc" and b.verified_by for b in evidence(seen)):
        yield _missing("s5", "readiness_doc", "belum ada dokumen kesiapan yang terperiksa.")
    yield from _no_open_errors(seen, "s5")


def _s6(seen: Keadaan) -> Iterator[Finding]:
    if not any(b.jenis in BUKTI_LAIN["s6"] and b.verified_by for b in evidence(seen)):
        yield _missing("s6", "kontrak", "belum ada kontrak, SP2D, atau BAST yang terperiksa.")


def _no_open_errors(seen: Keadaan, stage: str) -> Iterator[Finding]:
    excused = waived(seen)
    if seen.open_errors is None:
        yield _missing(stage, "temuan", "temuan belum dibaca.")
    elif left := [i for i in seen.open_errors if i not in excused]:
        yield _missing(stage, "temuan", f"{len(left)} temuan galat belum diperbaiki atau dikecualikan.")


def _missing(stage: str, what: str, says: str) -> Finding:
    return Finding(RULE_OF[stage], "error", f"Tahap {stage} ({NAMA[stage]}): {says}", "tahap", f"{stage}/{what}")


def _rests_on(seen: Keadaan, stage: str) -> dict[str, date]:
    """The evidence and acts that opened the stage, and the day each was recorded."""
    kinds = {"s2": ("surat_minat",), "s3": bukti.GATE_S3, **BUKTI_LAIN}.get(stage, ())
    found = {b.id: b.verified_on for b in evidence(seen) if b.jenis in kinds and b.verified_on}
    before, now = seen.of_kind_before("dokumen"), seen.of_kind("dokumen")
    for year, acts, name in ((seen.fiscal_year - 1, before, "ssk"), (seen.fiscal_year, now, "mps")):
        if (stage, name) in (("s4", "ssk"), ("s5", "mps")):
            ratified = [a for a in acts if a["dokumen"] == name and a["aksi"] == "ratify"][-1:]
            found |= {f"{name}/{year}/{a['versi'][:12]}": date.fromisoformat(a["tanggal_catat"]) for a in ratified}
    return found
