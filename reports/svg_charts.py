"""Charts as SVG, the same on the page and in the PDF: every value is written out, nothing is told by colour alone."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from textwrap import wrap

from reports.blocks import Drawing, Quadrant, Schedule, ValueBar, ValueBars
from reports.html_text import html_lang
from reports.language import told
from reports.printed import in_words
from reports.svg_text import FONTS, NAMESPACE, xml_text
from schemas.facts import Figure

WIDTH, NAME_WIDTH, SAID_WIDTH = 640, 200, 120
ROW, NAME_CHARACTERS = 22, 34
_BLUE, _LIGHT, _INK = "#0b4f79", "#cfe0ec", "#1d2733"


def chart_svg(chart: Drawing, *, refs: bool = True) -> str:
    """The drawing; with `refs` each value carries its reference. The same chart gives the same text."""
    if isinstance(chart, ValueBars):
        parts, height = _bars(chart, refs=refs)
    elif isinstance(chart, Quadrant):
        parts, height = _quadrant(chart, refs=refs)
    else:
        parts, height = _schedule(chart)
    return (
        f'<svg{"" if refs else NAMESPACE} viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-label="{xml_text(alternative(chart))}" font-family="{FONTS}" '
        f'font-size="11" fill="{_INK}">{parts}</svg>'
    )


def alternative(chart: Drawing) -> str:
    """The chart in a sentence: what it shows, with the highest and the lowest where it shows values."""
    if not isinstance(chart, ValueBars):
        return chart.caption
    known = [b for b in chart.bars if b.value.value is not None]
    if not known:
        return chart.caption
    top, low = max(known, key=_value), min(known, key=_value)
    ends = told("Tertinggi {} {}, terendah {} {}", top.name, in_words(top.value), low.name, in_words(low.value))
    return f"{chart.caption}. {ends} {chart.unit}."


def _value(bar: ValueBar) -> Fraction:
    return Fraction(bar.value.value or 0)


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}"{more}{html_lang(text)}>{xml_text(text)}</text>'


def _name(text: str, y: float) -> str:
    """A name of at most two lines at the right edge of its column."""
    lines = wrap(text, NAME_CHARACTERS, max_lines=2, placeholder=" …", break_long_words=True) or [""]
    top = y + 4 - 5.5 * (len(lines) - 1)
    anchor = f' text-anchor="end" font-size="10.5"{html_lang(text)}'
    return "".join(_text(NAME_WIDTH - 8, top + 11 * i, str(line), anchor) for i, line in enumerate(lines))


def _bars(chart: ValueBars, *, refs: bool) -> tuple[str, int]:
    figures = [f for b in chart.bars for f in (b.value, b.high, b.target) if f is not None and f.value is not None]
    longest = max(
        [Fraction(f.value or 0) for f in figures] + [Fraction(chart.full or 0)], default=Fraction(0)
    ) or Fraction(1)
    scale = (WIDTH - NAME_WIDTH - SAID_WIDTH) / float(longest)
    made, y, group = "", 14.0, ""
    for bar in chart.bars:
        if bar.group and bar.group != group:
            made += _text(4, y + 4, bar.group, ' font-weight="bold"')
            y += ROW
        group = bar.group
        made += _name(bar.name, y) + "".join(_bar(bar, y, scale, chart.unit, refs=refs))
        y += ROW
    if any(b.target is not None for b in chart.bars):
        made += f'<path d="M{NAME_WIDTH} {y}l5 5l-5 5l-5 -5z" fill="#fff" stroke="{_INK}"/>' + _text(
            NAME_WIDTH + 10, y + 9, chart.target_word
        )
        y += ROW
    return made, round(y)


def _bar(bar: ValueBar, y: float, scale: float, unit: str, *, refs: bool) -> Iterator[str]:
    length = max(float(_value(bar)), 0.0) * scale
    end = length
    yield f'<rect x="{NAME_WIDTH}" y="{y - 7:.1f}" width="{length:.1f}" height="14" fill="{_LIGHT}" stroke="{_BLUE}"/>'
    if bar.low is not None and bar.high is not None and None not in (bar.low.value, bar.high.value):
        a, b = (NAME_WIDTH + max(float(Fraction(f.value or 0)), 0.0) * scale for f in (bar.low, bar.high))
        yield f'<path d="M{a:.1f} {y}H{b:.1f}M{a:.1f} {y - 4}v8M{b:.1f} {y - 4}v8" stroke="{_INK}" stroke-width="1.4"/>'
        end = max(end, b - NAME_WIDTH)
    if bar.target is not None and bar.target.value is not None:
        x = max(float(Fraction(bar.target.value)), 0.0) * scale
        yield f'<path d="M{NAME_WIDTH + x:.1f} {y - 5}l5 5l-5 5l-5 -5z" fill="#fff" stroke="{_INK}"/>'
        end = max(end, x + 5)
    unit_said = f" {unit}" if unit and bar.value.value is not None else ""
    interval = f" ({in_words(bar.low)}–{in_words(bar.high)})" if bar.low is not None and bar.high is not None else ""
    yield (
        f'<text x="{NAME_WIDTH + end + 6:.1f}" y="{y + 4:.1f}">'
        f"<tspan{_ref(bar.value, refs)}>{xml_text(in_words(bar.value))}</tspan>"
        f"{xml_text(unit_said + interval)}</text>"
    )


def _quadrant(chart: Quadrant, *, refs: bool) -> tuple[str, int]:
    side, left, top = 320, 150, 10
    reach = max(
        [abs(Fraction(f.value or 0)) for _, x, y in chart.points for f in (x, y)], default=Fraction(0)
    ) or Fraction(1)
    middle, unit = side / 2, side / 2 / (float(reach) * 1.15)
    made = f'<rect x="{left}" y="{top}" width="{side}" height="{side}" fill="#fff" stroke="{_INK}"/>'
    made += f'<path d="M{left} {top + middle}h{side}M{left + middle} {top}v{side}" stroke="{_INK}"/>'
    places = ((1.5, 0), (0.5, 0), (0.5, 1), (1.5, 1))
    for corner, (right, low) in zip(chart.corners, places, strict=True):
        y = top + (side - 8 if low else 16)
        made += _text(left + right * middle, y, corner, ' text-anchor="middle" font-weight="bold" fill="#4a5663"')
    across_said, up_said = chart.axes
    made += _text(left + side + 6, top + middle + 4, across_said) + _text(
        left + middle, top + side + 16, up_said, ' text-anchor="middle"'
    )
    base = top + side + 38
    for i, point in enumerate(chart.points, 1):
        made += _point(i, point, (left + middle, top + middle, unit)) + _listed(
            i, point, left, base + 16 * i, refs=refs
        )
    return made, base + 16 * len(chart.points) + 16


def _point(i: int, point: tuple[str, Figure, Figure], centre: tuple[float, float, float]) -> str:
    _, across, up = point
    if across.value is None or up.value is None:
        return ""
    x = centre[0] + float(Fraction(across.value)) * centre[2]
    y = centre[1] - float(Fraction(up.value)) * centre[2]
    mark = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="{_LIGHT}" stroke="{_BLUE}"/>'
    return mark + _text(x, y + 4, str(i), ' text-anchor="middle" font-weight="bold"')


def _listed(i: int, point: tuple[str, Figure, Figure], x: float, y: float, *, refs: bool) -> str:
    name, across, up = point
    values = "".join(
        f", {axis} <tspan{_ref(f, refs)}>{xml_text(in_words(f))}</tspan>" for axis, f in (("x", across), ("y", up))
    )
    return f'<text x="{x}" y="{y}">{i}  {xml_text(name)}{values}</text>'


def _ref(figure: Figure, refs: bool) -> str:
    return f' data-ref="{xml_text(figure.ref)}"' if refs and figure.ref else ""


def _schedule(chart: Schedule) -> tuple[str, int]:
    name_width = 300
    step = (WIDTH - name_width) / max(len(chart.years), 1)
    made = "".join(
        _text(name_width + step * (i + 0.5), 14, y, ' text-anchor="middle" font-weight="bold"')
        for i, y in enumerate(chart.years)
    )
    y, group = 24, ""
    for band, name, letters in chart.rows:
        if band != group:
            made += _text(4, y + 14, band, ' font-weight="bold"')
            y += 20
        group = band
        made += _text(12, y + 13, str(_short(name, 54)), f' font-size="10.5"{html_lang(name)}')
        made += f'<path d="M0 {y + 19}H{WIDTH}" stroke="#d5dbe1"/>'
        made += "".join(_cell(name_width + step * i, y, step, said) for i, said in enumerate(letters) if said)
        y += 20
    return made, y + 6


def _cell(x: float, y: float, step: float, said: str) -> str:
    box = f'<rect x="{x + 1:.1f}" y="{y + 2}" width="{step - 2:.1f}" height="15" fill="{_LIGHT}" stroke="{_BLUE}"/>'
    return box + _text(x + step / 2, y + 13, said, ' text-anchor="middle" font-size="10"')


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
