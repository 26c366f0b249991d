"""The programme (ssk.md section 7, catalogue.md).

In: zones, phases, prices and the Pokja's own lines; out: activities with place, volume, years, cost and sources,
and what the Pokja changed against the draft.
"""
