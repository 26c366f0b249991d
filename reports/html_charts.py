"""Charts as HTML and CSS: every value is written out as text, so that colour only repeats it."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from html import escape

from reports.blocks import AmountBars, Chart, ClassBars, ClassMap, ClassTiles, Drawing, YesNoBar, YesNoBars, chart_label
from reports.format_id import PARTIAL_MARK, PROVISIONAL_LEGEND, WITHHELD, number, plain
from reports.html_table import Anchors, findings_html, unknown_cell
from reports.html_text import html_text
from reports.language import said
from reports.printed import sources_text
from reports.svg_charts import chart_svg
from reports.svg_map import map_svg
from schemas.facts import Figure, Kelas


def chart_id(chart: Chart) -> str:
    """The anchor of a chart."""
    return ("p-" if isinstance(chart, ClassMap) else "g-") + chart.number.replace(".", "-")


def chart_html(chart: Chart, anchors: Anchors) -> str:
    """One chart with its number and caption above, the key and notes below."""
    name = chart_id(chart)
    if isinstance(chart, ClassMap):
        kind, notes = "peta", _paragraphs((*chart.notes, *_provisional(s.kelas for s in chart.shapes)))
        body = map_svg(chart, name)
    elif isinstance(chart, Drawing):
        kind, body, notes = "grafik gambar", chart_svg(chart), _paragraphs(chart.notes)
    elif isinstance(chart, ClassBars):
        kind, body, notes = "grafik", _class_bars(chart, anchors), _paragraphs(chart.notes)
    elif isinstance(chart, AmountBars):
        kind, body, notes = "grafik", _amounts(chart, anchors), _paragraphs(chart.notes)
    elif isinstance(chart, YesNoBars):
        notes = _paragraphs((*sources_text(chart.sources), *chart.notes)) + findings_html(chart.findings)
        kind, body = "grafik", _yes_no(chart, anchors)
    else:
        kind, body, notes = "peta", _tiles(chart, anchors), _paragraphs((*chart.notes, *_legend(chart)))
    label = f"<span>{said(chart_label(chart))} {escape(chart.number)}</span> {html_text(chart.caption)}"
    title = f'<p class="nama-gambar" id="{name}-nama">{label}</p>'
    caption = f"<figcaption>{notes}</figcaption>" if notes else ""
    return f'<figure class="{kind}" id="{name}" aria-labelledby="{name}-nama">{title}{body}{caption}</figure>\n'


def _paragraphs(notes: Iterable[str]) -> str:
    return "".join(f"<p>{html_text(n)}</p>" for n in notes)


def _key(labels: tuple[tuple[int, str], ...]) -> str:
    keys = "".join(f'<li class="k k{k}">{k} {html_text(word)}</li>' for k, word in labels)
    return f'<ul class="kunci">{keys}<li class="k">{said("tanpa kelas")}</li></ul>'


def _class_bars(bars: ClassBars, anchors: Anchors) -> str:
    rows = ""
    for name, parts in bars.rows:
        segments = "".join(
            f'<span class="b{k or 0}" style="flex-grow:{int(f.value or 0)}"{anchors.attribute(f.ref)}>'
            f"{number(f.value)}</span>"
            for k, f in parts
            if f.value
        )
        said_name = html_text(name)
        rows += f'<div class="batang"><span class="nama">{said_name}</span><span class="isi">{segments}</span></div>'
    return rows + _key(bars.labels)


def _amounts(chart: AmountBars, anchors: Anchors) -> str:
    pattern = {key: i for i, (key, _) in enumerate(chart.keys, 1)}
    longest = max((Fraction(total.value or 0) for *_, total in chart.rows), default=Fraction(0))
    rows = ""
    for name, parts, total in chart.rows:
        drawn = "".join(
            f'<span class="p{pattern[key]}" style="width:{_width(f, longest)}%"></span>' for key, f in parts if f.value
        )
        rows += (
            f'<div class="batang nilai"><span class="nama">{html_text(name)}</span>'
            f'<span class="isi" aria-hidden="true">{drawn}</span>'
            f'<span class="teks">Rp {_said(total, anchors)}</span></div>'
        )
    keys = "".join(f'<li class="p p{pattern[key]}">{html_text(word)}</li>' for key, word in chart.keys)
    return f'{rows}<ul class="kunci">{keys}</ul>'


def _width(figure: Figure, longest: Fraction) -> str:
    return plain(Fraction(figure.value or 0) * 100 / longest, 2)


def _yes_no(chart: YesNoBars, anchors: Anchors) -> str:
    key = f'<ul class="kunci"><li class="k ya">{said("ya")}</li><li class="k tidak">{said("tidak")}</li></ul>'
    return "".join(_yes_no_bar(bar, anchors) for bar in chart.bars) + key


def _yes_no_bar(bar: YesNoBar, anchors: Anchors) -> str:
    width = plain(bar.yes.value, bar.yes.decimals)
    drawn = f'<span class="ya" style="width:{width}%"></span><span class="tidak"></span>'
    parts = (_said(f, anchors) for f in (bar.yes, bar.no, bar.answered))
    words = said("ya {} % · tidak {} % · {} menjawab").format(*parts)
    return (
        f'<div class="batang yt"><span class="nama">{html_text(bar.name)}</span>'
        f'<span class="isi" aria-hidden="true">{drawn}</span><span class="teks">{words}</span></div>'
    )


def _said(figure: Figure, anchors: Anchors) -> str:
    known = number(figure.value, figure.decimals) + (PARTIAL_MARK if figure.is_partial else "")
    known = WITHHELD if figure.is_withheld else known
    return f'<data{anchors.attribute(figure.ref)} value="{known}">{known}</data>'


def _tiles(chart: ClassTiles, anchors: Anchors) -> str:
    groups = ""
    for name, tiles in chart.groups:
        items = "".join(_tile(desa, kelas, dict(chart.labels), anchors) for desa, kelas in tiles)
        groups += f'<div class="kecamatan"><p>{html_text(name)}</p><ul>{items}</ul></div>'
    return _key(chart.labels) + groups


def _tile(desa: str, kelas: Kelas, labels: dict[int, str], anchors: Anchors) -> str:
    anchor = anchors.attribute(kelas.ref)
    if kelas.value is None:
        shown = unknown_cell()
    else:
        shown = f'<abbr title="{escape(labels.get(kelas.value, ""))}">{kelas.value}</abbr>'
    mark = f' <abbr title="{said("sementara")}">(s)</abbr>' if kelas.is_sementara else ""
    return f'<li class="u{kelas.value or 0}"{anchor}><b>{shown}</b> <span>{html_text(desa)}{mark}</span></li>'


def _legend(chart: ClassTiles) -> list[str]:
    return _provisional(kelas for _, tiles in chart.groups for _, kelas in tiles)


def _provisional(classes: Iterable[Kelas]) -> list[str]:
    return [said(PROVISIONAL_LEGEND)] if any(kelas.is_sementara for kelas in classes) else []
