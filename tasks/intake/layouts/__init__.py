"""Which table a grid holds, and which column holds what.

In: a grid and the fiscal year; out: its header row below titles and lists of allowed values, the contract column of
each heading, units that a title states, years that stand side by side, and columns that nobody reads.
"""
