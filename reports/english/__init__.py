"""The English of every Indonesian text that a document prints: pairs of `id` and `en` in the CSV files of this folder.

`{}` in a pair stands for a text that has a pair itself, or for a name; `{n}` for a number, whose marks change places.
The English may number them, `{0}`. A pair without a word of its own, such as `{} ({})`, takes no names. Lists between
`SEPARATORS` are translated entry by entry. So nothing is translated in part: what a district wrote stays whole.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

SEPARATORS = (" · ", "; ", ": ", ", ", "/")
_STRONG = 2
# What a district wrote can be long and nested without end; nothing of ours is longer, or deeper in patterns and lists.
_LONGEST, _DEEPEST = 2000, 6
PLACE = re.compile(r"\{n?\}")
_NUMBER = r"-?\d(?:[\d.,–-]*\d)?"
_SWAP = str.maketrans(".,", ",.")
_WORDLESS = re.compile(r"([^a-z]|\b[a-z]\b)*|[\w.~|…-]*[\d/_][\w./~|@-]*|\w+([._~|]\w+)+|\w+@-?\w+(-1)?")
_NAME = re.compile(r"[^a-z\s]\S*(\s+[^a-z\s]\S*)*")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pair with places: what to match, its English, which places are numbers, whether it has words of its own."""

    shape: re.Pattern[str]
    literals: tuple[str, ...]
    english: str
    is_number: tuple[bool, ...]
    has_words: bool

    def apply(self, text: str, depth: int) -> str | None:
        """The English of the text; None where it has another shape, or a part without a pair that needs one."""
        found = self.shape.fullmatch(text) if all(literal in text for literal in self.literals) else None
        if not found:
            return None
        pairs = zip(found.groups(), self.is_number, strict=True)
        parts = [part.translate(_SWAP) if is_number else self._part(part, depth) for part, is_number in pairs]
        return None if None in parts else self.english.format(*parts)

    def _part(self, part: str, depth: int) -> str | None:
        found = known(part, depth)
        return part if found is None and self.has_words and _NAME.fullmatch(part) else found


def pairs() -> Iterator[tuple[str, str]]:
    """Every pair of the catalogue, file by file."""
    for file in sorted(resources.files("reports.english").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".csv"):
            rows = csv.DictReader(file.read_text(encoding="utf-8").splitlines())
            yield from ((row["id"], row["en"]) for row in rows)


def is_wordless(text: str) -> bool:
    """Whether there is nothing to translate: numbers, marks, abbreviations, codes."""
    return _WORDLESS.fullmatch(text) is not None


def known(text: str, depth: int = _DEEPEST) -> str | None:
    """The English of a text, or the text itself where it has no words; None otherwise."""
    found = translate(text, depth)
    return text if found is None and is_wordless(text) else found


@cache
def translate(text: str, depth: int = _DEEPEST) -> str | None:
    """The English of a text: its own pair, that of a pattern or of all its entries, else that of its plain form."""
    words, patterns = _catalogue()
    found = words.get(text.replace("\N{NO-BREAK SPACE}", " "))
    if found is None and depth and 0 < len(text) <= _LONGEST:
        inside = depth - 1
        found = _listed(text, SEPARATORS[:_STRONG], inside) or _matched(text, patterns, inside)
        found = found or _listed(text, SEPARATORS[_STRONG:], inside) or _plainly(text, inside)
    return found


@cache
def _catalogue() -> tuple[dict[str, str], tuple[Pattern, ...]]:
    listed = [_unstopped(*pair) for pair in pairs()]
    words = {id: en for id, en in listed if not PLACE.search(id)}
    shapes = sorted((pair for pair in listed if PLACE.search(pair[0])), key=lambda p: (-_weight(p[0]), p[0]))
    return words, tuple(_pattern(id, en) for id, en in shapes)


def _unstopped(id: str, en: str) -> tuple[str, str]:
    """A sentence without its full stop, which `translate` puts back: steps write reasons both ways."""
    return (id[:-1], en[:-1]) if id.endswith(".") and en.endswith(".") and len(id) > 1 else (id, en)


def _weight(template: str) -> int:
    """Patterns that say more come first; those without a word of their own last."""
    literal = PLACE.sub("", template)
    return len(literal) if re.search(r"\w", literal) else -len(PLACE.findall(template))


def _pattern(template: str, english: str) -> Pattern:
    literals, places = PLACE.split(template), PLACE.findall(template)
    has_words = any(re.search(r"\w", literal) for literal in literals)
    anything = "(.+?)" if has_words else "(.+)"
    groups = [f"({_NUMBER})" if place == "{n}" else anything for place in places]
    shape = "".join(re.escape(text) + group for text, group in zip(literals, [*groups, ""], strict=True))
    numbers = tuple(place == "{n}" for place in places)
    return Pattern(re.compile(shape, re.DOTALL), tuple(literals), english.replace("{n}", "{}"), numbers, has_words)


def _matched(text: str, patterns: Sequence[Pattern], depth: int) -> str | None:
    return next((made for p in patterns if (made := p.apply(text, depth)) is not None), None)


def _listed(text: str, separators: Sequence[str], depth: int) -> str | None:
    """The text entry by entry, where every entry has a pair or no words."""
    for separator in separators:
        entries = text.split(separator) if separator in text else []
        made = [known(entry, depth) for entry in entries]
        if entries and None not in made and any(translate(entry, depth) for entry in entries):
            return separator.join(filter(None, made))
    return None


def _plainly(text: str, depth: int) -> str | None:
    """The text without blanks around it, without its full stop, or with a small first letter."""
    if (core := text.strip()) != text:
        found = translate(core, depth)
        return text.replace(core, found) if core and found else None
    if text.endswith("."):
        found = translate(text[:-1], depth)
        return f"{found}." if found else None
    if text[:1].isupper() and text[1:2].islower():
        found = translate(text[0].lower() + text[1:], depth)
        return found[0].upper() + found[1:] if found else None
    return None
