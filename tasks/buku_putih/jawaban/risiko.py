"""Answers to the matrix of risks: by rows of one district, or by arrays of any number of districts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.canonical import columns_of
from schemas.contract import Row, Rows, Value
from schemas.ehra import Questionnaire, load_questionnaire
from schemas.rulebook import Rulebook
from schemas.tables.ehra_responden import EHRA_RESPONDEN
from tasks.buku_putih.jawaban.aturan import Risks, columns_by_key, risks_in_force
from tasks.buku_putih.jawaban.kolom import BLANK, letter_bits, numbered, numbers
from tasks.buku_putih.jawaban.logika import Columns, evaluate
from tasks.buku_putih.matriks import AT_RISK, SAFE, UNDECIDED, RiskMatrix

_ENTRY_CODE = re.compile(r"(\d\d)(\d\d)(\d\d)(\d{4})\d{3}")


def risk_matrix(rows: Rows, strata: Mapping[str, int], rules: Rulebook) -> RiskMatrix:
    """The risks of the households of a district, in order of respondent number.

    A household stands in the stratum of its desa by `strata`, else in the one of its own answer. One whose desa
    neither the column nor the respondent number tells is left out (`without_place` counts them).
    """
    questionnaire = load_questionnaire()
    placed = sorted((str(row["no_responden"]), kode, row) for row in rows if (kode := desa_of(row)))
    ordered = [row for _, _, row in placed]
    codes = [kode for _, kode, _ in placed]
    statements = risks_in_force(rules)
    desa_names, desa = numbered(codes)
    _, rt = numbered(_rt(kode, row) for _, kode, row in placed)
    given = columns_of(ordered, EHRA_RESPONDEN.names)
    own = numbers(given["strata"])
    listed = np.fromiter((strata.get(kode, BLANK) for kode in codes), np.int32, len(codes))
    return RiskMatrix(
        keys=tuple(statements),
        kode_desa=desa_names,
        risk=risks(read_columns(given, questionnaire, statements), statements),
        desa=desa,
        rt=rt,
        strata=np.where(listed >= 0, listed, own).astype(np.int8),
    )


def without_place(rows: Rows) -> int:
    """Households whose desa is not known at all."""
    return sum(desa_of(row) is None for row in rows)


def desa_of(row: Row) -> str | None:
    """The desa of a household: its column, else the one that its respondent number tells; None when neither does."""
    if row.get("kode_desa") is not None:
        return str(row["kode_desa"])
    told = _ENTRY_CODE.fullmatch(str(row.get("no_responden")))
    return ".".join(told.groups()) if told else None


def read_columns(given: Mapping[str, Sequence[Value]], questionnaire: Questionnaire, statements: Risks) -> Columns:
    """The answers that the statements read."""
    used = {column for columns in columns_by_key(statements).values() for column in columns}
    return {
        column: letter_bits(given[column]) if item.kind == "letters" else numbers(given[column])
        for item in questionnaire.items.values()
        for column in item.columns
        if column in used
    }


def risks(columns: Columns, statements: Risks) -> NDArray[np.int8]:
    """One row per household, one column per statement: 1 at risk, 0 safe, -1 open."""
    n = len(next(iter(columns.values())))
    found = np.full((n, len(statements)), UNDECIDED, np.int8)
    for j, statement in enumerate(statements.values()):
        yes, no = evaluate(statement, columns)
        found[no, j] = SAFE
        found[yes, j] = AT_RISK
    return found


def _rt(kode: str, row: Row) -> str | None:
    return None if row.get("rt") is None else f"{kode}|{row['rt']}"
