"""Facts of the page of a district in a year: what it handed in, what was found, decided and made of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flows.district.finding_states import finding_states
from flows.programme.board_pages import district_view
from flows.programme.year import states_of
from flows.site.runs import document_path, moment, run_path
from flows.site.seen import Seen
from schemas.findings import SEVERITIES
from tasks.lineage.answers.show import finding_rows
from tasks.lineage.records.acts import acts_of_year
from tasks.lineage.records.receipts import receipts
from tasks.programme.keadaan import Keadaan

Row = dict[str, Any]
OPEN = ("new", "open")
_HIDDEN = {"kind", "oleh", "tanggal_catat", "seq", "digest", "fiscal_year", "district"}
_LINES = {"mps": "baris"}


def district_facts(seen: Seen, fiscal_year: int, kode: str, row: Row) -> Row:
    """Everything that the page shows, `row` being that of the board. Findings are `open` or `closed`, gravest first."""
    known = seen.known(fiscal_year)
    state = states_of(known, seen.day, kode)[kode]
    found = list(_findings(seen, state))
    return row | district_view(known, state, row) | {
        "other_years": [y for y in seen.years if y != fiscal_year and seen.of_district(y, kode)],
        "versions": list(versions_of(seen, fiscal_year, kode)),
        "pins": list(_pins(seen, fiscal_year, kode, row)),
        "open": [f for f in found if f["state"] in OPEN],
        "closed": [f for f in found if f["state"] not in OPEN],
        "submissions": [
            (r["seq"], r["received"], r["by"], ", ".join(f["name"] for f in r["files"]), r["digest"][:12])
            for r in reversed(list(receipts(seen.store, fiscal_year, kode)))
        ],
        "acts": [
            (a["seq"], a["kind"], a.get("oleh"), a.get("tanggal_catat"), _said(a))
            for a in acts_of_year(seen.store, fiscal_year, kode).get(kode, [])
        ],
        "runs": [
            {
                "id": run.id,
                "href": run_path(run.id),
                "finished": moment(run.manifest["finished"]),
                "state": told["state"],
                "units": sorted((step, key.rsplit("/", 1)[-1][:12]) for step, key in units.items()),
            }
            for run, told, units in reversed(seen.of_district(fiscal_year, kode))
        ],
    }  # fmt: skip


def _said(act: Mapping[str, Any]) -> str:
    return "; ".join(f"{name}: {value}" for name, value in sorted(act.items()) if name not in _HIDDEN and value != "")


def _findings(seen: Seen, state: Keadaan) -> Iterator[Row]:
    """Each finding with its state and the first cell in which it stands."""
    told = seen.of_district(state.fiscal_year, state.district)
    read = seen.history(told[-1][0]).unit(state.fiscal_year, state.district, "intake") if told else None
    listed = [
        {
            "id": f.id,
            "severity": f.severity,
            "state": word,
            "message": f.message,
            "value": f.value,
            "rule": f.rule,
            "place": _place(finding_rows([f], read)[0]),
        }
        for f, word in finding_states(seen.known(state.fiscal_year), state)
    ]
    yield from sorted(listed, key=lambda r: (SEVERITIES.index(r["severity"]), r["place"], r["id"]))


def _place(row: Mapping[str, Any]) -> str:
    return "!".join(str(row[name]) for name in ("file", "sheet", "cell") if row[name])


def versions_of(seen: Seen, fiscal_year: int, kode: str) -> Iterator[Row]:
    """The sealed versions of each document, newest first; the same version of several runs once, by the newest."""
    known: set[str] = set()
    newest: set[str] = set()
    for run, told, _ in reversed(seen.of_district(fiscal_year, kode)):
        for key in told["documents"]:
            path = document_path(key)
            stem = path.rsplit("/", 1)[-1].split(".")[0]
            if key.endswith(".html") and path not in known:
                known.add(path)
                yield {
                    "key": key,
                    "path": path,
                    "name": path.rsplit("/", 1)[-1],
                    "stem": stem,
                    "digest": run.manifest["published"][key],
                    "run": run,
                    "run_href": run_path(run.id),
                    "finished": moment(run.manifest["finished"]),
                    "is_newest": stem not in newest,
                    "lines": lines_name(stem, run.manifest["published"][key]),
                }
                newest.add(stem)


def lines_name(stem: str, digest: str) -> str:
    """The page of the lineage graphs of a document's lines; "" where it has none."""
    return f"{_LINES[stem]}.{digest[:12]}.html" if stem in _LINES else ""


def _pins(seen: Seen, fiscal_year: int, kode: str, row: Mapping[str, Any]) -> Iterator[Row]:
    for name, what in (("pins", "MPS dari SSK"), ("pins_mps", "Laporan monev dari MPS")):
        found = [
            run.manifest[name][kode] for run, *_ in seen.of_district(fiscal_year, kode) if kode in run.manifest[name]
        ]
        if found:
            run = found[-1]["run"]
            yield {"what": what, "run": run, "href": run_path(run), "stale": name == "pins" and row["stale"]}
