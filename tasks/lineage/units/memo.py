"""A memo: what a unit was made of and what it gave. It holds no clock, no run and no parent's name: bytes only."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

from schemas.canonical import dump_json


@dataclass(frozen=True, slots=True)
class TableOut:
    """A stored table: digest of its bytes, number of rows, digest of each column with the key."""

    digest: str
    rows: int
    columns: dict[str, str]


@dataclass(frozen=True, slots=True)
class Memo:
    """The record of one unit, stored under its unit key."""

    step: str
    fiscal_year: int
    district: str
    unit_key: str
    code: str
    rules: str
    inputs: tuple[tuple[str, str], ...]
    tables: dict[str, TableOut]
    blobs: dict[str, str]
    edges: str
    findings: str
    summary: dict[str, Any]

    def dump(self) -> bytes:
        """Canonical JSON."""
        body = {name: getattr(self, name) for name in self.__slots__}
        body["tables"] = {n: {"digest": t.digest, "rows": t.rows, "columns": t.columns} for n, t in self.tables.items()}
        return dump_json(body)

    @classmethod
    @lru_cache(maxsize=256)
    def load(cls, data: bytes) -> Self:
        """The memo in `data`; the same bytes are parsed once while they are among the last that were asked for."""
        body = json.loads(data)
        body["tables"] = {n: TableOut(**t) for n, t in body["tables"].items()}
        body["inputs"] = tuple((label, digest) for label, digest in body["inputs"])
        return cls(**body)

    def objects(self) -> dict[str, str]:
        """Every stored object of the unit: name -> digest."""
        named = {**{n: t.digest for n, t in self.tables.items()}, **self.blobs}
        return {**named, "edges": self.edges, "findings": self.findings}

    def outputs(self) -> dict[str, str]:
        """What the unit says, by full name -> digest; the place of cells in files is not part of it."""
        stem = f"{self.fiscal_year}/{self.district}/{self.step}"
        return {f"{stem}/{name}": digest for name, digest in self.objects().items() if name != "cells"}
