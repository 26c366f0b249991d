"""Amounts of money in one cell: the number, the sign Rp, and the unit written beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.contract import Field
from schemas.money_unit import RUPIAH_PER_UNIT, word_unit
from tasks.intake.grids.grid import BARE_FORMULA, DATE, FAILED, NUMBER, Cell
from tasks.intake.values.cell_messages import NOT_A_NUMBER, RP_AMONG_OTHERS, Problem
from tasks.intake.values.numbers import BLANKS

_MONEY = re.compile(
    r"(?P<rp>rp\b\.?|idr\b)?\s*(?P<number>.*?)(?:,-)?\s*(?P<word>[a-z]+\.?(?: rupiah| rp\.?)?)?", re.IGNORECASE
)


def is_blank(cell: Cell) -> bool:
    """Whether a cell says nothing: empty, `-`, `n/a`; a formula without a value says something."""
    return cell.kind not in (BARE_FORMULA, FAILED) and cell.text.lower() in BLANKS


def bare_amount(column: Field, text: str) -> tuple[str, str, bool]:
    """The number alone, the word that stands behind money (`juta`), and whether it has the sign Rp."""
    if column.kind == "rupiah" and (money := _MONEY.fullmatch(text)):
        word = money["word"] or ""
        is_sign = word.lower().rstrip(".") in ("rp", "rupiah")
        return money["number"].strip(), "" if is_sign else word, bool(money["rp"]) or is_sign
    return (text.removesuffix("%").strip() if column.unit.startswith("%") else text), "", False


def own_scale(column: Field, cell: Cell, scale: int | None, has_decoration: bool) -> int | Problem | None:
    """Rupiah per unit of this cell: the unit written in it wins; a lone Rp in a table of millions is refused."""
    if column.kind != "rupiah":
        return scale
    if cell.kind == NUMBER:
        unit = word_unit(cell.form.words) or word_unit(cell.form.words.lower().removeprefix("rp").strip(" ."))
        return RUPIAH_PER_UNIT[unit] if unit else scale
    _, word, has_rp = bare_amount(column, cell.text)
    if word:
        unit = word_unit(word)
        return RUPIAH_PER_UNIT[unit] if unit else Problem(NOT_A_NUMBER)
    return Problem(RP_AMONG_OTHERS) if has_rp and not has_decoration and scale not in (1, None) else scale


def all_have_rp(column: Field, cells: Iterable[Cell]) -> bool:
    """Whether the sign Rp stands in every amount of the column, so that it says nothing about the unit."""
    if column.kind != "rupiah":
        return False
    filled = [c for c in cells if not is_blank(c)]
    return all(c.kind not in (NUMBER, DATE) and bare_amount(column, c.text)[2] for c in filled)
