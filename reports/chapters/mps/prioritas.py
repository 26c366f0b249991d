"""Section 2.3 and its annex: weights, priorities by package and place, and the scores of every activity."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.blocks import Block, Column, Heading
from reports.chapters import peta
from reports.chapters.build import numbers, relabel, say, section, table, text, words
from reports.chapters.programme import PRIORITY_OF_KOMPONEN
from reports.chapters.ringkas import short_table
from reports.labels import DALAM_KALIMAT, KOMPONEN, KRITERIA, KRITERIA_SINGKAT
from schemas.facts import FactRow, Facts, FactTable, Figure

BOBOT = (
    *words(kriteria="Kriteria"),
    *numbers({"bobot_pct": "Bobot (%)"}),
    *numbers({"bobot_min_pct": "Terendah", "bobot_max_pct": "Tertinggi"}, "Rentang (%)"),
    *words(asal="Asal", catatan="Catatan"),
)
RANK = {"rank_komponen": "Kom\u00adponen", "rank_semua": "Semua"}
DRAWN = numbers({"rank_bawah_komponen": "Terbaik", "rank_atas_komponen": "Terburuk"}, "Posisi undian")
PAKET = (
    *words(program="Program", lokasi="Lokasi"),
    *numbers({"n": "Keg.", "total": "Skor total", "rank_komponen": "Urutan"}),
    *DRAWN,
    *words(keterangan="Keterangan"),
)
SERI = (
    *words(komponen="Komponen"),
    *numbers(
        {
            "n": "Kegiatan dinilai",
            "n_total": "Skor total yang berbeda",
            "n_berbagi": "Kegiatan yang berbagi skor",
            "n_terbanyak": "Terbanyak pada satu skor",
        }
    ),
    *words(kosong="Data yang belum ada dan dapat memisahkannya"),
)
SWAP = "Bobot penukar"
SKOR = (
    *words(nama="Kegiatan", lokasi="Lokasi"),
    *numbers(
        {
            "skor_penerima_manfaat": "Pene\u00adrima",
            "skor_permasalahan_mendesak": "Men\u00addesak",
            "skor_persepsi_pokja": "Per\u00adsepsi",
            "skor_pro_poor": "Pro-poor",
        },
        "Skor",
    ),
    *numbers({"bobot_ada_pct": "% bobot", "total": "Skor total"}),
    *numbers(RANK, "Urutan"),
    *numbers({"posisi_komponen": "Dari", "posisi_akhir_komponen": "Sampai"}, "Posisi kini"),
    *DRAWN,
    text("tukar_kriteria", "text", "Kriteria", SWAP),
    text("tukar_poin", "number", "Poin", SWAP),
    *words(keterangan="Keterangan"),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Prioritas kegiatan: the best line of every package and place."""
    yield from section(facts, 2, "2.3", "Prioritas kegiatan")
    yield from say("mps", "prioritas")
    yield from say("mps", "peringkat")
    named = relabel(_weights(facts.table("bobot")), "kriteria", KRITERIA)
    shown = facts.with_table("bobot", named)
    caption = "Bobot kriteria yang dipakai"
    yield from short_table(
        shown,
        "bobot",
        "2.6",
        caption,
        BOBOT,
        same=("asal",),
        optional=("catatan",),
        group="komponen",
        empty="tanpa_program",
    )
    yield from say("mps", "paket")
    for i, k in enumerate(PRIORITY_OF_KOMPONEN, 7):
        caption = f"Prioritas per program dan lokasi, {DALAM_KALIMAT[k]}"
        yield from _table(facts, f"paket_{k}", f"2.{i}", caption, PAKET)
        if k != "PH":
            yield peta.priorities(facts, k, f"2.{i - 6}")
    yield from say("mps", "seri")
    shown = facts.with_table("seri", relabel(facts.table("seri"), "komponen", KOMPONEN))
    caption = "Seberapa jauh skor total memisahkan kegiatan"
    yield table(shown, "seri", "2.11", caption, SERI, empty="tanpa_program")


def annex(facts: Facts, number: str) -> Iterator[Block]:
    """T2 in full: the scores of every activity."""
    yield Heading(2, "Skor prioritas setiap kegiatan", number)
    yield from say("mps", "peringkat_rinci")
    for i, k in enumerate(PRIORITY_OF_KOMPONEN, 1):
        name = f"prioritas_{k}"
        shown = facts.with_table(name, relabel(facts.table(name), "tukar_kriteria", KRITERIA_SINGKAT))
        yield from _table(shown, name, f"{number}.{i}", f"Skor prioritas {DALAM_KALIMAT[k]}", SKOR)


def _table(facts: Facts, name: str, number: str, caption: str, columns: tuple[Column, ...]) -> Iterator[Block]:
    yield from short_table(
        facts,
        name,
        number,
        caption,
        columns,
        unknown=[c.name for c in columns if c.group == "Skor"],
        remarks="keterangan",
        optional=("tukar_kriteria", "tukar_poin"),
        empty="tanpa_program",
    )


def _weights(found: FactTable) -> FactTable:
    """The weights once where they are the same for every komponen."""
    by_komponen: dict[str, list[FactRow]] = {}
    for row in found.rows:
        by_komponen.setdefault(str(row["komponen"]), []).append(row)
    first, *rest = by_komponen.values() or ([],)
    if not rest or any(_values(rows) != _values(first) for rows in rest):
        return relabel(found, "komponen", KOMPONEN)
    return replace(found, rows=tuple(row | {"komponen": "Semua komponen"} for row in first))


def _values(rows: list[FactRow]) -> list[tuple[object, ...]]:
    return [tuple(f.value if isinstance(f, Figure) else f for n, f in r.items() if n != "komponen") for r in rows]
