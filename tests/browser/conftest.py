"""The district's page, served on loopback while a module's tests look at it in a browser."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn

from flows.district.serve import create_app
from tasks.store.restricted import RestrictedStore
from tests.browser.room import built, room
from tests.support.stores import folder_store

__all__ = ["built", "room"]
YEAR = 2013


@dataclass(frozen=True)
class Site:
    """Where the page is, the store under it, and a district with its workbook."""

    url: str
    store: RestrictedStore
    district: str
    workbook: Path


@pytest.fixture(scope="module")
def site(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`ppsp serve` in this process."""
    folder = tmp_path_factory.mktemp("served")
    shutil.copytree(made / "store", folder / "store")
    store = folder_store(str(folder / "store"))
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(store.url, YEAR, 5_000_000), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        source = next(p for p in sorted((made / "files/2013").iterdir()) if any(p.glob("*.xlsx")))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        yield Site(url, store, source.name, next(source.glob("*.xlsx")))
        server.should_exit = True
        thread.join()
