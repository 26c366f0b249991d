"""What must be ready before a step may start: documents, land, design, order of letters (mps.md section 6).

In: steps with the documents handed in; out: the first year of each step, its readiness (T8), and preparations with
their works.
"""
