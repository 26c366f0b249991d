"""Whether everything is what was sealed, for who trusts nobody.

In: the bytes of a store or of a copy; out: problems, signatures and receipts of the ledger's head, an auditor's pack,
and the lines that an auditor draws.
"""
