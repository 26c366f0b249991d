"""A made-up country in the true spread of sizes: submissions of 514 districts with all desa of the real region list.

`python -m benchmarks.negeri OUT` writes 83,762 desa with 40 households each, 3.35 million records, into
OUT/<fiscal year>/<district code>/: every second district as workbooks, the others as CSV. One district is in memory at
a time. The same seed gives the same bytes. `--districts N` takes N of them in the same spread of sizes, and each N has
the districts of every smaller one; `--counts` has the survey's counts per stratum instead of its households.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import xlsxwriter

from benchmarks.jambi import REGION_FILES, SHARED
from schemas.demo_regions import demo_regions
from schemas.region import Region
from tasks.demo.jawaban import PER_RT, RT_PER_DESA, answer_rows
from tasks.demo.kerangka import framework_tables
from tasks.demo.mistakes import make_mistakes
from tasks.demo.pelaksanaan import promise
from tasks.demo.tables import Cell, Sheet, buku_putih_tables, mps_tables
from tasks.demo.villages import Village, villages
from tasks.demo.write import CREATED, csv_file, workbook, write_csv
from tasks.intake.regions.regions import registry_from

DISTRICTS, SEED, YEAR = 514, 20, 2013
_EACH_FRAMED = 3
ANSWERS = "ehra_responden"


@dataclass(frozen=True, slots=True)
class Country:
    """The region list by district, and the files to load for it (none for the built-in made-up province)."""

    of: dict[str, tuple[Region, ...]]
    files: tuple[Path, ...]

    def spread(self, n: int) -> list[str]:
        """The first `n` districts of an order in which any beginning has small and large ones alike; sorted by code."""
        by_size = sorted(self.of, key=lambda kode: (len(self.of[kode]), kode))
        return sorted(by_size[place] for place in _halving(len(by_size))[:n])


def country(regions: Path = SHARED / "data/regions") -> Country:
    """The districts of the real list below `regions`; the 98 of the made-up province where it is not there."""
    files = tuple(regions / name for name in REGION_FILES)
    if not all(path.is_file() for path in files):
        print(f"{regions} is absent: the made-up province stands in for the country")
        return Country(by_district(demo_regions()), ())
    listed = registry_from((path.name, path.read_bytes()) for path in files[:1]).regions
    return Country(by_district(listed.values()), files)


def by_district(listed: Iterable[Region]) -> dict[str, tuple[Region, ...]]:
    """The regions of each district that has desa, by its code."""
    found: dict[str, list[Region]] = {}
    for region in listed:
        if region.level > 1:
            found.setdefault(region.code[:5], []).append(region)
    has_desa = {kode: tuple(some) for kode, some in found.items() if any(r.level == 4 for r in some)}
    return dict(sorted(has_desa.items()))


def _halving(n: int) -> list[int]:
    """0 to n-1, each next number in the middle of the largest gap: 0, n/2, n/4, 3n/4 and so on."""
    bits = max(1, (n - 1).bit_length())
    turned = (int(f"{i:0{bits}b}"[::-1], 2) for i in range(1 << bits))
    return [place for place in turned if place < n]


def write_country(out: Path, chosen: Country, districts: Sequence[str], *, seed: int, year: int, counts: bool) -> int:
    """Submissions for `year`, and the inputs of the MPS for the next; gives the number of household records."""
    return sum(
        write_district(out, kode, chosen.of[kode], is_book=i % 2 == 0, seed=seed, year=year, counts=counts)
        for i, kode in enumerate(districts)
    )


def write_district(
    out: Path, kode: str, regions: tuple[Region, ...], *, is_book: bool, seed: int, year: int, counts: bool
) -> int:
    """The same for one district; as workbooks, or as CSV."""
    rng = Random(f"{seed}:{kode}")
    name = next(r.name for r in regions if r.code == kode)
    desa = villages(kode, regions, rng)
    tables = buku_putih_tables(kode, name, year, desa, rng)
    if int(kode[3:]) % _EACH_FRAMED == 0:
        tables |= framework_tables(year, desa, tables)
    make_mistakes(tables, rng)
    if not counts:
        del tables["ehra"]
    planned = mps_tables(year + 1, desa, rng)
    promise(planned, year + 1, kode)
    for fiscal_year, handed_in in ((year, tables), (year + 1, planned)):
        _write(out / str(fiscal_year) / kode, kode, handed_in, is_book=is_book)
    return 0 if counts else _write_answers(out / str(year) / kode, desa, year, rng, is_book=is_book)


def _write(folder: Path, kode: str, tables: dict[str, Sheet], *, is_book: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if is_book:
        (folder / f"{kode}.xlsx").write_bytes(workbook(tables))
    else:
        for name, sheet in tables.items():
            (folder / f"{name}.csv").write_bytes(csv_file(sheet))


def _write_answers(folder: Path, desa: Sequence[Village], year: int, rng: Random, *, is_book: bool) -> int:
    """The households of every desa, written as they are drawn."""
    rows = answer_rows(desa, year, rng)
    if is_book:
        _write_book(folder / f"{ANSWERS}.xlsx", rows)
    else:
        with (folder / f"{ANSWERS}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            write_csv(file, rows)
    return len(desa) * RT_PER_DESA * PER_RT


def _write_book(path: Path, rows: Iterable[Sequence[Cell]]) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
        book.set_properties({"created": CREATED})
        sheet = book.add_worksheet("Ehra Responden")
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    path.write_bytes(buffer.getvalue())


def main() -> None:
    """Write the country and say how large it is."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("out", type=Path)
    asked.add_argument("--regions", type=Path, default=SHARED / "data/regions")
    asked.add_argument("--districts", type=int, default=DISTRICTS)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--year", type=int, default=YEAR)
    asked.add_argument("--counts", action="store_true")
    given = asked.parse_args()
    chosen = country(given.regions)
    districts = chosen.spread(given.districts)
    records = write_country(given.out, chosen, districts, seed=given.seed, year=given.year, counts=given.counts)
    desa = sum(r.level == 4 for kode in districts for r in chosen.of[kode])
    print(f"{len(districts)} districts, {desa} desa, {records} household records below {given.out}")


if __name__ == "__main__":
    main()
