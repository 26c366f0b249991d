"""SSK: zones and systems, service phases, logical framework, programme and money from a Buku Putih (ssk.md).

In: the checked submission and the sealed Buku Putih of the same year (`masukan`); out: the tables of the SSK with
findings and edges. `units` is the step, `susun` puts a district together, `terbuka` opens a sealed one again.
"""
