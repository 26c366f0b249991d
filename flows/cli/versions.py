"""The submissions of a district one after another, the inbox, and late data."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console

from flows.cli.common import District, JsonOption, StoreOption, Year, grid, say, store_at
from flows.cli.programme import On, day_of, seen_of
from flows.wiring import now
from schemas.errors import WrongUsage
from schemas.form_words import column_words, table_words

_SHOWN = 40
WORDS = {"taken": "taken", "known": "known", "unplaced": "left alone"}


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("versions")(versions)
    app.command("admit")(admit)
    app.command("inbox")(inbox)


def versions(
    fiscal_year: Year,
    district: District,
    diff: Annotated[tuple[int, int] | None, typer.Option("--diff", help="Two numbers: what changed between.")] = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """The submissions of a district; with --diff 2 3 what changed cell by cell, and in findings and classes."""
    from flows.district.versions import diff as compare
    from flows.district.versions import versions as listed

    opened = store_at(store)
    if diff is not None:
        answer = compare(opened, fiscal_year, district, *diff)
        say(answer, as_json, lambda c: _print_diff(c, answer))
        return
    found = listed(opened, fiscal_year, district)
    rows = [
        (v["seq"], v["received"], v["by"], ", ".join(v["files"][:3]) + (" …" if len(v["files"]) > 3 else ""),
         ("late" if not v["admitted"] else f"late, admitted: {v['admitted']}") if v["late"] else "in time")
        for v in found
    ]  # fmt: skip
    headings = ("no", "received", "by", "files", "")
    say(found, as_json, lambda c: c.print(grid(f"Submissions of {district}, {fiscal_year}", headings, rows)))


def _print_diff(console: Console, answer: dict[str, Any]) -> None:
    cells = answer["cells"]
    counted = {k: sum(c["kind"] == k for c in cells) for k in ("added", "changed", "removed", "formatting")}
    console.print(f"{answer['district']}: submission {answer['from']} to {answer['to']}", style="bold")
    console.print(", ".join(f"{n} {k}" for k, n in counted.items()))
    for c in cells[:_SHOWN]:
        where = f"{table_words(c['table'])} {c['row']} {column_words(c['table'], c['column'])}"
        said = f"{c['raw_before']!r} -> {c['raw_after']!r}" if c["kind"] == "formatting" else ""
        said = said or f"{c['before'] or 'unknown'} -> {c['after'] or 'unknown'}"
        console.print(f"  {c['kind']:<10} {where}: {said}  {c['place']}", soft_wrap=True, markup=False)
    if len(cells) > _SHOWN:
        console.print(f"  and {len(cells) - _SHOWN} more; --json has all")
    if answer["kept"]:
        kept = ", ".join(f"{t} (from {n})" for t, n in answer["kept"].items())
        console.print(f"Nothing is withdrawn by a missing sheet; still in force: {kept}", soft_wrap=True)
    _print_effects(console, answer)


def _print_effects(console: Console, answer: dict[str, Any]) -> None:
    for word in ("new", "fixed"):
        for f in answer["findings"][word]:
            console.print(f"  {word} finding {f['rule']}: {f['message']}", soft_wrap=True, markup=False)
    console.print(f"{len(answer['classes'])} classes change")
    for c in answer["classes"][:_SHOWN]:
        console.print(f"  {c['row']}: {c['before'] or 'unknown'} -> {c['after'] or 'unknown'}", markup=False)


def admit(
    fiscal_year: Year,
    district: District,
    seq: Annotated[int, typer.Argument(metavar="SEQ", help="Number of the late submission.")],
    simulate: Annotated[bool, typer.Option("--simulate", help="Only say what it changes.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why it is admitted.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who admits it.")] = "",
    on: On = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Admit a late submission with a reason; --simulate says before what it changes: classes, ranks, lines, rupiah."""
    from flows.district.versions import refuse_unless_late
    from flows.district.versions import simulate as try_it
    from flows.programme.recorded import admit as record

    opened, day = store_at(store), day_of(on)
    if simulate:
        answer = try_it(opened, fiscal_year, district, seq)
        say(answer, as_json, lambda c: _print_simulation(c, answer))
        return
    if not reason or not by:
        raise WrongUsage("an admission needs --reason and --by; --simulate says what it would change")
    refuse_unless_late(opened, fiscal_year, district, seq)
    said = {"kiriman": seq, "alasan": reason, "oleh": by, "tanggal_catat": day}
    act = record(opened, seen_of(opened, fiscal_year, district, day), said)
    say(act, as_json, lambda c: c.print(f"submission {seq} of {district}, {fiscal_year}, admitted: {reason}"))


def _print_simulation(console: Console, answer: dict[str, Any]) -> None:
    console.print(f"{answer['district']}: what submission {answer['seq']} changes", style="bold")
    _print_effects(console, answer)
    console.print(f"{len(answer['ranks'])} ranks change")
    for name in ("activities", "lines"):
        side = answer[name]
        counted = f"{len(side['new'])} new, {len(side['gone'])} gone, {len(side['other_cost'])} of another cost"
        change = side["after_rp"] - side["before_rp"]
        console.print(f"{name}: {counted}; Rp {side['before_rp']} -> Rp {side['after_rp']} ({change:+})")


def inbox(store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Take in what lies in the inbox of the store, as the nightly run does.

    A file with answers of households is taken away once it is kept apart; all else stays where it lies.
    """
    from flows.district.inbox import take_inbox

    moment = now()
    answer = take_inbox(store_at(store), moment.date().isoformat(), moment.isoformat())

    def human(console: Console) -> None:
        for t in answer["taken"]:
            console.print(f"{t['district']} FY{t['fiscal_year']}: submission {t['seq']}, {t['files']} files")
        for u in answer["unplaced"]:
            console.print(f"not taken: {u['key']}: {u['why']}", soft_wrap=True, markup=False)
        console.print(
            f"{len(answer['taken'])} taken, {len(answer['known'])} known, {len(answer['unplaced'])} left alone"
        )

    say(answer, as_json, human)
