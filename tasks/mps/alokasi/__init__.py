"""Which part stands in which year, paid by whom (mps.md section 5).

In: steps, ceilings, priorities; out: one plan (`rencana`) with the reason of all that waits. `soal` states the
problem, `cara/` holds the ways of answering it.
"""
