"""Facts of the MPS: need, commitment and gap of every source, the sheets to sign, and what a source asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from schemas import refs
from schemas.contract import Row, Table
from schemas.facts import FactRow, FactTable, Figure
from schemas.outputs.mps_komitmen import (
    BAGIAN_KOMITMEN,
    DAK_MINIMUM,
    KESENJANGAN,
    KOMITMEN_TAHUN,
    REKAP_KOMPONEN_S,
    REKAP_SILANG_S,
    REKAP_SUMBER_S,
    SYARAT,
)
from schemas.outputs.ssk import KEMAMPUAN
from schemas.tables.dak import DAK
from schemas.tables.komitmen import KOMITMEN
from schemas.tables.pagu import PAGU
from tasks.documents.kecamatan import figure
from tasks.documents.mps.nama import Names
from tasks.documents.programme import AMOUNTS, BIAYA, SOURCES, WITH_PH
from tasks.documents.source import Source, words
from tasks.documents.sums import Sums

OWN = "APBD_K"
BLANK = "......................"
ROWS = (
    ("kebutuhan", "kebutuhan_rp"),
    ("terkomitmen", "terkomitmen_rp"),
    ("kesenjangan", "kesenjangan_rp"),
    ("lembar", "lembar_rp"),
    ("menunggu", "menunggu_rp"),
)
STATES = ("ada", "tanpa_bukti", "belum")
WAITING, COMMITTED = "daftar_tunggu", "committed"


def balances(sums: Sums, plan: Source, given: Source, ssk: Source, years: Sequence[int]) -> dict[str, FactTable]:
    """`dana_<source>`: capability, ceiling, need, committed, gap, sheet and what waits, per plan year."""
    by_source = {s: [r for r in plan.rows(KESENJANGAN) if r["sumber_dana"] == s] for s in SOURCES}
    return {f"dana_{s}": _balance(sums, s, by_source[s], plan, given, ssk, years) for s in SOURCES}


def _balance(
    sums: Sums, sumber: str, rows: Sequence[Row], plan: Source, given: Source, ssk: Source, years: Sequence[int]
) -> FactTable:
    made: list[FactRow] = []
    if sumber == OWN:
        made += _of_years(sums, ssk, KEMAMPUAN, ssk.rows(KEMAMPUAN), "mampu_rp", f"dana.{sumber}.kemampuan", years)
    ceilings = [r for r in given.rows(PAGU) if r["sumber_dana"] == sumber]
    made += _of_years(sums, given, PAGU, ceilings, "pagu_rp", f"dana.{sumber}.pagu", years)
    for name, column in ROWS:
        made += _of_years(sums, plan, KESENJANGAN, rows, column, f"dana.{sumber}.{name}", years)
    reads = ("pagu", "kemampuan", "komitmen_baris", "rekap_sumber") if sumber == OWN else ()
    return FactTable(tuple(made), reads=reads)


def _of_years(
    sums: Sums, source: Source, table: Table, rows: Iterable[Row], column: str, name: str, years: Sequence[int]
) -> list[FactRow]:
    """One row of the balance, or none when no year has a value; a sum over years that lack one is partial."""
    by_year = {r["tahun"]: r for r in rows}
    cells = [source.figure(table, by_year.get(y, {**_key(table, name), "tahun": y}), column) for y in years]
    if all(c.value is None for c in cells):
        return []
    row: FactRow = {"uraian": name.rpartition(".")[2], **dict(zip(BIAYA, cells, strict=True))}
    return [row | {"jumlah_rp": sums.total(name, cells, 0, "Rp")}]


def _key(table: Table, name: str) -> Row:
    return {k: name.split(".")[1] for k in table.key if k != "tahun"}


def gap(sums: Sums, plan: Source) -> FactTable:
    """Need, committed, gap, sheets and waiting list of each source over the plan years, with the sum of all."""
    made: list[FactRow] = []
    for sumber in SOURCES:
        rows = [r for r in plan.rows(KESENJANGAN) if r["sumber_dana"] == sumber]
        if rows:
            entry: FactRow = {"sumber": sumber}
            for name, column in ROWS:
                cells = [plan.figure(KESENJANGAN, r, column) for r in rows]
                entry[name] = sums.total(f"kesenjangan.{sumber}.{name}", cells, 0, "Rp")
            made.append(entry | {"n_tanpa_biaya": plan.figure(KESENJANGAN, rows[0], "n_tanpa_biaya")})
    total: FactRow = {
        name: sums.total(f"kesenjangan.semua.{name}", [figure(r, name) for r in made], 0, "Rp") for name, _ in ROWS
    }
    total["n_tanpa_biaya"] = sums.total("kesenjangan.semua.n", [figure(r, "n_tanpa_biaya") for r in made])
    reads = ("komitmen", "komitmen_baris", "rekap_komponen", "rekap_sumber", "rekap_sumber_komponen")
    return FactTable(tuple(made), total | {"sumber": "Jumlah"} if made else None, reads=reads)


def with_years(lines: FactTable, plan: Source) -> FactTable:
    """T4 with `komitmen`: the years of each line that are committed, and what is to be said of a year."""
    committed: dict[str, list[str]] = {}
    said: dict[str, list[str]] = {}
    for row in plan.rows(KOMITMEN_TAHUN):
        line = refs.mps(plan.fiscal_year, plan.kab, words(row["kegiatan_id"]), words(row["sumber_dana"]))
        if row["status"] == COMMITTED:  # a part is said by the note of its year
            committed.setdefault(line, []).append(words(row["tahun"]))
        if row.get("catatan"):
            said.setdefault(line, []).append(f"{row['tahun']}: {row['catatan']}")

    def text(row: FactRow) -> str:
        line = figure(row, "jumlah_rp").ref.partition("#")[0]
        years = ", ".join(committed.get(line, ()))
        return "; ".join((f"terkomitmen {years}" if years else "", *said.get(line, ()))).lstrip("; ")

    return replace(lines, rows=tuple(row | {"komitmen": text(row)} for row in lines.rows))


def share(plan: Source) -> dict[str, Figure]:
    """Committed share of APBD_K and its minimum; {} where no minimum is ruled or nothing is needed."""
    for row in plan.rows(BAGIAN_KOMITMEN):
        if row.get("bagian_pct") is not None:
            return {n: plan.figure(BAGIAN_KOMITMEN, row, n, 1) for n in ("bagian_pct", "minimum_pct")}
    return {}


def signed_recaps(sums: Sums, plan: Source) -> dict[str, FactTable]:
    """T5s, T6s and T7s: the same recaps of the committed years of the lines only."""
    return {
        "rekap_komponen_s": _recap(sums, plan, REKAP_KOMPONEN_S, "komponen", WITH_PH),
        "rekap_sumber_s": _recap(sums, plan, REKAP_SUMBER_S, "sumber_dana", SOURCES),
        "rekap_silang_s": _cross(sums, plan),
    }


def _recap(sums: Sums, plan: Source, table: Table, key: str, order: Sequence[str]) -> FactTable:
    found = {words(r[key]): r for r in plan.rows(table)}
    rows = [{"kelompok": k, **plan.figures(table, found[k], AMOUNTS)} for k in order if k in found]
    total: FactRow = {c: sums.total(f"{table.name}.semua.{c}", [figure(r, c) for r in rows], 0, "Rp") for c in AMOUNTS}
    return FactTable(tuple(rows), total | {"kelompok": "Jumlah"} if rows else None)


def _cross(sums: Sums, plan: Source) -> FactTable:
    cells = {(words(r["sumber_dana"]), words(r["komponen"])): r for r in plan.rows(REKAP_SILANG_S)}
    amounts = {pair: plan.figure(REKAP_SILANG_S, row, "jumlah_rp") for pair, row in cells.items()}
    made: list[FactRow] = []
    for sumber in (*SOURCES, None):
        mine = {k: f for (s, k), f in amounts.items() if sumber in (None, s)}
        if mine:
            name = f"rekap_silang_s.{sumber or 'semua'}"
            row: FactRow = {"kelompok": sumber or "Jumlah"}
            for k in (*WITH_PH, None):
                members = [f for (s, komponen), f in amounts.items() if sumber in (None, s) and k in (None, komponen)]
                row[k or "jumlah"] = sums.total(f"{name}.{k or 'semua'}", members, 0, "Rp")
            made.append(row)
    return FactTable(tuple(made[:-1]), made[-1] if made else None)


def sheets(plan: Source, given: Source) -> dict[str, FactTable]:
    """`lembar_<source>` (T10): per year need, committed, signed total and signer; dots where nobody signed."""
    signed = {(r["sumber_dana"], r["tahun"]): r for r in given.rows(KOMITMEN)}
    rows: dict[str, list[FactRow]] = {s: [] for s in SOURCES}
    for row in plan.rows(KESENJANGAN):
        sheet = signed.get((row["sumber_dana"], row["tahun"]), {})
        amounts = plan.figures(KESENJANGAN, row, ("kebutuhan_rp", "terkomitmen_rp", "lembar_rp"))
        who = {n: words(sheet.get(n)) or BLANK for n in ("penandatangan", "jabatan", "tanggal")}
        rows[words(row["sumber_dana"])].append(
            {"tahun": words(row["tahun"]), **amounts, **who, "bukti_id": words(sheet.get("bukti_id"))}
        )
    return {f"lembar_{s}": FactTable(tuple(found), reads=("komitmen",)) for s, found in rows.items()}


def conditions(sums: Sums, plan: Source, names: Names) -> dict[str, FactTable]:
    """`syarat`: lines per source by state of their consultation or agreement; `syarat_daftar`: those without it."""
    lines = [r for r in plan.rows(SYARAT) if r.get("status") != WAITING]
    made: list[FactRow] = []
    for sumber in SOURCES:
        mine = [r for r in lines if r["sumber_dana"] == sumber]
        if mine:
            by_state = {s: [r for r in mine if r["keadaan"] == s] for s in STATES}
            entry: FactRow = {"sumber": sumber, "syarat": words(mine[0]["syarat"])}
            for s, rows in by_state.items():
                counted = [plan.ref(SYARAT, r, "keadaan") for r in rows]
                entry[s] = sums.count(f"syarat.{sumber}.{s}", counted)
            lacking = [r for s in STATES[1:] for r in by_state[s]]
            cells = [plan.figure(SYARAT, r, "jumlah_rp") for r in lacking]
            made.append(entry | {"kurang_rp": sums.total(f"syarat.{sumber}.rp", cells, 0, "Rp")})
    reads = ("program_kegiatan#konsultasi_id", "program_kegiatan#perjanjian_id")
    return {"syarat": FactTable(tuple(made), reads=reads), "syarat_daftar": _lacking(sums, plan, names, lines)}


def _lacking(sums: Sums, plan: Source, names: Names, lines: Sequence[Row]) -> FactTable:
    """Lines without their evidence by source, kind of activity and the evidence they name; the annex lists each."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in (r for r in lines if r["keadaan"] != "ada"):
        name = words(row["kegiatan_id"])
        step = f"{names.nama(name)} ({names.program(name)})"
        key = (words(row["sumber_dana"]), step, words(row["syarat"]), words(row.get("bukti_id")))
        groups.setdefault(key, []).append(row)
    made: list[FactRow] = []
    for i, ((sumber, step, asked, evidence), rows) in enumerate(sorted(groups.items(), key=_by_source), 1):
        entry: FactRow = {"sumber": sumber, "langkah": step, "syarat": asked, "bukti_id": evidence}
        entry["n"] = sums.count(f"syarat_daftar.{i}.n", [plan.ref(SYARAT, r, "keadaan") for r in rows])
        cells = [plan.figure(SYARAT, r, "jumlah_rp") for r in rows]
        made.append(entry | {"jumlah_rp": sums.total(f"syarat_daftar.{i}.rp", cells, 0, "Rp")})
    return FactTable(tuple(made))


def _by_source(group: tuple[tuple[str, ...], list[Row]]) -> tuple[int, tuple[str, ...]]:
    return SOURCES.index(group[0][0]), group[0]


def dak(plan: Source, given: Source) -> FactTable:
    """Amounts of the DAK of each year against the minimums of the instruction."""
    rows = tuple(
        {"tahun": words(r["tahun"]), "syarat": words(r["syarat"])}
        | plan.figures(DAK_MINIMUM, r, ("dasar_rp", "minimum_rp", "ada_rp", "kurang_rp"))
        | {"minimum_pct": plan.figure(DAK_MINIMUM, r, "minimum_pct", 0)}
        for r in plan.rows(DAK_MINIMUM)
    )
    return FactTable(rows, absent="" if given.has(DAK) else "dak", reads=("dak",))
