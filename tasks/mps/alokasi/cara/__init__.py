"""Ways of choosing years and sources: the optimum and its solver, the plain rule, years fixed by the Pokja, the
lexicographic variant, and what a ceiling is worth.

In: the problem (`soal`); out: a plan, or prices of ceilings.
"""
