"""The MPS in the outline of mps.md section 3."""

from reports.chapters.mps import anggaran, implementasi, lampiran, pendahuluan, rencana, review, ringkasan

CHAPTERS = (
    ringkasan.blocks,
    pendahuluan.blocks,
    review.blocks,
    rencana.blocks,
    anggaran.blocks,
    implementasi.blocks,
    lampiran.blocks,
)
