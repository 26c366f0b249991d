"""What the commands share: the store option, JSON or a table, and what to read."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from flows.settings import Settings, prepare_environment
from flows.wiring import open_store
from schemas.errors import WrongUsage
from tasks.store.ports import Store
from tasks.store.restricted import RestrictedStore

StoreOption = Annotated[
    str, typer.Option("--store", help="Folder or s3://bucket/prefix. [default: PPSP_STORE, else ./store]")
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON document on standard output.")]
Year = Annotated[int, typer.Argument(metavar="FY", help="Fiscal year.")]
District = Annotated[str, typer.Argument(metavar="DISTRICT", help="Kemendagri code of the district, e.g. 15.07.")]

NO = 1
_MOST_BYTES = 400_000_000
_RUN = re.compile(r"\d{4}-[a-z]+-\d{8}T\d+Z")


_before_command: dict[str, str] = {"store": ""}


def _say_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"ppsp {version('ppsp')}")
        raise typer.Exit


def take_store(
    store: StoreOption = "",
    _version: Annotated[
        bool, typer.Option("--version", callback=_say_version, is_eager=True, help="The version, and nothing else.")
    ] = False,
) -> None:
    """`ppsp --store X run …` is the same as `ppsp run … --store X`."""
    _before_command["store"] = store


def store_url(given: str) -> str:
    """The store to use: the option after or before the command, else the setting. Prepares the environment for it."""
    url = given or _before_command["store"] or Settings().store
    prepare_environment(url)
    return url


def store_at(given: str, *, may_be_new: bool = False) -> RestrictedStore:
    """The opened store of a command; only what hands something in may make a new one."""
    return open_store(store_url(given), may_be_new=may_be_new)


def store_if_any(given: str) -> Store:
    """The store of a command that can do without: the one that was named must be there, the default need not."""
    return store_at(given, may_be_new=not (given or _before_command["store"]))


def read_file(path: Path) -> bytes:
    """The bytes of a file that was named; raises WrongUsage for what is no file, and for one beyond all measure."""
    try:
        size = path.stat().st_size
        if not path.is_file() and not path.is_dir():
            raise WrongUsage(f"cannot read {path}: it is a device or a pipe; name a file")
        if size > _MOST_BYTES:
            raise WrongUsage(f"{path} has {size // 1_000_000} MB; at most {_MOST_BYTES // 1_000_000} MB are read")
        return path.read_bytes()
    except OSError as error:
        raise WrongUsage(f"cannot read {path}: {error.strerror}") from None


def day_text(text: str, option: str) -> str:
    """The day that an option names, as ISO text; raises WrongUsage."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise WrongUsage(f"{option} {text!r} is not a day; write YYYY-MM-DD") from None


def say(answer: Any, as_json: bool, human: Callable[[Console], None]) -> None:
    """Print the answer as JSON, or let `human` print it."""
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        human(Console(highlight=False))


def printable(text: str) -> str:
    """The text without signs that a terminal would obey or that turn the direction of writing."""
    return "".join(sign if sign.isprintable() or sign in "\n\t" else "\ufffd" for sign in text)


def _shown(cell: object) -> object:
    return printable(cell) if isinstance(cell, str) else cell


def _is_name(cell: object) -> bool:
    """Whether a cell is the name of a run, which nobody can copy from two lines."""
    return isinstance(cell, str) and _RUN.fullmatch(cell) is not None


def grid(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """A table for the terminal; None is shown as a dash."""
    table = Table(title=title, title_justify="left", header_style="bold", box=SIMPLE_HEAD, pad_edge=False)
    listed = [[_shown(cell) for cell in row] for row in rows]
    for i, heading in enumerate(headings):
        is_number = bool(listed) and all(row[i] is None or isinstance(row[i], int) for row in listed)
        words = max((len(word) for word in heading.split()), default=0)
        name = max((len(str(row[i])) for row in listed if _is_name(row[i])), default=words)
        table.add_column(
            heading,
            overflow="fold",
            no_wrap=is_number,
            min_width=name or None,
            justify="right" if is_number else "left",
        )
    for row in listed:
        table.add_row(*("-" if cell is None else str(cell) for cell in row))
    return table
