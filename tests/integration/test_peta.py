"""Maps of a real district: every desa with its class on its boundary, in the page, the PDF and the data beside."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from flows.cycle.documents import newest_documents
from flows.wiring import BOUNDARY_KIND
from schemas.outputs.buku_putih import AREA
from tasks.intake.regions.boundaries import describe
from tasks.lineage.proof.audit import audit
from tasks.lineage.records.history import history_of
from tasks.lineage.records.receipts import load_reference
from tasks.store.restricted import RestrictedStore
from tests.support.cycle import hand_in, load_regions, ran, run_year
from tests.support.stores import folder_store

KAB = "15.07"


@pytest.fixture(scope="module")
def mapped(public: Path, jambi_files: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[RestrictedStore, Any]:
    """15.07 in 2013, without boundaries and then with them."""
    store = folder_store(tmp_path_factory.mktemp("peta"))
    load_regions(store, public / "data/regions/regions.csv.gz")
    hand_in(store, 2013, KAB, jambi_files / KAB)
    before = run_year(store, 2013)
    file = public / "data/boundaries/tanjung_jabung_timur_desa.geojson"
    data = file.read_bytes()
    load_reference(store, BOUNDARY_KIND, file.name, data, describe(file.name, data))
    return store, before


def documents(store: RestrictedStore, *kinds: str) -> dict[tuple[str, str], bytes]:
    return {(stem, kind): data for _, stem, kind, data in newest_documents(store, 2013, KAB, kinds)}


def test_maps_have_every_desa_with_its_class_and_say_so_in_every_format(mapped: tuple[RestrictedStore, Any]) -> None:
    store, before = mapped
    page = documents(store, "html")["buku-putih", "html"].decode()
    assert "<svg" not in page
    assert "Batas desa dan kelurahan belum dimuat" in page
    manifest = run_year(store, 2013)
    assert (KAB, "buku_putih") not in ran(manifest)  # boundaries change no number
    assert manifest["outputs"][f"2013/{KAB}/buku_putih/area"] == before["outputs"][f"2013/{KAB}/buku_putih/area"]
    assert any(key.startswith("reference/boundaries/") for key in manifest["inputs"])
    made = documents(store, "html", "pdf", "xlsx")
    page = made["buku-putih", "html"].decode()
    maps = re.findall(r'<figure class="peta" id="p-(\d-\d)".*?</figure>', page, flags=re.DOTALL)
    assert maps
    unit = history_of(store, 2013, KAB, "buku_putih").unit(2013, KAB, "buku_putih")
    assert unit is not None
    classes = {r["kode_desa"]: r["skor_akhir"] for r in unit.rows(AREA).values() if r["komponen"] == "AL"}
    (drawn,) = re.findall(r'<figure class="peta" id="p-5-1".*?</figure>', page, flags=re.DOTALL)
    found = dict(re.findall(r'fill="(url\(#p-5-1-\d\)|#ffffff)"[^>]*data-ref="area/2013/([\d.]+)/AL', drawn))
    shown = {kode: fill for fill, kode in re.findall(r'fill="([^"]+)"[^>]*?data-ref="area/2013/([\d.]+)/AL', drawn)}
    assert found
    assert len(shown) == 93
    assert shown == {k: f"url(#p-5-1-{v})" if v else "#ffffff" for k, v in classes.items() if k in shown}
    book = load_workbook(io.BytesIO(made["buku-putih", "xlsx"]))
    assert any(name.startswith("Peta 5.1") for name in book.sheetnames)
    text = "".join(p.extract_text() for p in PdfReader(io.BytesIO(made["buku-putih", "pdf"])).pages)
    assert "Daftar peta" in text
    assert audit(store).problems == []
