"""What if: scenarios of a district's MPS, kept beside the plan and compared with it. Nothing here starts Prefect."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from flows.cli.common import District, JsonOption, StoreOption, Year, grid, read_file, say, store_at
from schemas.errors import WrongUsage

SHOWN = 20
KIND = {
    "enters": ("enter", "Enters the plan"),
    "leaves": ("leave", "Leaves the plan"),
    "moves": ("move", "Other first year"),
    "volume": ("with other volumes", "Other volumes"),
    "source": ("with other sources", "Other sources"),
}
STATE = {"waiting": "waits", "after_plan": "after the plan", "absent": "absent"}
Answer = dict[str, Any]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("scenario")(scenario)
    app.command("scenarios")(scenarios)


def scenario(
    fiscal_year: Year,
    district: District,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Scenario file (YAML).")] = None,
    compare: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="A B", help="Instead of FILE: two stored ones by name or digest, or `plan`."),
    ] = None,
    every: Annotated[bool, typer.Option("--all", help=f"All changes, not the first {SHOWN}.")] = False,
    out: Annotated[Path | None, typer.Option(help="Folder for the tables as CSV.")] = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """What the MPS would be with other ceilings, weights or years of readiness; kept by name beside the plan.

    The file has `name`, and any of `ceilings: {APBD_K: {scale: 0.5}, APBN: {2016: 2000000000}}`,
    `weights: {AL: {pro_poor: 40, ...}}`, `readiness: {<kegiatan>: {earliest: 2017}}`. What it does not name stays.
    """
    from flows.planning.scenario import compare_stored, make

    opened = store_at(store)
    if file is not None and compare is None:
        made = make(opened, fiscal_year, district, *_read(file))
    elif compare is not None and file is None:
        made = compare_stored(opened, fiscal_year, district, *compare)
    else:
        raise WrongUsage("give a scenario file, or --compare A B with two stored scenarios (or `plan`)")
    answer = {"fiscal_year": fiscal_year, "district": district, **made.answer}
    if out is not None:
        answer["files"] = _write(out, made.tables, answer)
    say(answer, as_json, lambda c: _print(c, answer, None if every else SHOWN))


def _read(file: Path) -> tuple[str, bytes]:
    return file.name, read_file(file)


def _write(out: Path, tables: dict[str, bytes], answer: Answer) -> list[str]:
    from reports.excel_csv import defused_csv
    from schemas.canonical import dump_rows

    columns = ("kind", "kegiatan_id", "nama", "komponen", "from", "to", "reason")
    written = {**tables, "perubahan.csv": dump_rows(columns, answer["changes"])}
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, data in written.items():
            (out / name).write_bytes(defused_csv(data))
    except OSError as error:
        raise WrongUsage(f"cannot write into {out}: {error.strerror}") from None
    return [str(out / name) for name in written]


def scenarios(fiscal_year: Year, district: District, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """The stored scenarios of a district's MPS, and whether the plan has been re-run since."""
    from flows.planning.scenario import listed

    rows = listed(store_at(store), fiscal_year, district)
    shown = [
        (
            r["name"],
            r["digest"][:12],
            r["placed"],
            r["waiting"],
            "newest" if r["is_of_newest_plan"] else "an OLDER plan",
        )
        for r in rows
    ]
    headings = ("name", "digest", "placed", "waiting", "compares with")

    def human(console: Console) -> None:
        console.print(grid(f"Scenarios of {district} FY{fiscal_year}", headings, shown))
        if any(not r["is_of_newest_plan"] for r in rows):
            console.print("The MPS was re-run since the older ones were made: run their files again to compare.")

    say(rows, as_json, human)


def _print(console: Console, answer: Answer, limit: int | None) -> None:
    before, after = answer["from"], answer["to"]
    console.print(
        f"{answer['district']} FY{answer['fiscal_year']}: {after['name']} against {before['name']}", style="bold"
    )
    for side in (before, after):
        console.print(f"{side['name']}: {side['digest'] if 'digest' in side else side['memo']}", soft_wrap=True)
    if "is_new" in answer:
        console.print("kept as a new scenario" if answer["is_new"] else "already kept: nothing written")
    if answer.get("other_versions"):
        listed = ", ".join(d[:12] for d in answer["other_versions"])
        console.print(f"other versions of this name: {listed}")
    if "assumptions" in answer:
        rows = [(a["what"], _amount(a["plan"]), _amount(a["scenario"])) for a in answer["assumptions"]]
        console.print(grid("Assumed by the file; nothing was submitted", ("what", "plan", "scenario"), rows))
    for remark in answer["remarks"]:
        console.print(f"Note: {remark}")
    _print_totals(console, answer)
    if answer["gap_pct"]["to"]:
        console.print("Plans inside that gap are equally good to us: some changes are a choice between such plans.")
    _print_sources(console, answer["sources"])
    _print_changes(console, answer["changes"], limit)
    _print_priorities(console, answer["priorities"], limit)
    for path in answer.get("files", ()):
        console.print(f"written: {path}", soft_wrap=True)


def _amount(text: str | None) -> str:
    if text is None:
        return "-"
    return f"{int(text):,}".replace(",", ".") if text.isdigit() and len(text) > 4 else text


def _print_totals(console: Console, answer: Answer) -> None:
    names = (
        ("value", answer["value"], 1),
        ("lines in the plan years", answer["lines"]["placed"], 1),
        ("lines waiting", answer["lines"]["waiting"], 1),
        ("activities after the plan", answer["lines"]["after_plan"], 1),
        ("placed, million Rp", answer["rupiah"]["placed"], 10**6),
        ("waiting, million Rp", answer["rupiah"]["waiting"], 10**6),
    )
    rows = [
        (name, *(_dots(pair[k], by, k == "difference") for k in ("from", "to", "difference")))
        for name, pair, by in names
    ]
    gap = answer["gap_pct"]
    rows.insert(1, ("  at most this % below the best", gap["from"] or "-", gap["to"] or "-", ""))
    console.print(_numbers("Totals", ("", answer["from"]["name"], answer["to"]["name"], "difference"), rows))


def _print_sources(console: Console, sources: list[Answer]) -> None:
    years = sorted({s["tahun"] for s in sources})
    cells = {(s["sumber_dana"], s["tahun"]): s for s in sources}
    rows = []
    for name in dict.fromkeys(s["sumber_dana"] for s in sources):
        for what, label in (("to", name), ("difference", "  difference")):
            amounts = [cells[name, y][what] for y in years]
            rows.append((label, *(_dots(a, 10**6, what == "difference") for a in (*amounts, sum(amounts)))))
    title = "By source and year, million Rp, without what waits"
    console.print(_numbers(title, ("source", *map(str, years), "total"), rows))


def _print_changes(console: Console, changes: list[Answer], limit: int | None) -> None:
    tally = ", ".join(f"{sum(c['kind'] == k for c in changes)} {words[0]}" for k, words in KIND.items())
    console.print(f"\n{len(changes)} activities change: {tally}", style="bold")
    for kind, (_, heading) in KIND.items():
        chosen = [c for c in changes[:limit] if c["kind"] == kind]
        if chosen:
            console.print(f"{heading}:")
        for c in chosen:
            console.print(_change(c), soft_wrap=True)
            if kind == "leaves" and c["reason"]:
                console.print(Padding(Text(c["reason"], style="dim"), (0, 0, 0, 6)))
    _print_rest(console, len(changes), limit)


def _change(change: Answer) -> str:
    ends = [str(change[end] or STATE[change[f"state_{end}"]]) for end in ("from", "to")]
    years = ends[0] if ends[0] == ends[1] else " -> ".join(ends)
    sources = " -> ".join("+".join(change[f"sources_{end}"]) for end in ("from", "to"))
    return f"  {years:<22} {change['kegiatan_id']}" + (f"  {sources}" if change["kind"] == "source" else "")


def _print_priorities(console: Console, priorities: list[Answer], limit: int | None) -> None:
    console.print(f"\n{len(priorities)} activities have another priority rank", style="bold")
    for p in priorities[:limit]:
        console.print(f"  {p['from'] or '-'} -> {p['to'] or '-'}: {p['kegiatan_id']}", soft_wrap=True)
    _print_rest(console, len(priorities), limit)


def _print_rest(console: Console, total: int, limit: int | None) -> None:
    if limit is not None and total > limit:
        console.print(f"  and {total - limit} more; --all lists them")


def _numbers(title: str, headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> Any:
    table = grid(title, headings, rows)
    for column in table.columns[1:]:
        column.justify, column.no_wrap = "right", True
    return table


def _dots(value: int | None, by: int, is_signed: bool) -> str:
    """Half-up in units of `by`, dots between thousands; unknown is a dash."""
    if value is None:
        return "-"
    shown = (abs(value) * 2 + by) // (2 * by)
    sign = "-" if value < 0 and shown else "+" if is_signed and shown else ""
    return sign + f"{shown:,}".replace(",", ".")
