"""The board and a page a district, written into a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from flows.cycle.known import Known
from flows.district.finding_states import finding_states
from flows.programme.agreements import ledger
from flows.programme.board import calendar, gates, totals
from flows.programme.examine import examine
from reports.format_id import number
from reports.labels import SEVERITY
from reports.status_page import DOKUMEN, NASKAH, TEMUAN, TONGGAK, district_html, status_html
from schemas.rulebook import load_rulebook
from tasks.programme.bukti import evidence
from tasks.programme.dokumen import documents
from tasks.programme.kalender import MILESTONES
from tasks.programme.keadaan import Keadaan
from tasks.programme.mutu import form
from tasks.programme.pengecualian import waived
from tasks.programme.tahap import NAMA
from tasks.programme.uji import Uji

_SHOWN = 12


def write_pages(
    year: Known, seen: Mapping[str, Keadaan], day: date, rows: Sequence[dict[str, Any]], folder: Path
) -> None:
    """`index.html` with the board, `<kode>.html` for each district; existing pages are replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    mark = str(load_rulebook(year.fiscal_year)["document.mark"])
    (folder / "index.html").write_bytes(status_html(year.fiscal_year, day.isoformat(), rows, totals(rows), mark))
    for row in rows:
        known = seen.get(row["kode"])
        if known is not None:
            view = row | district_view(year, known, row)
            (folder / f"{row['kode']}.html").write_bytes(district_html(view, mark))


def district_view(year: Known, seen: Keadaan, row: Mapping[str, Any]) -> dict[str, Any]:
    """What the page of a district shows beside its row of the board, as rows of cells."""
    names = {p.orang_id: p.nama or p.orang_id for p in seen.people}
    counted: Counter[tuple[str, str]] = Counter((f.severity, state) for f, state in finding_states(year, seen))
    return {
        "fiscal_year": seen.fiscal_year,
        "day": seen.day.isoformat(),
        "gate_rows": [
            (f"{g['id']} {NAMA[g['id']]}", "ya" if g["entered"] else "belum", g["since"], ", ".join(g["by"]))
            for g in gates(seen)
        ],
        "calendar_rows": [
            (m["id"], MILESTONES[m["id"]], m["due"], m["met"], TONGGAK[m["status"]]) for m in calendar(seen)
        ],
        "document_rows": list(_documents(seen, row)),
        "finding_rows": [
            (SEVERITY[s], TEMUAN[state], counted[s, state])
            for s in SEVERITY
            for state in TEMUAN
            if counted[s, state]
        ],
        "evidence_rows": [
            (b.act["seq"], b.jenis, b.act["nomor"], b.act["tanggal"], f"{b.dari} – {b.sampai}",
             names.get(b.verified_by or "", b.verified_by))
            for b in evidence(seen)
        ],
        "people_rows": [
            (names[p.orang_id], p.peran, p.mulai, None if p.selesai == date.max else p.selesai)
            for p in seen.people
            if p.serves(seen.day)
        ],
        "waiver_rows": [(a["aturan"], a["pesan"], a["alasan"], a["sampai"]) for a in waived(seen).values()],
        "agreement_rows": [
            (r["cell"], "; ".join(f"{s['sumber']}: {s['nilai']}" for s in r["sources"]), r["agreed"], r["in_use"],
             r["reason"])
            for r in ledger(seen)
        ],
        "audit_rows": [_audited(test) for test in examine(year, seen)],
    }  # fmt: skip


def _documents(seen: Keadaan, row: Mapping[str, Any]) -> Any:
    papers = documents(seen)
    for name, state in row["dokumen"].items():
        life, found = papers[name], form(seen, name)
        version = (life.digest or seen.sealed.get(name, ""))[:12]
        grade = f"{found.grade or '–'} ({'penelaah' if found.is_human else 'mesin'})"
        yield DOKUMEN[name], NASKAH[state], version, len(life.comments or {}), grade


def _audited(test: Uji) -> tuple[object, ...]:
    value = "–" if test.pct is None else f"{number(test.pct, 1)} %"
    if test.satuan == "Rp":
        of = "–" if test.dari is None else f"Rp {number(test.bagian)} dari Rp {number(test.dari)}"
    else:
        of = f"{number(test.bagian)} dari {number(test.dari)}"
    lacking = [r.tentang for r in test.baris if r.holds is False]
    more = f" dan {len(lacking) - _SHOWN} lagi" if len(lacking) > _SHOWN else ""
    return test.nama, value, of, ", ".join(lacking[:_SHOWN]) + more
