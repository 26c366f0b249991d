"""Texts that mean harm where they come out, planted in every free text of a submission that hands in every table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.demo import write

KODE = "99.01"
HOST = "192.0.2.1"
TEXTS = (
    f'=HYPERLINK("http://{HOST}/a","klik")',
    "=SUM(1)+cmd|'/C calc'!A0",
    "@SUM(1+1)*cmd|'/C calc'!A0",
    f"<script>alert(1)</script><img src=http://{HOST}/b.png onerror=alert(1)>",
    f'"><svg/onload=alert(1)><base href="http://{HOST}/">',
    f"</script></style><link rel=stylesheet href=http://{HOST}/c.css>",
    f'#read("/etc/passwd") #import "@preview/x:1" #link("http://{HOST}/d")[x] $x$ *b* \\ `c` <l> @m',
    "{{ 7*191 }} {% raw %} {# x #}",
    f"[klik](javascript:alert(1)) ![x](http://{HOST}/e.png) | a | b ~~c~~",
    f"external:\\\\{HOST}\\f ]]> &amp; &#60;script&#62;",
    f"http://{HOST}/g",
)
_FREE = {
    "pelaku": ("peran", "kegiatan"), "regulasi": ("judul", "catatan"), "masalah": ("uraian",), "swot": ("uraian",),
    "tujuan": ("uraian",),
    "sasaran": ("uraian",), "strategi": ("uraian",), "media": ("isu", "cakupan"), "narasi": ("teks",),
    "program_kegiatan": ("kegiatan", "sub_kegiatan", "lokasi", "penanggung_jawab"), "drainase_genangan": ("penyebab",),
    "visi_misi": ("visi_daerah", "misi_daerah", "visi_sanitasi", "misi_sanitasi"), "spald": ("pengelola",),
    "tps3r": ("pengelola",), "monev_ssk": ("penanggung_jawab", "pengumpul", "pengelola", "penerima"),
    "pagu": ("dasar",),
    "komitmen": ("penandatangan", "jabatan"), "bukti": ("nomor", "penandatangan", "jabatan"),
}  # fmt: skip


def write_hostile(out: Path, monkeypatch: pytest.MonkeyPatch) -> list[write.Written]:
    """The demo of one district that hands in every table, as CSV, with the texts in it."""
    plain = write._write

    def planted(folder: Path, kode: str, tables: dict[str, write.Sheet], is_workbook: bool) -> int:
        return plain(folder, kode, {name: _planted(name, rows) for name, rows in tables.items()}, False)

    monkeypatch.setattr(write, "_write", planted)
    return write.write_demo(out, districts=1, seed=1, year=2013, full=True)


def _planted(name: str, rows: write.Sheet) -> write.Sheet:
    heads = [str(h).strip().lower().replace(" ", "_") for h in rows[0]]
    free = [i for i, h in enumerate(heads) if h in _FREE.get(name, ())]
    return [rows[0]] + [
        [TEXTS[(n + i) % len(TEXTS)] if i in free and cell else cell for i, cell in enumerate(row)]
        for n, row in enumerate(rows[1:])
    ]
