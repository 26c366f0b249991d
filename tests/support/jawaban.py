"""Household answers written as tables, and the risk that the rules read from them: 1 at risk, 0 safe, - open."""

from __future__ import annotations

from schemas.contract import Row, Rows
from schemas.rulebook import load_rulebook
from schemas.tables.ehra_responden import EHRA_RESPONDEN
from tasks.buku_putih.jawaban.risiko import risk_matrix
from tests.support.area import lines

SHOWN = {1: "1", 0: "0", -1: "-"}


def answer(column: str, text: str) -> Row:
    """One answer; `-` is blank."""
    field = EHRA_RESPONDEN.field(column)
    return {} if text == "-" else {column: int(text) if field.is_int else text}


def household(number: int) -> Row:
    """A household without answers."""
    return {"no_responden": f"{9901012001101 + number}", "kode_desa": "99.01.01.2001", "strata": 1}


def risks(rows: Rows, key: str, year: int = 2021) -> list[str]:
    """The risk of each household in one sub-indicator."""
    matrix = risk_matrix(rows, {}, load_rulebook(year))
    return [SHOWN[int(r)] for r in matrix.risk[:, matrix.keys.index(key)]]


def multi(item: str, letters: str, ticked: str) -> Row:
    """All letters of a multi item, those of `ticked` with 1."""
    return {f"{item}.{x}": int(x in ticked) for x in letters}


def check_risk(key: str, drawn: str, year: int = 2021) -> None:
    """A truth table: columns are items, the last one is the risk. C.4, D.2 and G.3 hold the ticked letters."""
    table = lines(drawn)
    rows = []
    for i, line in enumerate(table):
        row = household(i)
        for column, text in line.items():
            if column in LETTERS and text != "-":
                row |= multi(column, LETTERS[column], text.replace("none", ""))
            elif column != "risiko" and column not in LETTERS:
                row |= answer(column, text)
        rows.append(row)
    assert risks(rows, key, year) == [line["risiko"] for line in table]


LETTERS = {"C.4": "ABCDEFGHIJ", "D.2": "ABCDEFGH", "G.3": "ABCDEFGH"}
