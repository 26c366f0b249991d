"""A PostgreSQL of its own on loopback, for the tests of a Prefect server that is kept."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.programs import free_ports, program

_PASSWORD = "sandi-uji"
_QUICK = "-c fsync=off -c full_page_writes=off -c unix_socket_directories= -c listen_addresses=127.0.0.1"


@dataclass(frozen=True)
class Postgres:
    """A server of PostgreSQL whose one user is `ppsp`."""

    port: int
    tools: Path

    def url(self, database: str) -> str:
        """Its address as an operator writes it."""
        return f"postgresql://ppsp:{_PASSWORD}@127.0.0.1:{self.port}/{database}"

    def call(self, tool: str, *words: str) -> str:
        """What a tool of PostgreSQL answers."""
        place = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "ppsp"]
        return subprocess.run(
            [str(self.tools / tool), *place, *words],
            env={**os.environ, "PGPASSWORD": _PASSWORD},
            check=True,
            capture_output=True,
            text=True,
            timeout=120,
        ).stdout

    def ask(self, database: str, sql: str) -> list[str]:
        """The lines of an answer."""
        return self.call("psql", "-qtA", "-d", database, "-c", sql).splitlines()


@contextmanager
def postgres() -> Iterator[Postgres]:
    """The server, ended with the block; skips, in CI fails, where PostgreSQL is not installed.

    It refuses to run as root: then it runs as Debian's user `postgres`.
    """
    program("pg_ctlcluster")
    tools = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4])).parent
    is_root = os.geteuid() == 0
    prefix = ["runuser", "-u", "postgres", "--"] if is_root else []
    folder = Path(tempfile.mkdtemp(prefix="ppsp-postgres-"))
    (folder / "password").write_text(_PASSWORD)
    if is_root:
        for path in (folder, folder / "password"):
            shutil.chown(path, "postgres", "postgres")
    (port,) = free_ports(1)

    def call(tool: str, *words: str) -> None:
        log = folder / "output"
        done = subprocess.run([*prefix, str(tools / tool), "-D", str(folder / "data"), *words], cwd="/",
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)  # fmt: skip
        assert done.returncode == 0, (done.stderr, log.read_text() if log.exists() else "")

    try:
        call("initdb", "-U", "ppsp", "-A", "scram-sha-256", "--pwfile", str(folder / "password"), "-E", "UTF8",
             "--no-locale", "--no-sync")  # fmt: skip
        call("pg_ctl", "-w", "-l", str(folder / "output"), "-o", f"-p {port} {_QUICK}", "start")
        try:
            yield Postgres(port, tools)
        finally:
            call("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)
