"""Fixtures that every test may use."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import pytest

import tests.support.contoh  # noqa: F401  (sets how properties draw)

# The suite starts hundreds of commands; without compiled files each of them compiles the whole house anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
os.environ["DO_NOT_TRACK"] = "1"
if "PYTEST_XDIST_WORKER" not in os.environ:  # workers read each other's stores, with the keys of who started them
    os.environ["PPSP_KEYRING"] = os.path.join(tempfile.mkdtemp(prefix="ppsp-keys-"), "keyring")
os.environ["GX_ANALYTICS_ENABLED"] = "false"
os.environ["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
# Read once, when the first test imports Prefect; its own patience is too short for a busy machine.
os.environ["PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"] = "120"

pytest_plugins = ["tests.support.world", "tests.support.programs"]
PUBLIC = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--golden-write` writes the golden files anew instead of comparing."""
    parser.addoption("--golden-write", action="store_true", help="write the golden files anew")


@pytest.fixture(scope="session")
def public() -> Path:
    """The folder with public test input; tests that need it skip where it is absent."""
    if not (PUBLIC / "data").is_dir():
        pytest.skip("needs ../shared/data (public test input, not part of the project)")
    return PUBLIC
