"""Texts inside SVG: escaped, without the control signs that no XML may hold."""

from __future__ import annotations

import re
from html import escape

FONTS = "Libertinus Serif, Liberation Sans, sans-serif"
"""The first is in the PDF compiler, the others on screens."""
_NOT_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'
"""Needed by a picture that stands alone; inside a page it would be one more address."""


def xml_clean(text: str) -> str:
    """The text without the signs that no XML may hold: control signs, lone surrogates, signs that are none."""
    return _NOT_XML.sub("", text)


def xml_text(text: str) -> str:
    """The text for an attribute or an element of SVG."""
    return escape(xml_clean(text))
