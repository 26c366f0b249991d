"""Columns of the table of printed figures (buku-putih.md section 8: what a printed table is checked for)."""

from __future__ import annotations

from schemas.fields.kinds import choice, count, measure, several, text

TABEL = text("tabel", "Number of the printed table.")
BARIS = text("baris", "Label of the row as printed; a Kemendagri code for jenis wilayah.")
KOLOM = text("kolom", "Label of the column as printed; the name of a submitted column for jenis wilayah.")
JENIS = choice(
    "jenis",
    "What the figure is: a value, the total of the column's values, a percentage of two others, a projection, a risk "
    "index of a component or in all, the value that the text names as largest or smallest, a regional sum; of a "
    "priority table the weight of a criterion, a score, the total of a row and its rank.",
    "nilai", "jumlah", "persen", "proyeksi", "indeks", "indeks_total", "terbesar", "terkecil", "wilayah",
    "bobot", "skor", "skor_total", "urutan",
)  # fmt: skip
NILAI = measure("nilai", "The printed figure.")
DESIMAL = count("desimal", "Decimals as printed; 2 when blank.")
PEMBILANG = text("pembilang", "Column of the numerator, or <column>@<row>; for jenis persen.")
PENYEBUT = text("penyebut", "Column of the denominator, or <column>@<row>; for jenis persen.")
DASAR = measure("dasar", "Value from which the projection starts.")
LAJU_PCT = several("laju_pct", "Growth rates printed with the projection, percent per year.")
TAHUN_N = count("tahun_n", "Years of the projection.")
DISEBUT = text("disebut", "Row that the text names as largest or smallest.")
