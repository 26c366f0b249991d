"""The pages of a run under human names. Each is written as soon as it is made; only its digest is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from flows.cycle.chain import DOCUMENTS, Cycle, District
from flows.cycle.documents import tree_of
from flows.cycle.renderer import Asked
from flows.cycle.rendering import rendered
from flows.district.annotate import books_of
from flows.district.findings import findings_of
from reports.excel_csv import defused_csv
from reports.findings_page import FindingsPage, findings_csv, findings_html
from schemas.canonical import digest
from schemas.findings import count
from schemas.outputs.intake import DAFTAR_WILAYAH
from schemas.outputs.ssk_rinci import PETA_ZONA
from schemas.rulebook import load_rulebook
from tasks.documents.units import STEPS
from tasks.lineage.answers.show import finding_rows
from tasks.lineage.records.history import Unit
from tasks.store.keys import object_key, published_key
from tasks.store.ports import Store


class Pages:
    """What a run publishes, by key."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.digests: dict[str, str] = {}

    def add(self, key: str, data: bytes) -> str:
        """Publish a page; gives its key."""
        self._store.put_new(key, data)
        self.digests[key] = digest(data)
        return key

    def take(self, keys: Sequence[str], published: Mapping[str, str]) -> bool:
        """Take over pages that an earlier run published; False, and none is taken, where one of them is gone."""
        is_there = all(self._store.exists(key) for key in keys)
        self.digests |= {key: published[key] for key in keys} if is_there else {}
        return is_there


def name_of(store: Store, cycle: Cycle, district: District) -> str:
    """The district's listed name; its code where no list names it."""
    done = cycle.done.get((district.kode, "intake"))
    memo = done.memo if done else district.before.get("intake")
    row = Unit(store, memo).rows(DAFTAR_WILAYAH).get(district.kode) if memo else None
    return str(row["nama"]) if row else district.kode


def publish_documents(cycle: Cycle, district: District, pages: Pages) -> list[str]:
    """The documents that the district has."""
    keys = []
    for step, stem in DOCUMENTS.items():
        made = _made(cycle, district, step)
        if made:
            name = made.memo.blobs["dokumen.html"]
            key = published_key(cycle.fiscal_year, district.kode, f"{stem}.{name[:12]}.html")
            keys.append(pages.add(key, cycle.store.get(object_key(name))))
    return keys


def publish_formats(cycle: Cycle, districts: list[dict[str, Any]], pages: Pages, formats: Sequence[str]) -> None:
    """The documents in other formats beside their pages."""
    for kode, stem, kind, data in rendered(_in_formats(cycle, formats)):
        key = published_key(cycle.fiscal_year, kode, f"{stem}.{kind}")
        next(d for d in districts if d["kode"] == kode)["documents"].append(pages.add(key, data))


def _in_formats(cycle: Cycle, formats: Sequence[str]) -> Iterator[Asked]:
    """Each document of the cycle, laid out once for all formats; its stem ends with the digest of its page."""
    for d, step in product(cycle.districts.values(), STEPS if formats else ()):
        made = _made(cycle, d, step.name)
        if made is not None:
            tree, name = tree_of(cycle.store, step, cycle.job(step, d), made.memo)
            stem = f"{DOCUMENTS[step.name]}.{name[:12]}"
            yield from ((d.kode, stem, kind, tree, name) for kind in formats)


def publish_maps(cycle: Cycle, district: District, pages: Pages) -> list[str]:
    """The zones as one row per desa, for a map program."""
    made = _made(cycle, district, "ssk")
    if made is None:
        return []
    name = made.memo.tables[PETA_ZONA.name].digest
    key = published_key(cycle.fiscal_year, district.kode, f"peta-zona.{name[:12]}.csv")
    return [pages.add(key, defused_csv(cycle.store.get(object_key(name))))]


def publish_findings(page: FindingsPage, pages: Pages) -> list[str]:
    """What was found, to read and to calculate with."""
    keys = []
    for suffix, data in (("html", findings_html(page)), ("csv", findings_csv(page))):
        key = published_key(page.fiscal_year, page.kode, f"temuan.{digest(data)[:12]}.{suffix}")
        keys.append(pages.add(key, data))
    return keys


def publish_workbooks(cycle: Cycle, page: FindingsPage, pages: Pages) -> list[str]:
    """The district's own workbooks with their findings; the nightly check writes them, `ppsp annotate` any time."""
    keys = []
    for name, data in books_of(
        cycle.store.without_keys(), page.fiscal_year, page.kode, page.rows, f"{page.nama} ({page.kode})"
    ):
        key = published_key(page.fiscal_year, page.kode, f"{name.removesuffix('.xlsx')}.{digest(data)[:12]}.xlsx")
        keys.append(pages.add(key, data))
    return keys


def findings_page(cycle: Cycle, district: District, documents: Sequence[str] = ()) -> FindingsPage | None:
    """What the steps of this run found; None where nothing was handed in and nothing was found.

    The verdict is that of the validation, None without a submission.
    """
    found = findings_of(cycle.store, lambda step: _made(cycle, district, step))
    checked = _made(cycle, district, "validation")
    if checked is None and not found:
        return None
    return FindingsPage(
        kode=district.kode,
        nama=name_of(cycle.store, cycle, district),
        fiscal_year=cycle.fiscal_year,
        verdict=checked.memo.summary["verdict"] if checked else None,
        counts=count(found),
        rows=finding_rows(found, _made(cycle, district, "intake")),
        mark=mark_of(cycle.fiscal_year),
        documents=documents,
    )


def _made(cycle: Cycle, district: District, step: str) -> Unit | None:
    done = cycle.done.get((district.kode, step))
    return Unit(cycle.store, done.memo) if done else None


def mark_of(fiscal_year: int) -> str:
    """What every page of the year is marked with."""
    return str(load_rulebook(fiscal_year)["document.mark"])
