"""Bab 4, by source of funds: balance of each, DAK, the gap, consultations and agreements."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import AmountBars, Block, Column
from reports.chapters import gambar
from reports.chapters.build import numbers, relabel, say, section, table, words
from reports.chapters.programme import amounts
from reports.labels import SUMBER_DANA, SYARAT_DAK, URAIAN_DANA
from schemas.facts import Facts, Figure

NEEDED = {"kebutuhan": "Kebutuhan", "kemampuan": "Kemampuan"}
PAGU = (*words(sumber="Sumber", tahun="Tahun"), *numbers({"pagu_rp": "Pagu (Rp)"}), *words(dasar="Dasar"))
KESENJANGAN = (
    *words(sumber="Sumber"),
    *numbers(
        {
            "kebutuhan": "Kebutuhan",
            "terkomitmen": "Terkomitmen",
            "kesenjangan": "Kesenjangan",
            "lembar": "Lembar komitmen",
            "menunggu": "Daftar tunggu",
        },
        "Lima tahun rencana (Rp)",
    ),
    *numbers({"n_tanpa_biaya": "Baris tanpa biaya"}),
)
SYARAT = (
    *words(sumber="Sumber", syarat="Yang diminta"),
    *numbers({"ada": "Ada", "tanpa_bukti": "Bukti tidak terdaftar", "belum": "Belum"}, "Baris"),
    *numbers({"kurang_rp": "Biaya baris yang belum (Rp)"}),
)
DAK = (
    *words(tahun="Tahun", syarat="Yang diminta"),
    *numbers({"dasar_rp": "Dasar (Rp)", "minimum_pct": "Minimum (%)", "minimum_rp": "Minimum (Rp)"}),
    *numbers({"ada_rp": "Dianggarkan (Rp)", "kurang_rp": "Kurang (Rp)"}),
)


def blocks(facts: Facts) -> Iterator[Block]:
    """Sections 4.2 to 4.7."""
    yield from section(facts, 2, "4.2", SUMBER_DANA["APBD_K"])
    yield from say("mps", "dana_sumber")
    yield _balance(facts, "APBD_K", "4.4")
    if "bagian_pct" in facts.figures:
        yield from say("mps", "bagian_komitmen", **{n: facts.figures[n] for n in ("bagian_pct", "minimum_pct")})
    yield from _against_capability(facts)
    named = facts.with_table("dak", relabel(facts.table("dak"), "syarat", SYARAT_DAK))
    yield table(named, "dak", "4.5", "DAK terhadap batas minimum petunjuknya", DAK, empty="tanpa_juklak")
    yield from section(facts, 2, "4.3", SUMBER_DANA["APBD_P"])
    yield _balance(facts, "APBD_P", "4.6")
    yield from section(facts, 2, "4.4", SUMBER_DANA["APBN"])
    yield _balance(facts, "APBN", "4.7")
    yield from section(facts, 2, "4.5", "Sumber lain")
    yield from (_balance(facts, s, number) for s, number in (("CSR", "4.8"), ("MASY", "4.9")))
    yield from section(facts, 2, "4.6", "Pagu, komitmen, dan kesenjangan")
    yield from say("mps", "kesenjangan")
    yield _named(facts, "pagu", "4.10", "Pagu per sumber dan tahun", PAGU, "tanpa_baris")
    yield _named(facts, "kesenjangan", "4.11", "Kebutuhan, komitmen, dan kesenjangan per sumber", KESENJANGAN)
    yield gambar.need_and_commitment(facts, "4.2")
    yield from section(facts, 2, "4.7", "Konsultasi dan perjanjian")
    yield from say("mps", "syarat")
    yield _named(facts, "syarat", "4.12", "Bukti konsultasi dan perjanjian per sumber", SYARAT, "tanpa_syarat")


def _against_capability(facts: Facts) -> Iterator[Block]:
    """The chart of what is needed of APBD_K beside its capability; none where the capability is unknown."""
    found = {str(row["uraian"]): row for row in facts.table("dana_APBD_K").rows}
    if not NEEDED.keys() <= found.keys():
        return
    bars = (
        (f"{year} {name}", key, found[key][f"biaya_{t}_rp"])
        for t, year in enumerate(facts.years, 1)
        for key, name in (("kebutuhan", "butuh"), ("kemampuan", "mampu"))
    )
    rows = tuple((name, ((key, f),), f) for name, key, f in bars if isinstance(f, Figure))
    yield AmountBars("4.1", "Kebutuhan APBD kabupaten/kota dan kemampuannya", tuple(NEEDED.items()), rows)


def _balance(facts: Facts, sumber: str, number: str) -> Block:
    name = f"dana_{sumber}"
    shown = facts.with_table(name, relabel(facts.table(name), "uraian", URAIAN_DANA))
    caption = f"Kebutuhan dan komitmen {SUMBER_DANA[sumber]}"
    return table(
        shown, name, number, caption, (*words(uraian="Uraian"), *amounts(facts, "Rupiah")), empty="tanpa_sumber"
    )


def _named(
    facts: Facts, name: str, number: str, caption: str, columns: tuple[Column, ...], empty: str = "tanpa_program"
) -> Block:
    shown = facts.with_table(name, relabel(facts.table(name), "sumber", SUMBER_DANA))
    return table(shown, name, number, caption, columns, empty=empty)
