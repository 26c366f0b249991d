"""Charts as pictures for formats that cannot draw: what the PDF shows, as PNG with a text alternative."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import typst

from reports.blocks import Chart, ClassMap, ClassTiles, Drawing
from reports.language import said, told
from reports.svg_charts import alternative as drawing_alternative
from reports.svg_map import alternative as map_alternative
from reports.typst_charts import drawn

WIDTH_CM, TALLEST_CM = 16.6, 22.0
PIXELS_PER_INCH = 144
_PAGE = (
    '#set document(title: "x")\n#set text(font: "Libertinus Serif", size: 10pt)\n'
    "#set page(width: {width}cm, height: {height}, margin: 2pt)\n"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One PNG of the width of a page, and how high it stands on paper."""

    png: bytes
    height_cm: float


def pictures(chart: Chart) -> tuple[Picture, ...]:
    """The chart as one picture, or as several where it is higher than a page; the same chart gives the same bytes."""
    source = drawn(chart)
    (whole,) = _compiled(source, "auto")
    return (whole,) if whole.height_cm <= TALLEST_CM else _compiled(source, f"{TALLEST_CM}cm")


def _compiled(source: str, height: str) -> tuple[Picture, ...]:
    page = _PAGE.format(width=WIDTH_CM, height=height) + source
    made = typst.compile(page.encode(), format="png", ppi=PIXELS_PER_INCH, ignore_system_fonts=True, timestamp=0)
    listed = made if isinstance(made, list) else [made]
    return tuple(Picture(png, _height_cm(png)) for png in listed if png)


def _height_cm(png: bytes) -> float:
    """Of the fourth number of the header: rows of pixels."""
    return int.from_bytes(png[20:24], "big") / PIXELS_PER_INCH * 2.54


def alternative(chart: Chart) -> str:
    """The chart in a sentence."""
    if isinstance(chart, ClassMap):
        return map_alternative(chart)
    if isinstance(chart, Drawing):
        return drawing_alternative(chart)
    return _tiles_said(chart) if isinstance(chart, ClassTiles) else chart.caption


def _tiles_said(chart: ClassTiles) -> str:
    counted = Counter(kelas.value for _, tiles in chart.groups for _, kelas in tiles)
    words = [f"{k} {word}: {counted[k]}" for k, word in chart.labels if counted[k]]
    words += [f"{said('tanpa kelas')}: {counted[None]}"] if counted[None] else []
    return told("{}. Desa/kelurahan: {}.", chart.caption, ", ".join(words))
