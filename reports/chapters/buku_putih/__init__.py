"""The Buku Putih in the outline of 2014-15, printed for every edition to 2015 (buku-putih.md section 6).

From 2016 the same parts are Bab 2 of the SSK, in its order.
"""

from reports.chapters.buku_putih import (
    area_berisiko,
    edisi,
    gambaran_umum,
    lampiran,
    pendahuluan,
    profil,
    program,
)

CHAPTERS = (
    pendahuluan.blocks,
    gambaran_umum.blocks,
    profil.blocks,
    program.blocks,
    area_berisiko.blocks,
    lampiran.blocks,
)
SSK_CHAPTERS = (
    pendahuluan.blocks,
    edisi.opening,
    gambaran_umum.blocks,
    program.blocks,
    profil.blocks,
    area_berisiko.blocks,
    lampiran.blocks,
)
