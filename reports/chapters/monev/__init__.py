"""The report on implementation and monev (mps.md section 9; its outline is assumed)."""

from reports.chapters.monev import anggaran, capaian, kegiatan, lampiran, pendahuluan

CHAPTERS = (
    pendahuluan.blocks,
    anggaran.blocks,
    kegiatan.blocks,
    capaian.blocks,
    lampiran.blocks,
)
