"""From a submitted file to grids, whatever its form."""

from __future__ import annotations

from schemas.canonical import digest as digest_of
from schemas.findings import Finding
from tasks.intake.archive import members
from tasks.intake.grid import Grid
from tasks.intake.messages import unreadable
from tasks.intake.textfile import read_csv
from tasks.intake.workbook import read_workbook

WORKBOOKS = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt")


def read_grids(name: str, data: bytes) -> tuple[list[Grid], list[Finding]]:
    """The grids of a CSV file, a workbook or a zip of them, and what could not be read.

    An unreadable file is a `block` finding, never an exception.
    """
    return _read(name, data, digest_of(data), is_inside=False)


def _read(name: str, data: bytes, digest: str, is_inside: bool) -> tuple[list[Grid], list[Finding]]:
    ending = "." + name.lower().rpartition(".")[2]
    if not data:
        return [], [unreadable(name, "berkas kosong")]
    if ending in TEXTS:
        return read_csv(name, data, digest)
    if ending in WORKBOOKS:
        return read_workbook(name, data, digest)
    if ending == ".zip" and not is_inside:
        return _read_zip(name, data, digest)
    return [], [unreadable(name, "jenis berkasnya tidak dikenal; kirim XLSX, CSV, atau ZIP berisi keduanya")]


def _read_zip(name: str, data: bytes, digest: str) -> tuple[list[Grid], list[Finding]]:
    files, findings = members(name, data)
    grids: list[Grid] = []
    for inner, content in files:
        found, problems = _read(inner, content, digest, is_inside=True)
        grids += found
        findings = findings + problems
    return grids, findings
