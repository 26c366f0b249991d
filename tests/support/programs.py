"""Programs of the machine that tests use: found on the path, or the test skips; in CI it fails."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
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
