"""What is wrong: findings of a sealed run, a file checked on the spot, the rules themselves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from flows.cli.common import NO, District, JsonOption, StoreOption, Year, say, store_at, store_if_any
from flows.cli.programme import On, day_of, seen_of
from reports.labels import SEVERITY

if TYPE_CHECKING:
    from schemas.rule_info import Rule
    from tasks.programme.keadaan import Keadaan
    from tasks.store.ports import Store

CASES = {"example_pass": "passes:", "example_fail": "fails:"}


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("findings")(findings)
    app.command("check")(check)
    app.command("annotate")(annotate)
    app.command("questions")(questions)
    app.command("rules")(rules)


def findings(
    fiscal_year: Year,
    district: District,
    states: Annotated[
        bool, typer.Option("--states", help="What became of each: new, open, fixed, waived or false_alarm.")
    ] = False,
    on: On = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """The findings of a district in the newest sealed run, with file, sheet and cell. Exit 1 when it is held."""
    from flows.district.findings import sealed_findings

    if states:
        _say_states(store_at(store), seen_of(store_at(store), fiscal_year, district, day_of(on)), as_json)
        return
    rows, verdict = sealed_findings(store_at(store), fiscal_year, district)
    say(rows, as_json, lambda c: _print(c, f"{district} FY{fiscal_year}", rows, verdict))
    if verdict == "held":
        raise typer.Exit(NO)


def _say_states(store: Store, seen: Keadaan, as_json: bool) -> None:
    from collections import Counter

    from flows.cycle.known import Known
    from flows.district.finding_states import finding_states

    found = finding_states(Known(store, seen.fiscal_year), seen)
    rows = [
        {"id": f.id, "rule": f.rule, "severity": f.severity, "state": state, "message": f.message} for f, state in found
    ]
    counted = Counter(state for _, state in found)

    def human(console: Console) -> None:
        for r in rows:
            console.print(f"{r['state']:<11} {r['rule']:<7} {r['message']}", soft_wrap=True, markup=False)
        console.print(", ".join(f"{n} {state}" for state, n in sorted(counted.items())) or "no findings")

    say(rows, as_json, human)


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Workbook, CSV, zip or folder.")],
    fy: Annotated[int, typer.Option("--fy", help="Fiscal year.")],
    district: Annotated[str, typer.Option(help="District code. [default: read from the file]")] = "",
    code_system: Annotated[str | None, typer.Option(help="kemendagri or bps.")] = None,
    annotate: Annotated[
        Path | None, typer.Option("--annotate", help="Also write the workbook back with its findings.")
    ] = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Check a file with the rules of the nightly run; nothing is kept. Exit 1 when it would be held.

    What only shows beside the sealed SSK or MPS (e.g. a budget line outside the MPS) is found by the run itself.
    """
    from flows.cli.submit import CODE_SYSTEMS, gather
    from flows.district.findings import check_files
    from schemas.errors import WrongUsage

    if code_system is not None and code_system not in CODE_SYSTEMS:
        raise WrongUsage(f"--code-system {code_system!r} is not known; use kemendagri or bps")
    system = CODE_SYSTEMS[code_system] if code_system else None
    files = gather([file])
    kode, rows, verdict = check_files(store_if_any(store), fy, district, files, system)
    if annotate is not None:
        from flows.district.annotate import annotate_files

        _write(annotate_files(files, rows, fy, kode), annotate)
    say(rows, as_json, lambda c: _print(c, f"{file.name} as {kode} FY{fy}", rows, verdict))
    if verdict == "held":
        raise typer.Exit(NO)


def annotate(
    fiscal_year: Year,
    district: District,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Workbook to write, or a folder for several.")],
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """The district's own workbooks back, each finding as a note in its cell, with a list of what to do."""
    from flows.district.annotate import annotate as make

    written = _write(make(store_at(store), fiscal_year, district), out)
    say(written, as_json, lambda c: c.print("\n".join(written), soft_wrap=True, markup=False))


def questions(
    fiscal_year: Year,
    district: Annotated[str, typer.Argument(metavar="[DISTRICT]", help="Only those to this district.")] = "",
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Questions to districts about data that look too regular or too familiar; they change no value (advice)."""
    from flows.district.questions import ask
    from schemas.form_words import in_words

    found = ask(store_at(store), fiscal_year, district)
    rows = [
        {"rule": q.rule, "severity": "advice", "district": q.kode, "table": q.table,
         "cells": [{"row": r, "column": c} for r, c in q.cells], "question": in_words(q.kalimat, q.table)}
        for q in found
    ]  # fmt: skip

    def human(console: Console) -> None:
        for r in rows:
            console.print(f"{r['district']} {r['rule']} {r['question']}", soft_wrap=True, markup=False)
        console.print(f"{len(rows)} questions")

    say(rows, as_json, human)


def _write(books: list[tuple[str, bytes]], out: Path) -> list[str]:
    """One workbook under the very name, several in a folder of it; gives the paths."""
    if len(books) == 1 and out.suffix.lower() == ".xlsx":
        out.write_bytes(books[0][1])
        return [str(out)]
    if out.suffix.lower() == ".xlsx":
        out = out.with_suffix("")
    out.mkdir(parents=True, exist_ok=True)
    for name, data in books:
        (out / name).write_bytes(data)
    return [str(out / name) for name, _ in books]


def _print(console: Console, title: str, rows: list[dict[str, Any]], verdict: str) -> None:
    tally = {label: sum(r["severity"] == s for r in rows) for s, label in SEVERITY.items()}
    console.print(title, style="bold")
    console.print(", ".join(f"{label} {n}" for label, n in tally.items()) + f"; verdict: {verdict}")
    for r in rows:
        place = "!".join(p for p in (r["file"], r["sheet"], r["cell"]) if p) or r["table_words"]
        value = f"  {r['value']!r}" if r["value"] else ""
        console.print(f"\n{SEVERITY[r['severity']]:<10} {r['rule']:<7} {place}{value}", markup=False, soft_wrap=True)
        console.print(Padding(Text(r["message"]), (0, 0, 0, 9)))


def rules(
    stage: Annotated[str, typer.Option(help="Only this stage.")] = "",
    examples: Annotated[
        bool, typer.Option("--examples", help="Also a small case that passes and one that fails.")
    ] = False,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """The rules that submissions are checked with: id, severity, sentence, status, reference."""
    from dataclasses import asdict

    from flows.planning.rules import listed

    chosen = [asdict(r.info) | (_cases(r) if examples else {}) for r in listed() if stage in ("", r.info.stage)]

    def human(console: Console) -> None:
        for i in chosen:
            console.print(f"{i['id']:<7} {i['severity']:<8} {i['stage']:<6} {i['status']}", markup=False)
            console.print(Padding(Text(f"{i['sentence']} [{i['reference']}]"), (0, 0, 0, 8)))
            for name in CASES:
                if name in i:
                    console.print(Padding(Text(f"{CASES[name]}\n{_tidy(i[name])}"), (0, 0, 0, 8)))

    say(chosen, as_json, human)


def _cases(rule: Rule[Any]) -> dict[str, str]:
    return {name: case for name in CASES if (case := getattr(rule, name))}


def _tidy(text: str) -> str:
    return "\n".join(f"  {line.strip()}" for line in text.splitlines() if line.strip())
