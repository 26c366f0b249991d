"""When households are served (ssk.md section 4).

In: zones and population; out: households to be served and added per system and phase, per desa, and coverage year
by year.
"""
