"""Charts beside the tables of the chapters, from the same facts; a chart without values is declared absent."""

from __future__ import annotations

from collections.abc import Iterator

from reports.blocks import AmountBars, Block, Quadrant, Schedule, ValueBar, ValueBars
from reports.chapters.build import TOTAL_ROW, absent, not_shown
from reports.labels import KOMPONEN, POSISI_SWOT, SUMBER_DANA
from reports.labels_ehra import BAGIAN_IRS, INDIKATOR_EHRA, STRATA
from schemas.facts import Fact, FactRow, Facts, FactTable, Figure

PERCENT = 100
HECTARE_FREE = ("AL", "PS", "DR", "PH")


def value_bars(found: FactTable, name: str, value: str, group: str = "") -> tuple[ValueBar, ...]:
    """A bar per row that is no total and has its value, known or unknown."""
    return tuple(
        ValueBar(str(row[name]), figure, group=str(row[group]) if group else "")
        for row in found.rows
        if row.get(TOTAL_ROW) != "ya" and isinstance(figure := row.get(value), Figure)
    )


def per_kecamatan(facts: Facts, table: str, value: str, number: str, caption: str, unit: str) -> Block:
    """A value of every kecamatan, without the total of the district."""
    bars = [b for b in value_bars(facts.table(table), "kecamatan", value) if b.name != facts.kabupaten]
    if not any(b.value.value is not None for b in bars):
        return absent("Gambar", number, caption, facts.table(table), "tanpa_nilai")
    return ValueBars(number, caption, unit, tuple(bars), full=PERCENT if unit.startswith("%") else 0)


def population(facts: Facts, number: str) -> Block:
    """Households per kecamatan in the newest year that was handed in."""
    rows = tuple(r for r in facts.table("penduduk").rows if r["ukuran"] == "penduduk_jiwa")
    year = max((c for row in rows for c in row if c.startswith("y") and c[1:].isdigit()), default="")
    caption = f"Jumlah penduduk per kecamatan{f', {year[1:]}' if year else ''}"
    named = facts.with_table("penduduk", FactTable(rows, absent=facts.table("penduduk").absent))
    return per_kecamatan(named, "penduduk", year, number, caption, "jiwa")


def survey(facts: Facts, number: str) -> Block:
    """Households at risk with the interval that the sample leaves, for the whole district."""
    caption = "Rumah tangga berisiko menurut EHRA dengan selang kepercayaannya"
    found = facts.table("galat")
    rows = [r for r in found.rows if r["area"] == "kabupaten"]
    bars = tuple(
        ValueBar(INDIKATOR_EHRA.get(str(r["indikator"]), str(r["indikator"])), value, low, high)
        for r in rows
        if isinstance(value := r["pct"], Figure)
        and not value.is_withheld
        and isinstance(low := r["bawah_pct"], Figure)
        and isinstance(high := r["atas_pct"], Figure)
    )
    if not bars:
        return absent("Gambar", number, caption, found, "tanpa_galat")
    hidden = not_shown((INDIKATOR_EHRA.get(str(r["indikator"]), str(r["indikator"])), r["pct"]) for r in rows)
    notes = ("Garis pada batang adalah selang kepercayaan.", *hidden)
    return ValueBars(number, caption, "%", bars, notes, full=PERCENT)


def risk_index(facts: Facts, number: str) -> Block:
    """The five components of the risk index per area; none where the areas are desa, of which there are too many."""
    caption = "Indeks Risiko Sanitasi per komponen"
    found = facts.table("irs_area")
    names = {f"strata-{n}": name for n, name in STRATA.items()}
    bars = tuple(
        ValueBar(str(name), value, group=names.get(str(row["area"]), str(row["area"])))
        for row in found.rows
        if not row["kecamatan"]
        for part, name in BAGIAN_IRS.items()
        if isinstance(value := row[f"n{part}"], Figure) and "umlah" not in str(name) and not value.is_withheld
    )
    hidden = not_shown(
        (f"{names.get(str(row['area']), row['area'])}, {name}", row[f"n{part}"])
        for row in found.rows
        if not row["kecamatan"]
        for part, name in BAGIAN_IRS.items()
        if "umlah" not in str(name)
    )
    if not bars:
        return absent("Gambar", number, caption, found, "tanpa_ehra")
    return ValueBars(number, caption, "", bars, hidden, full=PERCENT)


def by_year(facts: Facts, name: str, number: str, caption: str, labels: dict[str, str]) -> Iterator[Block]:
    """What a recap costs in each plan year, in parts."""
    found = facts.table(name)
    rows = [r for r in found.rows if r.get(TOTAL_ROW) != "ya"]
    total = found.total
    if not rows or total is None:
        yield absent("Gambar", number, caption, found, "tanpa_program")
        return
    keys = tuple((str(r["kelompok"]), labels.get(str(r["kelompok"]), str(r["kelompok"]))) for r in rows)
    columns = [(str(year), f"biaya_{t}_rp") for t, year in enumerate(facts.years, 1)]
    bars = tuple(
        (year, tuple((str(r["kelompok"]), f) for r in rows if isinstance(f := r.get(column), Figure)), whole)
        for year, column in columns
        if isinstance(whole := total.get(column), Figure)
    )
    yield AmountBars(number, caption, keys, bars)


def need_and_commitment(facts: Facts, number: str) -> Block:
    """Per source and year: what is committed, and what is not."""
    caption = "Kebutuhan menurut sumber dan tahun: terkomitmen dan kesenjangan"
    keys = (("terkomitmen", "Terkomitmen"), ("kesenjangan", "Kesenjangan"))
    rows = []
    for source, name in SUMBER_DANA.items():
        found = {str(r["uraian"]): r for r in facts.table(f"dana_{source}").rows}
        if not {"kebutuhan", "terkomitmen", "kesenjangan"} <= found.keys():
            continue
        for t, year in enumerate(facts.years, 1):
            total = found["kebutuhan"][f"biaya_{t}_rp"]
            if isinstance(total, Figure) and total.value:
                rows.append((f"{name} {year}", _parts(found, [k for k, _ in keys], f"biaya_{t}_rp"), total))
    if not rows:
        return absent("Gambar", number, caption, FactTable(), "tanpa_program")
    return AmountBars(number, caption, keys, tuple(rows))


def _parts(found: dict[str, FactRow], names: list[str], column: str) -> tuple[tuple[str, Figure], ...]:
    cells: list[tuple[str, Fact]] = [(name, found[name][column]) for name in names]
    return tuple((name, f) for name, f in cells if isinstance(f, Figure))


def waiting(facts: Facts, number: str) -> Block:
    """The cost of what waits, per komponen."""
    caption = "Biaya daftar tunggu per komponen"
    found = facts.table("rangkuman")
    rows = tuple(
        (KOMPONEN.get(str(r["komponen"]), str(r["komponen"])), (("tunggu", f),), f)
        for r in found.rows
        if isinstance(f := r.get("tunggu_rp"), Figure) and f.value
    )
    return (
        AmountBars(number, caption, (("tunggu", "Daftar tunggu"),), rows)
        if rows
        else absent("Gambar", number, caption, FactTable(), "tanpa_tunggu")
    )


def needed_and_able(facts: Facts, number: str) -> Block:
    """Per year what the district must pay and what it can."""
    caption = "Kebutuhan APBD kabupaten/kota dan kemampuannya"
    found = facts.table("kemampuan")
    keys = {"kebutuhan_apbd_k_rp": "butuh", "mampu_rp": "mampu"}
    rows = tuple(
        (f"{row['tahun']} {word}", ((key, f),), f)
        for row in found.rows
        for key, word in keys.items()
        if isinstance(f := row.get(key), Figure)
    )
    names = (("kebutuhan_apbd_k_rp", "Kebutuhan"), ("mampu_rp", "Kemampuan"))
    return (
        AmountBars(number, caption, names, rows)
        if rows
        else absent("Gambar", number, caption, found, "tanpa_kemampuan")
    )


def position(facts: Facts, number: str) -> Block:
    """Where each komponen stands between strengths and weaknesses, chances and threats."""
    caption = "Posisi pengelolaan sanitasi menurut SWOT"
    found = facts.table("swot_total")
    points = tuple(
        (KOMPONEN.get(str(r["komponen"]), str(r["komponen"])), x, y)
        for r in found.rows
        if r["dipakai"] and isinstance(x := r["x"], Figure) and isinstance(y := r["y"], Figure) and x.value is not None
    )
    if not points:
        return absent("Gambar", number, caption, found, "tanpa_nilai")
    corners = tuple(POSISI_SWOT[name] for name in ("AGRESIF", "TURNAROUND", "DEFENSIF", "DIVERSIFIKASI"))
    a, b, c, d = corners
    return Quadrant(number, caption, points, (a, b, c, d), ("kekuatan − kelemahan", "peluang − ancaman"))


def schedule(facts: Facts, number: str) -> Block:
    """The steps of every programme by year."""
    caption = "Jadwal program menurut tahap"
    found = facts.table("jadwal")
    years = [f"vol_{t}" for t, _ in enumerate(facts.years, 1)]
    rows = tuple(
        (KOMPONEN.get(str(r["komponen"]), str(r["komponen"])), str(r["program"]), tuple(str(r[y]) for y in years))
        for r in found.rows
    )
    if not rows:
        return absent("Gambar", number, caption, found, "tanpa_program")
    return Schedule(number, caption, tuple(map(str, facts.years)), rows)


def results(facts: Facts, number: str) -> Block:
    """How far each target was reached, in percent of the target."""
    caption = "Capaian sasaran terhadap target"
    found = facts.table("capaian")
    bars = tuple(
        ValueBar(str(r["sasaran"]) or str(r["indikator"]), f, group=KOMPONEN.get(str(r["komponen"]), ""))
        for r in found.rows
        if isinstance(f := r["capaian_pct"], Figure)
    )
    if not any(b.value.value is not None for b in bars):
        return absent("Gambar", number, caption, found, "tanpa_nilai")
    notes = ("Target tercapai pada seratus persen.",)
    return ValueBars(number, caption, "% target", bars, notes, full=PERCENT)
