"""The page for districts, and the tokens that open it."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from flows.cli.common import JsonOption, StoreOption, say, store_at, store_url
from flows.wiring import now
from schemas.errors import WrongUsage
from tasks.lineage.records.receipts import years_with_receipts

token = typer.Typer(help="Tokens of districts for the page.", no_args_is_help=True)
_DISTRICT = re.compile(r"\d\d\.\d\d")
_MB = 1_000_000
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
District = Annotated[str, typer.Argument(metavar="DISTRICT", help="Kemendagri code of the district, e.g. 15.07.")]
By = Annotated[str, typer.Option("--by", help="Who gives or ends it.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("serve")(serve)
    app.add_typer(token, name="token")


def serve(
    fy: Annotated[int, typer.Option("--fy", help="Fiscal year. [default: the newest with a submission]")] = 0,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8080,
    max_mb: Annotated[int, typer.Option("--max-mb", min=1, help="Largest upload in megabytes.")] = 40,
    store: StoreOption = "",
) -> None:
    """A page where districts hand in, check, and get their workbook back; loopback unless --host says otherwise."""
    import uvicorn

    from flows.district.serve import create_app

    url = store_url(store)
    opened = store_at(store)  # a store that is not there is refused before anything listens
    fiscal_year = fy or max(years_with_receipts(opened), default=now().year)
    if host not in _LOOPBACK:
        typer.echo(f"{host} is reached from other machines; put a proxy with TLS before it", err=True)
    typer.echo(f"Districts of fiscal year {fiscal_year}: http://{host}:{port}/ (store {url})")
    uvicorn.run(create_app(url, fiscal_year, max_mb * _MB), host=host, port=port, log_level="warning")


@token.command("new")
def new(district: District, by: By, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """Make a token for a district; the one before ends. It is shown once and kept nowhere."""
    from flows.district.tokens import new_token

    made = new_token(store_at(store, may_be_new=True), _code(district), by, now().date().isoformat())
    say({"district": district, "token": made}, as_json, lambda c: c.print(f"{district}: {made}", markup=False))


@token.command("revoke")
def revoke(district: District, by: By, store: StoreOption = "", as_json: JsonOption = False) -> None:
    """End the token of a district."""
    from flows.district.tokens import revoke as end

    end(store_at(store), _code(district), by, now().date().isoformat())
    say({"district": district}, as_json, lambda c: c.print(f"the token of {district} has ended"))


def _code(district: str) -> str:
    if not _DISTRICT.fullmatch(district):
        raise WrongUsage(f"{district!r} is no code of a district; write e.g. 15.07")
    return district
