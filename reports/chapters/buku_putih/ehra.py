"""The EHRA study in Bab 3: respondents, households at risk, charts of hygiene."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import Block, Column, YesNoBar, YesNoBars
from reports.chapters.build import COMPUTED, absent, not_shown, numbers, relabel, remarks, say, table, words
from reports.chapters.buku_putih.subsektor import Numbers
from reports.labels_ehra import BAGIAN_IRS, INDIKATOR_EHRA, STRATA
from schemas.facts import Facts, Figure

RESPONDEN = (
    *words(strata="Strata"),
    *numbers({"n_total": "Responden (rumah tangga)", "n_desa": "Desa/kelurahan yang memakai strata ini"}),
)
GALAT = (
    *words(indikator="Sub-indikator"),
    *numbers({"n_valid": "Menjawab", "pct": "Berisiko (%)", "galat_baku_pct": "Galat baku (poin)"}),
    *numbers({"bawah_pct": "Bawah", "atas_pct": "Atas"}, "Selang kepercayaan (%)"),
)
AREA = {"kabupaten": "Kabupaten/kota", **{f"strata-{n}": name for n, name in STRATA.items()}}
TOTAL = "total"
SAFE, AT_RISK = "aman_pct", "berisiko_pct"
# Which answer the title of the chart calls "ya": washing hands and treating waste are safe, the other two are risks.
CHARTS = (
    ("ctps", "3.1", "Cuci tangan pakai sabun (CTPS) pada lima waktu penting", SAFE, AT_RISK),
    ("babs", "3.2", "Praktik buang air besar sembarangan (BABS)", AT_RISK, SAFE),
    ("wadah", "3.3", "Pencemaran pada wadah penyimpanan dan penanganan air", AT_RISK, SAFE),
    ("sampah", "3.4", "Pengolahan sampah setempat", SAFE, AT_RISK),
)


def study(facts: Facts, following: Numbers) -> Iterator[Block]:
    """What was asked and of whom, and who is at risk."""
    if facts.table("berisiko").rows:
        yield from say("buku_putih", "ehra")
    named = facts.with_table("responden", relabel(facts.table("responden"), "strata", STRATA))
    yield table(named, "responden", following(), "Informasi responden EHRA per strata", RESPONDEN, empty="tanpa_ehra")
    yield _at_risk(facts, following())
    errors = relabel(relabel(facts.table("galat"), "indikator", INDIKATOR_EHRA), "area", AREA)
    caption = "Galat penarikan contoh persentase rumah tangga berisiko"
    shown = facts.with_table("galat", errors)
    yield table(shown, "galat", following(), caption, GALAT, group="area", empty="tanpa_galat")


def _at_risk(facts: Facts, number: str) -> Block:
    found = facts.table("berisiko")
    named = relabel(relabel(found, "indikator", INDIKATOR_EHRA), "bagian", BAGIAN_IRS)
    caption = "Area berisiko sanitasi menurut hasil studi EHRA per strata"
    return table(
        facts.with_table("berisiko", named),
        "berisiko",
        number,
        caption,
        _columns(facts),
        group="bagian",
        notes=_silent(facts),
        empty="tanpa_ehra",
    )


def _columns(facts: Facts) -> tuple[Column, ...]:
    columns: tuple[Column, ...] = words(indikator="Sub-indikator: rumah tangga berisiko")
    for row in facts.table("strata").rows:
        stratum = str(row["strata"])
        heads = {f"{stratum}.n_berisiko": "n", f"{stratum}.berisiko_pct": "%"}
        if stratum == TOTAL:
            heads = {f"{stratum}.n_valid": "menjawab", **heads, f"{stratum}.berisiko_semua_pct": "% semua responden"}
        columns += numbers(heads, STRATA.get(stratum, stratum))
    return columns


def _silent(facts: Facts) -> tuple[str, ...]:
    """Strata without a valid answer print zeros that are no values: they are named below the table."""
    rows = [r for r in facts.table("berisiko").rows if r["tanpa"]]
    if not rows:
        return ()
    said = "; ".join(f"{r['indikator']} pada {_named(str(r['tanpa']))}" for r in rows)
    return (f"Tanpa jawaban yang sah, nolnya bukan nilai: {said}.",)


def _named(strata: str) -> str:
    return ", ".join(STRATA.get(s, s).lower() for s in strata.split(", "))


def charts(facts: Facts) -> Iterator[Block]:
    """Gambar 3.1 to 3.4."""
    if facts.table("grafik_ctps").rows:
        yield from say("buku_putih", "grafik")
    for name, number, caption, yes, no in CHARTS:
        found = facts.table(f"grafik_{name}")
        bars = tuple(
            YesNoBar(STRATA.get(str(r["strata"]), str(r["strata"])), y, n, answered)
            for r in found.rows
            if isinstance(y := r[yes], Figure)
            and not y.is_withheld
            and isinstance(n := r[no], Figure)
            and isinstance(answered := r["n_valid"], Figure)
        )
        hidden = not_shown((STRATA.get(str(r["strata"]), str(r["strata"])), r[yes]) for r in found.rows)
        if bars or hidden:
            found_remarks = remarks(facts, found.reads)
            yield YesNoBars(number, caption, bars, found.sources or (COMPUTED,), hidden, remarks=found_remarks)
        else:
            yield absent("Gambar", number, caption, found, "tanpa_ehra")
