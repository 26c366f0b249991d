"""Reads a page as a browser would: well-formed, ids unique, no request to anywhere."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "br", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """Collects what the tests ask about; an end tag without its start raises. A figure printed twice is read once."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[str] = []
        self.attributes: list[tuple[str, dict[str, str]]] = []
        self.ids: list[str] = []
        self.refs: set[str] = set()
        self._said: set[str] = set()
        self.text_of: dict[str, str] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self.stack, f"left open: {self.stack}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {k: v or "" for k, v in attrs}
        self.attributes.append((tag, found))
        if "id" in found:
            self.ids.append(found["id"])
        ref = found.get("data-ref") or found.get("id", "")
        if ref:
            ref, known = ("" if ref in self._said else ref), ref
            self.refs.add(known)
        if tag not in VOID:
            self.stack.append(tag)
            self._open.append(ref)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack, f"</{tag}> closes nothing"
        assert self.stack[-1] == tag, f"</{tag}> closes <{self.stack[-1]}>"
        self.stack.pop()
        self._said.add(self._open.pop())

    def handle_data(self, data: str) -> None:
        for ref in self._open:
            if ref:
                self.text_of[ref] = self.text_of.get(ref, "") + data
