"""Section 5.5: the risk index IRS per area and per desa with its classes."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column
from reports.chapters import gambar
from reports.chapters.build import classes, numbers, relabel, say, section, table, words
from reports.labels_ehra import BAGIAN_IRS, STRATA
from schemas.facts import Facts

GALAT = (
    *words(bagian="Komponen"),
    *numbers({"nilai": "Indeks", "galat_baku": "Galat baku"}),
    *numbers({"bawah": "Bawah", "atas": "Atas"}, "Selang kepercayaan"),
    *numbers({"bertahan_pct": "Kelas bertahan (%)"}),
)
AREA = {
    **{f"strata-{n}": name for n, name in STRATA.items()},
    "kabupaten": "Nilai kabupaten/kota",
    "desa": "jawaban desa sendiri",
    "": "tidak ada",
}


def indexes(facts: Facts, of_area: str, of_desa: str, of_error: str) -> Iterator[Block]:
    """The index of every area with its components, where the index of each desa comes from, and sampling errors."""
    yield from section(facts, 2, "5.5", "Indeks Risiko Sanitasi (IRS)")
    if facts.table("irs_area").rows:
        yield from say("buku_putih", "irs")
    is_desa = any(row["kecamatan"] for row in facts.table("irs_area").rows)
    named = facts.with_table("irs_area", relabel(facts.table("irs_area"), "area", AREA))
    yield table(
        named,
        "irs_area",
        of_area,
        f"Indeks Risiko Sanitasi per {'desa/kelurahan' if is_desa else 'strata'}",
        _columns(),
        group="kecamatan",
        notes=_legend(facts),
        empty="tanpa_ehra",
        labels={},
    )
    yield gambar.risk_index(facts, "5.5")
    if not facts.table("irs_area").rows or facts.table("irs_desa").rows:
        named = facts.with_table("irs_desa", relabel(facts.table("irs_desa"), "asal", AREA))
        columns = (
            *words(desa="Desa/kelurahan", asal="Asal nilai"),
            *numbers({"nilai": "IRS"}),
            *classes({"kelas": "Kelas"}),
        )
        caption = "Indeks Risiko Sanitasi menurut desa/kelurahan"
        labels = facts.irs_labels
        yield table(named, "irs_desa", of_desa, caption, columns, group="kecamatan", empty="tanpa_ehra", labels=labels)
    errors = relabel(relabel(facts.table("galat_irs"), "area", AREA), "bagian", BAGIAN_IRS)
    caption = "Galat penarikan contoh Indeks Risiko Sanitasi"
    yield table(
        facts.with_table("galat_irs", errors), "galat_irs", of_error, caption, GALAT, group="area", empty="tanpa_galat"
    )


def _columns() -> tuple[Column, ...]:
    columns: tuple[Column, ...] = words(area="Area")
    for part, name in BAGIAN_IRS.items():
        columns += numbers({f"n{part}": "Indeks"}, name)
        columns += (Column(f"k{part}", "Kelas", "class", name),)
    return columns


def _legend(facts: Facts) -> tuple[str, ...]:
    return (f"Kelas IRS: {'; '.join(f'{k} {word}' for k, word in sorted(facts.irs_labels.items()))}.",)
