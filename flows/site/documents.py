"""The pages of one sealed document: the document, the lineage of its figures, and of the lines of an MPS."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from markupsafe import Markup

from flows.site.entries import entries_of
from flows.site.folder import Pages, made_of
from flows.site.lines import lines_of
from flows.site.seen import Seen
from reports.index_page import link_label
from reports.site.document import Opened, opened
from reports.site.entries import entries_html
from reports.site.pages import data_block, page, part, script
from tasks.lineage.exports.room import chain, pack, unit_name

Row = dict[str, Any]
_HTML, _ENTRIES = ".html", ".asal.html"


class DocumentPages:
    """Pages of a version of a document; a compact site has its body and drawings packed, and no page of entries."""

    def __init__(self, seen: Seen, version: Mapping[str, Any], frame: Mapping[str, Any], *, is_compact: bool) -> None:
        self._seen, self._frame, self._is_compact = seen, frame, is_compact
        self._run, self._kode, self._key = version["run"], str(version["kode"]), str(version["key"])
        self.told: Row = {k: v for k, v in version.items() if k != "run"} | {"fiscal_year": self._run.fiscal_year}
        self.links = chain(seen.history(self._run), self._kode)
        self._path = str(version["path"])
        self._made_of = made_of(seen.code, self.told, self.links, frame, is_compact)

    def put(self, pages: Pages) -> None:
        """The document with what belongs to it."""
        pages.put(self._path, self._made_of, self._document)
        if self._is_compact:
            pages.put(_packed(self._path), self._made_of, lambda: _script(self._opened.body))
        else:
            pages.put(_entries(self._path), self._made_of, self._entries)
        if self.told["lines"]:
            self._put_lines(pages, f"{self._run.fiscal_year}/{self._kode}/{self.told['lines']}")

    def _put_lines(self, pages: Pages, path: str) -> None:
        pages.put(path, self._made_of, lambda: self._lines(path))
        if self._is_compact:
            pages.put(_packed(path), self._made_of, lambda: _script(self._graphs))

    @cached_property
    def _data(self) -> bytes:
        return self._seen.store.get(self._key)

    @cached_property
    def _opened(self) -> Opened:
        return opened(self._data)

    @cached_property
    def _anchored(self) -> tuple[Markup, Mapping[str, str]]:
        entries, anchors = entries_of(self._seen.history(self._run), self._opened.refs)
        return entries_html(entries), anchors

    @cached_property
    def _graphs(self) -> Markup:
        lines = list(lines_of(self._seen, self._run, self._kode))
        return part("_lines.html.j2", v=self.told, lines=lines, root="", frame=self._frame)

    def _document(self) -> bytes:
        doc = self._opened if self._is_compact else self._with_entries()
        named = [link | {"units": {s: unit_name(m) for s, m in link["units"].items()}} for link in self.links]
        root = "../" * self._path.count("/")
        data = {"chain": named, "kode": self._kode, "root": root, "lines": self.told["lines"]}
        facts: Row = {"v": self.told, "doc": doc, "chain": data_block(data), "packed": self._packed_name(self._path)}
        return page("document.html.j2", self._path, self._frame, label=link_label, **facts)

    def _with_entries(self) -> Opened:
        return opened(self._data, self._anchored[1], _name(_entries(self._path)))

    def _entries(self) -> bytes:
        facts: Row = {"v": self.told, "entries": self._anchored[0], "doc_title": self._opened.title}
        return page("entries.html.j2", _entries(self._path), self._frame, label=link_label, **facts)

    def _lines(self, path: str) -> bytes:
        facts: Row = {"v": self.told, "n_lines": self._graphs.count("<section"), "packed": self._packed_name(path)}
        return page("lines.html.j2", path, self._frame, body="" if self._is_compact else self._graphs, **facts)

    def _packed_name(self, path: str) -> str:
        return _name(_packed(path)) if self._is_compact else ""


def _script(body: str) -> bytes:
    return script("ppsp.naskah", pack(body.encode()))


def _packed(path: str) -> str:
    return path.removesuffix(_HTML) + ".js"


def _entries(path: str) -> str:
    return path.removesuffix(_HTML) + _ENTRIES


def _name(path: str) -> str:
    return path.rsplit("/", 1)[-1]
