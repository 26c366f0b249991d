"""Facts of the SSK about SWOT, logical framework, budget readings, differences, monitoring and findings."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.contract import Row, Value
from schemas.facts import FactRow, FactTable
from schemas.findings import Finding, order
from schemas.outputs.ssk import KEGIATAN
from schemas.outputs.ssk_kerangka import BEDA_PROGRAM, KKL, PERTUMBUHAN, PROYEKSI, RASIO, SWOT_ISU, SWOT_TOTAL
from schemas.tables.monev_ssk import MONEV_SSK
from schemas.tables.sasaran import SASARAN
from schemas.tables.swot import SWOT
from tasks.documents.buku_putih.area import KOMPONEN
from tasks.documents.source import Source, several, words
from tasks.documents.sums import Sums

SIDES = ("jumlah_s", "jumlah_w", "jumlah_o", "jumlah_t", "x", "y")
MONEV = ("penanggung_jawab", "pengumpul", "pengelola", "waktu", "penerima", "format")
RASIO_COLUMNS = tuple(f.name for f in RASIO.fields if f.name != "tahun")
PROYEKSI_COLUMNS = tuple(f.name for f in PROYEKSI.fields if f.kind == "rupiah")


def swot_totals(made: Source, given: Source) -> FactTable:
    """Totals and position per komponen; by weights only where a weight is known or they are used."""
    weighted = any(r.get("bobot") is not None for r in given.rows(SWOT))
    rows: list[FactRow] = [
        {n: words(r.get(n)) for n in ("komponen", "metode", "posisi", "catatan")}
        | {"dipakai": "dipakai" if r["is_dipakai"] else "pembanding"}
        | made.figures(SWOT_TOTAL, r, SIDES, 2)
        for r in sorted(made.rows(SWOT_TOTAL), key=lambda r: (_komponen(r), r["metode"] != "sum"))
        if r["is_dipakai"] or r["metode"] == "sum" or weighted
    ]
    return FactTable(tuple(rows), absent="" if given.has(SWOT) else SWOT.name, sources=given.provenance(SWOT))


def swot_factors(given: Source) -> FactTable:
    """Every factor with its score and weight."""
    ordered = sorted(given.rows(SWOT), key=lambda r: (_komponen(r), "SWOT".find(words(r.get("sisi")))))
    columns = ("faktor_id", "komponen", "sisi", "aspek", "uraian")
    rows: list[FactRow] = [
        {**{n: words(r.get(n)) for n in columns}, **given.figures(SWOT, r, ("angka", "bobot"))} for r in ordered
    ]
    return FactTable(tuple(rows), absent="" if given.has(SWOT) else SWOT.name, sources=given.provenance(SWOT))


def swot_issues(made: Source, given: Source) -> FactTable:
    """Strategic issues per komponen."""
    columns = ("faktor_id", "komponen", "sisi", "uraian", "asal")
    rows: list[FactRow] = [
        {**{n: words(r.get(n)) for n in columns}, "angka": made.figure(SWOT_ISU, r, "angka")}
        for r in sorted(made.rows(SWOT_ISU), key=lambda r: (_komponen(r), *_by_side(r)))
    ]
    return FactTable(tuple(rows), absent="" if given.has(SWOT) else SWOT.name)


def _by_side(row: Row) -> tuple[int, str]:
    return "SWOT".find(words(row["sisi"])), words(row["faktor_id"])


def _komponen(row: Row) -> int:
    name = words(row.get("komponen"))
    return KOMPONEN.index(name) if name in KOMPONEN else len(KOMPONEN)


def targets(made: Source, given: Source, komponen: str) -> FactTable:
    """Tujuan, sasaran and strategi of one komponen, one line per sasaran and strategi."""
    rows = [r for r in made.rows(KKL) if r["komponen"] == komponen]
    goals = {words(r["id"]): words(r.get("uraian")) for r in rows if r["level"] == "tujuan"}
    ways = [r for r in rows if r["level"] == "strategi"]
    lines: list[FactRow] = []
    for r in (r for r in rows if r["level"] == "sasaran"):
        served = [w for w in ways if words(r["id"]) in _parents(w)]
        lines.append(
            {
                "tujuan": "; ".join(goals[p] for p in _parents(r) if p in goals),
                "sasaran": words(r.get("uraian")),
                "indikator": words(r.get("indikator")),
                "baseline": made.figure(KKL, r, "baseline"),
                "target": made.figure(KKL, r, "target"),
                "satuan": words(r.get("satuan")),
                "tahun": words(r.get("tahun")),
                "strategi": " ".join(words(w.get("uraian")) for w in served),
                "asal": words(r["asal"]),
            }
        )
    return FactTable(tuple(lines), sources=given.provenance(SASARAN) if given.rows(SASARAN) else ())


def framework(sums: Sums, made: Source) -> FactTable:
    """The logical framework, one line per programme, with its activities as steps and their number."""
    rows = made.rows(KKL)
    text = {(words(r["level"]), words(r["id"])): words(r.get("uraian")) for r in rows}
    up = {(words(r["level"]), words(r["id"])): _parents(r) for r in rows}
    members: dict[str, list[Row]] = {}
    for r in made.rows(KEGIATAN):
        members.setdefault(words(r["program_id"]), []).append(r)
    lines: list[FactRow] = []
    for r in (r for r in rows if r["level"] == "program"):
        pid = words(r["id"])
        strategies = up["program", pid]
        targets_ = _above(strategies, "strategi", up)
        goals = _above(targets_, "sasaran", up)
        problems = _above(goals, "tujuan", up)
        own = members.get(pid, [])
        lines.append(
            {
                "komponen": words(r["komponen"]),
                "masalah": _joined("masalah", problems, text),
                "tujuan": _joined("tujuan", goals, text),
                "sasaran": _joined("sasaran", targets_, text),
                "strategi": _joined("strategi", strategies, text),
                "program": words(r.get("uraian")),
                "kegiatan": "; ".join(dict.fromkeys(words(k.get("nama")) for k in own if k.get("nama"))),
                "n": sums.count(f"kkl.{pid}.kegiatan", [made.ref(KEGIATAN, k, "jumlah_rp") for k in own]),
            }
        )
    ordered = sorted(lines, key=lambda line: KOMPONEN.index(str(line["komponen"])))
    return FactTable(tuple(_once(before, line) for before, line in zip([None, *ordered], ordered, strict=False)))


def _once(before: FactRow | None, line: FactRow) -> FactRow:
    """The line with the chain above its programme left out where it is that of the line before."""
    chain = ("masalah", "tujuan", "sasaran", "strategi")
    same = before is not None and all(before[c] == line[c] for c in ("komponen", *chain))
    return line | dict.fromkeys(chain, "″") if same else line


def _parents(row: Row) -> list[str]:
    return [p for p in (words(row.get("parent")), *several(row.get("parent_lain"))) if p]


def _above(ids: Sequence[str], level: str, up: dict[tuple[str, str], list[str]]) -> list[str]:
    return list(dict.fromkeys(p for i in ids for p in up.get((level, i), [])))


def _joined(level: str, ids: Sequence[str], text: dict[tuple[str, str], str]) -> str:
    return "; ".join(text.get((level, i), i).rstrip(".") for i in ids)


def ratios(made: Source) -> FactTable:
    """Shares of sanitation, investment and O&P per year of the history."""
    return FactTable(
        tuple({"tahun": words(r["tahun"])} | made.figures(RASIO, r, RASIO_COLUMNS) for r in made.rows(RASIO))
    )


def growth(made: Source) -> FactTable:
    """Growth of each series by both readings."""
    columns = ("aritmetik_pct", "cagr_pct")
    rows = [{"deret": words(r["deret"])} | made.figures(PERTUMBUHAN, r, columns) for r in made.rows(PERTUMBUHAN)]
    return FactTable(tuple(rows))


def projections(sums: Sums, made: Source) -> FactTable:
    """Both readings and both variants per plan year, with the sums of need and gap per reading."""
    lines: list[FactRow] = []
    for reading in ("arithmetic", "cagr"):
        rows = [r for r in made.rows(PROYEKSI) if r["bacaan"] == reading]
        figures = [made.figures(PROYEKSI, r, PROYEKSI_COLUMNS) for r in rows]
        for r, found in zip(rows, figures, strict=True):
            lines.append({"bacaan": reading, "tahun": words(r["tahun"])} | found)
        if rows:
            totals: FactRow = {
                c: sums.total(f"proyeksi.{reading}.{c}", [made.figure(PROYEKSI, r, c) for r in rows], unit="Rp")
                for c in PROYEKSI_COLUMNS
            }
            lines.append({"bacaan": reading, "tahun": "Jumlah"} | totals)
    return FactTable(tuple(lines))


def differences(made: Source) -> FactTable:
    """Plan against draft, one line per activity and column."""
    rows: list[FactRow] = []
    for r in made.rows(BEDA_PROGRAM):
        column, year = _column(words(r.get("kolom")) or "jumlah_rp", made.fiscal_year)
        rows.append(
            {
                "kegiatan_id": words(r.get("kegiatan_id")),
                "nama": words(r.get("nama")),
                "jenis": words(r.get("jenis")),
                "kolom": column,
                "tahun": year,
                "draf": _value(r.get("draf")),
                "pokja": _value(r.get("pokja")),
            }
        )
    return FactTable(tuple(rows))


def _column(name: str, fiscal_year: int) -> tuple[str, str]:
    """The column without its plan year, and the year it stands for."""
    stem, _, rest = name.partition("_")
    if stem not in ("vol", "biaya"):
        return name, ""
    return stem, str(fiscal_year + int(rest[0]))


def _value(text: Value) -> str:
    """A stored number with dots between thousands; other text as it is."""
    said = words(text)
    return f"{int(said):,}".replace(",", ".") if said.isdigit() else said


def monitoring(given: Source) -> FactTable:
    """The monitoring mechanism as submitted."""
    rows: list[FactRow] = [{c: words(r.get(c)) for c in ("obyek", *MONEV)} for r in given.rows(MONEV_SSK)]
    absent = "" if given.has(MONEV_SSK) else MONEV_SSK.name
    return FactTable(tuple(rows), absent=absent, sources=given.provenance(MONEV_SSK))


def watched(made: Source) -> FactTable:
    """What is watched: each target with its baseline and target value, to be filled with results."""
    rows: list[FactRow] = [
        {
            "komponen": words(r["komponen"]),
            "sasaran": words(r.get("uraian")),
            "indikator": words(r.get("indikator")),
            "satuan": words(r.get("satuan")),
            "baseline": made.figure(KKL, r, "baseline"),
            "target": made.figure(KKL, r, "target"),
            "tahun": words(r.get("tahun")),
        }
        for r in made.rows(KKL)
        if r["level"] == "sasaran"
    ]
    return FactTable(tuple(sorted(rows, key=lambda r: KOMPONEN.index(str(r["komponen"])))))


def findings(found: Sequence[Finding]) -> FactTable:
    """What the SSK itself found."""
    return FactTable(tuple({"aturan": f.rule, "tingkat": f.severity, "pesan": f.message} for f in order(found)))
