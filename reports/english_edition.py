"""The English edition of a document: the same blocks, numbers and anchors with every text in English.

What has no English, names and what people handed in, stays and is marked as Indonesian.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from reports.blocks import Column, Document, Heading, Notice, Quote
from reports.language import Indonesian, said, told
from schemas.facts import Figure, Kelas, Remark

# What is no text for a reader: numbers, names in the program, and what others look up by it.
KEPT: Mapping[type, tuple[str, ...]] = {
    Column: ("name", "kind"),
    Heading: ("number", "anchor"),
    Notice: ("kind", "label", "number"),
}
_NUMBER = ("number",)


def english_edition(document: Document, digest: str) -> Document:
    """The document in English, whose cover names the Indonesian page that is signed by its digest.

    `document` was built while English was spoken, so that its sentences are English already.
    """
    made = _english(replace(document, place=Indonesian(document.place)))
    note = told(
        "Edisi bahasa Inggris, untuk diketahui. Yang ditandatangani adalah edisi bahasa Indonesia, naskah {}.", digest
    )
    assert isinstance(made, Document)
    return replace(made, language="en", edition_note=note)


def _english(value: Any) -> Any:
    if isinstance(value, Figure | Kelas | Remark):
        return value
    if isinstance(value, str):
        return said(value)
    if isinstance(value, tuple):
        return tuple(map(_english, value))
    if isinstance(value, Quote):
        return replace(value, text=Indonesian(value.text), by=said(value.by))
    if isinstance(value, Heading):
        return replace(value, text=said(value.text), anchor=value.text)
    if is_dataclass(value) and not isinstance(value, type):
        kept = KEPT.get(type(value), _NUMBER)
        return replace(value, **{f.name: _english(getattr(value, f.name)) for f in fields(value) if f.name not in kept})
    return value
