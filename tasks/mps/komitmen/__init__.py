"""Who has promised what (mps.md section 7).

In: lines with their sources, commitments and conditions as submitted; out: commitments per line and year, the gap,
recaps T5 to T7, and the conditions of each source.
"""
