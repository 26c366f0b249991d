"""Costly stores, made once per session."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.demo.write import write_demo
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import hand_in, load_regions, run_year
from tests.support.stores import folder_store


@pytest.fixture(scope="session")
def jambi_files(public: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 11 real districts of Jambi as submissions, one folder each."""
    out = tmp_path_factory.mktemp("jambi")
    tool = public / "tools/podes_to_submission.py"
    subprocess.run([sys.executable, str(tool), "--out", str(out)], check=True, capture_output=True)
    return out


@pytest.fixture(scope="session")
def jambi(public: Path, jambi_files: Path, tmp_path_factory: pytest.TempPathFactory) -> RestrictedStore:
    """A store in which Jambi went through fiscal years 2013 and 2014. Read only."""
    store = folder_store(tmp_path_factory.mktemp("store-jambi"))
    regions = public / "data/regions"
    load_regions(
        store,
        regions / "regions.csv.gz",
        regions / "retired_codes_2016_2025.csv.gz",
        regions / "bps_kemendagri_bridge_2020.csv",
    )
    for folder in sorted(p for p in jambi_files.iterdir() if p.is_dir()):
        hand_in(store, 2013, folder.name, folder)
    run_year(store, 2013)
    run_year(store, 2014)
    return store


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Submissions of three made-up districts for 2013, 2014 and 2015."""
    out = tmp_path_factory.mktemp("demo")
    write_demo(out, districts=3, seed=1, year=2013)
    return out


@pytest.fixture(scope="session")
def demo_sealed(demo_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a store in which the demo went through both years. Read only."""
    folder = tmp_path_factory.mktemp("store-demo")
    store = folder_store(folder)
    for year in (2013, 2014):
        for submission in sorted((demo_files / str(year)).iterdir()):
            hand_in(store, year, submission.name, submission)
        run_year(store, year)
    return folder


@pytest.fixture
def demo(demo_sealed: Path, tmp_path: Path) -> RestrictedStore:
    """A copy of that store that a test may change."""
    shutil.copytree(demo_sealed, tmp_path / "store")
    return folder_store(tmp_path / "store")


@pytest.fixture(scope="session")
def reported_sealed(demo_sealed: Path, demo_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with 2015, the first year of the MPS, reported on. Read only."""
    folder = tmp_path_factory.mktemp("store-2015") / "store"
    shutil.copytree(demo_sealed, folder)
    store = folder_store(folder)
    for submission in sorted((demo_files / "2015").iterdir()):
        hand_in(store, 2015, submission.name, submission)
    run_year(store, 2015)
    return folder


@pytest.fixture
def reported(reported_sealed: Path, tmp_path: Path) -> RestrictedStore:
    """A copy of that store that a test may change."""
    shutil.copytree(reported_sealed, tmp_path / "reported")
    return folder_store(tmp_path / "reported")


@pytest.fixture
def edit_csv(demo_files: Path, tmp_path: Path) -> Callable[[int, str, str, Callable[[list[str]], list[str]]], Path]:
    """Copy a district's CSV folder and change the lines of one file; gives the folder."""

    def edit(year: int, kode: str, name: str, change: Callable[[list[str]], list[str]]) -> Path:
        folder = tmp_path / "edited" / kode
        shutil.copytree(demo_files / str(year) / kode, folder)
        path = folder / name
        lines = path.read_bytes().decode("utf-8-sig").split("\r\n")
        path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(change(lines)).encode())
        return folder

    return edit
