"""The SSK in the outline of its edition (ssk.md section 2): the rule document.outline_ssk decides."""

from collections.abc import Iterator

from reports.blocks import Block
from reports.chapters.ssk import kerangka, lampiran, monev, pemeriksaan, pendahuluan, program, strategi, zona
from reports.chapters.ssk.bab import Part, chapter
from schemas.facts import Facts

Outline = tuple[tuple[str, tuple[Part, ...]], ...]
_PROGRAM = (program.programmes, program.recaps, program.not_made, program.scores, program.differences)
_EARLY: Outline = (
    ("Pendahuluan", (pendahuluan.background, pendahuluan.absent)),
    (
        "Kerangka Pengembangan Sanitasi",
        (kerangka.vision, kerangka.risk, kerangka.phases, kerangka.capability, zona.zones),
    ),
    ("Strategi Percepatan Pembangunan Sanitasi", (strategi.position, strategi.targets)),
    ("Program dan Kegiatan", _PROGRAM),
    ("Pemantauan dan Evaluasi", (monev.mechanism, monev.results)),
    ("Pemeriksaan", (pemeriksaan.findings,)),
)
_LATER: Outline = (
    ("Pendahuluan", (pendahuluan.background, pendahuluan.absent)),
    ("Profil Sanitasi Saat Ini", (kerangka.risk,)),
    (
        "Kerangka Pengembangan Sanitasi",
        (kerangka.vision, zona.zones, kerangka.phases, strategi.targets, kerangka.scenario, kerangka.capability),
    ),
    ("Strategi Pengembangan Sanitasi", (strategi.position,)),
    ("Program, Kegiatan dan Indikasi Pendanaan", _PROGRAM),
    ("Pemantauan dan Evaluasi", (monev.mechanism, monev.results)),
    ("Pemeriksaan", (pemeriksaan.findings,)),
)
OUTLINES: dict[str, Outline] = {
    "2012-14": _EARLY,
    "2015-17": _LATER,
    "2017-06": (*_LATER[:4], ("Kerangka Kerja Logis", (strategi.framework,)), *_LATER[4:]),
}


def blocks(facts: Facts) -> Iterator[Block]:
    """All chapters and annexes of the edition."""
    for i, (title, parts) in enumerate(OUTLINES[facts.outline], start=1):
        yield from chapter(facts, str(i), title, parts)
    yield from lampiran.blocks(facts)


CHAPTERS = (blocks,)
