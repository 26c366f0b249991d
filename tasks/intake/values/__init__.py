"""From the cells of one column to typed values.

In: the contract of the column, its cells, and the decimal marks of the file; out: exact values, None with a problem for
a cell that cannot be read, and doubts about the column as a whole.
"""
