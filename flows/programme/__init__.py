"""Where the programme stands: people, acts and milestones around the documents.

In: acts and sealed runs on a day (`year`); out: the board, one row a district (`status`, `board`), digests and
their delivery, the rubric, the auditors' tests and NAWASIS. What people do is written by `recorded`.
"""
