"""Statements evaluated on arrays, one element per household."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tasks.buku_putih.jawaban.pernyataan import (
    Among,
    And,
    AnyKnown,
    Code,
    Else,
    Letters,
    Not,
    Or,
    Statement,
    Sure,
    Ticked,
    bits,
)

Bools = NDArray[np.bool_]
Columns = Mapping[str, NDArray[np.signedinteger[Any]]]
"""Answers by column: codes and flags as they are, letters as bits (A = 1, B = 2, C = 4); 0 or less where blank.

A letter of a multi item is 1 or not; a code is never 0.
"""
Tri = tuple[Bools, Bools]
"""Where a statement is true, and where it is false."""


def evaluate(statement: Statement, columns: Columns) -> Tri:
    """Where the statement is true and where it is false, one element per household."""
    match statement:
        case Code(column, codes, known):
            answer = columns[column]
            yes = _among(answer, codes)
            return yes, _among(answer, known) & ~yes
        case Letters(column, letters, known):
            answer = columns[column]
            valid = (answer > 0) & ((answer & ~bits(known)) == 0)
            hit = (answer & bits(letters)) != 0
            return valid & hit, valid & ~hit
        case Ticked(wanted, item, every):
            answered = np.logical_or.reduce([columns[c] == 1 for c in item])
            join = np.logical_and if every else np.logical_or
            hit = join.reduce([columns[c] == 1 for c in wanted])
            return answered & hit, answered & ~hit
        case Or(a, b):
            (a_yes, a_no), (b_yes, b_no) = evaluate(a, columns), evaluate(b, columns)
            return a_yes | b_yes, a_no & b_no
        case And(a, b):
            (a_yes, a_no), (b_yes, b_no) = evaluate(a, columns), evaluate(b, columns)
            return a_yes & b_yes, a_no | b_no
        case Not(a):
            yes, no = evaluate(a, columns)
            return no, yes
        case AnyKnown(parts):
            found = [evaluate(part, columns) for part in parts]
            yes = np.logical_or.reduce([y for y, _ in found])
            return yes, np.logical_or.reduce([n for _, n in found]) & ~yes
        case Sure(a):
            yes, _ = evaluate(a, columns)
            return yes, ~yes
        case Else(a, b):
            (a_yes, a_no), (b_yes, b_no) = evaluate(a, columns), evaluate(b, columns)
            is_open = ~(a_yes | a_no)
            return a_yes | (is_open & b_yes), a_no | (is_open & b_no)
        case Among(of, a):
            (asked, _), (yes, no) = evaluate(of, columns), evaluate(a, columns)
            return asked & yes, asked & no


def _among(answer: NDArray[np.signedinteger[Any]], codes: Sequence[int]) -> Bools:
    """Membership; a run of codes is one range, which is quicker than a search."""
    if codes and sorted(codes) == list(range(min(codes), max(codes) + 1)):
        return (answer >= min(codes)) & (answer <= max(codes))
    return np.isin(answer, codes)
