"""A block tree as one self-contained HTML file: inline style, no script, no request to anywhere."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.blocks import Block, Chart, ClassMap, Document, Heading, Items, Notice, Paragraph, Quote, Run, Table
from reports.format_id import plain
from reports.html_charts import chart_html, chart_id
from reports.html_pages import pages, runs
from reports.html_table import Anchors, table_html, table_id
from reports.html_text import html_lang, html_text
from reports.language import is_english, said
from reports.printed import absent_list, in_words
from schemas.facts import Figure

CSP = (
    "default-src 'none'; style-src 'unsafe-inline'; style-src-elem 'sha256-{}'; style-src-attr 'unsafe-inline'; "
    "img-src data:; base-uri 'none'; form-action 'self'"
)
"""No script, no request; of styles the one of the house, by its hash, and those that charts give to their bars."""
_PRINTED = '{}\n@media print {{ @page {{ @top-right {{ content: "{}"; }} }} }}\n'
_HINT = "Geser tabel ke samping →"


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("reports", "templates/pages"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # Functions and no filters: Jinja applies a filter to a constant once, in the language of the first page.
    made.globals |= {"said": lambda text: Markup(html_text(said(text))), "kept": _kept}
    return made


def _kept(text: str) -> str:
    return Markup(html_text(text)) if is_english() else text


@cache
def _sheet() -> str:
    return (resources.files("reports") / "templates" / "ppsp.css").read_text(encoding="utf-8")


def _style() -> Markup:
    # Escaping inside <style> would turn quotes into entities, so the file goes in as it is.
    return Markup(_sheet().replace(_HINT, said(_HINT)))


def page(template: str, *, marks: tuple[str, ...], **context: Any) -> bytes:
    """A page of `templates/pages` with the house style and the marks on screen and on every printed page."""
    style = Markup(_PRINTED.format(_style(), _css_text(" · ".join(marks))))
    csp = CSP.format(base64.b64encode(hashlib.sha256(style.encode()).digest()).decode())
    language = "en" if is_english() else "id"
    found = _environment().get_template(template)
    return found.render(style=style, csp=csp, language=language, marks=marks, **context).encode()


def _css_text(text: str) -> str:
    return "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text)


def document_html(document: Document) -> bytes:
    """The document as UTF-8 HTML. The same tree gives the same bytes."""
    anchors = Anchors()
    body = Markup("".join(_page(landscape, blocks, anchors) for landscape, blocks in pages(document.blocks)))
    charts = [b for b in document.blocks if isinstance(b, Chart)]
    headings = [b for b in document.blocks if isinstance(b, Heading) and b.level < 3]
    return page(
        "document.html.j2",
        marks=document.marks,
        document=document,
        body=body,
        toc=[(h.level, section_id(h), f"{h.number} {h.text}".strip()) for h in headings],
        tables=[(table_id(t.number), t.number, t.caption) for t in document.blocks if isinstance(t, Table)],
        charts=[(chart_id(c), c.number, c.caption) for c in charts if not isinstance(c, ClassMap)],
        maps=[(chart_id(c), c.number, c.caption) for c in charts if isinstance(c, ClassMap)],
        absent=absent_list(document.blocks),
    )


def _page(landscape: bool, blocks: list[Block], anchors: Anchors) -> str:
    inside = "".join(_run(absent, members, anchors) for absent, members in runs(blocks))
    return f'<div class="lanskap">\n{inside}</div>\n' if landscape else inside


def _run(absent: bool, blocks: list[Block], anchors: Anchors) -> str:
    """Blocks one after the other; neighbouring absences share one box."""
    if not absent:
        return "".join(_block(block, anchors) for block in blocks)
    entries = [_absence(b, anchors) for b in blocks if isinstance(b, Notice)]
    inside = f"<p>{entries[0]}</p>" if len(entries) == 1 else f"<ul>{''.join(f'<li>{e}</li>' for e in entries)}</ul>"
    return f'<div class="catatan absent" role="note">{inside}</div>\n'


def _absence(notice: Notice, anchors: Anchors) -> str:
    name = " ".join(t for t in (said(notice.label), notice.number, notice.title) if t)
    word = said("tidak terisi" if notice.label in ("Tabel", "Bagian") else "tidak tersedia")
    return f"<strong>{escape(name)}: {word}.</strong> {_runs(notice.runs, anchors)}".rstrip()


def section_id(heading: Heading) -> str:
    """The anchor of a heading: its number, or its words where it has none."""
    words = heading.number or (heading.anchor or heading.text).lower()
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
            f'<div class="catatan {block.kind}" role="note"><p><strong>{escape(block.title)}</strong> '
            f"{_runs(block.runs, anchors)}</p></div>\n"
        )
    if isinstance(block, Quote):
        lang = html_lang(block.text)
        text = "".join(f"<p{lang}>{escape(line)}</p>" for line in block.text.splitlines() if line.strip())
        return f"<blockquote>{text}<footer>{escape(block.by)}</footer></blockquote>\n"
    return chart_html(block, anchors)


def _heading(heading: Heading) -> str:
    tag = f"h{heading.level + 1}"
    label = f'<span class="no">{escape(heading.number)}</span> ' if heading.number else ""
    return f'<{tag} id="{section_id(heading)}">{label}{html_text(heading.text)}</{tag}>\n'


def _runs(runs: tuple[Run, ...], anchors: Anchors) -> str:
    return "".join(html_text(r, quote=False) if isinstance(r, str) else _inline(r, anchors) for r in runs)


def _inline(figure: Figure, anchors: Anchors) -> str:
    return f"<data{anchors.attribute(figure.ref)} value={_plain(figure)}>{in_words(figure)}</data>"


def _plain(figure: Figure) -> str:
    """The machine-readable value of a figure in a sentence."""
    return f'"{plain(figure.value, figure.decimals)}"'
