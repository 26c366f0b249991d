"""What an MPS was derived from, and whether it is stale. Nothing here starts Prefect."""

from __future__ import annotations

from typing import Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from flows.cli.common import NO, District, JsonOption, StoreOption, Year, grid, say, store_at

LIST, CLIP = ";", 60
WHOLE = {"ada": "in the SSK", None: "not in the SSK"}


def add_to(app: typer.Typer) -> None:
    """Register the command of this module."""
    app.command("pins")(pins)


def pins(fiscal_year: Year, district: District, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """What the MPS of a year was derived from: SSK, Buku Putih, files. Exit 1 when a newer SSK made it stale."""
    from flows.cycle.pins import STALE, pins_of

    answer = pins_of(store_at(store), fiscal_year, district)
    say(answer, as_json, lambda c: _print(c, answer))
    if answer["state"] == STALE:
        raise typer.Exit(NO)


def _print(console: Console, a: dict[str, Any]) -> None:
    year = a["fiscal_year"]
    for name, label, unit in (
        ("mps", f"MPS {year}", a["mps"]),
        ("ssk", f"SSK {year - 1}", a["ssk"]),
        ("buku_putih", f"Buku Putih {year - 1}", a["buku_putih"]),
    ):
        arrow = "" if name == "mps" else "derived from "
        _text(console, f"{arrow}{label} of {a['district']}", "bold")
        _text(console, f"  run     {unit['run']} ({unit['by'] or 'nobody named'}, {unit['finished'][:16]})")
        _text(console, f"  memo    {_short(unit['memo'])}")
        _text(console, f"  digest  {unit['digest']}")
    _files(console, f"Files behind the SSK (submitted for {year - 1})", a["submissions"])
    _files(console, f"Files of the MPS itself (submitted for {year})", a["own_submissions"])
    _verdict(console, a)


def _short(memo: str) -> str:
    folder, _, name = memo.rpartition("/")
    return f"{folder}/{name[:16]}..."


def _text(console: Console, text: str, style: str = "") -> None:
    console.print(Text(text, style))


def _ref(console: Console, text: str) -> None:
    """A line that may be copied: never broken."""
    console.print(Text(text), soft_wrap=True)


def _files(console: Console, title: str, submissions: list[dict[str, Any]]) -> None:
    rows = [
        (s["seq"], s["received"][:10], s["by"] or None, f["name"], f["digest"][:16])
        for s in submissions
        for f in s["files"]
    ]
    if rows:
        console.print(grid(title, ("receipt", "received", "by", "file", "digest"), rows))
    else:
        _text(console, f"\n{title}: none")


def _verdict(console: Console, a: dict[str, Any]) -> None:
    before = a["fiscal_year"] - 1
    if a["newer"] is None:
        _text(console, f"The pinned SSK is the newest sealed one of {before}: not stale.", "bold")
    elif a["state"] == "newer_unread":
        _text(console, f"Newer SSK sealed in run {a['newer']['run']}.")
        _text(console, "newer SSK, nothing read by the MPS differs: not stale", "bold")
    else:
        _stale(console, a)
    for key in a["waiting_submissions"]:
        _text(console, f"{key} is not in any sealed SSK yet; `ppsp run {before}` takes it in.")


def _stale(console: Console, a: dict[str, Any]) -> None:
    direct = [line for line in a["lines"] if line["changes"]]
    shared = [line for line in a["lines"] if not line["changes"]]
    _text(console, f"STALE: a newer SSK was sealed in run {a['newer']['run']}.", "bold")
    _text(
        console,
        f"{len(direct)} lines rest on values that differ, {len(shared)} more share an aggregate with them; "
        f"{len(a['gone'])} activities left the SSK, {len(a['new'])} are new.",
    )
    for line in direct:
        _ref(console, f"\n{line['ref']}")
        _text(console, f"  {line['nama'] or ''} ({line['status']})")
        for change in line["changes"]:
            _change(console, change)
        for name in line["through"]:
            _ref(console, f"  through {name}")
    _shared(console, shared)
    for title, rows in (("Left the SSK", a["gone"]), ("New in the SSK", a["new"])):
        if rows:
            _text(console, f"\n{title}:")
        for row in rows:
            _ref(console, f"  {row['ref']}  {row['nama'] or ''}")
    if a["beside"]:
        _text(console, "\nRead by the MPS or its document, behind no line:")
    for change in a["beside"]:
        _change(console, change)
    again = f"ppsp run {a['fiscal_year']} --district {a['district']}"
    _text(
        console,
        f"\nThe sealed MPS stays readable as it is. Lines compete for the same ceilings, so years of others may move "
        f"too: `{again}` derives it anew.",
    )


def _shared(console: Console, lines: list[dict[str, Any]]) -> None:
    by_aggregate: dict[str, int] = {}
    for line in lines:
        for name in line["through"]:
            by_aggregate[name] = by_aggregate.get(name, 0) + 1
    if by_aggregate:
        _text(console, "\nOnly through an aggregate (`--json` names the lines):")
    for name, n in sorted(by_aggregate.items()):
        _text(console, f"  {name}: {n} lines")


def _change(console: Console, change: dict[str, Any]) -> None:
    old, new = change["old"], change["new"]
    if not change["column"]:
        _ref(console, f"  {change['ref']}: {WHOLE[old]} -> {WHOLE[new]}")
    elif old and new and LIST in old + new:
        _ref(console, f"  {change['ref']}:")
        before, after = ([part.strip() for part in value.split(LIST)] for value in (old, new))
        for word, here, there in (("no longer", before, after), ("now also", after, before)):
            if only := [part for part in here if part not in there]:
                console.print(Padding(Text(f"{word} {'; '.join(only)}"), (0, 0, 0, 4)))
    else:
        _ref(console, f"  {change['ref']}: {_clip(old)} -> {_clip(new)}")


def _clip(value: str | None) -> str:
    if value is None:
        return "unknown"
    return value if len(value) <= CLIP else f"{value[:CLIP]}..."
