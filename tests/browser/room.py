"""The audit room of the demo's two districts, built once, and what its tests look at it with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from flows.site.build import build
from tests.support.shared import shared

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DAY = date(2014, 6, 1)


@dataclass
class Room:
    """A built site in a folder, opened as files; `problems` collects what a page complains about or asks for."""

    folder: Path
    store: Path
    browser: Browser
    problems: list[str] = field(default_factory=list)

    @contextmanager
    def page(self, **options: Any) -> Iterator[Page]:
        """A page of a new browser; requests to anything but files beside it and errors of scripts are problems."""
        context = self.browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        page = context.new_page()
        page.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda asked: None if asked.url.startswith("file:") else self.problems.append(asked.url))
        yield page
        context.close()
        assert self.problems == []

    def url(self, path: str) -> str:
        return (self.folder / path).as_uri()

    def only(self, pattern: str) -> str:
        """The path of the page whose name fits."""
        return sorted(self.folder.glob(pattern))[0].relative_to(self.folder).as_posix()

    @property
    def types(self) -> dict[str, str]:
        """A page of every type."""
        kode = self.only("2014/99.*/index.html").split("/")[1]
        digest = "?" * 12
        return {
            "home": "index.html",
            "board": "2014/index.html",
            "run": self.only("putaran/2013-*.html"),
            "district": f"2013/{kode}/index.html",
            "buku putih": self.only(f"2013/{kode}/buku-putih.{digest}.html"),
            "ssk": self.only(f"2013/{kode}/ssk.{digest}.html"),
            "mps": self.only(f"2014/{kode}/mps.{digest}.html"),
            "lines": self.only(f"2014/{kode}/baris.{digest}.html"),
            "entries": self.only(f"2014/{kode}/mps.{digest}.asal.html"),
            "rules": "aturan.html",
            "search": "cari.html",
        }


@pytest.fixture(scope="session")
def built(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site; nothing of the store is needed to look at it."""
    return shared(tmp_path_factory, "site", lambda out: build(str(made / "store"), out / "stick", DAY)) / "stick"


@pytest.fixture
def room(built: Path, made: Path, chromium: Browser) -> Room:
    return Room(built, made / "store", chromium)
