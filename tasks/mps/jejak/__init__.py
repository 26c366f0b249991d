"""Edges of the MPS: which inputs each line, total and commitment was made from.

In: the finished tables; out: edges from output references to input references, with the rule used.
"""
