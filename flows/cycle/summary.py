"""A run for operators: totals as Markdown, rows of districts, and lines of a log that say what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from logging import ERROR, INFO, WARNING
from typing import Any

from schemas.findings import SEVERITIES

Line = tuple[int, str]
"""Level of a log and what it says."""
_NAMED = 12
_MARKUP = re.compile(r"[\\`*_{}\[\]<>()#!|&~]")


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
        nama = _plain(d["nama"])
        lines.append(
            f"| {d['kode']} | {nama} | {d['state']} | {d['verdict'] or '-'} | {tally} | {len(d['documents'])} |"
        )
    lines += [
        "",
        *[f"- {d['kode']} failed: {_plain(d['error'])}." for d in answer["districts"] if d["state"] == "failed"],
    ]
    if stale := answer.get("stale_mps"):
        lines += ["", f"MPS of {answer['fiscal_year'] + 1} now stale: {', '.join(stale)}."]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """The text as Markdown shows it: no sign of it begins markup, a link or another column."""
    return _MARKUP.sub(lambda sign: f"&#{ord(sign[0])};", " ".join(text.split()))


def district_rows(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One row per district for the table that operators see beside the run, with the keys of its pages."""
    return [
        {
            "code": d["kode"],
            "district": d["nama"],
            "state": d["state"],
            "verdict": d["verdict"] or "",
            **{s: d["findings"].get(s) for s in SEVERITIES},
            "error": d["error"] or "",
            "documents": " ".join(d["documents"]),
            "findings": " ".join(d["findings_pages"]),
        }
        for d in answer["districts"]
    ]


def verdict(answer: Mapping[str, Any]) -> str:
    """The run in one sentence: how many districts, who is held and who failed."""
    states = {state: _codes(answer, state) for state in ("held", "failed")}
    who = [f"{state}: {', '.join(codes)}" for state, codes in states.items() if codes]
    return "; ".join([f"{answer['counts']['districts']} districts sealed as {answer['run_id']}", *who])


def run_lines(answer: Mapping[str, Any]) -> Iterator[Line]:
    """What an operator should know of a sealed run, and what to do about each: held, failed, waiting, stale, pages."""
    year, counts = answer["fiscal_year"], answer["counts"]
    if held := _codes(answer, "held"):
        yield WARNING, f"FY{year}: {len(held)} held: {named(held)}; `ppsp findings {year} {held[0]}` says what to mend"
    for d in answer["districts"]:
        if d["state"] == "failed":
            yield ERROR, f"FY{year}: {d['kode']} failed: {d['error']}; the next run takes it up again"
    if waits := answer.get("withheld"):
        yield WARNING, f"FY{year}: {len(waits)} wait for the ratification of their SSK: {named(waits)}"
    if stale := answer.get("stale_mps"):
        yield (
            WARNING,
            f"FY{year + 1}: {len(stale)} MPS now stale: {named(stale)}; `ppsp run {year + 1}` derives them anew",
        )
    units = answer["units"]
    yield (
        INFO,
        f"FY{year}: {counts['districts']} districts sealed as {answer['run_id']}, {units['run']} units made, "
        f"{units['reused']} reused; pages {answer['index']}",
    )


def named(codes: Sequence[str]) -> str:
    """Codes in a line: all of a few, else the first and how many more."""
    more = f" and {len(codes) - _NAMED} more" if len(codes) > _NAMED else ""
    return ", ".join(codes[:_NAMED]) + more


def _codes(answer: Mapping[str, Any], state: str) -> list[str]:
    return [d["kode"] for d in answer["districts"] if d["state"] == state]
