"""Findings of the submission as a document repeats them below the tables that they touch."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.facts import Remark
from schemas.findings import Finding, order
from tasks.documents.kata import written_out
from tasks.documents.places import Places


def remarks(findings: Iterable[Finding], places: Places) -> tuple[Remark, ...]:
    """Every finding about a submitted table, gravest first. Findings about files that no table took are left out."""
    return tuple(Remark(f.severity, _cells(f), _text(f, places)) for f in order(findings) if f.table)


def _cells(finding: Finding) -> tuple[str, ...]:
    cells = ((finding.table, finding.column), *((table, column) for table, _, column in finding.also))
    return tuple(dict.fromkeys(f"{table}#{column}" for table, column in cells))


def _text(finding: Finding, places: Places) -> str:
    kode = finding.row.split("|")[0]
    name = places.desa(kode) if kode.startswith(f"{places.kab}.") else ""
    said = written_out(finding.message)
    return f"{name}: {said}" if name and name not in said else said
