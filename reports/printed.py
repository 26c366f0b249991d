"""What every format prints in the same words: cells, sentences, and the notes below tables and charts."""

from __future__ import annotations

from collections.abc import Iterable

from reports.blocks import (
    AmountBars,
    Block,
    Chart,
    ClassBars,
    ClassMap,
    ClassTiles,
    Column,
    Drawing,
    Line,
    Notice,
    Quadrant,
    Run,
    Table,
    ValueBars,
    YesNoBars,
)
from reports.format_id import (
    LEGEND,
    PARTIAL_LEGEND,
    PARTIAL_MARK,
    PROVISIONAL_LEGEND,
    UNKNOWN,
    UNKNOWN_WORDS,
    WITHHELD,
    WITHHELD_LEGEND,
    WITHHELD_WORDS,
    number,
)
from reports.language import joined, said, told
from schemas.facts import Fact, Figure, Kelas


def cell_text(cell: Fact, labels: dict[int, str]) -> str:
    """A cell of a table as it is read: an unknown value is a dash."""
    if isinstance(cell, Figure):
        known = WITHHELD if cell.is_withheld else number(cell.value, cell.decimals)
        return known + (PARTIAL_MARK if cell.is_partial and cell.value is not None else "")
    if isinstance(cell, Kelas):
        if cell.value is None:
            return UNKNOWN
        return f"{cell.value} {labels.get(cell.value, '')}".strip() + (" (s)" if cell.is_sementara else "")
    return cell


def runs_text(runs: Iterable[Run]) -> str:
    """A sentence with its figures; an unknown one in words."""
    return "".join(run if isinstance(run, str) else in_words(run) for run in runs)


def in_words(figure: Figure) -> str:
    """A figure in a sentence: what is not known, or not told, in words."""
    if figure.value is None:
        return said(WITHHELD_WORDS if figure.is_withheld else UNKNOWN_WORDS)
    return number(figure.value, figure.decimals) + (PARTIAL_MARK if figure.is_partial else "")


def absence_text(notice: Notice) -> str:
    """What a numbered part that is not there is called, and why."""
    name = " ".join(t for t in (said(notice.label), notice.number, notice.title) if t)
    word = said("tidak terisi" if notice.label in ("Tabel", "Bagian") else "tidak tersedia")
    return f"{name}: {word}. {runs_text(notice.runs)}".rstrip()


def absent_list(blocks: Iterable[Block]) -> str:
    """The numbered parts that the lists of tables, charts and maps leave out; "" where none is."""
    gone = [f"{said(b.label)} {b.number}" for b in blocks if isinstance(b, Notice) and b.kind == "absent" and b.number]
    if not gone:
        return ""
    return told("Tidak terisi atau tidak tersedia: {}. Alasannya pada lampiran kelengkapan.", ", ".join(gone))


def all_lines(table: Table) -> list[Line]:
    """The rows of a table and its total."""
    return [*table.lines, *((table.total,) if table.total else ())]


def legends(table: Table) -> list[str]:
    """The legends that the marks in a table need."""
    cells = [c for line in all_lines(table) for c in line.cells]
    figures = [c for c in cells if isinstance(c, Figure)]
    unknown = [c for c in cells if isinstance(c, Kelas) and c.value is None]
    found = [LEGEND] if unknown or any(c.value is None and not c.is_withheld for c in figures) else []
    found += [WITHHELD_LEGEND] if any(c.is_withheld for c in figures) else []
    found += [PARTIAL_LEGEND] if any(c.is_partial for c in figures) else []
    found += [PROVISIONAL_LEGEND] if any(isinstance(c, Kelas) and c.is_sementara for c in cells) else []
    return [said(text) for text in found]


def sources_text(sources: tuple[str, ...]) -> list[str]:
    """The line of sources, if there are any."""
    return [told("Sumber: {}.", joined("; ", sources))] if sources else []


def table_notes(table: Table) -> list[str]:
    """Everything below a table: sources, notes, legends, findings."""
    return [*sources_text(table.sources), *table.notes, *legends(table), *table.findings]


def chart_table(chart: Chart) -> Table:
    """The data of a chart as a table with the chart's number and caption."""
    columns, lines, labels = _chart_rows(chart)
    return Table(chart.number, chart.caption, columns, lines, labels=labels, notes=tuple(chart_notes(chart)))


def class_lists(chart: ClassMap | ClassTiles) -> Table:
    """The desa of each class by name, a row per class: what a map says, where a row per desa would fill pages."""
    groups = chart.groups if isinstance(chart, ClassTiles) else (("", tuple((s.nama, s.kelas) for s in chart.shapes)),)
    columns = (
        Column("kelas", said("Kelas")),
        Column("jumlah", said("Jumlah"), "number"),
        Column("desa", said("Desa/kelurahan")),
    )
    classes = [*chart.labels, (None, said("tanpa kelas"))]
    found = {k: [(group, _of_class(inside, k)) for group, inside in groups] for k, _ in classes}
    lines = (
        Line(
            (f"{k} {word}" if k else word, Figure(n, ""), "; ".join(_named(g, names) for g, names in found[k] if names))
        )
        for k, word in classes
        if (n := sum(len(names) for _, names in found[k]))
    )
    notes = [*chart_notes(chart), *legends(chart_table(chart))]
    return Table(chart.number, chart.caption, columns, tuple(lines), notes=tuple(dict.fromkeys(notes)))


def _of_class(inside: Iterable[tuple[str, Kelas]], k: int | None) -> list[str]:
    return [desa + (" (s)" if kelas.is_sementara else "") for desa, kelas in inside if kelas.value == k]


def _named(group: str, names: list[str]) -> str:
    return f"{group}: {', '.join(names)}" if group else ", ".join(names)


def chart_notes(chart: Chart) -> list[str]:
    """Everything below a chart."""
    if isinstance(chart, YesNoBars):
        return [*sources_text(chart.sources), *chart.notes, *chart.findings]
    return list(chart.notes)


def _chart_rows(chart: Chart) -> tuple[tuple[Column, ...], tuple[Line, ...], tuple[tuple[int, str], ...]]:
    name = Column("nama", "")
    if isinstance(chart, ClassBars):
        keys = [k for k, _ in chart.rows[0][1]] if chart.rows else []
        words = dict(chart.labels)
        heads = [Column(f"k{k}", f"{k} {words.get(k or 0, '')}" if k else said("Tanpa kelas"), "number") for k in keys]
        rows = tuple(Line((text, *(f for _, f in parts))) for text, parts in chart.rows)
        return (name, *heads), rows, ()
    if isinstance(chart, YesNoBars):
        heads = [Column("ya", said("Ya (%)"), "number"), Column("tidak", said("Tidak (%)"), "number"),
                 Column("n", said("Menjawab"), "number")]  # fmt: skip
        return (name, *heads), tuple(Line((b.name, b.yes, b.no, b.answered)) for b in chart.bars), ()
    if isinstance(chart, ClassTiles):
        heads = [Column("desa", said("Desa/kelurahan")), Column("kelas", said("Kelas"), "class")]
        tiles = tuple(Line((desa, k), group=group) for group, inside in chart.groups for desa, k in inside)
        return tuple(heads), tiles, chart.labels
    if isinstance(chart, ClassMap):
        heads = [Column("desa", said("Desa/kelurahan")), Column("kelas", said("Kelas"), "class")]
        return tuple(heads), tuple(Line((s.nama, s.kelas)) for s in chart.shapes), chart.labels
    if isinstance(chart, AmountBars):
        return _amounts(chart, name)
    return (*_drawing(chart), ())


def _drawing(chart: Drawing) -> tuple[tuple[Column, ...], tuple[Line, ...]]:
    if isinstance(chart, ValueBars):
        parts = {"low": said("Bawah"), "high": said("Atas"), "target": chart.target_word.capitalize()}
        kept = [p for p in parts if any(getattr(b, p) is not None for b in chart.bars)]
        heads = [Column("nilai", f"{said('Nilai')} ({chart.unit})" if chart.unit else said("Nilai"), "number")]
        heads += [Column(p, parts[p], "number") for p in kept]
        unknown = Figure(None, "")
        rows = (Line((b.name, b.value, *(getattr(b, p) or unknown for p in kept)), group=b.group) for b in chart.bars)
        return (Column("nama", ""), *heads), tuple(rows)
    if isinstance(chart, Quadrant):
        across, up = (Column(c, axis, "number") for c, axis in zip("xy", chart.axes, strict=True))
        return (Column("nama", ""), across, up), tuple(Line(point) for point in chart.points)
    years = tuple(Column(f"t{i}", year) for i, year in enumerate(chart.years))
    return (Column("nama", ""), *years), tuple(Line((name, *said), group=band) for band, name, said in chart.rows)


def _amounts(
    chart: AmountBars, name: Column
) -> tuple[tuple[Column, ...], tuple[Line, ...], tuple[tuple[int, str], ...]]:
    heads = [Column(key, f"{word} (Rp)", "number") for key, word in chart.keys]
    unknown = Figure(None, "")
    lines = []
    for text, parts, total in chart.rows:
        known = dict(parts)
        lines.append(Line((text, *(known.get(key, unknown) for key, _ in chart.keys), total)))
    return (name, *heads, Column("jumlah", said("Jumlah (Rp)"), "number")), tuple(lines), ()
