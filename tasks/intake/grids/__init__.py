"""From a submitted file to grids of cells as text, whatever its form.

In: a file's name and bytes, and limits; out: one grid per sheet, numbered as the officer sees it, with the kind of each
cell and what its number format shows, or a finding why it cannot be read. All of it runs in a process of its own.
"""
