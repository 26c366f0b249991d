"""A map of desa as SVG: classes told apart by number and pattern as well as by colour, readable in black and white."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from math import cos, radians

from reports.blocks import ClassMap, Ring
from reports.language import said, told
from reports.printed import cell_text
from reports.svg_text import FONTS, NAMESPACE, xml_text

WIDTH, MARGIN = 640, 8
SCALE = 100_000
COLOURS = ("#2f6fb5", "#3a8a4d", "#e0b000", "#c0322b")
KINDS = ("#7fa8d1", "#8cc298", "#d9c27a", "#c99ad0", "#9fb3bf", "#d79a83", "#8fd0cf", "#b7b0e0")
_MARKS = (
    "",
    '<circle cx="4" cy="4" r="1.1" fill="#fff"/>',
    '<path d="M0 8L8 0" stroke="#fff" stroke-width="1.4"/>',
    '<path d="M0 8L8 0M0 0L8 8" stroke="#fff" stroke-width="1.4"/>',
    '<path d="M0 4H8" stroke="#fff" stroke-width="1.6"/>',
    '<path d="M4 0V8" stroke="#fff" stroke-width="1.6"/>',
    '<path d="M0 0L8 8" stroke="#1d2733" stroke-width="0.8"/>',
    '<path d="M0 4H8M4 0V8" stroke="#1d2733" stroke-width="0.7"/>',
)
_KEY_ROW, _KEY_WIDTH, _NUMBER_ROOM = 18, 310, 10
_KM_PER_DEGREE = 111.32
_STEPS = (1, 2, 5, 10, 20, 50, 100)


def map_svg(chart: ClassMap, name: str, refs: bool = True) -> str:
    """The map; with `refs` every desa carries the reference of its class. The same chart gives the same text."""
    view = _View([ring for s in chart.shapes for ring in s.rings])
    areas = _areas(chart, view, name, refs=refs)
    numbers = _numbers(view, chart.shapes)
    key, key_height = _key(chart, name, view.height + 34)
    height = view.height + 34 + key_height
    return (
        f'<svg{"" if refs else NAMESPACE} viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" '
        f'height="{height}" role="img" aria-label="{xml_text(alternative(chart))}">'
        f"{_patterns(chart, name, refs=refs)}{areas}{numbers}{_bar(view)}{key}</svg>"
    )


def alternative(chart: ClassMap) -> str:
    """The map in a sentence: how many desa are in each class."""
    counted = Counter(s.kelas.value for s in chart.shapes)
    words = [f"{word} {counted[k]}" for k, word in chart.labels if counted[k]]
    words += [f"{said('tanpa kelas')} {counted[None]}"] if counted[None] else []
    return told("{}. Desa/kelurahan: {}.", chart.caption, ", ".join(words))


def _key(chart: ClassMap, name: str, top: int) -> tuple[str, int]:
    """The classes with their patterns, two to a row, and the height that they take."""
    entries: list[tuple[int | None, str]] = [*chart.labels]
    entries += [(None, said("tanpa kelas"))] if any(s.kelas.value is None for s in chart.shapes) else []
    made, colours = "", colours_of(chart)
    for i, (k, word) in enumerate(entries):
        x, y = MARGIN + _KEY_WIDTH * (i % 2), top + _KEY_ROW * (i // 2)
        fill = f"url(#{name}-{k})" if k else "#ffffff"
        text = f"{k} {word}" if k else word
        box = f'<rect x="{x}" y="{y}" width="22" height="12" stroke="#222" stroke-width="0.6"'
        colour = colours[(k - 1) % len(colours)] if k else "#ffffff"
        made += f'{box} fill="{colour}"/>' if k else ""
        made += (
            f'{box} fill="{fill}"/>'
            f'<text x="{x + 28}" y="{y + 10}" font-size="11" font-family="{FONTS}">{xml_text(text)}</text>'
        )
    return made, _KEY_ROW * ((len(entries) + 1) // 2) + 4


class _View:
    """From hundred-thousandths of a degree to the picture: north is up, a degree of longitude shrinks by latitude."""

    def __init__(self, rings: Sequence[Ring]) -> None:
        xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
        self._west, self._north = min(xs), max(ys)
        self.shrink = cos(radians((min(ys) + max(ys)) / 2 / SCALE))
        wide, high = max((max(xs) - min(xs)) * self.shrink, 1.0), max(float(max(ys) - min(ys)), 1.0)
        self.unit = min((WIDTH - 2 * MARGIN) / wide, (WIDTH - 2 * MARGIN) / high)
        self.height = round(high * self.unit) + 2 * MARGIN

    def point(self, x: float, y: float) -> tuple[float, float]:
        return (x - self._west) * self.shrink * self.unit + MARGIN, (self._north - y) * self.unit + MARGIN


def _areas(chart: ClassMap, view: _View, name: str, *, refs: bool) -> str:
    """Every desa in its colour with its pattern.

    In a picture that stands alone the signs of a class are drawn once over all its desa: a pattern for each would make
    a PDF slow and show the seams of its tiles.
    """
    labels, colours = dict(chart.labels), colours_of(chart)
    made, over = "", dict[int, str]()
    for shape in chart.shapes:
        k, outline = shape.kelas.value, _outline(view, shape)
        fill = "#ffffff" if k is None else f"url(#{name}-{k})" if refs else colours[(k - 1) % len(colours)]
        made += _area(shape, outline, fill, labels, refs=refs)
        if k is not None and not refs:
            over[k] = over.get(k, "") + outline
    return made + "".join(
        f'<path d="{d}" fill="url(#{name}-{k})" fill-rule="evenodd"/>' for k, d in sorted(over.items())
    )


def _outline(view: _View, shape: ClassMap.Shape) -> str:
    return "".join(
        "M" + "L".join(f"{px:.1f} {py:.1f}" for px, py in (view.point(x, y) for x, y in ring)) + "Z"
        for ring in shape.rings
    )


def _area(shape: ClassMap.Shape, outline: str, fill: str, labels: dict[int, str], *, refs: bool) -> str:
    kelas = shape.kelas
    dash = "" if kelas.value else ' stroke-dasharray="3 2"'
    ref = f' data-ref="{xml_text(kelas.ref)}"' if refs and kelas.ref else ""
    title = f"<title>{xml_text(shape.nama)}: {xml_text(cell_text(kelas, labels))}</title>" if refs else ""
    look = f'fill="{fill}" fill-rule="evenodd" stroke="#222" stroke-width="0.6"{dash}'
    return f'<path d="{outline}" {look}{ref}>{title}</path>'


def colours_of(chart: ClassMap) -> tuple[str, ...]:
    """The colours of its classes, in their order and over again."""
    return COLOURS if chart.is_ordered else KINDS


def _numbers(view: _View, shapes: Sequence[ClassMap.Shape]) -> str:
    """The class in the middle of the largest ring, where there is room for it and no number beside it in the way."""
    made, taken = "", list[tuple[float, float]]()
    for shape in shapes:
        ring = max(shape.rings, key=lambda r: abs(_double_area(r)))
        if shape.kelas.value is None or abs(_double_area(ring)) * view.unit**2 * view.shrink < 260:
            continue
        x, y = view.point(*_middle(ring))
        if all(abs(x - a) >= _NUMBER_ROOM or abs(y - b) >= _NUMBER_ROOM for a, b in taken):
            taken.append((x, y))
            made += _number(x, y, shape.kelas.value)
    return made


def _number(x: float, y: float, k: int) -> str:
    return (
        f'<text x="{x:.1f}" y="{y + 3.5:.1f}" font-size="10" font-weight="bold" text-anchor="middle" fill="#000" '
        f'stroke="#fff" stroke-width="2.5" paint-order="stroke" font-family="{FONTS}">{k}</text>'
    )


def _double_area(ring: Ring) -> float:
    return float(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, (*ring[1:], ring[0]), strict=True)))


def _middle(ring: Ring) -> tuple[float, float]:
    """Centre of gravity; of a ring without area the middle of its points."""
    x0, y0 = ring[0]
    local = [(x - x0, y - y0) for x, y in ring]
    pairs = list(zip(local, [*local[1:], local[0]], strict=True))
    area = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)
    if not area:
        return x0 + sum(x for x, _ in local) / len(local), y0 + sum(y for _, y in local) / len(local)
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (3 * area)
    return x0 + x, y0 + y


def _patterns(chart: ClassMap, name: str, *, refs: bool) -> str:
    """Plain, dots, lines, crossed lines: the higher the class, the denser; kinds take a sign each."""
    colours = colours_of(chart)
    ground = '<rect width="8" height="8" fill="{}"/>' if refs else ""
    made = "".join(
        f'<pattern id="{name}-{k}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f"{ground.format(colours[(k - 1) % len(colours)])}{_MARKS[(k - 1) % len(colours)]}</pattern>"
        for k in sorted(k for k, _ in chart.labels)
    )
    return f"<defs>{made}</defs>"


def _bar(view: _View) -> str:
    """A scale of a round number of kilometres, about a fifth of the width."""
    per_km = SCALE / _KM_PER_DEGREE * view.unit
    km = max((s for s in _STEPS if s * per_km <= WIDTH / 4), default=1)
    y = view.height + 12
    return (
        f'<path d="M{MARGIN} {y}h{km * per_km:.1f}m0 -4v8M{MARGIN} {y - 4}v8" stroke="#222" fill="none"/>'
        f'<text x="{MARGIN + km * per_km + 6:.1f}" y="{y + 4}" font-size="11" font-family="{FONTS}">{km} km</text>'
    )
