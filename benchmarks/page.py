"""docs/benchmarks.md: of each benchmark what its module says about itself, and what it printed when it last ran."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs/benchmarks.md"
HEAD = """# Benchmarks

Written by `make bench`, which runs every benchmark below and fails when one exceeds a limit. The machine that ran them
decides the seconds, so what counts is the ratio: what is compared runs in one process, in turns, and the ratio is taken
within each round. Of each benchmark this page has what its module says and what it printed when it last ran;
`python -m benchmarks NAME...` runs some of them and writes their parts only.
"""
_PART = re.compile(r"^## (.+)$", re.MULTILINE)


def parts_of(page: str) -> dict[str, str]:
    """The text of each part by its title, in the order of the page."""
    _, *cut = _PART.split(page)
    return {title: text.strip() for title, text in zip(cut[::2], cut[1::2], strict=True)}


def part(says: str, printed: str) -> str:
    """A part: the words of the module, then its output as it was."""
    return f"{says.strip()}\n\n```\n{printed.strip()}\n```"


def page_of(order: Mapping[str, str], known: Mapping[str, str]) -> str:
    """The page with the parts in order; `known` has their texts by title, and one that never ran is left out."""
    return "\n".join([HEAD, *(f"## {title}\n\n{known[title]}\n" for title in order.values() if title in known)])
