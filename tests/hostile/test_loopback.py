"""No command knows an address beyond this machine, unless it is told one."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from typer.testing import CliRunner

from flows.cli import app
from flows.site.build import build
from schemas.errors import PpspError
from tasks.lineage.records.ledger import sealed_runs
from tasks.store.restricted import RestrictedStore
from tests.hostile.commands import WORDS, leaves
from tests.hostile.conftest import Traced
from tests.support.programs import program
from tests.support.stores import folder_store

LOCAL = ("127.", "::1", "localhost")
_WATCHED = ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
_seen: list[tuple[str, Any]] = []


def _hook(event: str, values: tuple[Any, ...]) -> None:
    if event in _WATCHED:
        _seen.append((event, values[1] if event in ("socket.connect", "socket.bind", "socket.sendto") else values[0]))


sys.addaudithook(_hook)


def _host(address: Any) -> str:
    return str(address[0]) if isinstance(address, tuple) else os.fsdecode(address or "localhost")


def _beyond() -> list[tuple[str, Any]]:
    """What was seen that is neither this machine nor a socket in its file system."""
    return [(e, a) for e, a in _seen if not _host(a).startswith((*LOCAL, "/", "\0"))]


@pytest.fixture(scope="module")
def place(run: RestrictedStore, planted_files: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A copy of the small store that commands may change, and what their words name."""
    out = tmp_path_factory.mktemp("walk")
    shutil.copytree(run.url, out / "store")
    (out / "orang.csv").write_text(
        "orang_id,peran,kode_wilayah,mulai,selesai\nK1,ketua_pokja,99.01,2013-01-01,\nV1,pokja_provinsi,99,2013-01-01,\n"
    )
    (out / "daftar.csv").write_text("code,level,name\n98,1,Contoh\n")
    (out / "half.yaml").write_text("name: half\nceilings: {APBD_K: {scale: 0.5}}\n")
    build(str(out / "store"), out / "room", date(2014, 6, 1))  # `site serve` may be walked before `site build`
    store = folder_store(out / "store")
    runs = {r["fiscal_year"]: r["run_id"] for r in sealed_runs(store)}
    page = next(key for key in store.list("published/2013/99.01/") if key.endswith(".html"))
    return {"out": str(out), "files": str(planted_files), "run": runs[2013], "mps": runs[2014], "page": page}


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What listens ends at once; gives the addresses that it would have listened on."""
    hosts: list[str] = []
    monkeypatch.setattr(uvicorn, "run", lambda _, host, **__: hosts.append(host))
    monkeypatch.setattr(ThreadingHTTPServer, "serve_forever", lambda self: hosts.append(self.server_address[0]))

    def become(_: str, words: list[str], __: object) -> None:
        hosts.append(words[words.index("--host") + 1])
        raise SystemExit

    monkeypatch.setattr(os, "execve", become)
    for name in [n for n in os.environ if n.startswith(("PPSP_", "PREFECT_API"))]:
        monkeypatch.delenv(name)
    return hosts


def test_every_command_is_walked() -> None:
    assert set(WORDS) == set(leaves())


FIRST = ("run", "people load", "site build")
ORDER = [*FIRST, *sorted(set(WORDS) - set(FIRST))]


@pytest.mark.parametrize("name", ORDER)
def test_a_command_knows_no_address_beyond_this_machine(name: str, place: dict[str, str], quiet: list[str]) -> None:
    _seen.clear()
    words = [w.format(**place) for w in (*name.split(), *WORDS[name].split())]
    told = CliRunner().invoke(app, ["--store", f"{place['out']}/store", *words])
    assert told.exception is None or isinstance(told.exception, SystemExit | PpspError), told.exception
    assert "No such option" not in told.output
    assert "Missing " not in told.output
    assert _beyond() == []
    assert set(quiet) <= {"127.0.0.1"}
    assert bool(quiet) == (name in ("serve", "server start", "site serve"))


def test_the_guard_sees_what_it_is_for() -> None:
    import socket

    _seen.clear()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.connect(("192.0.2.1", 9))
    assert [(event, _host(address)) for event, address in _beyond()] == [("socket.connect", "192.0.2.1")]


def test_a_run_with_its_server_and_workers_knows_no_address_beyond_this_machine(traced: Traced) -> None:
    program("strace")
    addresses = re.findall(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"', traced.calls)
    assert len(addresses) > 3
    assert {a or b for a, b in addresses} <= {"127.0.0.1", "::1"}
