"""The tests that auditors put: lengkap, selaras, mutakhir, terealisasi (programme.md section 10; formulas assumed).

Each keeps the rows behind its figure. A row of which nothing is known is counted in neither part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from schemas.contract import Rows
from tasks.programme.bukti import GATE_S3, evidence
from tasks.programme.keadaan import Keadaan
from tasks.programme.kelengkapan import expected, missing

BUKTI_WAJIB: Mapping[str, tuple[str, ...]] = {
    "bp_ssk": ("surat_minat", *GATE_S3, "laporan_ehra", "ba_skor_area", "ba_konsultasi_publik", "pengesahan"),
    "mps": ("lembar_komitmen",),
    "implementasi": ("readiness_doc", "kontrak"),
    "monev": ("bukti_nawasis",),
}
DOKUMEN_WAJIB: Mapping[str, tuple[str, ...]] = {"bp_ssk": ("buku_putih", "ssk"), "mps": ("mps",)}


@dataclass(frozen=True, slots=True)
class Baris:
    """One row behind a figure: what it is about, whether it holds (None: not known), and what is behind it."""

    tentang: str
    holds: bool | None
    kalimat: str


@dataclass(frozen=True, slots=True)
class Uji:
    """One test: how much holds of how much, in rows or rupiah; `pct` is None where there is nothing to divide by."""

    nama: str
    bagian: int | None
    dari: int | None
    satuan: str
    baris: tuple[Baris, ...]

    @property
    def pct(self) -> Fraction | None:
        """The figure in percent."""
        return Fraction(100 * self.bagian, self.dari) if self.bagian is not None and self.dari else None


def _counted(nama: str, rows: Sequence[Baris]) -> Uji:
    known = [r for r in rows if r.holds is not None]
    return Uji(nama, sum(bool(r.holds) for r in known), len(known), "bagian", tuple(rows))


def lengkap(seen: Keadaan) -> Uji:
    """Required parts that are there: tables, evidence that somebody verified, sealed documents."""
    jalur = seen.jalur()
    lacking = missing(seen)
    rows = [
        Baris(f"tabel {t.name}", lacking is not None and t.name not in lacking,
              "diserahkan" if lacking is not None and t.name not in lacking else "belum diserahkan")
        for t in expected(jalur)
    ]  # fmt: skip
    there = {b.jenis: b for b in evidence(seen) if b.verified_by}
    for kind in (k for name in jalur for k in BUKTI_WAJIB.get(name, ())):
        piece = there.get(kind)
        rows.append(Baris(f"bukti {kind}", piece is not None, piece.id if piece else "belum ada yang terperiksa"))
    for name in (d for path in jalur for d in DOKUMEN_WAJIB.get(path, ())):
        made = seen.sealed.get(name)
        rows.append(Baris(f"dokumen {name}", made is not None, made[:12] if made else "belum disusun"))
    return _counted("lengkap", rows)


def selaras(seen: Keadaan, lines: Iterable[tuple[str, bool | None, str]]) -> Uji:
    """Rows whose chain is unbroken; each as (reference, whether its link to the next document holds, what it says).

    A row that a chain rule (SK-V10, MP-V01, MP-V63) names is broken whatever its own link says.
    """
    broken = {f.row: f.rule for f in seen.findings or () if f.rule in ("SK-V10", "MP-V01", "MP-V63") and f.row}
    rows = []
    for ref, holds, says in lines:
        rule = broken.get(ref.rsplit("/", 1)[-1])
        rows.append(Baris(ref, False, f"rantai terputus ({rule})") if rule else Baris(ref, holds, says))
    return _counted("selaras", rows)


def mutakhir(seen: Keadaan, source_years: Mapping[str, int | None]) -> Uji:
    """Age of each table's source against its limit, and of the SSK; a table without a year is not known.

    `source_years` gives the newest year of source by table.
    """
    limits = seen.rules["programme.data_age_max"]
    rows = []
    for name, year in source_years.items():
        limit = int(limits["ehra"] if name.startswith("ehra") else limits["lainnya"])
        if year is None:
            rows.append(Baris(f"tabel {name}", None, "tahun sumber tidak tertulis"))
        else:
            age = seen.fiscal_year - year
            rows.append(Baris(f"tabel {name}", age <= limit, f"berumur {age} tahun, batas {limit}"))
    for piece in (b for b in evidence(seen) if b.jenis == "pengesahan"):
        says = f"pengesahan berlaku sampai {piece.sampai}"
        rows.append(Baris(f"SSK ({piece.id})", piece.holds(seen.day), says))
    return _counted("mutakhir", rows)


def terealisasi(rekap: Rows, year: int) -> Uji:
    """Money spent on what was committed for the year, by source; empty where no report of the year is sealed."""
    mine = [r for r in rekap if r["tahun"] == year]
    rows = tuple(
        Baris(f"{r['kode']} {year}", None if r["keuangan_komitmen_rp"] is None else True,
              f"terealisasi Rp {r['keuangan_komitmen_rp']} dari komitmen Rp {r['komitmen_rp']}")
        for r in mine
        if r["kelompok"] == "sumber"
    )  # fmt: skip
    total = next((r for r in mine if r["kelompok"] == "semua"), None)
    spent, committed = (total["keuangan_komitmen_rp"], total["komitmen_rp"]) if total else (None, None)
    return Uji("terealisasi", _whole(spent), _whole(committed), "Rp", rows)


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
