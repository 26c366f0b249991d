"""A small YAML file as nested mappings of text. Whatever else YAML can do is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from schemas.errors import WrongUsage

MAX_BYTES = 64 * 1024
MAX_DEPTH = 4
Mapped = dict[str, Any]


def read_mapping(name: str, data: bytes) -> Mapped:
    """The file as nested dicts of text, numbers unread (`0.5` stays "0.5").

    Raises WrongUsage with file, line and key for anything but one plain mapping: lists, anchors, aliases, tags, keys
    that stand twice, more than four levels, a second document, more than 64 KiB.
    """
    if len(data) > MAX_BYTES:
        raise WrongUsage(f"{name}: {len(data)} bytes; a scenario file has at most {MAX_BYTES}: keep what differs only")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise WrongUsage(f"{name}: not UTF-8 text; save the file as UTF-8") from None
    try:
        return _Reader(name, yaml.parse(text, Loader=yaml.BaseLoader)).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f", line {mark.line + 1}" if mark else ""
        said = getattr(error, "problem", None) or "a character that YAML does not allow"
        raise WrongUsage(f"{name}{place}: not YAML ({said}); write `key: value` with blanks for indents") from None


class _Reader:
    def __init__(self, name: str, events: Iterator[Any]) -> None:
        self._name = name
        self._events = events

    def document(self) -> Mapped:
        first = next(e for e in self._events if not isinstance(e, yaml.StreamStartEvent | yaml.DocumentStartEvent))
        if not isinstance(first, yaml.MappingStartEvent):
            raise WrongUsage(f"{self._name}: no mapping; the file starts with `name: ...`")
        mapping = self._mapping(first, ())
        rest = [e for e in self._events if not isinstance(e, yaml.DocumentEndEvent | yaml.StreamEndEvent)]
        if rest:
            raise self._refused(rest[0], (), "a second document; keep one scenario per file")
        return mapping

    def _mapping(self, start: Any, path: tuple[str, ...]) -> Mapped:
        self._plain(start, path)
        if len(path) >= MAX_DEPTH:
            raise self._refused(start, path, f"more than {MAX_DEPTH} levels; a scenario needs three")
        found: Mapped = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._scalar(event, path, "a key that is no text; write `key: value`")
            here = (*path, key)
            if key in found:
                raise self._refused(event, here, "stands twice; keep one of the two")
            value = next(self._events)
            is_mapping = isinstance(value, yaml.MappingStartEvent)
            wrong = "a list; write a mapping `key: value`"
            found[key] = self._mapping(value, here) if is_mapping else self._scalar(value, here, wrong)
        return found

    def _scalar(self, event: Any, path: tuple[str, ...], otherwise: str) -> str:
        self._plain(event, path)
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refused(event, path, otherwise)
        return str(event.value)

    def _plain(self, event: Any, path: tuple[str, ...]) -> None:
        if getattr(event, "anchor", None) is not None:  # of an anchor and of an alias
            raise self._refused(event, path, "anchors and aliases (& and *) are not accepted; write the value out")
        if getattr(event, "tag", None) is not None:
            raise self._refused(event, path, "tags (!) are not accepted; write the plain value")

    def _refused(self, event: Any, path: tuple[str, ...], says: str) -> WrongUsage:
        key = f" {'.'.join(path)}:" if path else ""
        return WrongUsage(f"{self._name}, line {event.start_mark.line + 1}:{key} {says}")
