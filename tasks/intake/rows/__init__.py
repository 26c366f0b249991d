"""From a grid and its layout to the rows of one table.

In: grid, layout, and the regions; out: rows with typed values and their key, rows that had to be left aside with the
reason, and the cell that each value came from.
"""
