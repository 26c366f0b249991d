"""Zip archives of CSV files and workbooks: only plain members, within limits, nothing written to disk."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from schemas.findings import Finding
from tasks.intake.file_messages import unreadable
from tasks.intake.kinds import ZIP_ERRORS
from tasks.intake.limits import Limits


def members(name: str, data: bytes, limits: Limits) -> tuple[list[tuple[str, bytes]], list[Finding]]:
    """The files inside as (`archive.zip!folder/wilayah.csv`, bytes) sorted by name; hidden files are left out.

    A name with backslashes, as some programs write it, is read as one with folders.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = sorted((i for i in archive.infolist() if _is_wanted(i)), key=_path)
            if refusal := _refusal(entries, limits):
                return [], [unreadable(name, refusal)]
            return [(f"{name}!{_path(i)}", archive.read(i)) for i in entries], []
    except ZIP_ERRORS:
        return [], [unreadable(name, "arsip zip rusak atau memakai kata sandi")]


def _path(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/")


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(_path(entry)).parts
    is_folder = entry.is_dir() or _path(entry).endswith("/")
    return not is_folder and not any(p.startswith((".", "__MACOSX", "~$")) and p != ".." for p in parts)


def _refusal(entries: list[zipfile.ZipInfo], limits: Limits) -> str:
    if any(".." in PurePosixPath(_path(e)).parts or _path(e).startswith("/") for e in entries):
        return "arsip zip memuat nama berkas yang menunjuk ke luar arsip"
    if len(entries) > limits.max_members or sum(e.file_size for e in entries) > limits.max_bytes:
        return "arsip zip terlalu besar"
    return ""
