"""The lines of a lineage tree, in the words of the documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from flows.cli.numbers import amount
from reports.lineage_words import column_heading, kind_words, rule_words
from schemas import refs
from tasks.lineage.answers.trail import AGG, place_of

Lang = Literal["id", "en"]
Node = dict[str, Any]
LINES = 25
_SAID = {
    "above": ("di atas", "above"),
    "unknown": ("tidak diketahui", "unknown"),
    "withheld": ("jawaban rumah tangga, bagi pemegang kunci", "answer of a household, for the holder of its key"),
    "row": ("baris", "row"),
    "below": (
        "… {refs} lagi di bawahnya, {cells} di antaranya data kiriman (--depth {depth} atau --all)",
        "… {refs} more below, {cells} of them submitted values (--depth {depth} or --all)",
    ),
    "members": ("(--all menyebut tiap barisnya)", "(--all lists each row)"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line with what stands before it, and before its continuations where it wraps."""

    text: str
    first: str = ""
    rest: str = "    "


def said(what: str, lang: Lang) -> str:
    """A fixed word of the trees."""
    return _SAID[what][lang == "en"]


def tree_lines(answer: Node, depth: int, lang: Lang = "id") -> list[Line]:
    """An answer of `why` as a tree of whole lines; `depth` is how many levels it was asked for."""
    return list(_lines(answer, "", "", depth, lang))


def _lines(node: Node, first: str, rest: str, depth: int, lang: Lang) -> Iterator[Line]:
    children = [child for child in node["from"] if "file" not in child]
    yield Line(node_line(node, lang), first, rest + ("│   " if children or "below" in node else "    "))
    for number, child in enumerate(children, 1):
        is_last = number == len(children)
        yield from _lines(
            child, rest + ("└── " if is_last else "├── "), rest + ("    " if is_last else "│   "), depth, lang
        )
    if "below" in node:
        yield Line(said("below", lang).format(**node["below"], depth=depth + 2), f"{rest}└── ", f"{rest}    ")


def node_line(node: Node, lang: Lang = "id") -> str:
    """One reference: its kind, name, column and value, the cells in which it stands, and its rule."""
    ref = refs.parse(node["ref"])
    words = " · ".join(part for part in _words(node, ref, lang) if part)
    cells = [
        f"{'!'.join(p for p in (leaf['file'], leaf['sheet'], leaf['cell']) if p)}"
        + ("" if "withheld" in leaf else f" {leaf['raw']!r}")
        for leaf in node["from"]
        if "file" in leaf
    ]
    rule = "" if ref.kind == "tabel" and not ref.is_whole_column else rule_words(node["rule"], lang)
    parts = [node["ref"], words + _value(node, ref, lang), f"← {'; '.join(cells)}" if cells else ""]
    parts.append(f"({rule})" if rule else "")
    if ref.is_whole_column and not node["from"] and not node.get("above"):
        parts.append(said("members", lang))
    parts.append(f"({said('above', lang)})" if node.get("above") else "")
    return "  ".join(part for part in parts if part)


def _words(node: Node, ref: refs.Ref, lang: Lang) -> Iterator[str]:
    yield kind_words(ref.kind, ref.table, lang)
    yield node["name"]
    if ref.kind != AGG:
        yield column_heading(place_of(ref).table, ref.kind, ref.column, lang)


def _value(node: Node, ref: refs.Ref, lang: Lang) -> str:
    if node["value"] is not None:
        return f" = {amount(node['value'], node['unit'])}"
    if any("withheld" in leaf for leaf in node["from"]):
        return f" ({said('withheld', lang)})"
    has_none = ref.kind == AGG or ref.is_whole_column or not (ref.column or refs.DEFAULT_COLUMN.get(ref.kind))
    return "" if has_none else f" = {said('unknown', lang)}"


def fit_line(fit: Node) -> str:
    """One of several references that fit: with name, value and place."""
    value = f" = {amount(fit['value'], fit['unit'])}" if fit["value"] is not None else ""
    return "  ".join(part for part in (fit["ref"], f"{fit['name']}{value}", fit["place"]) if part)
