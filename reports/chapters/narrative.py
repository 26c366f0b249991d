"""What the numbers of a table mean: the highest, the lowest, the change, and what is missing; figures stay figures."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from reports.blocks import Block
from reports.chapters.build import TOTAL_ROW, say
from reports.labels import DALAM_KALIMAT, KOMPONEN, SUMBER_DANA, TABEL, URAIAN_UANG
from schemas.facts import FactRow, Facts, Figure

HIGH = ("kelas_4", "kelas_3")
Named = tuple[str, Figure]


def extremes(rows: tuple[FactRow, ...], name: str, value: str) -> tuple[Named, Named, list[str]] | None:
    """The row with the highest and with the lowest known value, and the names without one; None with fewer than two."""
    found = [(str(r[name]), f) for r in rows if r.get(TOTAL_ROW) != "ya" and isinstance(f := r.get(value), Figure)]
    known = [(n, f) for n, f in found if f.value is not None]
    if len(known) < 2:
        return None
    by_value = sorted(known, key=lambda pair: (Fraction(pair[1].value or 0), pair[0]))
    return by_value[-1], by_value[0], [n for n, f in found if f.value is None]


def population(facts: Facts) -> Iterator[Block]:
    """Where most people live, and how the district grew over the years handed in."""
    found = facts.table("penduduk")
    rows = tuple(r for r in found.rows if r["ukuran"] == "penduduk_jiwa")
    years = sorted({c for r in rows for c in r if c.startswith("y") and c[1:].isdigit()})
    kecamatan = tuple(r for r in rows if str(r["kecamatan"]) != facts.kabupaten)
    ends = extremes(kecamatan, "kecamatan", years[-1]) if years else None
    if ends is None:
        return
    whole = next((r for r in rows if str(r["kecamatan"]) == facts.kabupaten), {})
    first, last = whole.get(years[0]), whole.get(years[-1])
    has_change = len(years) > 1 and isinstance(first, Figure) and isinstance(last, Figure)
    is_known = has_change and None not in (getattr(first, "value", None), getattr(last, "value", None))
    yield from say(
        "makna",
        "penduduk",
        tinggi=ends[0],
        rendah=ends[1],
        tanpa=ends[2],
        awal=years[0][1:],
        akhir=years[-1][1:],
        dari=first if is_known else None,
        ke=last,
    )


def coverage(facts: Facts, table: str, value: str, komponen: str) -> Iterator[Block]:
    """Which kecamatan is served best and worst."""
    rows = tuple(r for r in facts.table(table).rows if str(r["kecamatan"]) != facts.kabupaten)
    ends = extremes(rows, "kecamatan", value)
    if ends:
        yield from say("makna", f"cakupan_{komponen}", tinggi=ends[0], rendah=ends[1], tanpa=ends[2])


def risk(facts: Facts) -> Iterator[Block]:
    """Per komponen how many desa are in the two highest classes."""
    rows = [
        (DALAM_KALIMAT.get(str(r["komponen"]), str(r["komponen"])), r["kelas_4"], r["kelas_3"], r["tanpa_kelas"])
        for r in facts.table("ringkasan").rows
        if str(r["komponen"]) in KOMPONEN and r["komponen"] != "UMUM"
    ]
    if rows:
        words = {k: facts.labels.get(k, str(k)) for k in (3, 4)}
        yield from say("makna", "risiko", komponen=rows, terburuk=words[4], kedua=words[3])


def spending(facts: Facts) -> Iterator[Block]:
    """How the spending on sanitation moved from the first to the last year handed in."""
    row = next((r for r in facts.table("sanitasi").rows if r["uraian"] == "belanja_sanitasi_rp"), None)
    years = sorted(c for c in (row or {}) if c.startswith("y") and c[1:].isdigit())
    known = [(y[1:], f) for y in years if row and isinstance(f := row[y], Figure) and f.value is not None]
    if len(known) > 1:
        yield from say("makna", "belanja", uraian=URAIAN_UANG["belanja_sanitasi_rp"], awal=known[0], akhir=known[-1])


def costs(facts: Facts) -> Iterator[Block]:
    """What the programme costs, which komponen costs most and which year is the dearest."""
    found = facts.table("rekap_komponen")
    ends = extremes(found.rows, "kelompok", "jumlah_rp")
    if ends is None or found.total is None or not isinstance(found.total.get("jumlah_rp"), Figure):
        return
    by_year = tuple({"tahun": str(year), "rp": found.total[f"biaya_{t}_rp"]} for t, year in enumerate(facts.years, 1))
    dear = extremes(by_year, "tahun", "rp")
    yield from say(
        "makna",
        "biaya",
        jumlah=found.total["jumlah_rp"],
        tinggi=(DALAM_KALIMAT.get(ends[0][0], ends[0][0]), ends[0][1]),
        rendah=(DALAM_KALIMAT.get(ends[1][0], ends[1][0]), ends[1][1]),
        mahal=dear[0] if dear else None,
        awal=facts.years[0],
        akhir=facts.years[-1],
    )


def plan(facts: Facts) -> Iterator[Block]:
    """What is planned, what waits, and which source lacks most."""
    total = facts.table("rangkuman").total
    if total is None:
        return
    gaps = extremes(facts.table("kesenjangan").rows, "sumber", "kesenjangan")
    yield from say(
        "makna",
        "rencana",
        n=total["n"],
        rp=total["jumlah_rp"],
        n_tunggu=total.get("n_tunggu"),
        rp_tunggu=total.get("tunggu_rp"),
        kurang=(SUMBER_DANA.get(gaps[0][0], gaps[0][0]), gaps[0][1]) if gaps else None,
        awal=facts.years[0],
        akhir=facts.years[-1],
    )


def results(facts: Facts) -> Iterator[Block]:
    """Which target is reached best and worst."""
    ends = extremes(facts.table("capaian").rows, "sasaran", "capaian_pct")
    if ends:
        yield from say("makna", "capaian", tinggi=ends[0], rendah=ends[1], n_tanpa=len(ends[2]))


def lacking(facts: Facts) -> Iterator[Block]:
    """How much of what the document needs is unknown or assumed."""
    tables = [t for t in facts.tables.values() if t.absent]
    names = sorted({TABEL.get(t.absent, t.absent) for t in tables})
    yield from say("makna", "kurang", tabel=names, asumsi=len(facts.parameters))
