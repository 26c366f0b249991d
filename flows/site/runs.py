"""Facts of the pages of runs: who ran what and why, what came of it, and what changed since the run before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.site.seen import SealedRun

Row = dict[str, Any]
_ENDS = ("edges", "findings")


def run_path(run_id: str) -> str:
    """Where the page of a run stands."""
    return f"putaran/{run_id}.html"


def document_path(key: str) -> str:
    """Where a published document stands in the site; the published name with the digest stays."""
    return key.removeprefix("published/")


def head(run: SealedRun, check: Mapping[str, Any], before: SealedRun | None) -> Row:
    """One run as lists of runs show it."""
    m = run.manifest
    told = m["districts"]
    changed = difference(before, run)
    return {
        "n": run.n,
        "id": run.id,
        "href": run_path(run.id),
        "fiscal_year": run.fiscal_year,
        "kind": m["kind"],
        "reason": m["reason"],
        "by": m["by"],
        "started": moment(m["started"]),
        "finished": moment(m["finished"]),
        "states": Counter(d["state"] for d in told),
        "verdicts": Counter(d["verdict"] for d in told if d["verdict"]),
        "districts": len(told),
        "units_run": m["counts"]["units_run"],
        "units_reused": m["counts"]["units_reused"],
        "documents": sum(len(d["documents"]) for d in told),
        "changed": None if changed is None else changed.n_changed + changed.n_new,
        "ok": not check["problems"],
        "signed": check["signed"],
    }


def moment(text: str) -> str:
    """A moment of a record to the second, as it stands there."""
    return text[:19].replace("T", " ") + (" UTC" if text.endswith("+00:00") else "")


def run_view(run: SealedRun, check: Mapping[str, Any], before: SealedRun | None) -> Row:
    """The page of a run."""
    m = run.manifest
    inputs = Counter(key.split("/")[0] for key in m["inputs"])
    steps = Counter((u["step"], bool(u["is_new"])) for u in m["units"])
    names = sorted({step for step, _ in steps}, key=list(m["code"]).index)
    return head(run, check, before) | {
        "digest": run.digest,
        "rules": m["rules"],
        "problems": check["problems"],
        "libraries": sorted(m["libraries"].items()),
        "inputs": sorted(inputs.items()),
        "input_rows": sorted(m["inputs"].items()),
        "steps": [(s, steps[s, True], steps[s, False], m["code"][s]) for s in names],
        "pins": [(kode, p["run"], run_path(p["run"])) for name in ("pins", "pins_mps") for kode, p in m[name].items()],
        "rows": [_district(run, d) for d in sorted(m["districts"], key=lambda d: str(d["kode"]))],
        "findings": sum((Counter(d["findings"]) for d in m["districts"]), Counter()),
        "difference": difference(before, run),
    }


def _district(run: SealedRun, told: Mapping[str, Any]) -> Row:
    names = ("kode", "nama", "state", "error", "verdict", "findings", "missing")
    return {n: told[n] for n in names} | {
        "href": f"{run.fiscal_year}/{told['kode']}/index.html",
        "documents": [document_path(key) for key in told["documents"] if key.endswith(".html")],
    }


@dataclass(frozen=True, slots=True)
class Difference:
    """What the records of two runs say otherwise, over the districts that both ran: names of outputs only.

    `rows` has district, step, and the changed, new and gone outputs; `alone` the districts of only one of the two.
    """

    before: str
    rows: Sequence[Row]
    n_same: int
    n_changed: int
    n_new: int
    n_gone: int
    rules_changed: bool
    code_changed: Sequence[str]
    inputs: Sequence[tuple[str, str]]


def difference(before: SealedRun | None, run: SealedRun) -> Difference | None:
    """What changed since the run before it of the same year; None for the first."""
    if before is None:
        return None
    old, new = before.manifest, run.manifest
    both = {d["kode"] for d in old["districts"]} & {d["kode"] for d in new["districts"]}
    was, now = (_outputs(m, both) for m in (old, new))
    rows: dict[tuple[str, str], Row] = {}
    for name in sorted({*was, *now}):
        kind = "gone" if name not in now else "new" if name not in was else "changed" if was[name] != now[name] else ""
        if kind:
            _, kode, step, output = name.split("/", 3)
            row = rows.setdefault((kode, step), {"kode": kode, "step": step, "changed": [], "new": [], "gone": []})
            row[kind].append(output)
    counted = Counter({kind: sum(len(r[kind]) for r in rows.values()) for kind in ("changed", "new", "gone")})
    return Difference(
        before=before.id,
        rows=[rows[key] for key in sorted(rows)],
        n_same=sum(was.get(name) == value for name, value in now.items()),
        n_changed=counted["changed"],
        n_new=counted["new"],
        n_gone=counted["gone"],
        rules_changed=old["rules"] != new["rules"],
        code_changed=[step for step, code in new["code"].items() if old["code"].get(step) != code],
        inputs=_inputs(old["inputs"], new["inputs"], both),
    )


def _outputs(manifest: Mapping[str, Any], districts: set[str]) -> dict[str, str]:
    """The outputs of these districts, without edges and findings, which repeat what the tables say."""
    return {
        name: value
        for name, value in manifest["outputs"].items()
        if (parts := name.split("/", 3))[1] in districts and parts[3] not in _ENDS
    }


def _inputs(old: Mapping[str, str], new: Mapping[str, str], districts: set[str]) -> list[tuple[str, str]]:
    """The records that only one of the two runs read or that differ, and how."""
    concerned = [key for key in sorted({*old, *new}) if key.startswith("reference/") or key.split("/")[2] in districts]
    return [
        (key, "gone" if key not in new else "new" if key not in old else "changed")
        for key in concerned
        if old.get(key) != new.get(key)
    ]


def runs_before(runs: Sequence[SealedRun]) -> dict[str, SealedRun | None]:
    """For each run the one before it of the same year and kind."""
    last: dict[tuple[int, str], SealedRun] = {}
    found: dict[str, SealedRun | None] = {}
    for run in runs:
        key = run.fiscal_year, str(run.manifest["kind"])
        found[run.id] = last.get(key)
        last[key] = run
    return found
