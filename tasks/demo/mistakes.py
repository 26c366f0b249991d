"""Mistakes that Pokja really make, put into a made-up submission on purpose."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from tasks.demo.tables import Sheet

Tables = dict[str, Sheet]
Mistake = Callable[[Tables, Random], None]


def _column(sheet: Sheet, heading: str) -> int:
    return sheet[0].index(heading)


def _row(sheet: Sheet, rng: Random) -> int:
    return rng.randrange(1, len(sheet))


def poor_above_all(tables: Tables, rng: Random) -> None:
    """More poor households than households."""
    sheet = tables["penduduk"]
    row = sheet[_row(sheet, rng)]
    row[_column(sheet, "KK Miskin")] = int(str(row[_column(sheet, "Jumlah KK")])) + rng.randint(5, 60)


def note_in_number(tables: Tables, rng: Random) -> None:
    """A word beside a number."""
    sheet = tables["penduduk"]
    row, column = sheet[_row(sheet, rng)], _column(sheet, "Jumlah KK")
    row[column] = f"{row[column]} (est.)"


def latrines_do_not_add_up(tables: Tables, rng: Random) -> None:
    """Latrine categories that exceed the households."""
    sheet = tables["air_limbah"]
    row, column = sheet[_row(sheet, rng)], _column(sheet, "kk_tangki_individual")
    row[column] = int(str(row[column])) * 2 + 300


def blank_area(tables: Tables, rng: Random) -> None:
    """Built-up area not filled."""
    sheet = tables["wilayah"]
    for _ in range(2):
        sheet[_row(sheet, rng)][_column(sheet, "Luas Terbangun (ha)")] = None


def built_beyond_the_desa(tables: Tables, rng: Random) -> None:
    """A decimal mark lost: the built-up area is ten times too large."""
    sheet = tables["wilayah"]
    row, column = sheet[_row(sheet, rng)], _column(sheet, "Luas Terbangun (ha)")
    if row[column] is not None:
        row[column] = int(float(str(row[column])) * 100)


def doubled_row(tables: Tables, rng: Random) -> None:
    """A row typed twice."""
    sheet = tables["air_minum"]
    sheet.append(list(sheet[_row(sheet, rng)]))


def total_row(tables: Tables, rng: Random) -> None:
    """A total below the table."""
    sheet = tables["persampahan"]
    sheet.append(["JUMLAH", *(None for _ in sheet[0][1:])])


def perception_out_of_range(tables: Tables, rng: Random) -> None:
    """A score of 5 on a scale to 4."""
    sheet = tables["persepsi"]
    sheet[_row(sheet, rng)][_column(sheet, "Skor")] = 5


def more_carried_than_made(tables: Tables, rng: Random) -> None:
    """More waste carried away than produced."""
    sheet = tables["persampahan"]
    row = sheet[rng.randrange(1, min(len(sheet), 10))]
    row[_column(sheet, "Terangkut (m3/hari)")] = 999


def unknown_heading(tables: Tables, rng: Random) -> None:
    """A column that nobody asked for."""
    for row, text in zip(tables["air_minum"], ["Catatan petugas"], strict=False):
        row.append(text)


ALL: tuple[Mistake, ...] = (
    poor_above_all,
    note_in_number,
    latrines_do_not_add_up,
    blank_area,
    built_beyond_the_desa,
    doubled_row,
    total_row,
    perception_out_of_range,
    more_carried_than_made,
    unknown_heading,
)


def foreign_codes(tables: Tables, _rng: Random) -> None:
    """Codes of another district: the whole submission is unusable."""
    for sheet in tables.values():
        for row in sheet[1:]:
            if isinstance(row[0], str) and row[0].startswith("99."):
                row[0] = f"99.69{row[0][5:]}"


def make_mistakes(tables: Tables, rng: Random) -> list[str]:
    """Put up to five mistakes into the tables; gives their names."""
    chosen = rng.sample(ALL, rng.choice((1, 2, 2, 3, 4, 5)))
    for mistake in chosen:
        mistake(tables, rng)
    return [m.__name__ for m in chosen]
