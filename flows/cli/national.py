"""Districts beside each other: the national view. Nothing here starts Prefect."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.padding import Padding

from flows.cli.common import JsonOption, StoreOption, Year, grid, say, store_at
from schemas.errors import NotFound, WrongUsage
from tasks.store.overlay import OverlayStore

if TYPE_CHECKING:
    from flows.planning.national import NationalView

NAMES = {"kebutuhan": "need", "kemajuan": "progress", "kesiapan": "readiness", "gabungan": "combined"}
Answer = dict[str, Any]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("national")(national)


def national(
    fiscal_year: Year,
    district: Annotated[str, typer.Option(help="Only this district, with the figures behind each score.")] = "",
    publish: Annotated[bool, typer.Option("--publish", help="Keep the view and publish its page.")] = False,
    csv: Annotated[Path | None, typer.Option(help="Also write the table to this file, for Excel.")] = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Districts of a fiscal year ranked by need, progress and readiness. Nothing is written without --publish."""
    from flows.planning.national import national_view
    from reports.national_page import national_csv

    opened = store_at(store)
    view = national_view(opened if publish else OverlayStore(opened), fiscal_year)
    if csv is not None:
        try:
            csv.write_bytes(national_csv(view.rows))
        except OSError as error:
            raise WrongUsage(f"cannot write {csv}: {error.strerror}") from None
    if district:
        answer = _one(view, district)
        say(answer, as_json, lambda c: _print_one(c, answer))
        return
    answer = _all(view, fiscal_year) | {"is_published": opened.exists(view.page)}
    say(answer, as_json, lambda c: _print_all(c, answer, opened.url))


def _all(view: NationalView, fiscal_year: int) -> Answer:
    from reports.national_page import by_rank

    return {
        "fiscal_year": fiscal_year,
        "digest": view.digest,
        "page": view.page,
        "is_new": view.is_new,
        "counts": view.record["counts"],
        "districts": [_plain(r) for r in sorted(view.rows, key=by_rank)],
    }


def _one(view: NationalView, kode: str) -> Answer:
    rows = [r for r in view.rows if r["kode_kab"] == kode]
    if not rows:
        raise NotFound(f"{kode} is not among the {len(view.rows)} districts of the view; `ppsp national` lists them")
    parts = [
        {**_plain(d), "rujukan": str(d["rujukan"] or "").split(";") if d["rujukan"] else []}
        for d in view.details
        if d["kode_kab"] == kode
    ]
    return {**_plain(rows[0]), "kriteria": parts, "memos": view.record["memos"].get(kode, [])}


def _plain(row: Any) -> Answer:
    """Exact numbers as text: `125/2`."""
    return {k: str(v) if isinstance(v, Fraction) else v for k, v in row.items()}


def _print_all(console: Console, answer: Answer, url: str) -> None:
    rows = [
        (
            r.get("rank_gabungan"),
            r["kode_kab"],
            str(r["nama"]).replace("Kabupaten ", "Kab. "),
            *(_score(r, d) for d in NAMES),
            r["keadaan"],
        )
        for r in answer["districts"]
    ]
    title = f"National view of fiscal year {answer['fiscal_year']}: score 0-100 and (rank)"
    table = grid(title, ("#", "code", "district", *NAMES.values(), "state"), rows)
    for column in table.columns[3:-1]:
        column.justify, column.no_wrap = "right", True
    console.print(table)
    console.print("* = part of the weight has no data; - = no score. Weights are assumed rules (nasional.*).")
    counts = answer["counts"]
    console.print(
        f"{counts['districts']} districts: {counts['used']} used, {counts['late']} late, {counts['held']} held, "
        f"{counts['missing']} missing (no sealed SSK or MPS)."
    )
    if not answer["is_published"]:
        console.print(f"Not kept; `ppsp national {answer['fiscal_year']} --publish` keeps it and makes its page.")
        return
    console.print(f"{'Kept as' if answer['is_new'] else 'Already kept as'} {answer['digest']}", soft_wrap=True)
    console.print(f"Open {url}/{answer['page']}", soft_wrap=True)


def _score(row: Answer, name: str) -> str | None:
    score = row.get(f"skor_{name}")
    if score is None:
        return None
    mark = "" if row[f"ada_{name}_pct"] == "100" else "*"
    return f"{_number(score)}{mark} ({row[f'rank_{name}']})"


def _number(text: str | None) -> str:
    return "-" if text is None else f"{float(Fraction(text)):.1f}"


def _print_one(console: Console, answer: Answer) -> None:
    console.print(f"{answer['kode_kab']} {answer['nama']}: {answer['keadaan']}", style="bold")
    for name, word in NAMES.items() if answer["kriteria"] else ():
        rank = f", rank {answer[f'rank_{name}']}" if answer[f"rank_{name}"] else ""
        present = _number(answer[f"ada_{name}_pct"])
        console.print(f"\n{word}: {_number(answer[f'skor_{name}'])}{rank} ({present} % of the weight present)")
        for part in (p for p in answer["kriteria"] if p["dimensi"] == name):
            console.print(f"  {part['kriteria']:<14}{_number(part['nilai']):>6}  weight {part['bobot_pct']}")
            console.print(Padding(part["dasar"], (0, 0, 0, 4)))
            for reference in part["rujukan"]:
                console.print(f"    ppsp why '{reference}'", soft_wrap=True)
    console.print(f"\nMade from {len(answer['memos'])} sealed units of this district.")
