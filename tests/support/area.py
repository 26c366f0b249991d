"""A district written as tables, run through the step buku_putih. Desa are letters; `-` is unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from schemas.canonical import sort_rows
from schemas.contract import Field, Row, Rows, Value
from schemas.rulebook import load_rulebook
from schemas.tables import table
from tasks.buku_putih.units import STEP
from tasks.lineage.units.step import Inputs, Outputs

KAB = "99.01"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Lines = list[dict[str, str]]


def kode(letter: str) -> str:
    """The code of a desa of the district."""
    return f"{KAB}.01.{2001 + LETTERS.index(letter)}"


def lines(text: str) -> Lines:
    """Rows of a table drawn with `|`, heading first."""
    cells = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[1:]]


def typed(name: str, text: str) -> Rows:
    """Rows of a submitted table; the column `desa` holds letters, a missing `tahun` is 2012."""
    contract = table(name)
    rows: Rows = []
    for line in lines(text):
        row: Row = {"tahun": 2012} if "tahun" in contract.key else {}
        for column, cell in line.items():
            is_desa = column == "desa"
            field = contract.field("kode_desa" if is_desa else column)
            row[field.name] = None if cell == "-" else kode(cell) if is_desa else _value(field, cell)
        rows.append(row)
    return rows


def _value(field: Field, cell: str) -> Value:
    return int(cell) if field.is_int else Decimal(cell) if field.is_decimal else cell


def inputs_of(tables: Mapping[str, str | Rows], fiscal_year: int = 2013) -> Inputs:
    """What the step gets: declared columns only, rows sorted by key."""
    rows: dict[tuple[str, str], Rows] = {}
    for need in STEP.needs:
        given = tables.get(need.table.name)
        if given is not None:
            found = typed(need.table.name, given) if isinstance(given, str) else given
            columns = dict.fromkeys((*need.table.key, *(need.columns or ())))
            rows["validation", need.table.name] = sort_rows(need.table, [{c: r.get(c) for c in columns} for r in found])
    declared = [(n.parent, n.table.name) for n in STEP.needs]
    return Inputs(fiscal_year, KAB, load_rulebook(fiscal_year).only(STEP.rules), rows, declared)


def run(fiscal_year: int = 2013, **tables: str | Rows) -> Outputs:
    """The outputs of the step for one district."""
    (made,) = STEP.compute([inputs_of(tables, fiscal_year)])
    return made


def rows_of(made: Outputs, name: str) -> Rows:
    """Rows of a computed table."""
    return made.tables[name][1]


def of_komponen(made: Outputs, komponen: str) -> dict[str, Row]:
    """Rows of the table area by letter."""
    return {
        LETTERS[int(str(r["kode_desa"])[-4:]) - 2001]: r for r in rows_of(made, "area") if r["komponen"] == komponen
    }


def check(made: Outputs, komponen: str, expected: str) -> None:
    """Compare the table area of a komponen with a drawn table; columns are those of area, without `skor_`."""
    found = of_komponen(made, komponen)
    drawn = lines(expected)
    assert [shown(found[line["desa"]], list(line)) for line in drawn] == [list(line.values()) for line in drawn]


def shown(row: Row, columns: Sequence[str]) -> list[str]:
    """Cells of a row as drawn."""
    names = [c if c in row else f"skor_{c}" for c in columns[1:]]
    letter = LETTERS[int(str(row["kode_desa"])[-4:]) - 2001]
    return [letter, *("-" if row[n] is None else str(row[n]) for n in names)]
