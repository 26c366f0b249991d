"""How large a sample is and how it is shared out over the strata (buku-putih.md section 2.2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from schemas.rulebook import Rulebook
from tasks.arith import half_up_int


@dataclass(frozen=True, slots=True)
class Size:
    """Respondents and desa to take, with the formulas as printed."""

    n: int
    n_desa: int
    formulas: list[dict[str, Any]]


def size_of(households: int, desa: int, rules: Rulebook) -> Size:
    """The sample size by the rule in force, at least the minimum and at most everybody."""
    method = str(rules["ehra.sample_method"])
    by_formula = slovin(households, rules) if method == "slovin" else krejcie_morgan(households, rules)
    least = rules["ehra.min_respondents_district"]
    n = min(max(by_formula, least), households)
    n_desa, how, rule = _n_desa(n, desa, rules)
    shown = "n = X2*N*P*(1-P) / (d^2*(N-1) + X2*P*(1-P))" if method != "slovin" else "n = N / (1 + N*e^2)"
    names = ("ehra.slovin.e",) if method == "slovin" else ("ehra.km.chi2", "ehra.km.d", "ehra.km.p")
    given = ", ".join(f"{name.rsplit('.', 1)[1]} {rules[name]}" for name in names)
    return Size(
        n,
        n_desa,
        [
            _line("besar sampel", f"{shown}; N {households}, {given}", by_formula, "ehra.sample_method", rules),
            _line("responden", f"paling sedikit {least}, paling banyak N", n, "ehra.min_respondents_district", rules),
            _line("jumlah desa", how, n_desa, rule, rules),
        ],
    )


def _line(nama: str, rumus: str, nilai: int, rule: str, rules: Rulebook) -> dict[str, Any]:
    return {"nama": nama, "rumus": rumus, "nilai": nilai, "aturan": rule, "status": rules.ruling(rule).status}


def krejcie_morgan(households: int, rules: Rulebook) -> int:
    """Sample size of Krejcie and Morgan, half-up."""
    chi2, d, p = (rules.exact(f"ehra.km.{name}") for name in ("chi2", "d", "p"))
    spread = chi2 * p * (1 - p)
    return half_up_int(spread * households / (d * d * (households - 1) + spread))


def slovin(households: int, rules: Rulebook) -> int:
    """Sample size of Slovin, rounded up."""
    return ceil(households / (1 + households * rules.exact("ehra.slovin.e") ** 2))


def _n_desa(n: int, desa: int, rules: Rulebook) -> tuple[int, str, str]:
    if rules["ehra.n_desa_method"] == "respondents":
        least = rules["ehra.min_respondents_desa"]
        return min(ceil(Fraction(n, least)), desa), f"n / {least} ke atas, paling banyak {desa}", "ehra.n_desa_method"
    share = rules.exact("ehra.n_desa_share")
    return min(ceil(share * desa / 100), desa), f"{share} % dari {desa} desa, ke atas", "ehra.n_desa_share"


def allocate(n: int, sizes: Sequence[int], most: Sequence[int]) -> list[int]:
    """`n` shared out in proportion to `sizes`: nearest, at least 1 where there is anybody, at most `most`, sum n.

    What the rounding left over goes to the largest remainders, and what it gave too much is taken from the smallest;
    ties in the order given. The sum is less than n only when all of `most` are, and more only when every part is 1.
    """
    whole = sum(sizes)
    quotas = [Fraction(n * size, whole) for size in sizes]
    parts = [min(max(half_up_int(q), 1), top) if size else 0 for q, size, top in zip(quotas, sizes, most, strict=True)]
    while sum(parts) < n and (open_ := [i for i, size in enumerate(sizes) if size and parts[i] < most[i]]):
        parts[max(open_, key=lambda i: (quotas[i] - parts[i], -i))] += 1
    while sum(parts) > n and (open_ := [i for i, part in enumerate(parts) if part > 1]):
        parts[min(open_, key=lambda i: (quotas[i] - parts[i], i))] -= 1
    return parts
