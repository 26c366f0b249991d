"""Looking back: runs, show, get, verify. Nothing here starts Prefect."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from flows.cli.common import NO, JsonOption, StoreOption, grid, read_file, say, store_at
from schemas.errors import WrongUsage

RunArgument = Annotated[str, typer.Argument(metavar="RUN", help="Run id, as `ppsp runs` lists them.")]
HEAD = ("run_id", "kind", "fiscal_year", "reason", "by", "started", "counts")


def add_to(app: typer.Typer) -> None:
    """Register the commands of this module."""
    app.command("runs")(runs)
    app.command("show")(show)
    app.command("get")(get)
    app.command("verify")(verify)


def runs(store: StoreOption = "", as_json: JsonOption = False) -> None:
    """All sealed runs, newest first."""
    from tasks.lineage.records.ledger import sealed_runs

    heads = [{name: manifest[name] for name in HEAD} for manifest in sealed_runs(store_at(store))]
    names = ("run_id", "fiscal_year", "by", "reason")
    rows = [(*(h[n] for n in names), h["counts"]["districts"], h["counts"]["units_run"]) for h in heads]
    headings = ("run", "FY", "by", "reason", "districts", "units run")
    say(heads, as_json, lambda c: c.print(grid("Sealed runs", headings, rows)))


def show(
    run: RunArgument,
    refs: Annotated[bool, typer.Option("--refs", help="Also every reference that the run made.")] = False,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """The record of a run."""
    from tasks.lineage.records.history import Unit
    from tasks.lineage.records.ledger import load_manifest

    opened = store_at(store)
    manifest = load_manifest(opened, run)
    if refs:
        manifest["refs"] = sorted({ref for unit in manifest["units"] for ref in Unit(opened, unit["memo"]).edges})

    def human(console: Console) -> None:
        for name in HEAD:
            console.print(f"{name}: {manifest[name]}")
        _accounts(console, manifest)
        rows = [(name, digest[:16]) for name, digest in manifest["outputs"].items()]
        console.print(grid("Outputs", ("name", "digest"), rows))
        for ref in manifest.get("refs", ()):
            console.print(ref, soft_wrap=True)

    say(manifest, as_json, human)


def _accounts(console: Console, manifest: Mapping[str, Any]) -> None:
    """What the run was made under and what it left undone; records of before do not tell it."""
    if "rules_in_force" not in manifest:
        return
    program = ", ".join(f"{name} {said}" for name, said in manifest.get("program", {}).items())
    console.print(f"program: {program}", soft_wrap=True)
    console.print(f"rules: {len(manifest['rules_in_force'])} in force, digest {manifest['rules']}", soft_wrap=True)
    console.print(f"acts: {len(manifest['acts'])} on record")
    for title in ("waivers", "overrides"):
        for key, about in manifest[title].items():
            console.print(f"{title.removesuffix('s')}: {about}  ({key})", soft_wrap=True, markup=False)
    for step in manifest["skipped"]:
        districts = ", ".join(step["districts"])
        console.print(f"skipped: {step['step']}, {step['why']}: {districts}", soft_wrap=True, markup=False)
    for part in manifest["not_deterministic"]:
        console.print(f"not deterministic: {part['what']} ({part['why']})", soft_wrap=True, markup=False)


def get(
    key: Annotated[str, typer.Argument(metavar="KEY", help="A store key or the digest of an object.")],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="File to write, or - for standard output.")],
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Fetch one object, page or record out of the store."""
    from tasks.store.keys import object_key

    data = store_at(store).get(object_key(key) if "/" not in key else key)
    if str(out) == "-":
        typer.get_binary_stream("stdout").write(data)
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise WrongUsage(f"cannot write {out}: {error.strerror}") from None
    say({"key": key, "out": str(out), "bytes": len(data)}, as_json, lambda c: c.print(f"{len(data)} bytes to {out}"))


def verify(
    run: Annotated[str | None, typer.Argument(metavar="[RUN]", help="One run; default: everything.")] = None,
    public_key: Annotated[Path | None, typer.Option("--public-key", help="PEM from which signatures follow.")] = None,
    witness: Annotated[Path | None, typer.Option("--witness", help="Receipt of the ledger head, kept apart.")] = None,
    document: Annotated[
        Path | None, typer.Option("--document", help="A file: which sealed run made it, and is it the same.")
    ] = None,
    store: StoreOption = "",
    as_json: JsonOption = False,
) -> None:
    """Check that nothing in the store was altered, removed or left unfinished. Exit 1 when something was.

    A tail cut off the ledger together with its run records cannot be seen from inside: --witness holds it against a
    receipt of `ppsp witness` that was kept elsewhere.
    """
    from flows.audit.keys import read_head
    from tasks.lineage.proof.audit import audit

    opened = store_at(store)
    root = read_file(public_key).decode("ascii", "replace") if public_key else ""
    kept = read_file(witness) if witness else b""
    if witness:
        read_head(kept)
    answer = audit(opened, run, root=root, witness=kept).as_json()
    if document is not None:
        from flows.audit.origin import GOOD, origin

        found = origin(opened, read_file(document))
        answer["document"] = found.as_json()
        answer["ok"] = answer["ok"] and found.verdict in GOOD

    def human(console: Console) -> None:
        if answer["problems"]:
            rows = [(p["kind"], p["key"], p["says"]) for p in answer["problems"]]
            console.print(grid("Problems", ("kind", "key", "what"), rows))
        if "document" in answer:
            console.print(f"{document}: {answer['document']['says']}", soft_wrap=True, markup=False)
        for name, said in (("withheld", "whose key is not here"), ("erased", "that an act destroyed")):
            if answer[name]:
                console.print(f"{answer[name]} objects with answers of households {said}: not looked at")
        verdict = "everything fits" if not answer["problems"] else f"{len(answer['problems'])} problems"
        console.print(f"{answer['runs']} runs, {answer['objects']} objects: {verdict}; "
                      f"{'signed' if answer['signed'] else 'not signed'}{_witnessed(answer['witness'])}",
                      soft_wrap=True)  # fmt: skip

    say(answer, as_json, human)
    if not answer["ok"]:
        raise typer.Exit(NO)


def _witnessed(key: str | None) -> str:
    """What the receipt of the head is worth; nothing where none was given."""
    if key is None:
        return ""
    return f"; receipt of the head signed by key {key[:16]}" if key else "; receipt of the head not signed"
