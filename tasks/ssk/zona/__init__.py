"""Which system each desa gets (ssk.md section 3).

In: facts and risk classes of a desa; out: its zone and system per komponen with what was blank, rows for maps, and
what would give it another one.
"""
