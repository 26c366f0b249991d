"""What was handed in, sealed, decided and destroyed: numbered objects that are only ever added.

In: a store; out: receipts, the hash-chained ledger and what it says of a year, the runs that a run pinned, acts of the
programme, and results kept beside the runs.
"""
