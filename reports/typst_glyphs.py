"""Which characters the fonts of the PDF compiler can show: PDF/A refuses a document that has one they cannot."""

from __future__ import annotations

from functools import cache
from typing import Literal

import typst

STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
UNSHOWN = "□"
_LATIN_TO = 0x250
# What our own sentences use; a test asks the compiler.
KNOWN = frozenset("–—‘’“”•…−≤≥≠→²³₀₁ₜ□ \u2011\u00ad")
_CONTROL = dict.fromkeys({*range(32), *range(0x7F, 0xA0)} - {ord("\n"), ord("\t")})
_PAGE = '#set document(title: "x", date: datetime(year: 2000, month: 1, day: 1))\n#"{}"'


def shown(text: str) -> str:
    """The text with a box for every character that no font has; control signs are left out."""
    kept = text.translate(_CONTROL)
    if kept.isascii():
        return kept
    return "".join(c if ord(c) < _LATIN_TO or c in KNOWN or is_shown(c) else UNSHOWN for c in kept)


@cache
def is_shown(character: str) -> bool:
    """Whether a page with this character alone can be made; asked once per character."""
    try:
        source = _PAGE.format(character).encode()
        typst.compile(source, pdf_standards=[*STANDARDS], ignore_system_fonts=True, timestamp=0)
    except (typst.TypstError, UnicodeEncodeError):
        return False
    return True
