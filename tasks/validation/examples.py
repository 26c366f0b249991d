"""Small submissions written as text, in the domain's own tables, for the passing and failing example of each rule.

    penduduk: kode_desa     | tahun | kk  | kk_miskin
              99.01.01.2001 | 2012  | 100 | 30

A line with a colon opens a table and lists its columns; `-` is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from schemas.canonical import value_of
from schemas.contract import Row, Rows, Table
from schemas.outputs.intake import DAFTAR_WILAYAH
from schemas.tables import table

_OPENS = re.compile(r"^(\w+):(.*)$")


def read_example(text: str, contracts: Mapping[str, Table] | None = None) -> dict[str, Rows]:
    """Typed rows by table. Columns that are not written are unknown.

    `contracts` are tables beside the submitted ones, by the name under which the text opens them.
    """
    known = {DAFTAR_WILAYAH.name: DAFTAR_WILAYAH, **(contracts or {})}
    tables: dict[str, Rows] = {}
    contract, name, columns = DAFTAR_WILAYAH, DAFTAR_WILAYAH.name, list[str]()
    for line in filter(None, map(str.strip, text.splitlines())):
        if opens := _OPENS.match(line):
            contract = known.get(opens[1]) or table(opens[1])
            columns = _parts(opens[2]) if opens[2].strip() else []
            name = opens[1]
            tables[name] = []
        else:
            tables[name].append(_row(contract, columns, _parts(line)))
    return tables


def _parts(line: str) -> list[str]:
    return [part.strip() for part in line.split("|")]


def _row(contract: Table, columns: list[str], parts: list[str]) -> Row:
    row: Row = dict.fromkeys(contract.names)
    for name, part in zip(columns, parts, strict=True):
        row[name] = value_of("" if part == "-" else part, contract.field(name))
    return row
