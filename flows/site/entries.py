"""Facts of the pages that show lineage without a script: every value behind a document's figures, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from reports.site.entries import Entry, Source
from reports.site.words import ref_words, value_words
from schemas import refs
from tasks.lineage.answers.why import trees
from tasks.lineage.records.history import History

Answer = dict[str, Any]
FEW = 24


def entries_of(history: History, texts: Iterable[str]) -> tuple[list[Entry], Mapping[str, str]]:
    """An entry per value behind the references, and the anchor of each reference.

    Columns of one row that come from the same sources by the same rule share an entry.
    """
    found = _Entries()
    anchors = {text: found.anchor(answer) for text, answer in trees(history, texts).items()}
    return found.made, anchors


class _Entries:
    def __init__(self) -> None:
        self.made: list[Entry] = []
        self._by_content: dict[tuple[str, str, tuple[int, ...]], str] = {}
        self._by_node: dict[int, str] = {}

    def anchor(self, node: Answer) -> str:
        """The anchor of a value's entry, made with those of all that stands behind it."""
        known = self._by_node.get(id(node))
        if known is None:
            base = str(node["ref"]).partition("#")[0]
            content = base, str(node["rule"]), tuple(id(child) for child in node["from"])
            known = self._by_content.get(content) or self._add(node, content)
            self._by_node[id(node)] = known
        return known

    def _add(self, node: Answer, content: tuple[str, str, tuple[int, ...]]) -> str:
        sources = [self._source(child) for child in node["from"][:FEW]]
        anchor = f"e{len(self.made) + 1}"
        self._by_content[content] = anchor
        title, more = ref_words(refs.parse(node["ref"])), max(0, len(node["from"]) - FEW)
        self.made.append(Entry(anchor, title, content[0], content[1], sources, more))
        return anchor

    def _source(self, node: Answer) -> Source:
        if "file" in node:
            place = " ! ".join(str(node[p]) for p in ("file", "sheet", "cell") if node[p])
            return Source(f"Sel {place}: {node['raw']}", "")
        return Source(f"{ref_words(refs.parse(node['ref']))} = {_said(node)}", self.anchor(node))


def _said(node: Answer) -> str:
    return str(node["rule"]) if node["value"] is None and node["from"] else value_words(node["value"], node["unit"])
