"""The national view of a fiscal year: a page for planners, and the same table for Excel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from reports.excel_csv import excel_csv
from reports.format_id import UNKNOWN, number, short
from reports.html import page

Row = Mapping[str, Any]
DIMENSI = {"kebutuhan": "Kebutuhan", "kemajuan": "Kemajuan", "kesiapan": "Kesiapan"}
GABUNGAN = "gabungan"
KEADAAN = {
    "used": "Diperingkat",
    "late": "Diperingkat, terlambat",
    "held": "Kiriman ditahan",
    "missing": "Belum ada SSK atau MPS",
}
KRITERIA = {
    "risiko_al": ("Risiko air limbah", "bagian KK di area berisiko kelas prioritas"),
    "risiko_ps": ("Risiko sampah", "bagian KK di area berisiko kelas prioritas"),
    "risiko_dr": ("Risiko drainase", "bagian KK di area berisiko kelas prioritas"),
    "kk_dilayani": ("KK dilayani", "KK yang perlu ditambah layanan air limbahnya, terhadap nilai acuan"),
    "celah_dana": ("Celah dana", "bagian biaya yang menunggu karena pagu"),
    "dokumen": ("Dokumen", "Buku Putih, SSK, dan MPS yang sudah disusun"),
    "akses_layak": ("Akses layak", "cakupan air limbah layak pada tahun dasar"),
    "dokumen_wajib": ("Dokumen wajib", "bagian kegiatan yang dokumen wajibnya lengkap"),
    "komitmen": ("Komitmen", "bagian biaya yang sudah terkomitmen"),
    "mutu_data": ("Mutu data", "putusan pemeriksaan kiriman"),
    "tabel_lengkap": ("Kelengkapan", "bagian tabel yang diserahkan"),
}
LABELLED = 25
FULL = 100


@dataclass(frozen=True, slots=True)
class NationalPage:
    """`rows` are those of PERINGKAT, `details` those of RINCIAN; `weights` per dimension, `together` of the dimensions.

    `sources` are digests of what the page was made of, by name.
    """

    fiscal_year: int
    rows: Sequence[Row]
    details: Sequence[Row]
    weights: Mapping[str, Mapping[str, int]]
    together: Mapping[str, int]
    sources: Mapping[str, str]
    mark: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A district in the picture of need and readiness, in the picture's own units; `label` is its rank or empty.

    Labels stand above and below by turns, so that neighbours cover each other less.
    """

    x: str
    y: str
    label: str
    title: str
    shift: str = ""


def national_html(view: NationalPage) -> bytes:
    """The page as UTF-8 HTML. A score without data is a dash, never 0; what is present of the weight is written out."""
    ranked = sorted((r for r in view.rows if "rank_gabungan" in r), key=by_rank)
    values = {(d["kode_kab"], d["kriteria"]): d["nilai"] for d in view.details}
    known = {c: sum(values.get((r["kode_kab"], c)) is not None for r in ranked) for c in KRITERIA}
    return page(
        "nasional.html.j2",
        marks=tuple(m for m in (view.mark,) if m),
        view=view,
        ranked=ranked,
        others=[r for r in view.rows if "rank_gabungan" not in r],
        counts={word: sum(r["keadaan"] == k for r in view.rows) for k, word in KEADAAN.items()},
        keadaan=KEADAAN,
        dimensi=DIMENSI,
        kriteria={c: (d, *KRITERIA[c], w, known[c]) for d, ws in view.weights.items() for c, w in ws.items()},
        cell=lambda r, c: number(values.get((r["kode_kab"], c))),
        score=lambda r, d: number(r[f"skor_{d}"], 1),
        width=lambda r, d: _plain(r[f"skor_{d}"]),
        rank=lambda r, d: UNKNOWN if r[f"rank_{d}"] is None else r[f"rank_{d}"],
        present=lambda r, d: "" if r[f"ada_{d}_pct"] == FULL else f"{number(r[f'ada_{d}_pct'])} % bobot",
        dots=_dots(ranked),
        sources={name: short(digest) for name, digest in view.sources.items()},
    )


def by_rank(row: Row) -> tuple[bool, int, str]:
    """Sorting key: combined rank, districts without one last, then code."""
    rank = row.get("rank_gabungan")
    return rank is None, rank or 0, str(row["kode_kab"])


def national_csv(rows: Sequence[Row]) -> bytes:
    """One line per district as Excel with Indonesian settings opens it: scores with one decimal, unknown empty."""
    names = [*DIMENSI, GABUNGAN]
    head = ["kode", "kabupaten/kota", "keadaan"]
    head += [f"{word} {d}" for d in names for word in ("peringkat", "nilai", "% bobot")]
    lines = [
        [r["kode_kab"], r["nama"], KEADAAN[str(r["keadaan"])], *(text for d in names for text in _csv_cells(r, d))]
        for r in sorted(rows, key=by_rank)
    ]
    return excel_csv(head, lines)


def _csv_cells(row: Row, name: str) -> tuple[str, str, str]:
    rank, score, present = (row.get(column) for column in (f"rank_{name}", f"skor_{name}", f"ada_{name}_pct"))
    shown = "" if score is None else number(score, 1)
    return "" if rank is None else str(rank), shown, "" if present is None else number(present)


def _dots(ranked: Sequence[Row]) -> list[Dot]:
    """Districts with both scores, the first rank last so that its dot lies on top; y counts from above."""
    both = [r for r in ranked if r["skor_kebutuhan"] is not None and r["skor_kesiapan"] is not None]
    found = [
        Dot(
            _plain(r["skor_kebutuhan"]),
            _plain(FULL - r["skor_kesiapan"]),
            str(r["rank_gabungan"]) if i < LABELLED and r["rank_gabungan"] else "",
            f"{r['nama']}: kebutuhan {number(r['skor_kebutuhan'], 1)}, kesiapan {number(r['skor_kesiapan'], 1)}",
            "4" if i % 2 else "-2",
        )
        for i, r in enumerate(both)
    ]
    return found[::-1]


def _plain(value: Fraction | int | None) -> str:
    return "0" if value is None else number(value, 1).replace(".", "").replace(",", ".")
