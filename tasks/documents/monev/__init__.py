"""Facts of the report on implementation; `dokumen` puts them together.

In: tables of the step realisasi; out: figures with their references for the chapters in reports/chapters/monev.
"""
