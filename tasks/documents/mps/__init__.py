"""Facts of the MPS, a file per group of its tables; `dokumen` puts them together.

In: tables of the step mps and of the SSK that it pins; out: figures with their references for the chapters in
reports/chapters/mps.
"""
