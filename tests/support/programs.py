"""Programs of the machine that tests use: found on the path, or the test skips; in CI it fails."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUIET = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
)


def program(name: str) -> str:
    """Path of an installed program. Where it is absent the test is skipped, in CI it fails."""
    found = shutil.which(name)
    if found is None:
        says = f"{name} is not installed; `make programs` installs it"
        if os.environ.get("CI"):
            pytest.fail(says)
        pytest.skip(says)
    return found


def indonesian(folder: Path) -> dict[str, str]:
    """Environment of a process in Indonesia, where 1,5 is a number; the locale is made in `folder`."""
    name = "id_ID.UTF-8"
    folder.mkdir()
    program("locale-gen")  # of the package that has what a locale is made from
    subprocess.run([program("localedef"), "-i", "id_ID", "-f", "UTF-8", str(folder / name)], check=True)
    environment = {"LOCPATH": str(folder), "LC_ALL": name}
    says = "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.str(1.5))"
    told = subprocess.check_output([sys.executable, "-c", says], env={**os.environ, **environment}, text=True)
    assert told.strip() == "1,5"
    return environment


def free_ports(count: int) -> list[int]:
    """Ports of loopback on which nothing listens."""
    sockets = [socket.socket() for _ in range(count)]
    for s in sockets:
        s.bind(("127.0.0.1", 0))
    ports = [int(s.getsockname()[1]) for s in sockets]
    for s in sockets:
        s.close()
    return ports


@pytest.fixture(scope="session")
def soffice() -> str:
    """LibreOffice."""
    return program("soffice")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A real browser for the tests of one module; its event loop must not outlive them in the same process."""
    path = program("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET.split())
        yield browser
        browser.close()
