"""The page of one run: every district with its verdict, findings and documents, and totals that add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.html import page
from reports.labels import SEVERITY, VERDICT

STATE = {
    "used": "Disusun",
    "late": "Disusun, terlambat",
    "held": "Ditahan",
    "failed": "Gagal",
    "missing": "Belum ada dokumen",
}
_NAMES = {
    "buku-putih": "Buku Putih",
    "ssk": "SSK",
    "mps": "MPS",
    "monev": "Monev",
    "temuan": "Temuan",
    "peta-zona": "Peta zona",
}


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One district. `documents`, `maps` and `findings_pages` are links relative to the page; `note` explains."""

    kode: str
    nama: str
    state: str
    verdict: str | None
    counts: Mapping[str, int]
    documents: Sequence[str]
    findings_pages: Sequence[str]
    maps: Sequence[str] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class IndexPage:
    """One run of one fiscal year: when and why, and links to the newest runs of the years beside it."""

    run_id: str
    fiscal_year: int
    rows: Sequence[IndexRow]
    mark: str
    day: str = ""
    reason: str = ""
    others: Sequence[tuple[int, str]] = ()


def index_html(index: IndexPage) -> bytes:
    """The page as UTF-8 HTML. A district that was not checked has dashes, not zeros."""
    rows = sorted(index.rows, key=lambda r: r.kode)
    return page(
        "index.html.j2",
        marks=tuple(m for m in (index.mark,) if m),
        index=index,
        rows=rows,
        states={word: sum(r.state == state for r in rows) for state, word in STATE.items()},
        state=STATE,
        verdict=VERDICT,
        severity=SEVERITY,
        totals={s: sum(r.counts.get(s, 0) for r in rows) for s in SEVERITY},
        n_documents=sum(len(r.documents) for r in rows),
        label=link_label,
    )


def link_label(href: str) -> str:
    """What a link is called: the document's name, with the format where it is not HTML."""
    name = href.rsplit("/", 1)[-1]
    stem, suffix = name.split(".", 1)[0], name.rsplit(".", 1)[-1]
    return _NAMES.get(stem, stem) + ("" if suffix == "html" else f" ({suffix.upper()})")
