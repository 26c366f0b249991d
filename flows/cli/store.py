"""Keeping the store: does it keep its promises, what lies in it, copies of it; and whether this machine is fit."""

from __future__ import annotations

from typing import Annotated

import typer

from flows.cli.common import NO, JsonOption, StoreOption, grid, say, store_at, store_url
from flows.settings import Settings
from flows.wiring import open_store, plain_store
from schemas.errors import WrongUsage
from tasks.store.lease import Occupied

keeping = typer.Typer(help="The store: probe, copy, sync, stats, gc.", no_args_is_help=True)
To = Annotated[str, typer.Argument(metavar="TO", help="Folder or s3://bucket/prefix to write to.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.add_typer(keeping, name="store")
    app.command("doctor")(doctor)


@keeping.command("probe")
def probe(store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Try what a store must promise: a key is created once, other bytes are refused, what was put is listed."""
    from flows.doctor import probe as tried

    url = store_url(store)
    held = tried(open_store(url))
    say({"store": url, "promises": held}, as_json, lambda c: c.print("\n".join([f"{url} keeps:", *held]), markup=False))


Households = Annotated[
    bool, typer.Option("--with-restricted", help="Also the sealed answers of households; their keys never.")
]


@keeping.command("copy")
def copy(to: To, with_restricted: Households = False, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Copy the store to an empty place; records come last, so that half a copy is never taken for a whole one.

    Answers of households and the inbox stay where they are: a copy can be handed to an auditor as it is.
    """
    target = open_store(to, may_be_new=True)
    if any(not key.startswith("probe/") for key in target.list("")):
        raise WrongUsage(f"{to} is not empty; `ppsp store sync {to}` adds what is missing there")
    _copied(to, store, with_restricted, as_json)


@keeping.command("sync")
def sync(to: To, with_restricted: Households = False, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Add to a copy what it lacks. Refused where the copy holds other bytes: then it is another store."""
    _copied(to, store, with_restricted, as_json)


def _copied(to: str, store: str, with_restricted: bool, as_json: bool) -> None:
    from tasks.store.keeping import copy as copy_all
    from tasks.store.keeping import copy_apart

    source = store_at(store)
    done = copy_all(source, open_store(to, may_be_new=True))
    answer = {"to": to, "written": done.written, "known": done.known}
    if with_restricted:
        answer["restricted"] = copy_apart(
            source.apart, plain_store(to, Settings().s3_endpoint, may_be_new=True)
        ).written
    says = f"{to}: {done.written} keys written, {done.known} there already. `ppsp verify --store {to}` checks the copy."
    say(answer, as_json, lambda c: c.print(says, soft_wrap=True, markup=False))


@keeping.command("link")
def link(
    key: Annotated[str, typer.Argument(help="A key of the store, as `ppsp run` and `ppsp show` name them.")],
    hours: Annotated[float, typer.Option(help="How long it lasts; at most 168.")] = 24.0,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """An address under which whoever has it can fetch one key for some hours, without an account. Buckets only."""
    address = store_at(store).link(key, round(hours * 3600))
    say(
        {"key": key, "hours": hours, "link": address}, as_json, lambda c: c.print(address, soft_wrap=True, markup=False)
    )


@keeping.command("stats")
def stats(store: StoreOption = "", as_json: JsonOption = False) -> None:
    """How many keys and bytes lie in each part of the store."""
    from tasks.store.keeping import stats as parts

    found = parts(store_at(store))
    answer = [{"part": s.part, "keys": s.keys, "bytes": s.bytes} for s in found]
    rows = [(s.part, f"{s.keys:,}", f"{s.bytes:,}") for s in found]
    total = ("all", f"{sum(s.keys for s in found):,}", f"{sum(s.bytes for s in found):,}")
    say(answer, as_json, lambda c: c.print(grid("Store", ("part", "keys", "bytes"), [*rows, total])))


@keeping.command("gc")
def gc(
    is_real: Annotated[bool, typer.Option("--remove", help="Remove it; else only listed.")] = False,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """List what no run record, receipt, act or memo in use refers to, and with --remove take it away.

    That is what runs left behind that were ended half-way, and what was made on demand (`ppsp alternatives`) and can be
    made again. With --remove not while a run is going on: what it has made so far is referred to only at its end.
    """
    from flows.cycle.lease import seen_all
    from tasks.store.keeping import unreferenced

    opened = store_at(store)
    busy = [seen.lease for seen in seen_all(opened) if seen.is_alive] if is_real else []
    if busy:
        raise Occupied(f"{busy[0].name} is being run by {busy[0].by} on {busy[0].host}; nothing is removed meanwhile")
    loose = unreferenced(opened)
    for key, _ in loose if is_real else ():
        opened.remove(key)
    size = sum(n for _, n in loose)
    answer = {"removed": is_real, "bytes": size, "keys": [key for key, _ in loose]}
    what = "removed" if is_real else "to remove; --remove does it"
    lines = [*(key for key, _ in loose), f"{len(loose)} keys, {size:,} bytes {what}"]
    say(answer, as_json, lambda c: c.print("\n".join(lines), soft_wrap=True, markup=False))


def doctor(store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Whether this machine and the store are fit for a run, and what to do where not. Exit 1 when one is broken."""
    from flows.doctor import examine

    found = examine(store_url(store))
    answer = [{"what": f.what, "state": f.state, "says": f.says, "do": f.do} for f in found]
    rows = [(f.state, f.what, f.says, f.do) for f in found]
    say(answer, as_json, lambda c: c.print(grid("Doctor", ("state", "what", "found", "what to do"), rows)))
    if any(f.state == "broken" for f in found):
        raise typer.Exit(NO)
