"""A run's totals as Markdown, for operators."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from schemas.findings import SEVERITIES


def run_markdown(answer: Mapping[str, Any]) -> str:
    """Totals that add up, one row per district, and the MPS that the run has made stale."""
    counts, units = answer["counts"], answer["units"]
    lines = [
        f"# Fiscal year {answer['fiscal_year']}: run {answer['run_id']}",
        "",
        f"{counts['districts']} districts: {counts['used']} used, {counts['late']} late, {counts['held']} held, "
        f"{counts['failed']} failed, {counts['missing']} without a document. "
        f"{units['run']} units run, {units['reused']} reused.",
        "",
        "| code | district | state | verdict | " + " | ".join(SEVERITIES) + " | documents |",
        "|---|---|---|---|" + "---|" * (len(SEVERITIES) + 1),
    ]
    for d in answer["districts"]:
        tally = " | ".join(str(d["findings"].get(s, 0)) for s in SEVERITIES)
        lines.append(
            f"| {d['kode']} | {d['nama']} | {d['state']} | {d['verdict'] or '-'} | {tally} | {len(d['documents'])} |"
        )
    lines += ["", *[f"- {d['kode']} failed: {d['error']}." for d in answer["districts"] if d["state"] == "failed"]]
    if stale := answer.get("stale_mps"):
        lines += ["", f"MPS of {answer['fiscal_year'] + 1} now stale: {', '.join(stale)}."]
    return "\n".join(lines)
