"""One small store for all of them: a district that hands in every table, with hostile texts, through two years."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.store.folder import FolderStore
from tests.hostile.planted import KODE, write_hostile
from tests.support.cycle import hand_in, run_year


@pytest.fixture(scope="session")
def planted_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("planted-files")
    with pytest.MonkeyPatch.context() as patch:
        write_hostile(out, patch)
    return out


@pytest.fixture(scope="session")
def run(planted_files: Path, tmp_path_factory: pytest.TempPathFactory) -> FolderStore:
    """A store in which the planted submission went through both years. Read only."""
    store = FolderStore(tmp_path_factory.mktemp("planted") / "store")
    for year in (2013, 2014):
        hand_in(store, year, KODE, planted_files / str(year) / KODE)
        (district,) = run_year(store, year)["districts"]
        assert district["state"] == "used"
    return store
