"""Short versions that people really read: an executive summary of two pages, and a page per kecamatan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count

from reports.blocks import (
    AmountBars,
    Block,
    ClassBars,
    ClassMap,
    Document,
    Heading,
    Line,
    Table,
    ValueBars,
)
from reports.chapters import narrative, peta
from reports.chapters.build import COMPUTED, classes, numbers, say, words
from reports.labels import DALAM_KALIMAT, KOMPONEN
from schemas.facts import Fact, FactRow, Facts, Figure, Kelas

TITLE = "Ringkasan Eksekutif"
COMPONENTS = ("AL", "PS", "DR")
UNKNOWN = Figure(None, "")
# What the page of a kecamatan prints: table, column, words.
PRINTED = (
    ("luas", "n_desa", "Desa dan kelurahan"),
    ("luas", "luas_adm_ha", "Luas administrasi (ha)"),
    ("luas", "luas_terbangun_ha", "Luas terbangun (ha)"),
    ("penduduk_jiwa", "", "Penduduk (jiwa)"),
    ("kk", "", "Rumah tangga (KK)"),
    ("kepadatan", "", "Kepadatan (jiwa/ha)"),
    ("air_limbah", "layak_pct", "Akses air limbah layak (% KK)"),
    ("air_limbah", "babs_pct", "Buang air besar sembarangan (% KK)"),
    ("persampahan", "terangkut_pct", "Sampah terangkut (% timbulan)"),
    ("miskin", "miskin_pct", "Rumah tangga miskin (%)"),
)


def sentences(facts: Facts) -> Iterator[Block]:
    """What the document says, in about five sentences."""
    yield from SAID[facts.document](facts)
    yield from narrative.lacking(facts)


def _buku_putih(facts: Facts) -> Iterator[Block]:
    yield from narrative.population(facts)
    yield from narrative.coverage(facts, "air_limbah", "layak_pct", "AL")
    yield from narrative.coverage(facts, "persampahan", "terangkut_pct", "PS")
    yield from narrative.risk(facts)


def _ssk(facts: Facts) -> Iterator[Block]:
    yield from narrative.risk(facts)
    yield from narrative.costs(facts)


def _monev(facts: Facts) -> Iterator[Block]:
    yield from say("monev", "ringkasan", tahun=facts.fiscal_year, **facts.figures)
    yield from narrative.results(facts)


SAID: Mapping[str, Callable[[Facts], Iterator[Block]]] = {
    "buku_putih": _buku_putih,
    "ssk": _ssk,
    "mps": narrative.plan,
    "monev": _monev,
}


def summary(facts: Facts, whole: Document) -> Document:
    """The document in two pages: its sentences, one chart, one map and what comes first."""
    chart = next((b for b in whole.blocks if isinstance(b, ClassBars | AmountBars | ValueBars)), None)
    drawn = [b for b in whole.blocks if isinstance(b, ClassMap)]
    first = next((b for b in drawn if b.caption.startswith("Area berisiko")), drawn[0] if drawn else None)
    blocks = (*sentences(facts), *(b for b in (chart, first) if b), *_foremost(whole.blocks))
    return _short(whole, f"{TITLE}: {whole.title}", blocks)


def _foremost(blocks: Sequence[Block]) -> Iterator[Block]:
    """The table that a reader looks for: what comes first, or what it costs."""
    wanted = (
        "Program per lokasi dengan",
        "Jumlah desa/kelurahan per kelas",
        "Indikasi biaya per komponen",
        "Kemajuan per",
    )
    yield from [b for b in blocks if isinstance(b, Table) and b.caption.startswith(wanted)][:1]


def kecamatan_pages(facts: Facts, whole: Document) -> Document:
    """A page per kecamatan: its numbers beside those of the district, its desa with their classes, its map."""
    following = count(1)
    names = dict.fromkeys(str(r["kecamatan"]) for r in facts.table("ubin").rows)
    blocks = (block for name in names for block in _kecamatan(facts, name, next(following)))
    return _short(whole, "Lembar Kecamatan", tuple(blocks))


def _short(whole: Document, title: str, blocks: Sequence[Block]) -> Document:
    return Document(
        title, whole.subtitle, whole.place, whole.year, whole.marks, tuple(blocks), whole.record, is_short=True
    )


def _kecamatan(facts: Facts, name: str, i: int) -> Iterator[Block]:
    yield Heading(1, f"Kecamatan {name}")
    columns = (*words(uraian="Uraian"), *numbers({"nilai": "Kecamatan", "semua": "Kabupaten/kota"}))
    lines = tuple(
        Line((said, _value(facts, table, column, name), _value(facts, table, column, facts.kabupaten)))
        for table, column, said in PRINTED
    )
    yield Table(f"K.{i}.1", f"Kecamatan {name} dalam angka", columns, lines, sources=(COMPUTED,))
    rows = tuple(r for r in facts.table("ubin").rows if str(r["kecamatan"]) == name)
    heads = classes({k: KOMPONEN[k] for k in COMPONENTS})
    yield Table(
        f"K.{i}.2",
        f"Kelas risiko per desa/kelurahan di Kecamatan {name}",
        (*words(desa="Desa/kelurahan"), *heads),
        tuple(Line((str(r["desa"]), *(r[k] for k in COMPONENTS))) for r in rows),
        labels=tuple(sorted(facts.labels.items())),
        sources=(COMPUTED,),
    )
    yield from _map(facts, rows, name, i)


def _value(facts: Facts, table: str, column: str, name: str) -> Fact:
    """The newest value of a kecamatan or of the district; unknown where the table has no such row."""
    is_count = table in ("penduduk_jiwa", "kk", "kepadatan")
    found = facts.table("penduduk" if is_count else table)
    rows = [*found.rows, *((found.total,) if found.total else ())]
    row: FactRow = next((r for r in rows if _is_of(r, name) and (not is_count or r["ukuran"] == table)), {})
    if is_count:
        column = max((c for c in row if c.startswith("y") and c[1:].isdigit()), default="")
    return row.get(column, UNKNOWN)


def _is_of(row: FactRow, name: str) -> bool:
    return str(row.get("kecamatan", "")) == name


def _map(facts: Facts, rows: Sequence[FactRow], name: str, i: int) -> Iterator[Block]:
    """The first komponen of which some desa has a class and a boundary."""
    for k in COMPONENTS:
        places = [(str(r["kode"]), str(r["desa"]), kelas) for r in rows if isinstance(kelas := r[k], Kelas)]
        caption = f"Area berisiko {DALAM_KALIMAT[k]}, Kecamatan {name}"
        own = {kode: shape for kode, shape in facts.batas.items() if kode in {p[0] for p in places}}
        made = peta.class_map(facts.with_batas(own), places, f"K.{i}", caption, facts.labels)
        if made:
            yield made
            return
