"""Documents made in processes of their own: the same bytes as here, in order, a few ahead; a failure is told."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor

import pytest

from flows.cycle.renderer import Asked, render
from flows.cycle.rendering import FEW, rendered
from reports.blocks import Document, Paragraph

MANY = 4 * FEW


def asked(kinds: list[str], taken: list[str] | None = None) -> Iterator[Asked]:
    for i in range(MANY):
        kode = f"99.{i:02}"
        if taken is not None:
            taken.append(kode)
        paragraph = Paragraph((f"Kalimat {i}",))
        tree = Document("Judul", "", kode, "2013", ("Draf",), (paragraph,), ())
        yield kode, "mps", kinds[i % len(kinds)], tree, "0" * 64


@pytest.fixture(autouse=True)
def _one_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PPSP_WORKERS", "1")


def test_documents_made_apart_are_those_made_here_in_order_and_only_some_are_asked_for_ahead() -> None:
    taken = list[str]()
    made = rendered(asked(["html", "docx"], taken))
    first = next(made)
    assert len(taken) < MANY
    assert [first, *made] == [render(one) for one in asked(["html", "docx"])]


def test_a_document_that_cannot_be_made_is_named(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BrokenExecutor, match=r"mps\.odt of 99\.05"):
        list(rendered(asked([*["html"] * 5, "odt"])))
    assert "KeyError: 'odt'" in capfd.readouterr().err
