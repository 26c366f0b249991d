"""A block tree as PDF through Typst: tagged and archivable, with fonts that come with the compiler.

Every text goes in as a string literal, so that nothing submitted is ever read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import typst

from reports.blocks import (
    Block,
    Chart,
    ClassMap,
    Column,
    Document,
    Drawing,
    Heading,
    Items,
    Line,
    Notice,
    Paragraph,
    Quote,
    Table,
    chart_label,
)
from reports.finish import in_print
from reports.html_pages import is_absent, pages, runs
from reports.html_table import column_width, is_landscape, is_short, is_small
from reports.language import Indonesian, said, told
from reports.printed import absence_text, absent_list, cell_text, chart_notes, runs_text, table_notes
from reports.typst_charts import WHOLE, breakable, drawn, literal
from reports.typst_glyphs import STANDARDS

_LANGUAGE = {"id": 'lang: "id", region: "ID"', "en": 'lang: "en"'}
_LISTS = {"Gambar": "Daftar gambar", "Peta": "Daftar peta"}
_SHORT = 14
"""Characters of a text that stands in one line however narrow the table is."""
_LONG = 24
"""Characters of a word in a cell, and no more, that are never broken."""
_CHARACTER = 0.56
"""How wide a character is, in the size of its text."""
_KEPT = 4
"""Rows at the end of a long table that stay together with its total."""
_SHADE = 'fill: rgb("#e6eef5")'
_CHAPTER = "#pagebreak(weak: true)\n"
_PREAMBLE = """#set document(title: {title}, author: {place}, date: datetime(year: {year}, month: 1, day: 1))
#set text({language}, font: "Libertinus Serif", size: 10pt, hyphenate: true)
#set par(justify: false, leading: 0.62em)
#set page(paper: "a4", margin: (x: 2.2cm, top: 2.4cm, bottom: 2.2cm), numbering: "1",
  header: context if counter(page).get().first() > 1 {{ set text(8pt, fill: luma(90)); grid(columns: (1fr, auto),
    {short}, {marks}) }},
  footer: context {{ set text(8pt, fill: luma(90)); grid(columns: (1fr, auto), {digest},
    counter(page).display()) }})
#set table(stroke: (x, y) => (bottom: 0.4pt + luma(190)), inset: (x: 4pt, y: 3pt))
#show table.cell: set text(8.5pt)
#show table.cell: set par(leading: 0.45em)
#show heading: set text(fill: rgb("#0b4f79"))
#show outline: set text(9pt)
#show outline.entry: set block(spacing: 0.4em)
#show figure: set block(breakable: true)
#show figure.caption: it => block(sticky: true, width: 100%, align(left, strong(it.body)))
#set figure(numbering: none, supplement: none)
#let catatan(body) = block(fill: rgb("#eef4f8"), inset: 8pt, width: 100%, stroke: (left: 3pt + rgb("#0b4f79")), body)
#let kaki(body) = block(above: 5pt, below: 14pt, text(8pt, fill: luma(70), body))
#let kelas(k, body) = box(fill: rgb(k), inset: (x: 3pt), outset: (y: 2pt), radius: 1pt, body)
"""


def document_pdf(document: Document, digest: str) -> bytes:
    """The document as PDF (A-2a, UA-1). The same tree and digest give the same bytes."""
    source = document_source(document, digest)
    made = typst.compile(source.encode(), pdf_standards=[*STANDARDS], ignore_system_fonts=True, timestamp=0)
    assert isinstance(made, bytes)
    return made


def document_source(document: Document, digest: str) -> str:
    """The Typst source of the document."""
    marks = " · ".join(document.marks)
    head = _PREAMBLE.format(
        title=literal(f"{document.title} {document.place} {document.year}"),
        place=literal(document.place),
        year=int(document.year),
        short=literal(f"{document.title} · {document.place} · {document.year}"),
        marks=literal(marks),
        digest=literal(f"naskah {digest[:12]}"),
        language=_LANGUAGE[document.language],
    )
    body = "".join(_page(turned, blocks) for turned, blocks in _sheets(document.blocks))
    if document.is_short:
        return f"{head}{_title(document)}{body}"
    return f"{head}{_cover(document, digest, marks)}{_lists(document)}{body}{_record(document, digest)}"


def _title(document: Document) -> str:
    """The head of a short version, unless its pages have headings of their own."""
    first = document.blocks[0] if document.blocks else None
    if isinstance(first, Heading) and first.level == 1:
        return ""
    where = f"{document.place} · {told('Tahun anggaran {}', document.year)}"
    return f"#heading(level: 1, {breakable(document.title)})\n#text(9pt, {breakable(where)})\n{_edition(document)}"


def _cover(document: Document, digest: str, marks: str) -> str:
    return (
        f"#align(center + horizon)[\n#text(11pt, upper({breakable(marks)}))\n#v(2cm)\n"
        f'#text(12pt, {breakable(document.place)})\n#v(0.4cm)\n#text(26pt, weight: "bold", fill: rgb("#0b4f79"), '
        f"{breakable(document.title)})\n#v(0.3cm)\n#text(13pt, {breakable(document.subtitle)})\n#v(0.6cm)\n"
        f"#text(12pt, {breakable(told('Tahun anggaran {}', document.year))})\n#v(3cm)\n"
        f"#text(8pt, {breakable(f'naskah {digest}')})\n{_edition(document)}]\n#pagebreak()\n"
    )


def _edition(document: Document) -> str:
    return f"#par(text(9pt, {literal(document.edition_note)}))\n" if document.edition_note else ""


def _lists(document: Document) -> str:
    tables = any(isinstance(b, Table) for b in document.blocks)
    kinds = {chart_label(b) for b in document.blocks if isinstance(b, Chart)}
    gone = absent_list(document.blocks)
    made = f"#outline(title: {literal(said('Daftar isi'))}, depth: 2)\n"
    made += (f"#kaki[#{breakable(gone)}]\n" if gone else "") + "#pagebreak()\n"
    made += f"#outline(title: {literal(said('Daftar tabel'))}, target: figure.where(kind: table))\n" if tables else ""
    for kind in sorted(kinds):
        title = literal(said(_LISTS[kind]))
        made += f'#outline(title: {title}, target: figure.where(kind: "{kind.lower()}"))\n'
    return made


def _record(document: Document, digest: str) -> str:
    rows = [(said("Naskah"), digest), *document.record]
    cells = ", ".join(f"{breakable(label)}, {breakable(value)}" for label, value in rows)
    return f"{_CHAPTER}#heading(level: 1, {literal(said('Asal dokumen'))})\n#table(columns: (auto, 1fr), {cells})\n"


def _sheets(blocks: Iterable[Block]) -> Iterator[tuple[bool, list[Block]]]:
    """Upright and landscape parts in turn: one landscape table begins where the one before it ends."""
    filled = (group for group in pages(in_print(blocks)) if group[1])
    for turned, groups in groupby(filled, key=lambda group: group[0]):
        yield turned, [block for _, members in groups for block in members]


def _page(turned: bool, blocks: list[Block]) -> str:
    inside = "".join(_run(absent, members) for absent, members in runs(blocks))
    return f"#page(flipped: true)[\n{inside.removeprefix(_CHAPTER)}]\n" if turned else inside


def _run(absent: bool, blocks: list[Block]) -> str:
    if not absent:
        return "".join(_block(block) for block in blocks)
    lines = ", ".join(f"[#{breakable(absence_text(b))}]" for b in blocks if isinstance(b, Notice) and is_absent(b))
    return f"#catatan(list({lines}))\n"


def _block(block: Block) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Heading):
        start = _CHAPTER if block.level == 1 else ""
        return f"{start}#heading(level: {block.level}, {breakable(f'{block.number} {block.text}'.strip())})\n"
    if isinstance(block, Paragraph):
        return f"#par({breakable(runs_text(block.runs))})\n"
    if isinstance(block, Items):
        return f"#list({', '.join(f'[#{breakable(runs_text(i))}]' for i in block.items)})\n" if block.items else ""
    if isinstance(block, Notice):
        return f"#catatan[#strong({breakable(block.title)}) #{breakable(runs_text(block.runs))}]\n"
    if isinstance(block, Quote):
        return f"#quote(block: true, attribution: [#{breakable(block.by)}], [#{_spoken(block.text)}])\n"
    return _chart(block)


def _table(table: Table) -> str:
    size = 7.0 if is_landscape(table) else 7.5 if is_small(table) else 8.5
    columns = ", ".join(_columns(table, size))
    aligns = ", ".join("right" if c.kind == "number" else "left" for c in table.columns)
    labels = dict(table.labels)
    rows = list(_rows(table, labels))
    kept = 0 if is_short(table) else _KEPT
    cells, foot = "".join(rows[: len(rows) - kept]), "".join(rows[len(rows) - kept :])
    foot += _line(table.total, table.columns, labels, strong=True) if table.total else ""
    total = f"table.footer(repeat: false, {foot})" if foot else ""
    caption = breakable(f"{said('Tabel')} {table.number} {table.caption}")
    made = (
        f"#[\n#show table.cell: set text({size}pt)\n"
        f"#figure(kind: table, caption: figure.caption(position: top, {caption}),\n"
        f"table(columns: ({columns},), align: ({aligns},),\n{_head(table.columns)}{cells}{total}))\n]\n"
    )
    whole = made + _notes(table_notes(table))
    return (
        f"#block(breakable: false)[\n#show figure: set block(breakable: false)\n{whole}]\n"
        if is_short(table)
        else whole
    )


def _rows(table: Table, labels: dict[int, str]) -> Iterator[str]:
    """Each row, the first of a band with the heading of the band."""
    for group, lines in groupby(table.lines, key=lambda line: line.group):
        head = _band(group, len(table.columns)) if group else ""
        for line in lines:
            yield head + _line(line, table.columns, labels, strong=line.is_total)
            head = ""


def _columns(table: Table, size: float) -> list[str]:
    """Numbers take their longest word or figure, codes and short texts what they need; long texts share the rest."""
    widths = [_column(table, i, c, size) for i, c in enumerate(table.columns)]
    first = next((i for i, c in enumerate(table.columns) if c.kind == "text"), None)
    if first is not None and not any(w.endswith("fr") for w in widths):
        widths[first] = "1fr"
    return widths


def _column(table: Table, i: int, column: Column, size: float) -> str:
    if column.kind == "number":
        return f"{column_width(table, i) * _CHARACTER * size:.1f}pt"
    longest = max((len(str(line.cells[i])) for line in table.lines if isinstance(line.cells[i], str)), default=0)
    return f"{min(longest, 40)}fr" if column.kind == "text" and longest > _SHORT else "auto"


def _head(columns: tuple[Column, ...]) -> str:
    if not any(c.group for c in columns):
        return f"table.header({', '.join(_heading(c) for c in columns)}),\n"
    top, low = [], []
    for group, members in groupby(columns, key=lambda c: c.group):
        inside = list(members)
        if group:
            top.append(f"table.cell(colspan: {len(inside)}, {_SHADE}, align: center, strong({breakable(group)}))")
            low += [_heading(c) for c in inside]
        else:
            top += [f"table.cell(rowspan: 2, {_SHADE}, strong({breakable(c.head)}))" for c in inside]
    return f"table.header({', '.join((*top, *low))}),\n"


def _heading(column: Column) -> str:
    return f"table.cell({_SHADE}, strong({breakable(column.head)}))"


def _band(group: str, n: int) -> str:
    return f'table.cell(colspan: {n}, fill: rgb("#f2f5f8"), strong({breakable(group)})),\n'


def _line(line: Line, columns: tuple[Column, ...], labels: dict[int, str], *, strong: bool) -> str:
    texts = [
        literal(cell_text(cell, labels)) if column.kind == "code" else _spoken(cell_text(cell, labels), _LONG)
        for cell, column in zip(line.cells, columns, strict=True)
    ]
    made = [f"strong({t})" if strong else f"[#{t}]" for t in texts]
    return ", ".join(made) + ",\n"


def _spoken(text: str, whole: int = WHOLE) -> str:
    """A text that may be broken, with its language where that is not the one of the document."""
    made = breakable(text, whole)
    return f'text(lang: "id", {made})' if isinstance(text, Indonesian) else made


def _notes(notes: Iterable[str]) -> str:
    lines = " #linebreak() ".join(f"#{breakable(n)}" for n in notes)
    return f"#kaki[{lines}]\n" if lines else "#v(8pt)\n"


def _chart(chart: Chart) -> str:
    caption = breakable(f"{said(chart_label(chart))} {chart.number} {chart.caption}")
    kind = chart_label(chart).lower()
    made = (
        f'#figure(kind: "{kind}", alt: {caption}, caption: figure.caption(position: top, {caption}), '
        f"align(left)[{drawn(chart)}])\n"
    )
    whole = f"#block(breakable: false)[\n{made}]\n" if isinstance(chart, ClassMap | Drawing) else made
    return whole + _notes(chart_notes(chart))
