"""Questions to a district about data that look too regular or too familiar: typed tables in, questions out (S12).

A question accuses nobody and changes no value: it names the cells, what was seen, and asks. Limits are assumed and
chosen so that independent data almost never meet them; `benchmarks/pertanyaan.py` counts how many fakes are found.
"""
