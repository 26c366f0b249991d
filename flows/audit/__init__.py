"""Looking back at sealed runs, for auditors.

In: run records and what they name; out: runs made again (`recompute`, `reproduce`), why two differ (`difference`),
what a cell leads to (`impact`), packs, exports, keys and signatures. Nothing here changes what is sealed.
"""
