"""What is done to every document once its chapters stand: findings and absences are said once, long annexes fold.

Front and back matter are added here too, so that the four documents have the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from reports.blocks import Block, Heading, Notice, Paragraph, Table, YesNoBars
from reports.chapters import annex
from reports.chapters.build import say
from reports.chapters.ringkas import key_of
from reports.completeness import completeness, declared
from reports.front import approval, foreword
from reports.html_pages import is_absent
from reports.labels import SEVERITY
from reports.summary import TITLE, sentences
from reports.wide import parts_of
from schemas.facts import Facts, Remark

GRAVE = ("block", "error")
SHOWN = 3
LONG_FROM = 30
# Annexes that repeat the lines behind the chapters: in the workbook and on the page, printed on request.
ON_REQUEST: Mapping[str, tuple[str, ...]] = {"ssk": ("L.3",), "mps": ("L.4", "L.6", "L.7"), "monev": ("L.2",)}


def finished(facts: Facts, title: str, chapters: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a whole document around its chapters."""
    body = tuple(findings_once(declared(facts, chapters)))
    at, terms_at = _next_annexes(body)
    listed = (*body, *completeness(body, at), *annex.terms(facts, terms_at))
    front = (*foreword(facts, title), *approval(facts), *_summary(facts))
    return tuple(_folded(facts.document, absences_once((*front, *listed), at)))


def _summary(facts: Facts) -> Iterator[Block]:
    """What the document says in short; the MPS has a chapter for it."""
    if facts.document != "mps":
        yield Heading(1, TITLE)
        yield from sentences(facts)


def _next_annexes(blocks: Sequence[Block]) -> tuple[str, str]:
    """The numbers of the two annexes that follow."""
    found = [b.number for b in blocks if isinstance(b, Heading) and b.number.startswith("L.")]
    last = max((int(n.split(".")[1]) for n in found), default=0)
    return f"L.{last + 1}", f"L.{last + 2}"


def absences_once(blocks: Iterable[Block], at: str) -> Iterator[Block]:
    """Absences in their place without their reasons, which the annex `at` gathers; the last of neighbours says so."""
    listed = list(blocks)
    for block, following in zip(listed, [*listed[1:], None], strict=True):
        if isinstance(block, Notice) and is_absent(block):
            is_last = following is None or not is_absent(following)
            yield replace(block, runs=(f"Alasannya pada lampiran {at}.",) if is_last else ())
        else:
            yield block


def findings_once(blocks: Iterable[Block]) -> Iterator[Block]:
    """Each finding in words below the first table that it touches; later ones name that table."""
    told: dict[Remark, str] = {}
    for block in blocks:
        if not isinstance(block, Table | YesNoBars) or not block.remarks:
            yield block
            continue
        name = f"{'Tabel' if isinstance(block, Table) else 'Gambar'} {block.number}"
        new = [r for r in dict.fromkeys(block.remarks) if r not in told]
        before = dict.fromkeys(told[r] for r in block.remarks if r in told and r.severity in GRAVE)
        told |= dict.fromkeys(new, name)
        yield replace(block, findings=(*_told(new), *_elsewhere(before)))


def _told(new: Sequence[Remark]) -> tuple[str, ...]:
    tally = [(SEVERITY[s], sum(r.severity == s for r in new)) for s in SEVERITY if s != "advice"]
    counts = ", ".join(f"{n} {word.lower()}" for word, n in tally if n)
    if not counts:
        return ()
    grave = list(dict.fromkeys(r.text for r in new if r.severity in GRAVE))
    rest = len(grave) - SHOWN
    more = (f"dan {rest} lainnya; selengkapnya pada halaman temuan.",) if rest > 0 else ()
    return (f"Temuan pemeriksaan atas data tabel ini: {counts}.", *grave[:SHOWN], *more)


def _elsewhere(names: Iterable[str]) -> tuple[str, ...]:
    said = ", ".join(names)
    return (f"Temuan lain atas data ini disebut di bawah {said}.",) if said else ()


def _folded(document: str, blocks: Iterable[Block]) -> Iterator[Block]:
    prefixes = ON_REQUEST.get(document, ())
    for block in blocks:
        is_annex = isinstance(block, Table) and block.number.startswith(prefixes) and len(block.lines) >= LONG_FROM
        yield replace(block, on_request=True) if is_annex and isinstance(block, Table) else block


def in_full(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The same blocks with every annex printed."""
    return tuple(replace(b, on_request=False) if isinstance(b, Table) else b for b in blocks)


def in_print(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks as printed: a table too wide for a page in parts, an annex on request gives way to a sentence.

    With the annex goes its key of remarks.
    """
    listed = list(blocks)
    keys = {i for i, b in enumerate(listed) if isinstance(b, Table) and b.on_request for i in _key_before(listed, i, b)}
    for i, block in enumerate(listed):
        if isinstance(block, Table) and block.on_request:
            yield from say("umum", "rincian_panjang", nomor=block.number, judul=block.caption, n=len(block.lines))
        elif isinstance(block, Table):
            yield from parts_of(block)
        elif i not in keys:
            yield block


def _key_before(blocks: Sequence[Block], i: int, table: Table) -> tuple[int, ...]:
    """The places of the two blocks that explain the letters in the remarks of a table; none where it has no letters."""
    lead = blocks[i - 2] if i > 1 else None
    return (i - 2, i - 1) if isinstance(lead, Paragraph) and lead.runs == (key_of(table.number),) else ()
