"""Which sealed run a file comes from, for every kind of file, and whether it is still the same."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from flows.audit.origin import origin
from flows.cycle.documents import newest_documents
from flows.wiring import newest_runs
from reports.read_back import differing_figures, digests_in, kind_of, said_by
from tasks.store.restricted import RestrictedStore
from tests.support.programs import QUIET, program
from tests.support.stores import folder_store

PLAIN_PDF = b"%PDF-1.4\n%damaged"


@pytest.fixture(scope="module")
def store(demo_sealed: Path) -> RestrictedStore:
    return folder_store(demo_sealed)


@pytest.fixture(scope="module")
def kode(store: RestrictedStore) -> str:
    return sorted(newest_runs(store, 2013))[0]


def made(store: RestrictedStore, kode: str, kinds: list[str], part: str = "", year: int = 2013, **how: Any) -> Any:
    return {(stem, kind): data for _, stem, kind, data in newest_documents(store, year, kode, kinds, part, **how)}


def test_a_published_page_is_the_very_one(store: RestrictedStore, kode: str) -> None:
    run = newest_runs(store, 2013)[kode]
    key = run.told[kode]["documents"][0]
    found = origin(store, store.get(key))
    assert (found.verdict, found.key) == ("published", key)
    assert run["run_id"] in found.runs


@pytest.mark.parametrize(
    ("part", "kind", "stem"),
    [("", "docx", "ssk"), ("", "xlsx", "buku-putih"), ("ringkasan", "html", "ssk"), ("ringkasan", "pdf", "ssk"),
     ("ringkasan", "docx", "buku-putih"), ("kecamatan", "html", "buku-putih"), ("kecamatan", "xlsx", "buku-putih")],
)  # fmt: skip
def test_a_file_made_later_names_its_run_and_one_that_was_touched_does_too(
    store: RestrictedStore, kode: str, part: str, kind: str, stem: str
) -> None:
    files = made(store, kode, [kind], part)
    data = next(d for (name, _), d in files.items() if name.startswith(stem))
    found = origin(store, data)
    assert found.verdict == "made again"
    assert found.version.startswith(stem)
    assert part in found.version
    assert found.runs
    touched = origin(store, altered(data))
    assert (touched.verdict, touched.key) == ("altered", found.key)


def altered(data: bytes) -> bytes:
    """The same file with one sign of its content changed."""
    kind = kind_of(data)
    if kind in ("docx", "xlsx"):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name).replace(b"Kabupaten", b"Kabupatem"))
        return out.getvalue()
    return data.replace(b"Kabupaten", b"Kabupatem") if kind == "html" else data + b"\n"


def test_a_print_of_a_page_is_held_against_its_figures(store: RestrictedStore, kode: str, tmp_path: Path) -> None:
    page = made(store, kode, ["html"], "kecamatan")["buku-putih-kecamatan", "html"]
    (tmp_path / "page.html").write_bytes(page)
    words = ["--headless=new", "--no-pdf-header-footer", f"--print-to-pdf={tmp_path / 'p.pdf'}"]
    command = [program("chromium"), *QUIET.split(), *words, (tmp_path / "page.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    data = (tmp_path / "p.pdf").read_bytes()
    found = origin(store, data)
    assert (found.verdict, found.version) == ("printed", "buku-putih-kecamatan.html")
    text = said_by(data)
    figure = next(w for w in text.split() if w.count(",") == 1 and w.replace(",", "").isdigit())
    assert differing_figures(page, text) == ()
    assert set(differing_figures(page, text.replace(figure, "99.999,9", 1))) == {f"-{figure}", "+99.999,9"}


def test_what_no_run_made_is_unknown(store: RestrictedStore) -> None:
    for data in (b"", b"PK\x03\x04", PLAIN_PDF, b"<html>naskah " + b"0" * 64):
        found = origin(store, data)
        assert (found.verdict, found.runs) == ("unknown", ())


def test_digests_are_found_across_lines_and_in_short() -> None:
    whole = "0a" * 32
    assert whole in digests_in(f"Unit intake {whole[:30]}\n{whole[30:]} Unit")
    assert whole[:12] in digests_in(f"naskah {whole[:12]} · halaman 3")
    assert digests_in("kata") == frozenset()
