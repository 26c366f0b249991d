"""What follows from a submitted cell: `ppsp impact`."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from rich.console import Console

from flows.cli.common import JsonOption, StoreOption, say, store_at
from flows.cli.numbers import amount
from flows.cli.tree import Line, fit_line
from flows.cli.why import DistrictOption, LangOption, YearOption, look_up, write
from reports.lineage_words import Lang, kind_words
from schemas import refs
from schemas.errors import WrongUsage

SHOWN = 3


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("impact")(impact)


def impact(
    cell: Annotated[
        str, typer.Argument(metavar="CELL_OR_REF", help="FILE!SHEET!CELL, or tabel/<fy>/<kab>/<table>/<key>#<column>.")
    ],
    value: Annotated[
        str | None,
        typer.Option("--value", help="What the cell would say: computes what changes, keeps nothing."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every reference, not the first of each group.")] = False,
    lang: LangOption = "id",
    year: YearOption = None,
    district: DistrictOption = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """What a submitted cell leads to: scores, tables, lines, documents and rupiah, in its year and the years it serves.

    Without --value: what edges lead to, and the outputs outside of which nothing can change. With it: the outputs that
    do change, with classes, ranks, lines and rupiah.
    """
    opened = store_at(store)
    found = look_up(opened, cell, year, district)
    if len(found) != 1:
        listed = ", ".join(f"{fit.ref} ({fit.name})" if fit.name else fit.ref for fit in found[:5])
        raise WrongUsage(f"{len(found)} references fit {cell!r}: {listed}; name one, or add --year and --district")
    ref = refs.parse(found[0].ref)
    if value is not None:
        from flows.audit.impact import what_if

        tried = what_if(opened, ref, value)
        say(tried, as_json, lambda c: write(c, map(Line, _changes(tried))))
        return
    from tasks.lineage.answers.impact import impact as lead

    answer = lead(opened, ref)
    say(answer, as_json, lambda c: _tell(c, answer, everything, lang))


def _tell(console: Console, answer: dict[str, Any], everything: bool, lang: Lang) -> None:
    lines = [f"{answer['ref']} = {answer['value']}"]
    for group in answer["tables"]:
        head = f"{kind_words(group['kind'], lang=lang)}, {group['step']} {group['fiscal_year']}: {len(group['refs'])}"
        listed = group["refs"] if everything else [fit_line(fit) for fit in group["first"]]
        lines += [head, *_some(listed, len(group["refs"]))]
    for name in ("activities", "lines"):
        money = answer[name]
        unknown = f", {money['without_cost']} without cost" if money["without_cost"] else ""
        lines.append(f"{name}: {len(money['refs'])}, {amount(money['rupiah'], 'Rp')}{unknown}")
    for made in answer["documents"]:
        lines += [f"{made['step']} {made['fiscal_year']} prints {len(made['refs'])} of them"]
        lines += _some(made["refs"] if everything else made["refs"][:SHOWN], len(made["refs"]))
    if answer["may_change"]:
        steps = sorted({"/".join(name.split("/")[:3:2]) for name in answer["may_change"]})
        lines.append(f"nothing outside of these {len(answer['may_change'])} outputs can change: {', '.join(steps)}")
    write(console, map(Line, lines))


def _some(shown: list[str], count: int) -> list[str]:
    rest = [f"  … {count - len(shown)} more, --all"] if count > len(shown) else []
    return [*(f"  {name}" for name in shown), *rest]


def _changes(tried: dict[str, Any]) -> list[str]:
    lines = [f"{tried['ref']}: {tried['value']} -> {tried['new_value']}"]
    lines.append(f"{len(tried['outputs'])} outputs change, {tried['same']} stay the same")
    lines += [f"  {name}" for name in tried["outputs"]]
    for what in ("classes", "ranks"):
        lines.append(f"{what}: {len(tried[what])}")
        lines += [f"  {c['row']}: {c['before'] or 'unknown'} -> {c['after'] or 'unknown'}" for c in tried[what]]
    for what in ("activities", "lines"):
        side = tried[what]
        counted = f"{len(side['new'])} new, {len(side['gone'])} gone, {len(side['other_cost'])} of another cost"
        before, after = amount(side["before_rp"], "Rp"), amount(side["after_rp"], "Rp")
        lines.append(f"{what}: {counted}; {before} -> {after} ({side['after_rp'] - side['before_rp']:+})")
    return lines
