"""Evidence of the stages and how long it holds (programme.md section 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from schemas.fields.monev import JENIS_BUKTI
from schemas.findings import Finding, Severity
from tasks.programme.keadaan import Act, Keadaan

LAPORAN_CF = ("laporan_awal_cf", "laporan_bulanan_cf")
JENIS = (*(str(kind) for kind in JENIS_BUKTI.choices), *LAPORAN_CF)
YEAR_ONLY = frozenset({"surat_minat", "anggaran_operasional", "rencana_kerja", "buku_kas", "bukti_nawasis"})
PLAN_PERIOD = frozenset({"pengesahan", "lembar_komitmen"})
PLAN_YEARS = 5
GATE_S3 = ("sk_pokja", "anggaran_operasional", "rencana_kerja")


@dataclass(frozen=True, slots=True)
class Bukti:
    """One piece of evidence: the act that brought it, the days it holds, and who verified it (None: nobody yet)."""

    act: Act
    dari: date
    sampai: date
    verified_by: str | None
    verified_on: date | None

    @property
    def jenis(self) -> str:
        """Its type."""
        return str(self.act["jenis"])

    @property
    def id(self) -> str:
        """How other acts and the board name it: `bukti/<seq>`."""
        return f"bukti/{self.act['seq']}"

    def holds(self, day: date) -> bool:
        """Whether it is verified and valid on the day."""
        return self.verified_by is not None and self.dari <= day <= self.sampai


def evidence(seen: Keadaan) -> list[Bukti]:
    """All evidence of the year with its validity, oldest first."""
    return seen.once("evidence", lambda: _evidence(seen))


def _evidence(seen: Keadaan) -> list[Bukti]:
    checks = {a["bukti"]: a for a in seen.of_kind("verifikasi")}
    return [_bukti(seen, act, checks.get(act["seq"])) for act in seen.of_kind("bukti")]


def _bukti(seen: Keadaan, act: Act, check: Act | None) -> Bukti:
    dari, sampai = period(seen, act)
    by, on = (str(check["oleh"]), date.fromisoformat(check["tanggal_catat"])) if check else (None, None)
    return Bukti(act, dari, sampai, by, on)


def period(seen: Keadaan, act: Act) -> tuple[date, date]:
    """First and last day of validity: as stated, else the default of the type; `fiscal year only` is never longer."""
    year, signed = seen.fiscal_year, date.fromisoformat(act["tanggal"])
    first, last = date(year, 1, 1), date(year, 12, 31)
    stated_from, stated_to = (_day(act[name]) for name in ("berlaku_dari", "berlaku_sampai"))
    kind = act["jenis"]
    if kind in YEAR_ONLY:
        return max(stated_from or first, first), min(stated_to or last, last)
    if kind in PLAN_PERIOD:
        return stated_from or signed, stated_to or date(signed.year + PLAN_YEARS, 12, 31)
    if kind == "laporan_ehra":
        years = int(seen.rules["programme.ehra_report_validity"]["years"])
        return stated_from or signed, stated_to or date(signed.year + years, 12, 31)
    return stated_from or signed, stated_to or (last if kind == "sk_pokja" else date.max)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def gate_day(fiscal_year: int) -> date:
    """The day on which the evidence of stage 2 must hold: the first of the fiscal year (programme.md section 3)."""
    return date(fiscal_year, 1, 1)


def signed_in_time(seen: Keadaan) -> Iterable[Finding]:
    """Evidence of stage 2 that was signed after the day on which it must hold."""
    gate = gate_day(seen.fiscal_year)
    for b in evidence(seen):
        if b.jenis in GATE_S3 and date.fromisoformat(b.act["tanggal"]) > gate:
            yield _finding("PP-10", "error", b, f"ditandatangani {b.act['tanggal']}, sesudah {gate}; "
                           "minta naskah yang berlaku sejak awal tahun, atau ajukan pengecualian.")  # fmt: skip


def has_period(seen: Keadaan) -> Iterable[Finding]:
    """A decree that names no period: it is taken to end with the fiscal year."""
    for b in evidence(seen):
        if b.jenis == "sk_pokja" and not b.act["berlaku_sampai"]:
            yield _finding("PP-11", "warning", b, f"tidak menyebut masa berlaku; dianggap sampai {b.sampai} (asumsi). "
                           "Catat masa berlakunya bila naskah menyebutnya.")  # fmt: skip


def has_both_clauses(seen: Keadaan) -> Iterable[Finding]:
    """A letter of interest states the interest and the ability to fund, two clauses apart."""
    words = {"klausul_minat": "pernyataan minat", "klausul_dana": "kesanggupan mendanai dari APBD"}
    for b in evidence(seen):
        lacking = [word for name, word in words.items() if b.act.get(name) is not True]
        if b.jenis == "surat_minat" and lacking:
            yield _finding("PP-12", "error", b, f"tidak memuat {' dan '.join(lacking)}; minta surat yang lengkap.")


def expires_soon(seen: Keadaan) -> Iterable[Finding]:
    """Evidence that ends within the warning days, while nothing newer of its type replaces it."""
    limit = seen.day + timedelta(days=int(seen.rules["programme.evidence_warn_days"]))
    for b in _lasting(seen):
        if seen.day <= b.sampai <= limit:
            yield _finding("PP-13", "warning", b, f"berakhir {b.sampai}; siapkan penggantinya.")


def expired(seen: Keadaan) -> Iterable[Finding]:
    """Evidence that has ended, while nothing newer of its type replaces it."""
    for b in _lasting(seen):
        if b.sampai < seen.day:
            yield _finding("PP-14", "error", b, f"sudah berakhir {b.sampai}; serahkan yang berlaku.")


def unverified(seen: Keadaan) -> Iterable[Finding]:
    """Evidence that nobody verified yet."""
    for b in _newest(seen):
        if b.verified_by is None:
            yield _finding("PP-15", "warning", b, "belum diperiksa siapa pun; Pokja Provinsi atau Satker memeriksanya.")


def _newest(seen: Keadaan) -> list[Bukti]:
    several = {"readiness_doc", "kontrak", "sp2d", *LAPORAN_CF}
    return list({b.jenis: b for b in evidence(seen) if b.jenis not in several}.values())


def _lasting(seen: Keadaan) -> list[Bukti]:
    """The newest of each type that may end before its fiscal year does, or outlive it."""
    return [b for b in _newest(seen) if b.jenis not in YEAR_ONLY]


def _finding(rule: str, severity: Severity, b: Bukti, says: str) -> Finding:
    text = f"{b.jenis.replace('_', ' ')} nomor {b.act['nomor'] or 'tanpa nomor'}: {says}"
    return Finding(rule, severity, text, "bukti", b.id, value=str(b.act["tanggal"]))
