"""Zip archives of CSV files and workbooks: only plain members, within limits, nothing written to disk."""

from __future__ import annotations

import io
import stat
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from tasks.intake.grids.limits import Limits, TooLarge

_LONGEST_NAME = 1000


def members(data: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """The files inside as (`folder/wilayah.csv`, bytes) sorted by name; hidden files are left out.

    A name with backslashes, as some programs write it, is read as one with folders. Raises TooLarge with what is wrong
    with the archive, and ZIP_ERRORS for a damaged one, which may be after some members.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = sorted((i for i in archive.infolist() if _is_wanted(i)), key=_path)
        if refusal := _refusal(entries, limits):
            raise TooLarge(refusal)
        limits.require_no_bomb(entries)
        for entry in entries:
            yield _path(entry), archive.read(entry)


def _path(entry: zipfile.ZipInfo) -> str:
    return entry.filename.replace("\\", "/")


def _is_wanted(entry: zipfile.ZipInfo) -> bool:
    parts = PurePosixPath(_path(entry)).parts
    is_folder = entry.is_dir() or _path(entry).endswith("/")
    return not is_folder and not any(p.startswith((".", "__MACOSX", "~$")) and p != ".." for p in parts)


def _refusal(entries: Sequence[zipfile.ZipInfo], limits: Limits) -> str:
    paths = [_path(e) for e in entries]
    if any(".." in PurePosixPath(p).parts or p.startswith("/") for p in paths):
        return "arsip zip memuat nama berkas yang menunjuk ke luar arsip"
    if any(stat.S_ISLNK(e.external_attr >> 16) for e in entries):
        return "arsip zip memuat tautan (symlink), bukan berkasnya sendiri"
    if len(set(paths)) < len(paths):
        return "arsip zip memuat dua berkas dengan nama yang sama"
    if any(len(p) > _LONGEST_NAME for p in paths):
        return f"arsip zip memuat nama berkas yang lebih panjang dari {_LONGEST_NAME} huruf"
    if len(entries) > limits.max_members:
        return f"arsip zip terlalu besar (lebih dari {limits.max_members} berkas)"
    return ""
