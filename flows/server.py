"""A Prefect server that is kept on this machine: started, stopped, looked at. No Prefect is imported here.

It listens on loopback alone. Its database is SQLite beside Prefect's other files, or the PostgreSQL that
PREFECT_SERVER_DATABASE_CONNECTION_URL names. What it knows of runs is for looking on; the record is in the store.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from http.client import HTTPException
from pathlib import Path
from typing import Any

from flows.settings import (
    DATABASE,
    child_environment,
    kept_server,
    prefect_database,
    prefect_server,
    server_log,
    server_note,
)
from schemas.errors import PpspError, WrongUsage

HOST, PORT = "127.0.0.1", 4200
KEEP_DAYS = 400
"""A flow run is kept until the yearly run after next has been looked at."""
_DAY_SECONDS = 86_400
_START_SECONDS, _STOP_SECONDS, _ANSWER_SECONDS = 180, 30, 5
_POSTGRES, _ASYNC = "postgresql://", "postgresql+asyncpg://"
_ERROR = re.compile(r"[\w.]*(?:Error|Exception): |ERROR: +\[Errno")


class ServerUnavailable(PpspError):
    """The Prefect server that is named cannot be reached, or one could not be started."""

    exit_code = 3


def start(port: int = PORT, keep_days: int = KEEP_DAYS) -> dict[str, Any]:
    """Start a server and wait until it answers; `status` of it. One that runs already is left as it is.

    Raises ServerUnavailable with the reason in its log where it ends before it answers.
    """
    if kept_server():
        return status()
    log, url = server_log(), _url(port)
    if answers(url):
        raise ServerUnavailable(f"a Prefect server answers at {url} already; name it in PREFECT_API_URL, or --port")
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as out:
        began = out.tell()
        process = subprocess.Popen(
            _words(port),
            env=_environment(port, keep_days),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    _wait(lambda: process.poll() is not None or answers(url), _START_SECONDS)
    if process.poll() is not None or not answers(url):
        process.kill()
        raise ServerUnavailable(f"the Prefect server did not start: {_reason(log, began)}; its log is {log}")
    server_note().write_text(json.dumps({"pid": process.pid, "url": url}), encoding="utf-8")
    return status()


def run_in_front(port: int = PORT, keep_days: int = KEEP_DAYS) -> None:
    """Become the server, for a program that watches it (systemd, a container). Does not come back."""
    words = _words(port)
    os.execve(words[0], words, _environment(port, keep_days))


def stop() -> bool:
    """End the server that `start` started; False where none runs. Raises ServerUnavailable where it does not end."""
    note = _note()
    server_note().unlink(missing_ok=True)
    pid = int(note.get("pid", 0))
    if not pid or not _is_server(pid):
        return False
    os.kill(pid, signal.SIGTERM)
    if not _wait(lambda: not _is_server(pid), _STOP_SECONDS):
        raise ServerUnavailable(f"the Prefect server (process {pid}) does not end; its log is {server_log()}")
    return True


def status() -> dict[str, Any]:
    """`url`, whether it `answers`, its `pid` where `start` started it, `database` without its password, `log`."""
    url = prefect_server() or kept_server()
    is_ours = url == _note().get("url")
    return {
        "url": url,
        "answers": bool(url) and answers(url),
        "pid": _note().get("pid") if is_ours else None,
        "database": _database_name() if is_ours else None,
        "log": str(server_log()) if is_ours else None,
    }


def answers(url: str) -> bool:
    """Whether a Prefect server answers at the address."""
    try:
        urllib.request.urlopen(f"{url.rstrip('/')}/health", timeout=_ANSWER_SECONDS).close()
    except (OSError, ValueError, HTTPException):
        return False
    return True


def require_answer() -> None:
    """Raises ServerUnavailable where a server is named and does not answer; none named is fine."""
    url = prefect_server()
    if url and not answers(url):
        raise ServerUnavailable(
            f"the Prefect server at {url} does not answer; start it (`ppsp server start`), or unset PREFECT_API_URL so "
            "that the run starts its own"
        )


def database_url(given: str) -> str:
    """The address of a PostgreSQL as Prefect wants it; "" for SQLite. Raises WrongUsage for any other address."""
    if not given or given.startswith((_ASYNC, "sqlite+aiosqlite://")):
        return given
    if given.startswith(_POSTGRES):
        return _ASYNC + given.removeprefix(_POSTGRES)
    raise WrongUsage(f"{DATABASE} is no address of a database; write {_POSTGRES}user:password@host:5432/name")


def _url(port: int) -> str:
    return f"http://{HOST}:{port}/api"


def _words(port: int) -> list[str]:
    program = Path(sys.executable).with_name("prefect")
    return [str(program), "server", "start", "--host", HOST, "--port", str(port), "--log-level", "WARNING"]


def _environment(port: int, keep_days: int) -> Mapping[str, str]:
    changed = {
        "PREFECT_API_URL": "",
        "PREFECT_SERVER_UI_API_URL": _url(port),
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_SERVER_UI_V2_ENABLED": "false",  # those pages report to a third party on the Internet
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(keep_days * _DAY_SECONDS),
    }
    url = database_url(prefect_database())
    return child_environment(changed | ({DATABASE: url} if url else {}))


def _note() -> dict[str, Any]:
    try:
        return dict(json.loads(server_note().read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _is_server(pid: int) -> bool:
    """Whether the process is a Prefect server that lives: numbers of processes are given again after a restart."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    return b"server" in words and any(word.endswith(b"prefect") for word in words)


def _wait(is_so: Callable[[], bool], seconds: int) -> bool:
    ends = time.monotonic() + seconds
    while not (found := is_so()) and time.monotonic() < ends:
        time.sleep(0.2)
    return found


def _database_name() -> str:
    url = database_url(prefect_database())
    if not url.startswith(_ASYNC):
        return "SQLite"
    return f"PostgreSQL {url.rpartition('@')[2].partition('?')[0]}"


def _reason(log: Path, began: int) -> str:
    """The last error that was logged since the byte `began`, else the last line."""
    lines = log.read_bytes()[began:].decode(errors="replace").split("\n")
    said = [line.strip() for line in lines if line.strip()]
    return next((line for line in reversed(said) if _ERROR.match(line)), said[-1] if said else "it said nothing")
