"""Bab 3: per komponen the service targets, what is built in all, then each activity with volumes per year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.blocks import Block, Column
from reports.catatan import BREAK
from reports.chapters.build import numbers, relabel, say, section, table, words
from reports.chapters.programme import PRIORITY_OF_KOMPONEN, volumes
from reports.chapters.ringkas import short_table
from reports.labels import DALAM_KALIMAT, KOMPONEN, LAYANAN, STATUS, SUMBER_SINGKAT
from schemas.facts import FactRow, Facts

UNIT = {"DR": " (genangan, ha)", "PH": ""}
KINDS = {"fisik": "Kegiatan fisik", "nonfisik": "Kegiatan nonfisik"}


def blocks(facts: Facts) -> Iterator[Block]:
    """Rencana kegiatan."""
    yield from section(facts, 1, "3", "Rencana Kegiatan")
    yield from say("mps", "rencana")
    for i, k in enumerate(PRIORITY_OF_KOMPONEN, 1):
        yield from section(facts, 2, f"3.{i}", KOMPONEN[k])
        yield from _komponen(facts, k, i)


def _komponen(facts: Facts, k: str, i: int) -> Iterator[Block]:
    yield from _target(facts, k, f"3.{i}.1")
    whole = (
        *words(nama="Prasarana", satuan="Satuan"),
        *numbers({"n": "Kegiatan"}),
        *volumes(facts),
        *numbers({"jumlah_rp": "Biaya (Rp)"}),
    )
    caption = f"Prasarana yang direncanakan, {DALAM_KALIMAT[k]}"
    yield table(facts, f"prasarana_{k}", f"3.{i}.2", caption, whole, empty="tanpa_fisik")
    for n, (kind, title) in enumerate(KINDS.items(), 3):
        name = f"{kind}_{k}"
        shown = facts.table(name)
        yield from short_table(
            facts.with_table(name, replace(shown, rows=tuple(map(_line, shown.rows)))),
            name,
            f"3.{i}.{n}",
            f"{title} {DALAM_KALIMAT[k]}",
            _columns(facts),
            same=("sumber",),
            remarks="keterangan",
            group="langkah",
            notes=("Baris tanpa keterangan terkomitmen berstatus indikatif.",),
            empty=f"tanpa_{kind}",
        )


def _line(row: FactRow) -> FactRow:
    """A line with its unit in the band, and its status among the remarks where it is not merely indicated."""
    status = str(row["status"])
    said = (STATUS.get(status, status) if status != "indikatif" else "", str(row["keterangan"]))
    return row | {
        "langkah": f"{row['langkah']}, {row['satuan']}",
        "sumber": SUMBER_SINGKAT.get(str(row["sumber"]), str(row["sumber"])),
        "keterangan": BREAK.join(filter(None, said)),
    }


def _target(facts: Facts, k: str, number: str) -> Iterator[Block]:
    """T1; for the komponen that the service phases do not know, a sentence instead."""
    name, caption = f"target_{k}", f"Target layanan {DALAM_KALIMAT[k]}{UNIT.get(k, ' (persen)')}"
    found = relabel(facts.table(name), "sistem", LAYANAN)
    years = {f"t{t}": str(year) for t, year in enumerate(facts.years, 1)}
    columns = (
        *words(sistem="Sistem", tahun_dasar="Tahun dasar"),
        *numbers({"baseline": "Data dasar"}),
        *numbers(years, "Target akhir tahun"),
        *numbers({"panjang": "Jangka panjang"}),
        *words(tahun_panjang="Tahun akhir"),
    )
    yield from short_table(
        facts.with_table(name, found),
        name,
        number,
        caption,
        columns,
        same=("tahun_dasar", "tahun_panjang"),
        empty="tanpa_target",
    )


def _columns(facts: Facts) -> tuple[Column, ...]:
    return (
        *words(lokasi="Lokasi"),
        *volumes(facts),
        *words(sumber="Sumber", keterangan="Keterangan"),
    )
