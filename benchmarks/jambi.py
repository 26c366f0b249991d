"""Prepares the districts that the benchmarks run on: submissions, a store, and what each step is given."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from flows.cli.submit import gather
from flows.cycle.chain import CHAIN, walk
from flows.cycle.record import About, new_run_id, seal_run
from flows.district.hand_in import hand_in as keep
from flows.wiring import REGION_KIND, open_cycle
from schemas.demo_regions import demo_regions
from tasks.intake.regions.regions import describe
from tasks.lineage.records.receipts import load_reference
from tasks.lineage.units.step import Inputs, Outputs, Step
from tasks.lineage.units.unit import Done, Job, run_units
from tasks.store.memory import MemoryStore
from tasks.store.ports import Store

FIRST, SECOND = 2013, 2014
COMPUTED = ("buku_putih", "ssk", "mps")
SHARED = Path(__file__).resolve().parents[2] / "shared"
REGION_FILES = ("regions.csv.gz", "retired_codes_2016_2025.csv.gz", "bps_kemendagri_bridge_2020.csv")
DISTRICTS = 11
_START = datetime(2014, 1, 1, tzinfo=UTC)
Runner = Callable[[Step, list[Job]], list[Done]]
Table = dict[str, list[str | int]]


@dataclass(frozen=True, slots=True)
class Source:
    """One folder of CSV files per district, and the region lists that they need."""

    label: str
    folders: tuple[Path, ...]
    regions: tuple[Path, ...]


def prepare(out: Path) -> Source:
    """The 11 real districts of Jambi written into `out`; as many made-up ones where ../shared is absent."""
    tool, regions = SHARED / "tools/podes_to_submission.py", SHARED / "data/regions"
    if not (tool.is_file() and regions.is_dir()):
        print("../shared is absent: made-up districts that counted village modes stand in for Jambi")
        return Source("made-up districts", _made_up(out), ())
    subprocess.run([sys.executable, str(tool), "--out", str(out)], check=True, capture_output=True)
    return of_folders(out, regions)


def of_folders(out: Path, regions: Path) -> Source:
    """Districts whose folders are written already."""
    folders = tuple(sorted(p for p in out.iterdir() if p.is_dir()))
    return Source("districts of Jambi", folders, tuple(regions / name for name in REGION_FILES))


def hand_in(store: Store, source: Source) -> None:
    """Load the region lists and submit every district for the first fiscal year."""
    for path in source.regions:
        data = path.read_bytes()
        load_reference(store, REGION_KIND, path.name, data, describe(path.name, data))
    day = f"{FIRST}-05-20"
    for folder in source.folders:
        files = gather([folder])
        keep(store, FIRST, folder.name, files, code_system=None, by="bench", received=day, recorded=day)


def run_year(store: Store, fiscal_year: int, runner: Runner, steps: tuple[Step, ...] = CHAIN) -> None:
    """Walk the steps of a fiscal year in this process and seal it."""
    moment = _START + timedelta(days=fiscal_year)
    cycle = walk(open_cycle(store, fiscal_year), runner, steps)
    seal_run(cycle, About(new_run_id(fiscal_year, "tahunan", moment), "tahunan", "bench", "bench", moment), moment)


def given(source: Source) -> dict[str, list[Inputs]]:
    """What Buku Putih and SSK of the first year and MPS of the second are given, one per district in code order."""
    store, found = MemoryStore(), dict[str, list[Inputs]]()
    hand_in(store, source)

    def runner(step: Step, jobs: list[Job]) -> list[Done]:
        def keep(many: Sequence[Inputs]) -> Iterable[Outputs]:
            found.setdefault(step.name, []).extend(many)
            return step.compute(many)

        return run_units(store, replace(step, compute=keep), jobs)

    steps = tuple(s for s in CHAIN if not s.name.startswith("dokumen"))
    for fiscal_year in (FIRST, SECOND):
        run_year(store, fiscal_year, runner, steps)
    return {name: found[name] for name in COMPUTED}


def _made_up(out: Path) -> tuple[Path, ...]:
    listed = demo_regions()
    districts = [r.code for r in listed if r.level == 2][:DISTRICTS]
    for kab in districts:
        rng = Random(kab)
        desa = [r.code for r in listed if r.level == 4 and r.code.startswith(f"{kab}.")]
        names = {r.code: r.name for r in listed}
        for name, columns in _village_modes(desa, names, rng).items():
            (out / kab).mkdir(parents=True, exist_ok=True)
            with (out / kab / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                lines = csv.writer(file)
                lines.writerow(columns)
                lines.writerows(zip(*columns.values(), strict=True))
    return tuple(out / kab for kab in districts)


def _village_modes(desa: list[str], names: dict[str, str], rng: Random) -> dict[str, Table]:
    def drawn(choices: Sequence[int]) -> list[str | int]:
        return [rng.choice(choices) for _ in desa]

    key: list[str | int] = [*desa]
    kecamatan: list[str | int] = [names[kode[:8]] for kode in desa]
    listed: list[str | int] = [names[kode] for kode in desa]
    return {
        "wilayah": {"kode_desa": key, "kecamatan": kecamatan, "desa": listed, "klasifikasi": drawn((1, 2))},
        "penduduk": {"kode_desa": key, "kk": drawn(range(80, 2000))},
        "air_limbah": {
            "kode_desa": key,
            "jamban_mayoritas": drawn((1, 2, 3, 4)),
            "pembuangan_tinja_mayoritas": drawn((1, 2, 3, 4)),
        },
        "drainase": {
            "kode_desa": key,
            "banjir": drawn((0, 1)),
            "banjir_kejadian_2018": drawn((0, 0, 0, 1, 2)),
            "banjir_kejadian_2019_jan_apr": drawn((0, 0, 1, 2)),
            "banjir_bandang": drawn((0, 0, 1)),
            "banjir_rob": drawn((0,)),
        },
    }
