"""Zip archives of CSV files and workbooks: only plain members, within limits, nothing written to disk."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from schemas.findings import Finding
from tasks.intake.messages import unreadable

_MAX_ENTRIES = 500
_MAX_BYTES = 200_000_000
_READ_ERRORS = (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError)


def members(name: str, data: bytes) -> tuple[list[tuple[str, bytes]], list[Finding]]:
    """The files inside as (`archive.zip!folder/wilayah.csv`, bytes) sorted by name; hidden files are left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = sorted((i for i in archive.infolist() if _is_wanted(i)), key=lambda i: i.filename)
            if refusal := _refusal(entries):
                return [], [unreadable(name, refusal)]
            return [(f"{name}!{i.filename}", archive.read(i)) for i in entries], []
    except _READ_ERRORS:
        return [], [unreadable(name, "arsip zip rusak atau memakai kata sandi")]


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(entry.filename).parts
    return not entry.is_dir() and not any(p.startswith((".", "__MACOSX", "~$")) and p != ".." for p in parts)


def _refusal(entries: list[zipfile.ZipInfo]) -> str:
    if any(".." in PurePosixPath(e.filename).parts or e.filename.startswith(("/", "\\")) for e in entries):
        return "arsip zip memuat nama berkas yang menunjuk ke luar arsip"
    if len(entries) > _MAX_ENTRIES or sum(e.file_size for e in entries) > _MAX_BYTES:
        return "arsip zip terlalu besar"
    return ""
