"""Beside the plan in use: the other ways of allocating, and what each ceiling is worth. Nothing here starts Prefect."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import typer
from rich.console import Console

from flows.cli.common import District, JsonOption, StoreOption, Year, grid, say, store_at
from flows.cli.numbers import angka
from schemas.canonical import plain
from tasks.arith import half_up

Answer = list[dict[str, Any]]
UNKNOWN = "The ceilings of this MPS are unknown: there is nothing to allocate under."
MILLION = ("ditempatkan_rp", "persiapan_rp")
WAYS = (
    ("value", "nilai"),
    ("below the optimum, %", "selisih_pct"),
    ("gap, %", "celah_pct"),
    ("activities placed", "n_ditempatkan"),
    ("  in part", "n_sebagian"),
    ("  waiting", "n_menunggu"),
    ("placed, million Rp", "ditempatkan_rp"),
    ("  preparation alone", "persiapan_rp"),
)
PRICES = (
    ("source", "sumber_dana"),
    ("year", "tahun"),
    ("value per Rp 1 million", "nilai_per_juta"),
    ("at least", "bawah"),
    ("at most", "atas"),
)


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("alternatives")(alternatives)
    app.command("prices")(prices)


def alternatives(fiscal_year: Year, district: District, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """The sealed MPS beside the other ways of allocating; made if need be, and printed in the MPS by the next run."""
    from flows.planning.alternatives import ways

    rows = [plain(r) for r in ways(store_at(store), fiscal_year, district)]

    def human(console: Console) -> None:
        title = f"Ways of allocating the MPS {fiscal_year} of {district}"
        shown = [(heading, *(_cell(r[name], name) for r in rows)) for heading, name in WAYS] if rows else []
        _print(console, title, ("", *(str(r["cara"]) for r in rows)), shown)
        for r in rows:
            used = " (in use)" if r["is_dipakai"] else ""
            if used or r["catatan"]:
                console.print(f"{r['cara']}{used}: {r['catatan'] or '-'}", soft_wrap=True, markup=False)
        _print_kept(console, rows, fiscal_year, district)

    say(rows, as_json, human)


def prices(fiscal_year: Year, district: District, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """What Rp 1 million more of each ceiling of the sealed MPS would be worth, with its interval: an indication."""
    from flows.planning.alternatives import prices as made

    rows = [plain(r) for r in made(store_at(store), fiscal_year, district)]

    def human(console: Console) -> None:
        shown = [tuple(_cell(r[name], name) for _, name in PRICES) for r in rows]
        title = f"Shadow prices of the MPS {fiscal_year} of {district} (an indication)"
        _print(console, title, [heading for heading, _ in PRICES], shown)
        _print_kept(console, rows, fiscal_year, district)

    say(rows, as_json, human)


def _print(console: Console, title: str, headings: Sequence[str], rows: list[tuple[object, ...]]) -> None:
    if not rows:
        console.print(UNKNOWN)
        return
    table = grid(title, headings, rows)
    for column in table.columns[1:]:
        column.justify, column.no_wrap = "right", True
    console.print(table)


def _cell(value: int | str | None, name: str) -> object:
    if value is None or name in ("sumber_dana", "tahun"):
        return value
    return angka(half_up(Fraction(int(value), 10**6), 0) if name in MILLION else value)


def _print_kept(console: Console, rows: Answer, fiscal_year: int, district: str) -> None:
    if rows:
        console.print(f"Kept in the store; `ppsp run {fiscal_year} --district {district}` prints it in the MPS.")
