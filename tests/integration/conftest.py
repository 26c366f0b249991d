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
from tests.support import rahasia
from tests.support.cycle import hand_in, load_regions, run_year
from tests.support.shared import shared
from tests.support.stores import folder_store


@pytest.fixture(scope="session")
def jambi_files(public: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 11 real districts of Jambi as submissions, one folder each. Read only."""
    words = [sys.executable, str(public / "tools/podes_to_submission.py"), "--out"]
    return shared(
        tmp_path_factory, "jambi", lambda out: subprocess.run([*words, str(out)], check=True, capture_output=True)
    )


@pytest.fixture(scope="session")
def jambi(public: Path, jambi_files: Path, tmp_path_factory: pytest.TempPathFactory) -> RestrictedStore:
    """A store in which Jambi went through fiscal years 2013 and 2014. Read only."""

    def fill(folder: Path) -> None:
        store, regions = folder_store(folder / "store"), public / "data/regions"
        lists = ("regions.csv.gz", "retired_codes_2016_2025.csv.gz", "bps_kemendagri_bridge_2020.csv")
        load_regions(store, *(regions / name for name in lists))
        for district in sorted(p for p in jambi_files.iterdir() if p.is_dir()):
            hand_in(store, 2013, district.name, district)
        run_year(store, 2013)
        run_year(store, 2014)

    return folder_store(shared(tmp_path_factory, "jambi-sealed", fill) / "store")


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Submissions of three made-up districts for 2013, 2014 and 2015. Read only."""
    return shared(tmp_path_factory, "demo", lambda out: write_demo(out, districts=3, seed=1, year=2013))


@pytest.fixture(scope="session")
def demo_sealed(demo_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a store in which the demo went through both years. Read only."""

    def fill(folder: Path) -> None:
        for year in (2013, 2014):
            _hand_in_and_run(folder_store(folder / "store"), year, demo_files)

    return shared(tmp_path_factory, "demo-sealed", fill) / "store"


def _hand_in_and_run(store: RestrictedStore, year: int, files: Path) -> None:
    for submission in sorted((files / str(year)).iterdir()):
        hand_in(store, year, submission.name, submission)
    run_year(store, year)


@pytest.fixture(scope="session")
def reported_sealed(demo_sealed: Path, demo_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with 2015, the first year of the MPS, reported on. Read only."""

    def fill(folder: Path) -> None:
        shutil.copytree(demo_sealed, folder / "store")
        _hand_in_and_run(folder_store(folder / "store"), 2015, demo_files)

    return shared(tmp_path_factory, "demo-reported", fill) / "store"


@pytest.fixture
def demo(demo_sealed: Path, tmp_path: Path) -> RestrictedStore:
    """A copy of that store that a test may change."""
    shutil.copytree(demo_sealed, tmp_path / "store")
    return folder_store(tmp_path / "store")


@pytest.fixture
def reported(reported_sealed: Path, tmp_path: Path) -> RestrictedStore:
    """A copy of that store that a test may change."""
    shutil.copytree(reported_sealed, tmp_path / "reported")
    return folder_store(tmp_path / "reported")


@pytest.fixture(scope="session")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A folder with a store of household answers that went through a year, its keyring beside it, and the respondents.

    Read only.
    """

    def fill(folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("PPSP_KEYRING", raising=False)
            run_year(rahasia.handed_in(folder)[0], rahasia.FY)

    return shared(tmp_path_factory, "surveyed", fill), rahasia.survey()[1]


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
