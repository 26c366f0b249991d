"""Facts of the SSK, a file per group of its tables; `dokumen` puts them together.

In: tables of the step ssk; out: figures with their references for the chapters in reports/chapters/ssk.
"""
