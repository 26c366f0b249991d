"""From what a district handed in to typed tables.

In: receipts with their files and the region lists; out: each submitted table under its contract name, the regions of
the district, where every value stands in which file, and a finding for everything that could not be read. `intake.py`
puts the folders together: files become `grids`, a grid has a `layout` of a table, `rows` have `values`, and codes are
held against the `regions`.
"""
