"""Findings of the submission as a document repeats them below the tables that they touch."""

from __future__ import annotations

from collections.abc import Iterable

from schemas.facts import Remark
from schemas.findings import Finding, order
from schemas.form_words import column_words, table_words
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
    where = f" ({_place(finding)})" if finding.column else ""
    return f"{name}: {said}{where}" if name and name not in said else f"{said}{where}"


def _place(finding: Finding) -> str:
    """Table and column in the words of the form."""
    return f"tabel {table_words(finding.table)}, kolom {column_words(finding.table, finding.column)}"
