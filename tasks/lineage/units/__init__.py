"""Steps and their units: (fiscal year, district, step), each made at most once for the same inputs, rules and code.

In: a step with the tables, rules and blobs that it declares; out: a memo that names the digest of everything that went
in and came out, the tables by column, and the edges between values.
"""
