"""What the district can pay (ssk.md section 8).

In: its budgets; out: ratios, growth and the funding capability.
"""
