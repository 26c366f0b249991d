"""Starting, stopping and naming a Prefect server, without one: a program that behaves like it stands in."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from flows import server
from flows.settings import kept_server, server_log, server_note
from schemas.errors import WrongUsage
from tests.support.programs import free_ports

ANSWERS = """
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
class Healthy(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/api/health" else 404)
        self.end_headers()
HTTPServer(("127.0.0.1", int(sys.argv[-1])), Healthy).serve_forever()
"""
FAILS = """
print("Traceback (most recent call last):")
print("asyncpg.exceptions.InvalidPasswordError: password authentication failed for user ppsp")
print("ERROR:    Application startup failed. Exiting.")
print("Server stopped!")
sys.exit(3)
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("PREFECT_API_URL", "PREFECT_SERVER_DATABASE_CONNECTION_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def stand_in(monkeypatch: pytest.MonkeyPatch, home: Path, text: str) -> None:
    program = home.with_name("prefect")
    program.write_text(f"import sys\n{text}")
    monkeypatch.setattr(server, "_words", lambda port: [sys.executable, str(program), "server", str(port)])


def test_it_is_started_once_found_by_runs_and_ended(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, home, ANSWERS)
    (port,) = free_ports(1)
    started = server.start(port)
    assert (started["answers"], started["database"]) == (True, "SQLite")
    assert server.start(port)["pid"] == started["pid"]
    assert kept_server() == started["url"] == f"http://127.0.0.1:{port}/api"
    assert server.stop()
    assert not server_note().exists()
    assert kept_server() == ""
    assert not server.stop()


def test_why_it_did_not_start_is_said(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(monkeypatch, home, FAILS)
    home.mkdir()
    server_log().write_text("OSError: of another day\n")
    with pytest.raises(server.ServerUnavailable, match=r"did not start: .*password authentication failed"):
        server.start(*free_ports(1))
    assert not server_note().exists()


def test_a_note_of_a_server_that_died_misleads_nobody(home: Path) -> None:
    home.mkdir()
    (port,) = free_ports(1)
    server_note().write_text(json.dumps({"pid": 1, "url": f"http://127.0.0.1:{port}/api"}))
    assert kept_server() == ""
    assert not server.stop()
    server_note().write_text("{")
    assert server.status()["url"] == ""


def test_a_server_that_is_named_must_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    server.require_answer()
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    with pytest.raises(server.ServerUnavailable, match="does not answer; start it"):
        server.require_answer()


def test_a_database_is_named_as_people_write_it() -> None:
    assert server.database_url("") == ""
    assert server.database_url("postgresql://a:b@h/p") == "postgresql+asyncpg://a:b@h/p"
    assert server.database_url("postgresql+asyncpg://a:b@h/p") == "postgresql+asyncpg://a:b@h/p"
    with pytest.raises(WrongUsage, match="write postgresql://"):
        server.database_url("mysql://h/p")
