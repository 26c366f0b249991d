"""The lineage of a document's figures without a script: one entry per value, each source a way to its own entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Source:
    """What stands directly behind a value: in words, with the anchor of its own entry ("" for a cell)."""

    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A value: its anchor, what it is, its reference, the rule, its sources, and how many more there are."""

    anchor: str
    title: str
    ref: str
    rule: str
    sources: Sequence[Source]
    more: int


def entries_html(entries: Iterable[Entry]) -> Markup:
    """All entries one after the other. Written by hand, not by a template: a document has tens of thousands."""
    return Markup("\n".join(map(_entry, entries)))


def _entry(entry: Entry) -> str:
    rule = f'<p class="kecil">{escape(entry.rule)}</p>' if entry.rule else ""
    more = f"<li>dan {entry.more} lagi</li>" if entry.more else ""
    items = "".join(map(_source, entry.sources)) + more
    inside = f"<ul>{items}</ul>" if items else ""
    head = f'<h2>{escape(entry.title)}</h2><p class="kecil"><code>{escape(entry.ref)}</code></p>'
    return f'<section id="{entry.anchor}">{head}{rule}{inside}</section>'


def _source(source: Source) -> str:
    text = escape(source.text)
    return f'<li><a href="#{source.anchor}">{text}</a></li>' if source.anchor else f"<li>{text}</li>"
