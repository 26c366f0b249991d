"""The SSK in the outline of 2012-14 with zones and systems as a chapter (ssk.md section 2)."""

from reports.chapters.ssk import kerangka, lampiran, monev, pendahuluan, program, zona

CHAPTERS = (
    pendahuluan.blocks,
    kerangka.blocks,
    zona.blocks,
    program.blocks,
    monev.blocks,
    lampiran.blocks,
)
