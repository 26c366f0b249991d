"""Pages of a PDF that hold next to nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.generic import ContentStream

FEWEST, _AROUND = 6, 2
"""Lines of a page that holds something, and those of its header and footer."""


def nearly_empty(data: bytes, chapters: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """(page, lines) of pages with fewer than six lines beside header and footer.

    Left out are the cover, pages with a picture, and pages that begin a chapter: a heading in `chapters`.
    """
    return [(i, n) for i, n in _counted(data, chapters) if n < FEWEST]


def _counted(data: bytes, chapters: frozenset[str]) -> Iterator[tuple[int, int]]:
    for i, page in enumerate(PdfReader(io.BytesIO(data)).pages, 1):
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        begins = any(line in chapters for line in lines[:4])
        drawn = isinstance(page.get_contents(), ContentStream) and bool(page.get("/Resources", {}).get("/XObject"))
        if i > 1 and not begins and not drawn:
            yield i, len(lines) - _AROUND
