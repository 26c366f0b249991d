"""Facts of the Buku Putih, a file per group of its tables; `dokumen` puts them together.

In: tables of intake and of the step buku_putih; out: figures with their references for the chapters in
reports/chapters/buku_putih.
"""
