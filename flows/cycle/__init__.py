"""A fiscal year walked and sealed, without Prefect and without a clock.

In: what a store knows of a year (`known`); out: units made step by step (`chain`, `workers`), pages (`published`)
and the run record (`record`). Looking for what a run does: begin at `yearly`.
"""
