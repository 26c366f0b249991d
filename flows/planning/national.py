"""The national view of a fiscal year: ranked, published as a page, and kept with what it came from."""

from __future__ import annotations

from dataclasses import dataclass

from flows.programme.status import status_of
from reports.national_page import NationalPage, national_html
from schemas.canonical import digest
from schemas.contract import Rows
from schemas.errors import NotFound
from schemas.outputs.nasional import DIMENSI
from schemas.rulebook import load_rulebook
from tasks.lineage.records.results import Record, put_record
from tasks.programme.nasional.units import view
from tasks.store.keys import index_key, result_prefix
from tasks.store.ports import Store


@dataclass(frozen=True, slots=True)
class NationalView:
    """A kept view: its tables, its record with the digest that names it, and the key of its page."""

    rows: Rows
    details: Rows
    record: Record
    digest: str
    page: str
    is_new: bool


def national_view(store: Store, fiscal_year: int) -> NationalView:
    """Rank the districts of a fiscal year and keep the result. The same sealed runs give the same bytes.

    Raises NotFound where no district is expected.
    """
    rules = load_rulebook(fiscal_year)
    status = status_of(store, fiscal_year)
    if not status:
        raise NotFound(
            f"no district of fiscal year {fiscal_year} is known in {store.url}: none handed anything in, and no SSK of "
            f"{fiscal_year - 1} is sealed; `ppsp submit {fiscal_year} DISTRICT PATH` hands something in"
        )
    rows, details, record = view(store, fiscal_year, status)
    data = national_html(
        NationalPage(
            fiscal_year=fiscal_year,
            rows=rows,
            details=details,
            weights={d: rules[f"nasional.bobot.{d}"] for d in DIMENSI},
            together=rules["nasional.gabungan"],
            sources={
                **{name: out["digest"] for name, out in record["tables"].items()},
                "aturan": record["rules"],
                "program": record["code"],
            },
            mark=str(rules["document.mark"]),
        )
    )
    page = index_key(fiscal_year, f"nasional.{digest(data)[:12]}")
    store.put_new(page, data)
    body = {**record, "pages": {page: digest(data)}}
    name, is_new = put_record(store, result_prefix("national", str(fiscal_year)), body)
    return NationalView(rows, details, body, name, page, is_new)
