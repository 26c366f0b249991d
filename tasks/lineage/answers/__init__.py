"""Where a value came from, and what follows from a cell.

In: the sealed runs and a reference, or what a person means by one; out: trees of references down to submitted cells,
what they reach upwards, and findings with the cells that a person sees.
"""
