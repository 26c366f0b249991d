"""Quality of a document: the rubric of programme.md section 6, scored by machine and by people, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from schemas.findings import Finding
from tasks.programme.bukti import evidence
from tasks.programme.dokumen import PASSED, REVIEWERS, Life, documents, open_comments
from tasks.programme.kalender import due_day
from tasks.programme.kas import balances, follows_plan
from tasks.programme.keadaan import DOKUMEN, Act, Keadaan
from tasks.programme.orang import roles
from tasks.programme.pengecualian import waived


@dataclass(frozen=True, slots=True)
class Butir:
    """One item: what must not be broken (`aturan`), what must be there as evidence (`bukti`) and as a table (`tabel`).

    Of `tabel` any one suffices. An item without any of them is for people alone.
    """

    id: str
    kelompok: str
    sebutan: str
    aturan: tuple[str, ...] = ()
    bukti: tuple[str, ...] = ()
    tabel: tuple[str, ...] = ()


RUBRIK: tuple[Butir, ...] = (
    Butir("P1", "proses", "Rencana kerja diikuti", ("PP-16", "PP-17"), ("rencana_kerja",)),
    Butir("P2", "proses", "Rapat didokumentasikan"),
    Butir("P3", "proses", "Konsultasi publik dilaksanakan", (), ("ba_konsultasi_publik",)),
    Butir("P4", "proses", "Komentar telaahan ditanggapi", ("PP-42",)),
    Butir("D1", "data", "Semua tabel ada", ("TB-08",)),
    Butir("D2", "data", "Sumber dan tahun tertulis pada setiap tabel", ("BP-V25", "BP-V28")),
    Butir("D3", "data", "Jumlah cocok", ("BP-V01", "BP-V02", "BP-V18", "SK-V30", "SK-V62", "MP-V20", "MP-V21")),
    Butir("D4", "data", "Sampel EHRA sah", ("BP-V13", "BP-V14", "BP-V26"), (), ("ehra", "ehra_responden")),
    Butir("A1", "analisis", "Peta area berisiko ada", ("BP-V16", "BP-V17")),
    Butir("A2", "analisis", "Skor disepakati", ("BP-V24",), ("ba_skor_area",)),
    Butir("A3", "analisis", "SWOT", ("SK-V14", "SK-V40", "SK-V41", "SK-V42", "SK-V43"), (), ("swot",)),
    Butir("A4", "analisis", "Zona dan sistem", ("SK-V13", "SK-V20", "SK-V32"), (), ("tahapan",)),
    Butir("R1", "rantai", "Kerangka logis lengkap", ("SK-V10", "SK-V15")),
    Butir("R2", "rantai", "Masalah sampai kegiatan sampai baris MPS", ("SK-V11", "MP-V01", "MP-V03")),
    Butir("R3", "rantai", "Sasaran konsisten", ("SK-V21", "MP-V04")),
    Butir("B1", "anggaran", "Biaya dapat dihitung ulang", ("SK-V60", "SK-V61", "SK-V64", "MP-V20", "MP-V51")),
    Butir("B2", "anggaran", "Sumber dana dinyatakan", ("SK-V63", "SK-V70", "SK-V75", "MP-V33", "MP-V50")),
    Butir("B3", "anggaran", "Kemampuan ditunjukkan", ("SK-V73", "SK-V80", "SK-V81", "MP-V23"), (), ("keuangan",)),
    Butir("B4", "anggaran", "Disahkan kepala daerah"),
)  # fmt: skip
ITEMS = {item.id: item for item in RUBRIK}
KELOMPOK = {
    "proses": "Proses",
    "data": "Data",
    "analisis": "Analisis",
    "rantai": "Rantai dan logika",
    "anggaran": "Anggaran dan legalitas",
}
_EHRA = {"ehra", "ehra_responden"}
_COMMENTS, _TABLES, _RATIFIED, _MAP = "P4", "D1", "B4", "A1"


@dataclass(frozen=True, slots=True)
class Nilai:
    """An item with the machine's score and the facts behind it, and the reviewer's with its evidence and words.

    A score that cannot be given is None, never zero.
    """

    butir: Butir
    mesin: int | None
    fakta: tuple[str, ...]
    penelaah: int | None = None
    bukti: str = ""
    kalimat: str = ""
    oleh: str = ""


@dataclass(frozen=True, slots=True)
class Formulir:
    """The rubric of one version of a document. Totals are 0 to 100 of the weight that could be scored.

    `mesin_dari` and `penelaah_dari` are that weight, of 100; `selisih` is taken over what both scored; `stop` says why
    the grade is D. `grade` is the reviewer's when every item has a score, else the machine's (`is_human`).
    """

    dokumen: str
    versi: str
    nilai: tuple[Nilai, ...]
    mesin: Fraction | None
    mesin_dari: int
    penelaah: Fraction | None
    penelaah_dari: int
    selisih: Fraction | None
    stop: tuple[str, ...]
    grade: str | None
    is_human: bool


def form(seen: Keadaan, dokumen: str) -> Formulir:
    """The rubric of the document as far as machine and people have scored it."""
    return seen.once(f"form {dokumen}", lambda: _form(seen, dokumen))


def _form(seen: Keadaan, dokumen: str) -> Formulir:
    life = documents(seen)[dokumen]
    versi = life.digest or seen.sealed.get(dokumen, "")
    given = {a["butir"]: a for a in human_scores(seen, dokumen, versi)}
    scored = tuple(_scored(seen, life, item, given.get(item.id)) for item in RUBRIK)
    hi = int(seen.rules["qa.item_scale"][1])
    weights = seen.rules["qa.weights"]
    machine, machine_of = _total({n.butir: n.mesin for n in scored}, weights, hi)
    human, human_of = _total({n.butir: n.penelaah for n in scored}, weights, hi)
    both = [n for n in scored if n.mesin is not None and n.penelaah is not None]
    pair = [_total({n.butir: value(n) for n in both}, weights, hi)[0] for value in (_machine, _human)]
    gap = abs(pair[0] - pair[1]) if pair[0] is not None and pair[1] is not None else None
    stop = tuple(hard_stops(seen, life))
    is_human = all(n.penelaah is not None for n in scored)
    grade = _grade(human if is_human else machine, seen.rules["qa.grade_bounds"], is_stopped=bool(stop))
    return Formulir(dokumen, versi, scored, machine, machine_of, human, human_of, gap, stop, grade, is_human)


def _machine(n: Nilai) -> int | None:
    return n.mesin


def _human(n: Nilai) -> int | None:
    return n.penelaah


def human_scores(seen: Keadaan, dokumen: str, versi: str) -> list[Act]:
    """The scores given to this very version by persons who may review it; the newest of an item comes last."""
    return [
        a
        for a in seen.of_kind("nilai_mutu")
        if (a["dokumen"], a["versi"]) == (dokumen, versi) and may_score(seen, a["oleh"], a["tanggal_catat"])
    ]


def may_score(seen: Keadaan, who: str, day: str) -> bool:
    """Whether the person held a role on that day that reviews documents."""
    return bool(roles(seen.people, who, seen.district, date.fromisoformat(day)) & REVIEWERS)


def _total(scores: Mapping[Butir, int | None], weights: Mapping[str, int], hi: int) -> tuple[Fraction | None, int]:
    """Sum of the groups in percent of the weight that has a score, and that weight."""
    parts: list[Fraction] = []
    of = 0
    for group, weight in weights.items():
        known = [s for item, s in scores.items() if item.kelompok == group and s is not None]
        if known:
            parts.append(Fraction(sum(known), hi * len(known)) * weight)
            of += weight
    return (sum(parts, Fraction(0)) * 100 / of, of) if of else (None, 0)


def _grade(score: Fraction | None, bounds: Mapping[str, int], *, is_stopped: bool) -> str | None:
    if is_stopped:
        return "D"
    if score is None:
        return None
    return next((g for g, least in sorted(bounds.items(), key=lambda b: -b[1]) if score >= least), "D")


def _scored(seen: Keadaan, life: Life, item: Butir, act: Act | None) -> Nilai:
    score, facts = machine_score(seen, life, item)
    if act is None:
        return Nilai(item, score, facts)
    paper = f"bukti/{act['bukti']}" if act["bukti"] else ""
    return Nilai(item, score, facts, int(act["skor"]), paper, str(act["kalimat"]), str(act["oleh"]))


def machine_score(seen: Keadaan, life: Life, item: Butir) -> tuple[int | None, tuple[str, ...]]:
    """The least of what rules, evidence and tables give, with the facts; None where there is nothing to go by.

    Top: nothing is open. One less: warnings only. One above the bottom: errors, or evidence that nobody verified.
    Bottom: evidence, table or document is not there (assumed).
    """
    lo, hi = seen.rules["qa.item_scale"]
    if item.id == _RATIFIED:
        return (hi if life.state == "ratified" else lo), (f"{life.dokumen} berkeadaan {life.state}",)
    if item.id == _COMMENTS and not life.who("review")[0]:
        return None, ("belum ditelaah",)
    parts = [*_of_evidence(seen, item, lo, hi), *_of_tables(seen, life, item, lo), *_of_rules(seen, life, item, lo, hi)]
    if not parts:
        return None, ("dinilai oleh penelaah saja",)
    return min(score for score, _ in parts), tuple(fact for _, fact in parts)


def _of_evidence(seen: Keadaan, item: Butir, lo: int, hi: int) -> Iterable[tuple[int, str]]:
    for kind in item.bukti:
        pieces = [b for b in evidence(seen) if b.jenis == kind]
        if best := next((b for b in reversed(pieces) if b.verified_by), None):
            yield hi, f"{kind} terperiksa ({best.id})"
        elif pieces:
            yield lo + 1, f"{kind} belum diperiksa ({pieces[-1].id})"
        else:
            yield lo, f"{kind} tidak ada"


def _of_tables(seen: Keadaan, life: Life, item: Butir, lo: int) -> Iterable[tuple[int, str]]:
    if item.tabel and life.dokumen != "mps" and seen.tables is not None and not seen.tables & set(item.tabel):
        yield lo, f"tabel {' atau '.join(item.tabel)} tidak diserahkan"


def _of_rules(seen: Keadaan, life: Life, item: Butir, lo: int, hi: int) -> Iterable[tuple[int, str]]:
    if not item.aturan:
        return
    if item.id == _MAP and "buku_putih" not in seen.sealed and life.dokumen != "mps":
        yield lo, "Buku Putih belum disusun"
        return
    if life.dokumen not in seen.sealed or seen.findings is None:
        return
    excused = waived(seen)
    broken = [f for f in (*seen.findings, *_own(seen)) if f.rule in item.aturan and f.id not in excused]
    errors = [f for f in broken if f.severity in ("block", "error")]
    named = ", ".join(sorted({f.rule for f in errors or broken}))
    if errors:
        yield lo + 1, f"{len(errors)} galat terbuka ({named})"
    elif broken:
        yield hi - 1, f"{len(broken)} peringatan terbuka ({named})"
    else:
        yield hi, f"tidak ada temuan {', '.join(item.aturan)}"


def _own(seen: Keadaan) -> Iterable[Finding]:
    """Findings of the programme that items look at."""
    return seen.once("own", lambda: [*open_comments(seen), *follows_plan(seen), *balances(seen)])


def hard_stops(seen: Keadaan, life: Life) -> Iterable[str]:
    """Why the grade is D whatever the scores, one sentence each; ratification is asked at the final gate only."""
    known = {
        "no EHRA": _no_ehra(seen),
        "no at-risk map": "buku_putih" not in {**seen.sealed, **seen.sealed_before},
        "KKL break": _is_chain_broken(seen),
        "not ratified": life.state == "final" and seen.day > due_day(seen.rules, "M9"),
    }
    return [_STOPS[name] for name in seen.rules["qa.hard_stops"] if known[name]]


_STOPS = {
    "no EHRA": "tidak ada data EHRA",
    "no at-risk map": "tidak ada peta area berisiko",
    "KKL break": "kerangka logis terputus (SK-V10)",
    "not ratified": "belum disahkan kepala daerah pada M9",
}


def _no_ehra(seen: Keadaan) -> bool:
    return "bp_ssk" in seen.jalur() and seen.tables is not None and not seen.tables & _EHRA


def _is_chain_broken(seen: Keadaan) -> bool:
    excused = waived(seen)
    broken = (f for f in seen.findings or () if f.rule == "SK-V10" and f.severity == "error")
    return any(f.id not in excused for f in broken)


def unexplained_gap(seen: Keadaan) -> Iterable[Finding]:
    """Machine and reviewer differ by more than the limit, and no score carries a sentence that says why."""
    limit = int(seen.rules["qa.machine_human_gap"])
    for name in DOKUMEN:
        found = form(seen, name)
        has_words = any(n.kalimat for n in found.nilai if n.penelaah is not None and n.penelaah != n.mesin)
        if found.selisih is not None and found.selisih > limit and not has_words:
            says = (
                f"Nilai mesin dan penelaah atas {name} berselisih {float(found.selisih):.1f} poin, di atas {limit}; "
                "tulis alasannya pada butir yang berbeda."
            )
            yield Finding("PP-43", "error", says, "mutu", f"{name}/selisih")


def stopped(seen: Keadaan) -> Iterable[Finding]:
    """A document on its way to approval that lacks what no document may lack."""
    for name, life in documents(seen).items():
        if life.digest and life.state != "superseded":
            for why in hard_stops(seen, life):
                says = f"Penjaminan kualitas {name} berhenti: {why}; nilainya D sampai diperbaiki."
                yield Finding("PP-44", "error", says, "mutu", f"{name}/{why}")


def not_scored(seen: Keadaan) -> Iterable[Finding]:
    """A passed document whose rubric no reviewer filled."""
    for name, life in documents(seen).items():
        if life.state in PASSED and not form(seen, name).is_human:
            lacking = [n.butir.id for n in form(seen, name).nilai if n.penelaah is None]
            says = f"Formulir QA {name} belum lengkap dinilai penelaah: {', '.join(lacking)}."
            yield Finding("PP-45", "warning", says, "mutu", f"{name}/formulir")
