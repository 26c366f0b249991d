"""What the MPS finds out only when everything stands together (MP-V rules, mps.md section 10).

In: the finished lines and what they rest on (`aturan`); out: findings. A new rule goes into the file of its kind
and its `RULES`.
"""
