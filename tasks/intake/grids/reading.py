"""From a submitted file to grids, whatever its form, in a process of its own."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from schemas.archives import ZIP_ERRORS
from schemas.canonical import digest as digest_of
from schemas.findings import Finding
from schemas.heading_map import knows_stem
from tasks.contained.bounds import BROKEN, DEPTH, MEMORY, RETIRED, TIME, Beyond
from tasks.contained.process import contained
from tasks.intake.grids import kinds
from tasks.intake.grids.archive import members
from tasks.intake.grids.file_messages import empty_file, misnamed, no_table_file, unreadable
from tasks.intake.grids.grid import Grid, file_stem
from tasks.intake.grids.kinds import kind_of
from tasks.intake.grids.limits import Limits, TooLarge
from tasks.intake.grids.textfile import read_csv
from tasks.intake.grids.travel import packed, unpacked
from tasks.intake.grids.workbook import read_workbook

WORKBOOKS = {"xlsx": kinds.XLSX, "xlsm": kinds.XLSX, "xlsb": kinds.XLSB, "xls": kinds.XLS, "ods": kinds.ODS}
TEXTS = {"csv": kinds.CSV, "tsv": kinds.CSV, "txt": kinds.CSV}
READABLE = WORKBOOKS | TEXTS | {"zip": kinds.ZIP}
_LOCKED = "berkas ini dikunci dengan kata sandi; buka dengan kata sandinya, hapus kata sandi itu"
_WEB_PAGE = "isinya halaman web (HTML), bukan buku kerja; buka di Excel atau LibreOffice"
_NESTED = "arsip zip di dalam arsip zip"
_NO_TABLE = "isinya bukan tabel yang dapat dibaca"
_BEYOND = {
    TIME: "membacanya terlalu lama; kurangi isinya sampai tabel yang diminta saja",
    MEMORY: "terlalu besar untuk memori; kurangi isinya sampai tabel yang diminta saja",
    DEPTH: "susunannya terlalu dalam",
    BROKEN: "isinya rusak, sehingga pembacanya berhenti",
    RETIRED: "pembacanya berhenti",
}
_DAMAGED = {kinds.ZIP: "isi berkasnya rusak atau tidak lengkap", kinds.OTHER: _NO_TABLE}


def read_grids(name: str, data: bytes, limits: Limits, digest: str = "") -> tuple[list[Grid], list[Finding]]:
    """The grids of a CSV file, a workbook or a zip of them, and what could not be read.

    What a file is, its content decides. A table that cannot be read is a `block` finding, a file that is no table (a
    letter, a picture) a `warning`; never an exception. No file can end this process, take its memory or hold it up.
    `digest` is the name under which the file is kept, where that is not the digest of its bytes.
    """
    if len(data) > limits.max_bytes:
        return [], [unreadable(name, _BEYOND[MEMORY])]
    try:
        return unpacked(contained(read_inside, name, data, limits=asdict(limits), digest=digest))
    except Beyond as error:
        return [], [unreadable(name, _BEYOND[error.bound])]


def read_inside(name: str, data: bytes, limits: dict[str, Any], digest: str) -> dict[str, Any]:
    """The same in the process that reads: grids and findings as they travel."""
    return packed(*read_here(name, data, Limits(**limits), digest))


def read_here(name: str, data: bytes, limits: Limits, digest: str = "") -> tuple[list[Grid], list[Finding]]:
    """The same in this process, for who is contained already."""
    return _read(name, data, digest or digest_of(data), limits, is_inside=False)


def _read(name: str, data: bytes, digest: str, limits: Limits, is_inside: bool) -> tuple[list[Grid], list[Finding]]:
    said = READABLE.get(name.lower().rpartition(".")[2])
    is_table = said is not None and (said != kinds.CSV or knows_stem(file_stem(name)))
    if said is None or (not data and not is_table):
        return [], [no_table_file(name)]
    if not data:
        return [], [empty_file(name)]
    kind = kind_of(data)
    if kind == kinds.CSV and said == kinds.ZIP:
        kind = kinds.OTHER
    if kind == kinds.ZIP == said and not is_inside:
        return _read_zip(name, data, digest, limits)
    if kind == kinds.ENCRYPTED:
        return [], [unreadable(name, _LOCKED)]
    if kind == kinds.HTML:
        return [], [unreadable(name, _WEB_PAGE)]
    if kind in _DAMAGED:
        return [], [unreadable(name, _NESTED if said == kind else _DAMAGED[kind])]
    read = read_csv(name, data, digest, limits) if kind == kinds.CSV else None
    grids, findings = read or read_workbook(name, data, digest, kind, limits)
    if not grids and not findings:
        return [], [empty_file(name)]
    return grids, [*([misnamed(name, kinds.NAMES[kind])] if kind != said and grids else []), *findings]


def _read_zip(name: str, data: bytes, digest: str, limits: Limits) -> tuple[list[Grid], list[Finding]]:
    grids: list[Grid] = []
    findings: list[Finding] = []
    try:
        for inner, content in members(data, limits):
            found, problems = _read(f"{name}!{inner}", content, digest, limits, is_inside=True)
            grids += found
            findings += problems
    except TooLarge as error:
        return [], [unreadable(name, str(error))]
    except ZIP_ERRORS:
        return [], [unreadable(name, "arsip zip rusak atau memakai kata sandi")]
    return grids, findings if grids or findings else [empty_file(name)]
