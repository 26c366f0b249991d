"""The Buku Putih in the outline of 2014-15, printed for every edition to 2015 (buku-putih.md section 6)."""

from reports.chapters.buku_putih import area_berisiko, gambaran_umum, lampiran, pendahuluan, profil, program

CHAPTERS = (
    pendahuluan.blocks,
    gambaran_umum.blocks,
    profil.blocks,
    program.blocks,
    area_berisiko.blocks,
    lampiran.blocks,
)
