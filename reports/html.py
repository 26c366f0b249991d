"""A block tree as one self-contained HTML file: inline style, no script, no request to anywhere."""

from __future__ import annotations

from functools import cache
from html import escape
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.blocks import Block, ClassBars, Document, Heading, Items, Notice, Paragraph, Quote, Run, Table
from reports.format_id import PARTIAL_MARK, UNKNOWN_WORDS, number
from reports.html_table import Anchors, table_html
from schemas.facts import Figure


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("reports", "templates/pages"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> Markup:
    # Escaping inside <style> would turn quotes into entities, so the file goes in as it is.
    return Markup((resources.files("reports") / "templates" / "ppsp.css").read_text(encoding="utf-8"))


def page(template: str, *, marks: tuple[str, ...], **context: Any) -> bytes:
    """A page of `templates/pages` with the house style and the marks on screen and on every printed page."""
    text = (
        _environment()
        .get_template(template)
        .render(css=_style(), marks=marks, print_mark=Markup(_css_text(" · ".join(marks))), **context)
    )
    return text.encode()


def _css_text(text: str) -> str:
    return "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text)


def document_html(document: Document) -> bytes:
    """The document as UTF-8 HTML. The same tree gives the same bytes."""
    anchors = Anchors()
    body = Markup("".join(_block(block, anchors) for block in document.blocks))
    headings = [b for b in document.blocks if isinstance(b, Heading) and b.level < 3]
    return page(
        "document.html.j2",
        marks=document.marks,
        document=document,
        body=body,
        toc=[(h.level, section_id(h), f"{h.number} {h.text}".strip()) for h in headings],
        tables=[
            ("t-" + t.number.replace(".", "-").replace(" ", "-"), t.number, t.caption)
            for t in document.blocks
            if isinstance(t, Table)
        ],
    )


def section_id(heading: Heading) -> str:
    """The anchor of a heading: its number, or its words where it has none."""
    words = heading.number or heading.text.lower()
    return "bab-" + "-".join("".join(c if c.isalnum() else " " for c in words).split())


def _block(block: Block, anchors: Anchors) -> str:
    if isinstance(block, Table):
        return table_html(block, anchors)
    if isinstance(block, Heading):
        return _heading(block)
    if isinstance(block, Paragraph):
        return f"<p>{_runs(block.runs, anchors)}</p>\n"
    if isinstance(block, Items):
        return f"<ul>{''.join(f'<li>{_runs(i, anchors)}</li>' for i in block.items)}</ul>\n"
    if isinstance(block, Notice):
        return (
            f'<aside class="catatan {block.kind}"><p><strong>{escape(block.title)}</strong> '
            f"{_runs(block.runs, anchors)}</p></aside>\n"
        )
    if isinstance(block, Quote):
        text = "".join(f"<p>{escape(line)}</p>" for line in block.text.splitlines() if line.strip())
        return f"<blockquote>{text}<footer>{escape(block.by)}</footer></blockquote>\n"
    return _bars(block, anchors)


def _heading(heading: Heading) -> str:
    tag = f"h{heading.level + 1}"
    label = f'<span class="no">{escape(heading.number)}</span> ' if heading.number else ""
    return f'<{tag} id="{section_id(heading)}">{label}{escape(heading.text)}</{tag}>\n'


def _runs(runs: tuple[Run, ...], anchors: Anchors) -> str:
    return "".join(escape(r, quote=False) if isinstance(r, str) else _inline(r, anchors) for r in runs)


def _inline(figure: Figure, anchors: Anchors) -> str:
    known = number(figure.value, figure.decimals) + (PARTIAL_MARK if figure.is_partial else "")
    text = UNKNOWN_WORDS if figure.value is None else known
    return f"<data{anchors.attribute(figure.ref)} value={_plain(figure)}>{text}</data>"


def _plain(figure: Figure) -> str:
    """The machine-readable value of a figure in a sentence."""
    return (
        '""'
        if figure.value is None
        else f'"{number(figure.value, figure.decimals).replace(".", "").replace(",", ".")}"'
    )


def _bars(bars: ClassBars, anchors: Anchors) -> str:
    rows = ""
    for name, parts in bars.rows:
        shown = [(k, f) for k, f in parts if f.value]
        segments = "".join(
            f'<span class="b{k or 0}" style="flex-grow:{int(f.value or 0)}"{anchors.attribute(f.ref)}>'
            f"{number(f.value)}</span>"
            for k, f in shown
        )
        rows += f'<div class="batang"><span class="nama">{escape(name)}</span><span class="isi">{segments}</span></div>'
    keys = "".join(f'<li class="k k{k}">{k} {escape(word)}</li>' for k, word in bars.labels)
    keys += '<li class="k">tanpa kelas</li>'
    return (
        f'<figure class="grafik">{rows}<ul class="kunci">{keys}</ul>'
        f"<figcaption><p>{escape(bars.caption)}</p></figcaption></figure>\n"
    )
