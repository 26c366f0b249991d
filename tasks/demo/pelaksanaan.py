"""Made-up budget, progress and results of the first year of the MPS, and the commitments made for it the year before.

The lines are steps of the catalogue that every district's programme has for the whole district; what the MPS of one
district places elsewhere shows up as shifted, from another source, or outside the MPS, as it does in real reports.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from tasks.demo.tables import Cell, Sheet
from tasks.demo.villages import Village

JUTA = 1_000_000
QUARTERS = (1, 2, 3, 4)
Tables = dict[str, Sheet]
_PROMISED = (("AL-REG-01", "APBD_K", 300), ("DR-REG-01", "APBD_K", 300), ("AL-STD-02", "APBN", 1000))
_SIGNERS = {"APBD_K": ("Bupati Contoh", "Bupati"), "APBN": ("Kepala Satuan Kerja Contoh", "Kepala Satuan Kerja")}


@dataclass(frozen=True, slots=True)
class _Line:
    """A budget line: activity, source, document, million rupiah, volume, and physical progress per quarter in %."""

    kegiatan_id: str | None
    sumber: str | None
    dokumen: str
    juta: int
    volume: int
    satuan: str
    fisik: tuple[int, ...] = ()
    lokasi: str = "kabupaten"
    kendala: str | None = None
    geser: str | None = None
    berfungsi: int | None = None


def promise(tables: Tables, year: int, kab: str) -> None:
    """Put the commitments of the plan's first year into the MPS inputs: per line, and a signed sheet per source."""
    lines: Sheet = [["Kegiatan ID", "Sumber Dana", "Tahun", "Komitmen (Rp)", "Status"]]
    lines += [[f"{step}-{kab}", source, year + 1, juta * JUTA, "committed"] for step, source, juta in _PROMISED]
    tables["komitmen_baris"] = lines
    for source, (name, office) in _SIGNERS.items():
        total = sum(juta for _, s, juta in _PROMISED if s == source) * JUTA
        tables["komitmen"].append([source, year + 1, total, name, office, f"{year}-10-15", f"LK-{source}"])
        tables["bukti"].append([f"LK-{source}", "lembar_komitmen", f"050/{source}/{year}", f"{year}-10-15"])


def report_tables(year: int, kab: str, desa: Sequence[Village], before: Tables, rng: Random) -> Tables:
    """Tables of fiscal year `year` for stages 5 and 6; `before` are the tables of the Buku Putih, two years earlier."""
    is_framed = "sasaran" in before
    lines = _lines(kab, desa, is_framed)
    return {
        "baris_anggaran": _budget(year, lines),
        "kontrak": _contracts(year, lines),
        "realisasi": _progress(year, lines, rng),
        "capaian": _results(year, before["tahapan"], is_framed),
    }


def _lines(kab: str, desa: Sequence[Village], is_framed: bool) -> list[_Line]:
    worst = sorted(desa, key=lambda v: (-v.latrines["kk_babs"] / v.kk, v.kode_desa))[:2]
    late = "Lelang ulang karena peserta kurang"
    lines = [
        _Line(f"AL-REG-01-{kab}", "APBD_K", "RKPD", 300, 1, "dokumen"),
        _Line(f"AL-REG-01-{kab}", "APBD_K", "DPA", 280, 1, "dokumen", (10, 40, 80, 100)),
        _Line(f"DR-REG-01-{kab}", "APBD_K", "DPA", 300, 1, "dokumen", (0, 10, 30, 60), kendala=late),
        _Line(f"PS-REG-01-{kab}", "APBD_K", "RKPD", 300, 1, "dokumen"),
        _Line(f"PS-TPA-02-{kab}", "APBD_K", "DPA", 400, 1, "dokumen", (0, 25, 60, 100)),
        _Line(
            f"PS-TPA-04-{kab}", "APBD_K", "DPA", 2250, 30_000, "m2", (0, 20, 50, 80), kendala="Pembebasan lahan lambat"
        ),
        _Line(f"AL-IPLT-01-{kab}", "APBD_K", "RKA", 200, 1, "dokumen"),
        _Line(f"AL-STD-02-{kab}", "APBN", "DIPA", 1000, 1, "dokumen", (0, 30, 65, 100)),
        _Line(f"AL-REG-02-{kab}", "CSR", "RKPD", 150, 1, "paket"),
        _Line(None, "APBD_K", "DPA", 450, 900, "m", (0, 30, 70, 100), "Normalisasi saluran pasar", berfungsi=1),
        _Line(f"AL-LAIN-01-{kab}", "APBD_K", "DPA", 120, 1, "paket", (0, 0, 50, 100), "Pengadaan mobil tinja"),
    ]
    for v in worst:
        lines.append(_Line(f"PH-PHBS-01-{v.kode_desa}", "APBN", "DIPA", 10, 1, "paket", (0, 50, 100, 100), v.kode_desa))
    if is_framed:
        moved = "Dimajukan karena narasumber provinsi tersedia"
        lines.append(_Line(f"AL-REG-03-{kab}", "APBD_K", "DPA", 60, 1, "paket", (0, 0, 50, 100), geser=moved))
        lines.append(_Line("PS-BANK-1", "APBD_K", "DPA", 15, 1, "paket", (0, 50, 100, 100), berfungsi=1))
    return lines


def _name(i: int) -> str:
    return f"B-{i:02d}"


def _budget(year: int, lines: Sequence[_Line]) -> Sheet:
    head: list[Cell] = ["ID Baris", "Kegiatan ID", "Sumber Dana", "Tahun", "Dokumen", "Pagu (Rp)", "Volume", "Satuan"]
    rows: Sheet = [[*head, "Kode Rekening", "Lokasi"]]
    for i, x in enumerate(lines, 1):
        row: list[Cell] = [_name(i), x.kegiatan_id, x.sumber, year, x.dokumen, x.juta * JUTA, x.volume, x.satuan]
        rows.append([*row, f"1.04.{i:02d}", x.lokasi])
    return rows


def _contracts(year: int, lines: Sequence[_Line]) -> Sheet:
    head: list[Cell] = ["Kontrak ID", "ID Baris", "Nomor", "Tanggal", "Nilai (Rp)", "Penyedia", "Jenis"]
    rows: Sheet = [[*head, "Selesai Rencana", "Tanggal BAST"]]
    for i, x in enumerate(lines, 1):
        if x.fisik and x.juta >= 200:
            amount, done = x.juta * JUTA * 97 // 100, f"{year}-12-10" if x.fisik[-1] == 100 else None
            row: list[Cell] = [f"K-{i:02d}", _name(i), f"{i:03d}/SPK/{year}", f"{year}-04-10", amount, "CV Contoh"]
            rows.append([*row, "kontraktual", f"{year}-11-30", done])
    return rows


def _progress(year: int, lines: Sequence[_Line], rng: Random) -> Sheet:
    head: list[Cell] = ["ID Baris", "Periode", "Fisik", "Keuangan", "Realisasi Volume", "KK Penerima", "Berfungsi"]
    rows: Sheet = [[*head, "Kendala", "Alasan Pergeseran"]]
    for i, x in enumerate(lines, 1):
        price = rng.randint(94, 98)
        for quarter, done in zip(QUARTERS, x.fisik, strict=False):
            spent, built = x.juta * JUTA * done // 100 * price // 100, x.volume * done // 100
            is_last = quarter == QUARTERS[-1]
            row: list[Cell] = [_name(i), f"{year}-Q{quarter}", Decimal(done), spent, Decimal(built), None]
            rows.append([*row, x.berfungsi if is_last else None, x.kendala if quarter == 2 else None, x.geser])
    return rows


def _results(year: int, tahapan: Sheet, is_framed: bool) -> Sheet:
    """Open defecation is behind its path, unserved waste on it, flooding ahead; waste carried away has no result."""
    now = {(str(r[0]), str(r[1])): (Decimal(str(r[2])), Decimal(str(r[4]))) for r in tahapan[1:]}
    names = {"C": ("AL", "S-AL-1", "AL-S-C"), "X": ("PS", "S-PS-1", "PS-S-X"), "G": ("DR", "S-DR-1", "DR-S-G")}
    share = {"C": (50, 30), "X": (50, 50), "G": (50, 70)}
    rows: Sheet = [["Sasaran ID", "Tahun", "Target", "Realisasi", "Sumber"]]
    for system, (komponen, own, drafted) in names.items():
        first, last = now[komponen, system]
        target, reached = (_between(first, last, pct) for pct in share[system])
        rows.append([own if is_framed else drafted, year, target, reached, "Survei Dinas Kesehatan dan Dinas PU"])
    if not is_framed:
        first, last = now["PS", "TL"]
        rows.append(["PS-S-TL", year, _between(first, last, 50), None, "belum dihitung"])
    return rows


def _between(first: Decimal, last: Decimal, pct: int) -> Decimal:
    return (first + (last - first) * pct / 100).quantize(Decimal("0.01"))


def cumulative_falls(tables: Tables, _rng: Random) -> None:
    """A quarter typed alone, not cumulative."""
    row = _report(tables, "B-05", 4)
    row[2], row[3] = Decimal(40), int(str(row[3])) * 4 // 10


def spent_above_budget(tables: Tables, _rng: Random) -> None:
    """More spent than the budget line has."""
    row = _report(tables, "B-02", 4)
    row[3] = 310 * JUTA


def unknown_budget_line(tables: Tables, _rng: Random) -> None:
    """Progress of a budget line that nobody handed in."""
    tables["realisasi"].append(
        ["B-99", tables["realisasi"][1][1], Decimal(10), JUTA, Decimal(0), None, None, None, None]
    )


def nothing_paid(tables: Tables, _rng: Random) -> None:
    """Work goes on, nothing is paid until the last quarter."""
    for quarter in QUARTERS:
        _report(tables, "B-08", quarter)[3] = 0


def built_but_idle(tables: Tables, _rng: Random) -> None:
    """What was built does not work."""
    row = _report(tables, "B-10", 4)
    row[6], row[7] = 0, "Pompa belum dipasang"


def land_dearer_than_planned(tables: Tables, _rng: Random) -> None:
    """Land bought for much more than planned."""
    row = _report(tables, "B-06", 4)
    row[4] = Decimal(int(str(row[4])) * 7 // 10)


def _report(tables: Tables, name: str, quarter: int) -> list[Cell]:
    return next(r for r in tables["realisasi"][1:] if r[0] == name and str(r[1]).endswith(f"Q{quarter}"))


REPORT_MISTAKES: tuple[Callable[[Tables, Random], None], ...] = (
    cumulative_falls,
    spent_above_budget,
    unknown_budget_line,
    nothing_paid,
    built_but_idle,
    land_dearer_than_planned,
)


def make_report_mistakes(tables: Tables, rng: Random) -> list[str]:
    """Put two or three mistakes into the report; gives their names."""
    chosen = rng.sample(REPORT_MISTAKES, rng.randint(2, 3))
    for mistake in chosen:
        mistake(tables, rng)
    return [m.__name__ for m in chosen]
