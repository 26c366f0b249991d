"""The cash book of stage 2 against the work plan, month by month (programme.md section 3.1).

Both may be handed in as CSV: `rencana_kerja` with bulan (YYYY-MM), kegiatan, dana_rp; `buku_kas` with bulan, kegiatan,
terima_rp, bayar_rp, saldo_rp. A scan holds no rows and is compared with nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from schemas.errors import WrongUsage
from schemas.findings import Finding
from tasks.programme.berkas import csv_rows
from tasks.programme.keadaan import Act, Keadaan

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "rencana_kerja": ("bulan", "kegiatan", "dana_rp"),
    "buku_kas": ("bulan", "kegiatan", "terima_rp", "bayar_rp", "saldo_rp"),
}
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
Line = dict[str, str | int]


def cash_lines(name: str, data: bytes, kind: str) -> list[Line]:
    """The rows of a work plan or cash book in CSV; [] for another kind or file. WrongUsage names file, line, column."""
    columns = COLUMNS.get(kind)
    if columns is None or not name.lower().endswith(".csv"):
        return []
    rows = csv_rows(name, data)
    if lacking := [c for c in columns if c not in rows[0]]:
        raise WrongUsage(f"{name}: the first line lacks {', '.join(lacking)}; a {kind} has {', '.join(columns)}")
    return [_line(f"{name} line {i}", columns, row) for i, row in enumerate(rows, 2)]


def _line(where: str, columns: tuple[str, ...], row: Mapping[str, str]) -> Line:
    if not _MONTH.fullmatch(row.get("bulan", "")):
        raise WrongUsage(f"{where}: bulan {row.get('bulan')!r} is no month; write YYYY-MM")
    line: Line = {"bulan": row["bulan"], "kegiatan": row.get("kegiatan", "")}
    for column in columns[2:]:
        if not re.fullmatch(r"-?[0-9]{1,18}", row.get(column, "")):
            raise WrongUsage(f"{where}: {column} {row.get(column)!r} is no whole rupiah; write 0 where nothing moved")
        line[column] = int(row[column])
    return line


def follows_plan(seen: Keadaan) -> Iterable[Finding]:
    """Payments for what the work plan does not name, or beyond what it set aside up to that month."""
    plan, book = _newest(seen, "rencana_kerja"), _newest(seen, "buku_kas")
    if plan is None or book is None:
        return
    paid: dict[str, int] = {}
    named: set[str] = set()
    for line in sorted(book["baris"], key=lambda r: r["bulan"]):
        activity, month = str(line["kegiatan"]), str(line["bulan"])
        paid[activity] = paid.get(activity, 0) + int(line["bayar_rp"])
        upto = [int(r["dana_rp"]) for r in plan["baris"] if r["kegiatan"] == activity and r["bulan"] <= month]
        is_planned = any(r["kegiatan"] == activity for r in plan["baris"])
        if activity in named or (is_planned and paid[activity] <= sum(upto)):
            continue
        named.add(activity)
        if is_planned:
            over = f"dibayar Rp {paid[activity]} sampai {month}, rencananya Rp {sum(upto)}"
        else:
            over = f"dibayar pada {month} tetapi tidak ada dalam rencana kerja"
        says = f"Kegiatan {activity!r} {over}; sesuaikan rencana kerja atau periksa buku kas."
        yield Finding("PP-16", "warning", says, "buku_kas", f"{month}|{activity}", "bayar_rp")


def balances(seen: Keadaan) -> Iterable[Finding]:
    """A balance that is not the one before plus receipts less payments, or is below zero."""
    book = _newest(seen, "buku_kas")
    before: int | None = None
    for line in book["baris"] if book else ():
        moved = int(line["terima_rp"]) - int(line["bayar_rp"])
        written = int(line["saldo_rp"])
        owed = moved if before is None else before + moved
        where = f"{line['bulan']}|{line['kegiatan']}"
        if before is not None and written != owed:
            says = f"Saldo {line['bulan']} ({line['kegiatan']}) tertulis Rp {written}, menurut barisnya Rp {owed}."
            yield Finding("PP-17", "error", says, "buku_kas", where, "saldo_rp", str(written))
        elif written < 0:
            says = f"Saldo {line['bulan']} ({line['kegiatan']}) di bawah nol: Rp {written}."
            yield Finding("PP-17", "error", says, "buku_kas", where, "saldo_rp", str(written))
        before = written


def _newest(seen: Keadaan, kind: str) -> Act | None:
    found = [a for a in seen.of_kind("bukti") if a["jenis"] == kind and a.get("baris")]
    return found[-1] if found else None
