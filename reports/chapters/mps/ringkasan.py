"""The first page of the MPS: what is planned, what waits, the years by source, what comes first."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import AmountBars, Block, Heading
from reports.chapters import narrative
from reports.chapters.build import numbers, relabel, say, table, words
from reports.labels import KOMPONEN, SUMBER_DANA
from schemas.facts import Facts, Figure

WAITING = "Daftar tunggu"
RINGKASAN = (
    *words(komponen="Komponen"),
    *numbers({"n": "Kegiatan", "jumlah_rp": "Biaya (Rp)"}, "Termuat dalam rencana"),
    *numbers({"n_tunggu": "Kegiatan", "tunggu_rp": "Biaya (Rp)"}, WAITING),
    *numbers({"penerima_kk": "KK terlayani"}),
)
PERTAMA = (
    *words(nama="Program", lokasi="Lokasi"),
    *numbers({"total": "Skor total", "rank_komponen": "Urutan"}),
    *words(tahun="Mulai"),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Ringkasan."""
    yield Heading(1, "Ringkasan")
    has_ceiling = bool(facts.table("kemampuan").rows or facts.table("pagu").rows)
    yield from say("mps", "ringkasan", awal=facts.years[0], akhir=facts.years[-1], berpagu=has_ceiling)
    yield from narrative.plan(facts)
    yield from narrative.lacking(facts)
    shown = facts.with_table("rangkuman", relabel(facts.table("rangkuman"), "komponen", KOMPONEN))
    caption = "Kegiatan, biaya, dan rumah tangga terlayani per komponen"
    columns = tuple(c for c in RINGKASAN if has_ceiling or c.group != WAITING)
    yield table(shown, "rangkuman", "R.1", caption, columns, notes=notes(), empty="tanpa_program")
    yield from spending(facts)
    first = facts.with_table("terdepan", relabel(facts.table("terdepan"), "komponen", KOMPONEN))
    caption = "Program per lokasi dengan urutan prioritas terdepan"
    yield table(first, "terdepan", "R.2", caption, PERTAMA, group="komponen", empty="tanpa_program")


def notes() -> tuple[str, ...]:
    """How the households served are to be read."""
    return (
        "KK terlayani menurut langkah layanan yang termuat; KK yang dilayani beberapa langkah terhitung pada "
        "setiap langkah, sehingga kolom ini tidak dijumlahkan.",
    )


def spending(facts: Facts) -> Iterator[Block]:
    """The chart of cost per plan year by source; none where nothing is planned."""
    by_source, total = facts.table("rekap_sumber"), facts.table("rekap_sumber").total
    if not by_source.rows or total is None:
        return
    keys = tuple((str(r["kelompok"]), SUMBER_DANA.get(str(r["kelompok"]), str(r["kelompok"]))) for r in by_source.rows)
    rows = tuple(
        (
            str(year),
            tuple((str(r["kelompok"]), f) for r in by_source.rows if isinstance(f := r[f"biaya_{t}_rp"], Figure)),
            total_of,
        )
        for t, year in enumerate(facts.years, 1)
        if isinstance(total_of := total[f"biaya_{t}_rp"], Figure)
    )
    yield AmountBars("R.1", "Biaya per tahun rencana menurut sumber dana", keys, rows)
