"""The language of the edition that is being made. Texts stand in Indonesian; English ones come from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal

from reports.english import is_wordless, translate

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = ("id", "en")
_SPOKEN: ContextVar[Language] = ContextVar("language", default="id")


class English(str):
    """A text that is English already; `parts` where Indonesian ones stand in it."""

    parts: tuple[str, ...] = ()


class Indonesian(str):
    """A text that stays Indonesian in the English edition: a name, a submitted text, a finding."""

    __slots__ = ()


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Everything that is built or rendered inside is in that language."""
    token = _SPOKEN.set(language)
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def is_english() -> bool:
    """Whether the English edition is being made."""
    return _SPOKEN.get() == "en"


def said(text: str) -> str:
    """The text in the language of the edition; without its pair it stays and is marked as `Indonesian`."""
    if not is_english() or isinstance(text, English | Indonesian):
        return text
    found = translate(text)
    if found is not None:
        return English(found)
    return English(text) if is_wordless(text) else Indonesian(text)


def kept(text: str) -> str:
    """A text of people, which stays as they wrote it."""
    return Indonesian(text) if is_english() else text


def told(template: str, *parts: object) -> str:
    """The template, whose places are `{}`, in the language of the edition with the parts put in."""
    spoken = said(template)
    if not is_english():
        return spoken.format(*parts)
    made, (first, *rest) = English(spoken.format(*parts)), spoken.split("{}")
    if any(isinstance(part, Indonesian) or getattr(part, "parts", ()) for part in parts):
        pairs = zip(parts, map(English, rest), strict=True)
        made.parts = (
            English(first),
            *(piece if isinstance(piece, str) else str(piece) for pair in pairs for piece in pair),
        )
    return made


def joined(separator: str, texts: Sequence[str]) -> str:
    """The texts with the separator between them."""
    return told(separator.join("{}" for _ in texts), *texts)


def spoken_values(value: Any) -> Any:
    """The same value with every text in it in the language of the edition."""
    if isinstance(value, str):
        return said(value)
    if isinstance(value, list | tuple):
        return [spoken_values(v) for v in value]
    return value
