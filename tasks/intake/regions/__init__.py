"""The region lists, and codes held against them.

In: lists that the operator loaded, and the code and names of a row; out: the part that one district's intake needs, and
for a code the region it names, repaired where nothing is guessed, or why it is refused.
"""
