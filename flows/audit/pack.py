"""The auditor's pack of a district: its part of the store, a verifier, work papers and a sample of lines to test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows.cycle.known import Known
from flows.programme.examine import examine
from flows.programme.year import year_of
from flows.wiring import raw_inputs, registry
from reports.audit_papers import Kertas, KertasUji, Sampel, papers
from reports.audit_readme import Pembuka, readme
from schemas.contract import Row, Table
from schemas.errors import NotFound
from schemas.households import HOUSEHOLD_TABLES
from schemas.outputs.mps import BARIS
from schemas.outputs.realisasi import ANGGARAN
from schemas.outputs.ssk import KEGIATAN
from schemas.rulebook import load_rulebook
from tasks.intake.units import STEP as INTAKE
from tasks.lineage import standalone
from tasks.lineage.answers.why import why_each
from tasks.lineage.proof.pack import Pack, gathered, runs_of, zipped
from tasks.lineage.proof.sampling import Design, Drawn, as_rows, design, drawn
from tasks.lineage.records.history import History, Unit
from tasks.lineage.records.ledger import Manifest, units_of
from tasks.lineage.records.receipts import DAY, Receipt, receipts
from tasks.lineage.units.unit import Job, run_units
from tasks.programme.uji import Uji
from tasks.store.keys import is_household, object_key
from tasks.store.overlay import OverlayStore
from tasks.store.ports import Store
from tasks.store.records import record

POPULATIONS: tuple[tuple[str, Table, str, str], ...] = (
    ("realisasi", ANGGARAN, "pagu_rp", "anggaran"),
    ("mps", BARIS, "jumlah_rp", "mps"),
    ("ssk", KEGIATAN, "jumlah_rp", "ssk"),
)
"""Lines to test, of the furthest step that the year has: step, table, column with the rupiah, kind of reference."""
VERIFIER, PAPERS, README = "verifikasi.py", "kertas-kerja.xlsx", "BACA-DULU.txt"


@dataclass(frozen=True, slots=True)
class Made:
    """The zip, what went in, and how the lines were drawn."""

    data: bytes
    pack: Pack
    plan: Design
    sample: list[Drawn]


def make_pack(
    store: Store,
    fiscal_year: int,
    district: str,
    *,
    seed: str = "",
    materiality: str = "",
    confidence: int | None = None,
) -> Made:
    """The pack; the same store and parameters give the same bytes. Raises NotFound where nothing is sealed.

    Without a seed the name of the run of the lines and the district is one: nobody chose it, and all can see it.
    """
    runs = runs_of(store, fiscal_year, district)
    if not runs:
        raise NotFound(f"no sealed run of {fiscal_year} has {district}; `ppsp run {fiscal_year}` makes one")
    newest = next((m for m in runs if _has_lines(m, fiscal_year, district)), runs[0])
    name, lines = _lines(store, newest, fiscal_year, district)
    seed = seed or f"{newest['run_id']}/{district}"
    plan = design(load_rulebook(fiscal_year), {k: v for k, (v, _) in lines.items()}, seed, materiality, confidence)
    sample = drawn(plan, {k: v for k, (v, _) in lines.items()})
    pack = gathered(store, fiscal_year, district, runs, _household_files(store, runs, district))
    seen = year_of(store, fiscal_year, date.fromisoformat(newest["finished"][:DAY]), district)[district]
    told = Kertas(
        judul=f"Kertas kerja pemeriksaan · {district} · tahun anggaran {fiscal_year}",
        populasi=name,
        parameter=as_rows(plan),
        sampel=[*_sampled(store, lines, sample)],
        uji=[_paper(test) for test in examine(Known(store, fiscal_year), seen)],
    )
    left_out = sorted((said["why"], said["name"], said["digest"]) for said in pack.left_out.values())
    files = _file_names(store, pack)
    about = Pembuka(fiscal_year, district, seen.nama, pack.runs, left_out, files, plan.seed, VERIFIER, PAPERS)
    pages = {PAPERS: papers(told), VERIFIER: Path(standalone.__file__).read_bytes(), README: readme(about)}
    return Made(zipped(store, pack, pages), pack, plan, sample)


def _file_names(store: Store, pack: Pack) -> list[tuple[str, str]]:
    """Year, number and name of each submitted file that is in the pack, with its digest."""
    found = []
    for key in sorted(k for k in pack.keys if k.startswith("submissions/")):
        body = record(store, key)
        stem = key.removeprefix("submissions/").removesuffix(".json")
        found += [(f"{stem}/{f['name']}", f["digest"]) for f in body["files"] if object_key(f["digest"]) in pack.keys]
    return found


def _paper(test: Uji) -> KertasUji:
    rows = [(r.tentang, r.holds, r.kalimat) for r in test.baris]
    return KertasUji(test.nama, test.bagian, test.dari, test.satuan, test.pct, rows)


def _has_lines(manifest: Manifest, fiscal_year: int, district: str) -> bool:
    """Whether the run made lines of this year: a nightly check makes none."""
    steps = units_of(manifest, district)
    return manifest["fiscal_year"] == fiscal_year and any(step in steps for step, *_ in POPULATIONS)


def _lines(
    store: Store, newest: Manifest, fiscal_year: int, district: str
) -> tuple[str, dict[str, tuple[int | None, str]]]:
    """What the lines are called, and value and name of each by reference."""
    history = History(store, newest)
    for step, table, column, kind in POPULATIONS:
        unit = history.unit(fiscal_year, district, step)
        if unit and table.name in unit.memo.tables:
            rows = unit.rows(table)
            found = {
                f"{kind}/{fiscal_year}/{district}/{key.replace('|', '~')}": _value_and_name(row, column)
                for key, row in rows.items()
            }
            return f"{table.name}.{column}", found
    return "tidak ada", {}


def _value_and_name(row: Row, column: str) -> tuple[int | None, str]:
    value = row[column]
    return (value if isinstance(value, int) else None), str(row.get("nama") or "")


def _sampled(
    store: Store,
    lines: Mapping[str, tuple[int | None, str]],
    sample: list[Drawn],
) -> Iterator[Sampel]:
    answers = why_each(store, [d.key for d in sample])
    for line, answer in zip(sample, answers, strict=True):
        value, name = lines[line.key]
        cells = tuple(_cells(answer, answer["ref"], set()))
        yield Sampel(line.key, name, value, " + ".join(line.ways), line.hits, cells)


def _cells(answer: Mapping[str, Any], ref: str, seen: set[str]) -> Iterator[tuple[str, str, str, str, str]]:
    """Reference, file, sheet, cell and text of every submitted cell behind an answer, each once."""
    if "file" in answer:
        place = f"{answer['file']}!{answer['sheet'] or ''}!{answer['cell']}"
        if place not in seen:
            seen.add(place)
            raw = "" if set(ref.split("/")) & HOUSEHOLD_TABLES else str(answer["raw"])
            yield ref, str(answer["file"]), str(answer["sheet"] or ""), str(answer["cell"]), raw
        return
    if answer["ref"] in seen:
        return
    seen.add(answer["ref"])
    for source in answer.get("from", ()):
        yield from _cells(source, answer["ref"], seen)


def _household_files(store: Store, runs: list[Manifest], district: str) -> dict[str, str]:
    """Submitted files (digest: name) with answers of households, or of which nobody can say that they hold none.

    Each submission is read alone, because of several ones the newest table alone stands in the cells of a run.
    """
    found: dict[str, str] = {}
    years = {int(m["fiscal_year"]) for m in runs}
    for year in sorted(years | {y - 1 for y in years}):
        for receipt in receipts(store, year, district):
            if any(is_household(f["digest"]) for f in receipt["files"]):
                continue  # it was looked into when it came, and what is apart is named so
            cells = _read_alone(store, year, district, receipt).cells
            names = {str(f["name"]) for f in receipt["files"]}
            households = {part["file"] for name in HOUSEHOLD_TABLES for part in cells.get(name, ())}
            known = {part["file"] for parts in cells.values() for part in parts}
            for f in receipt["files"]:
                # what stands under no name of the receipt came out of an archive
                mine = {f["name"]} if f["name"] in known else known - names
                if not mine or mine & households:
                    found[f["digest"]] = f["name"]
    return found


def _read_alone(store: Store, fiscal_year: int, district: str, receipt: Receipt) -> Unit:
    over = OverlayStore(store)
    made = raw_inputs(over, registry(store).slice_for(district), [receipt])
    (done,) = run_units(over, INTAKE, [Job(fiscal_year, district, blobs=made["blobs"], meta=made["meta"])])
    return Unit(over, done.memo)
