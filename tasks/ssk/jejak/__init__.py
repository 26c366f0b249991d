"""Edges of the SSK: which inputs each zone, phase, activity and capability was made from.

In: the finished tables; out: edges from output references to input references, with the rule used.
"""
