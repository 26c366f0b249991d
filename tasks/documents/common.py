"""What the documents share: the frame of facts, parameters, declared absences and the footer's digests."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reports.blocks import Document, Table
from reports.html import document_html
from schemas.canonical import digest, dump_rows
from schemas.contract import Table as Contract
from schemas.facts import DocumentName, Facts, FactTable, Figure, Parameter
from schemas.outputs.intake import BATAS
from schemas.rulebook import Rulebook
from schemas.tables.narasi import NARASI
from schemas.tables.tidak_ada import TIDAK_ADA
from tasks.documents.places import Places
from tasks.documents.source import Source, words
from tasks.documents.sums import Sums
from tasks.documents.temuan import remarks
from tasks.lineage.units.step import Inputs, Need, Outputs

_UNIT = {
    "intake": "pembacaan kiriman",
    "validation": "pemeriksaan",
    "buku_putih": "Buku Putih",
    "ssk": "SSK",
    "mps": "MPS",
    "alternatif": "cara alokasi lain",
    "harga_bayangan": "harga bayangan",
    "realisasi": "realisasi",
}
_YEAR = {
    "": "{}",
    "-1": "{} tahun sebelumnya",
    "pin": "{} yang disematkan",
    "pin-1": "{} tahun sebelum yang disematkan",
}

PROVENANCE = ("sumber", "tahun_sumber")
SHORT_NAME: dict[DocumentName, str] = {"buku_putih": "bp", "ssk": "ssk", "mps": "mps", "monev": "monev"}


def submitted(parent: str, table: Contract, *columns: str) -> Need:
    """A need of a submitted table with the columns printed and where they come from."""
    return Need(parent, table, (*columns, *PROVENANCE))


def shapes_need(parent: str) -> Need:
    """The need of the boundaries of the desa."""
    return Need(parent, BATAS, ("nama", "bentuk"))


def shapes(inputs: Inputs, parent: str) -> dict[str, str]:
    """The outlines of desa by code."""
    return {str(r["kode"]): str(r["bentuk"]) for r in inputs.rows(BATAS.name, parent)}


def parameters(rules: Rulebook) -> tuple[Parameter, ...]:
    """The declared rule values that are assumed, by name."""
    ruled = [rules.ruling(name) for name in rules.names]
    return tuple(Parameter(r.name, value_text(r.value), r.unit, r.reference) for r in ruled if r.status == "assumed")


def listed_rule(inputs: Inputs, name: str) -> FactTable:
    """The entries of a rule that is a list of words, one row each."""
    return FactTable(tuple({"nama": str(v)} for v in inputs.rules[name]))


def value_text(value: Any) -> str:
    """A rule value in one line."""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if value is None:
        return "tidak ada"
    if isinstance(value, list | tuple):
        return ", ".join(value_text(v) for v in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{k}: {value_text(v)}" for k, v in value.items())
    return str(value) if isinstance(value, str | int) else json.dumps(value, ensure_ascii=False, default=str)


def pins(inputs: Inputs, sources: Iterable[tuple[str, Source, Sequence[Contract]]]) -> tuple[tuple[str, str], ...]:
    """(label, digest) of the rows that were read from each parent, of the rules, and of the parents themselves.

    The first kind depends on the printed columns only, so that it changes exactly when the document may.
    """
    made = [(f"Masukan dari {label}", _digest_of(source, tables)) for label, source, tables in sources]
    parents: Mapping[str, str] = inputs.meta.get("parents", {})
    named = [(f"Unit {_unit_words(name)}", key) for name, key in sorted(parents.items())]
    return (*made, *named, ("Aturan yang dipakai", inputs.rules.digest))


def _unit_words(name: str) -> str:
    """A unit as a reader calls it: `buku_putih@-1` is Buku Putih of the year before."""
    step, _, year = name.partition("@")
    return _YEAR[year].format(_UNIT[step])


def _digest_of(source: Source, tables: Sequence[Contract]) -> str:
    parts = []
    for table in tables:
        rows = source.rows(table)
        names = [n for n in table.names if any(n in row for row in rows)]
        parts.append(table.name.encode() + b"\0" + dump_rows(names, rows))
    return digest(b"\1".join(parts))


def frame(
    inputs: Inputs,
    document: DocumentName,
    places: Places,
    spoken: Source,
    tables: Mapping[str, FactTable],
    figures: Mapping[str, Figure],
    pinned: tuple[tuple[str, str], ...],
    years: tuple[int, ...] = (),
) -> Facts:
    """The facts of a document around its tables."""
    rules = inputs.rules
    return Facts(
        document=document,
        fiscal_year=inputs.fiscal_year,
        kode_kab=inputs.kode_kab,
        kabupaten=places.kabupaten,
        provinsi=places.provinsi,
        edisi_wilayah=places.edisi,
        mark=str(rules["document.mark"]),
        labels=_numbered(rules["area.labels"]),
        years=years,
        pins=pinned,
        tables=tables,
        figures=figures,
        narasi=_by_part(spoken, NARASI, SHORT_NAME[document], "teks"),
        tidak_ada=_by_part(spoken, TIDAK_ADA, SHORT_NAME[document], "alasan"),
        parameters=parameters(rules),
        edition=rules.edition,
        opd=str(rules["edition.opd_label"]),
        irs_labels=_numbered(rules["irs.labels"]) if "irs.labels" in rules else {},
        remarks=remarks(inputs.findings, places),
    )


def _numbered(labels: Any) -> dict[int, str]:
    return dict(enumerate(class_labels(labels), 1))


def class_labels(value: Any) -> list[str]:
    """The four class names of the year, from a list or a mapping by class."""
    if isinstance(value, Mapping):
        return [str(v) for _, v in sorted((str(k), v) for k, v in value.items())]
    return [str(v) for v in value]


def _by_part(source: Source, table: Contract, document: str, column: str) -> dict[str, str]:
    rows = source.rows(table)
    return {words(r["bagian"]): words(r.get(column)) for r in rows if r["dokumen"] == document and r.get(column)}


def outputs(document: Document, sums: Sums) -> Outputs:
    """The rendered document with the sums it printed, their edges, and its title and number of tables."""
    made = Outputs(edges=sums.edges, blobs={"dokumen.html": document_html(document)})
    made.add(sums.table, sums.rows)
    n_tables = sum(isinstance(b, Table) for b in document.blocks)
    made.summary = {"title": f"{document.title} {document.place} {document.year}", "tables": n_tables}
    return made
