"""A district whose survey holds planted answers, and a search for them in every byte of a folder."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from schemas.demo_regions import demo_regions
from tasks.demo.jawaban import answers
from tasks.demo.tables import Sheet, buku_putih_tables
from tasks.demo.villages import villages
from tasks.demo.write import workbook
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import hand_in
from tests.support.stores import folder_store

FY, KAB = 2013, "99.02"
PLANTED = ("ZQ-LAIN-7", "IBU SARI ZQ", "0812zq5550199", "ZQ TANPA JUDUL", "7,77123zq")
"""An answer outside its list, a name, a telephone number, a text without heading, a bad age."""
BOOK = f"{KAB}.xlsx"

_BASE64 = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}")


def survey() -> tuple[dict[str, Sheet], list[str]]:
    """The sheets of the district, answers planted into the survey, and its respondents."""
    rng = Random(5)
    desa = villages(KAB, demo_regions(), rng)
    tables = buku_putih_tables(KAB, "Contoh", FY, desa, rng)
    del tables["ehra"]
    head, *rows = answers(desa, FY, rng)
    rows[0][head.index("D.3")] = PLANTED[0]
    rows[1][next(i for i, h in enumerate(head) if "mur" in h or "Usia" in h)] = PLANTED[4]
    more = [(PLANTED[1], PLANTED[2], PLANTED[3]) if i < 5 else ("", "", "") for i in range(len(rows))]
    number = head.index("No Kuesioner")
    rows = [[*row[: len(head)], *extra] for row, extra in zip(rows, more, strict=True)]
    tables["ehra_responden"] = [[*head, "Nama Responden", "Nomor Telepon", ""], *rows]
    return tables, [str(row[number]) for row in rows]


def district_book() -> tuple[bytes, list[str]]:
    """The workbook of the district, and its respondents."""
    tables, respondents = survey()
    return workbook(tables), respondents


def handed_in(folder: Path) -> tuple[RestrictedStore, list[str]]:
    """A store below the folder into which the district handed in, with the keyring beside it, and the respondents."""
    data, respondents = district_book()
    (folder / "files").mkdir()
    (folder / "files" / BOOK).write_bytes(data)
    store = folder_store(folder / "store")
    assert hand_in(store, FY, KAB, folder / "files")
    return store, respondents


@pytest.fixture(scope="module")
def own_keys() -> Iterator[None]:
    """Each store has the keyring beside it, as where nobody names one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PPSP_KEYRING")
        yield


def holding(folder: Path, texts: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(file, text) of every text that stands in a file, in a member of an archive, or in what a file has deflated."""
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        for part in _parts(path.read_bytes()):
            yield from ((str(path.relative_to(folder)), text) for text in texts if _stands(part, text))


def _stands(part: bytes, text: str) -> bool:
    return any(text.encode(code) in part for code in ("utf-8", "utf-16-le")) or base64.b64encode(text.encode()) in part


def _parts(data: bytes) -> Iterator[bytes]:
    yield data
    for text in _BASE64.findall(data):
        try:
            yield zlib.decompress(base64.b64decode(text))
        except (zlib.error, ValueError):
            continue
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from _parts(archive.read(name))
        return
    for start in re.finditer(rb"\x78\x9c|\x78\xda|\x1f\x8b", data):
        try:
            yield zlib.decompressobj(wbits=47).decompress(data[start.start() :])
        except zlib.error:
            continue
