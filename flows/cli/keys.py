"""Keys, signatures and witnesses of a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.cli.common import JsonOption, StoreOption, grid, read_file, say, store_at
from flows.wiring import now
from schemas.errors import WrongUsage

keys = typer.Typer(help="Keys with which runs are signed.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is.")]
By = Annotated[str, typer.Option("--by", help="Who does it.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.add_typer(keys, name="keys")
    app.command("sign")(sign)
    app.command("witness")(witness)


def _today() -> str:
    return now().date().isoformat()


@keys.command("new")
def new(
    name: Name,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="File for the private key; keep it apart.")],
    by: By,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make the first key of a store. Later ones come by `ppsp keys rotate`."""
    _made(name, out, by, store, as_json, None)


@keys.command("rotate")
def rotate(
    name: Name,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="File for the new private key.")],
    old: Annotated[Path, typer.Option("--old", help="Private key that signs the new one.")],
    by: By,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make a new key that the old one signs; what the old one signed stays valid."""
    _made(name, out, by, store, as_json, read_file(old))


def _made(name: str, out: Path, by: str, store: str, as_json: bool, old: bytes | None) -> None:
    from flows.audit.keys import register
    from tasks.lineage.proof.statement import key_id, new_private_pem

    if out.exists():
        raise WrongUsage(f"{out} is there already; a key is never written over another file")
    opened, pem = store_at(store, may_be_new=True), new_private_pem()
    record = register(opened, name, pem, by, _today(), old)
    out.touch(mode=0o600)
    out.write_bytes(pem)
    answer = {"name": name, "key_id": key_id(record["public_pem"]), "private_key": str(out)}
    text = f"{name}: key {answer['key_id'][:16]}; private key in {out}, PPSP_SIGNING_KEY={out} signs every run"
    say(answer, as_json, lambda c: c.print(text, soft_wrap=True, markup=False))


@keys.command("trust")
def trust(
    name: Name,
    public: Annotated[Path, typer.Argument(metavar="PUBLIC", help="PEM of the other person's public key.")],
    own: Annotated[Path, typer.Option("--key", help="Own private key, known to the store.")],
    by: By,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Make a witness's public key known, so that its signatures count."""
    from flows.audit.keys import trust as record
    from tasks.lineage.proof.statement import private_key

    pem = read_file(public).decode("ascii", "replace")
    made = record(store_at(store), name, pem, by, _today(), private_key(read_file(own)))
    say(made, as_json, lambda c: c.print(f"{name} is trusted from now on"))


@keys.command("list")
def list_keys(
    out: Annotated[Path | None, typer.Option("--root", help="Also write the first public key as PEM.")] = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """The public keys of the store; an auditor keeps the first one."""
    from flows.audit.keys import keys_of
    from tasks.lineage.proof.statement import key_id

    known = keys_of(store_at(store))
    if out is not None:
        if not known:
            raise WrongUsage("the store knows no key yet; `ppsp keys new` makes one")
        out.write_text(known[0]["public_pem"], encoding="ascii")
    rows = [(k["name"], key_id(k["public_pem"])[:16], (k.get("signed_by") or "first")[:16], k["tanggal_catat"])
            for k in known]  # fmt: skip
    say(known, as_json, lambda c: c.print(grid("Keys", ("name", "key", "signed by", "since"), rows)))


def sign(
    key: Annotated[Path, typer.Option("--key", help="Private key.")],
    run: Annotated[str | None, typer.Argument(metavar="[RUN]", help="One run; default: all unsigned by it.")] = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Sign sealed runs; a second key (a witness) signs beside the first."""
    from flows.audit.keys import sign_runs
    from tasks.lineage.proof.statement import private_key

    found = sign_runs(store_at(store), private_key(read_file(key)), run)
    say(found, as_json, lambda c: c.print(f"{len(found)} runs signed"))


def witness(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="File for the receipt; keep it away from the store.")],
    key: Annotated[
        Path | None, typer.Option("--key", help="Private key that signs it. [default: PPSP_SIGNING_KEY, else unsigned]")
    ] = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write a receipt of the ledger's head, with which a tail that is cut off is noticed (`verify --witness`)."""
    from flows.audit.keys import head, key_at_hand
    from tasks.lineage.proof.statement import key_id, public_pem

    at_hand = key_at_hand(key)
    signer = key_id(public_pem(at_hand)) if at_hand else ""
    out.write_bytes(head(store_at(store), _today(), at_hand))
    by = f"signed by key {signer[:16]}" if signer else "not signed (--key signs it)"
    answer = {"file": str(out), "signed_by": signer or None}
    say(answer, as_json, lambda c: c.print(f"receipt of the ledger head in {out}, {by}", soft_wrap=True, markup=False))
