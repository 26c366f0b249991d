"""The site as files: what a build makes, what a second one leaves alone, and what it refuses."""

from __future__ import annotations

import gc
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from flows.site.build import build
from flows.site.folder import INDEX
from schemas.errors import WrongUsage
from tasks.lineage.records.receipts import Submitted, submit
from tests.support.links import dead_links
from tests.support.stores import folder_store
from tests.support.world import World

DAY = date(2014, 6, 1)
EVIL = "<img src=x onerror=\"document.title='x'\">"


@pytest.fixture(scope="module")
def compact(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A compact site of the two demo districts."""
    out = tmp_path_factory.mktemp("compact") / "site"
    build(str(made / "store"), out, DAY, is_compact=True)
    return out


def test_every_link_of_the_site_and_of_the_published_pages_leads_somewhere(made: Path, compact: Path) -> None:
    assert len(list((made / "store/published").rglob("*.html"))) > 6
    assert dead_links(made / "store/published") == []
    # A packed body has its anchors once it is opened; those of the full site are looked at beside the browser's tests.
    assert dead_links(compact, with_anchors=False) == []


def test_a_document_leads_to_what_it_was_derived_from_to_what_follows_and_to_its_findings(
    made: Path, compact: Path
) -> None:
    kode = sorted(p.name for p in (made / "files/2013").iterdir())[0]
    (plan,) = (compact / "2014" / kode).glob("mps.*.html")
    (strategy,) = (compact / "2013" / kode).glob("ssk.*.html")
    (picture,) = (compact / "2013" / kode).glob("buku-putih.*.html")
    assert (
        f'Diturunkan dari <span class="en" lang="en">derived from</span>: <a href="../../{_below(strategy, compact)}">'
        in (plan.read_text())
    )
    told = strategy.read_text()
    assert f'<a href="../../{_below(plan, compact)}">MPS 2014</a>' in told
    assert f'<a href="../../{_below(picture, compact)}">Buku Putih 2013</a>' in told
    assert f'<a href="../../2013/{kode}/index.html#temuan">2013</a>' in told


def _below(page: Path, folder: Path) -> str:
    return page.relative_to(folder).as_posix()


def files(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def test_a_second_build_makes_only_what_changed_and_the_same_bytes_as_a_first(
    made: Path, compact: Path, tmp_path: Path
) -> None:
    shutil.copytree(made / "store", tmp_path / "store")
    shutil.copytree(compact, tmp_path / "site")
    store, url = folder_store(tmp_path / "store"), str(tmp_path / "store")
    again = build(url, tmp_path / "site", DAY, is_compact=True)
    assert again.written == []
    assert again.removed == []

    kode = sorted(p.name for p in (made / "files/2013").iterdir())[0]
    submit(
        store, 2013, kode, [Submitted("a.txt", b"1")], code_system=None, by=EVIL, received="2014-05-30", recorded="x"
    )
    changed = build(url, tmp_path / "site", DAY, is_compact=True)
    assert set(changed.written) <= {"index.html", "2013/index.html", f"2013/{kode}/index.html"}
    page = (tmp_path / "site" / f"2013/{kode}/index.html").read_text()
    assert EVIL not in page
    assert "&lt;img src=x" in page

    build(url, tmp_path / "new", DAY, is_compact=True)
    assert files(tmp_path / "new") == files(tmp_path / "site")
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0


def test_worker_processes_make_the_same_bytes(
    made: Path, compact: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.site.build.FEWEST_APART", 1)
    build(str(made / "store"), tmp_path / "site", DAY, workers=2, is_compact=True)
    assert files(tmp_path / "site") == files(compact)


def test_pages_that_are_no_longer_part_of_the_site_go_and_a_deleted_page_comes_back(
    made: Path, compact: Path, tmp_path: Path
) -> None:
    out = tmp_path / "site"
    shutil.copytree(compact, out)
    before = files(out)
    (out / "2012/99.01").mkdir(parents=True)
    (out / "2012/99.01/old.html").write_text("old")
    index = json.loads((out / INDEX).read_text())
    (out / INDEX).write_text(json.dumps(index | {"2012/99.01/old.html": "x"}))
    (out / "cari.html").unlink()
    made_again = build(str(made / "store"), out, DAY, is_compact=True)
    assert list(made_again.written) == ["cari.html"]
    assert list(made_again.removed) == ["2012/99.01/old.html"]
    assert not (out / "2012").exists()
    assert files(out) == before


def test_a_folder_of_other_people_is_refused(made: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(WrongUsage, match="holds no site"):
        build(str(made / "store"), tmp_path, DAY)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_the_command_says_what_it_made_and_where_to_open_it(world: World) -> None:
    answer = world.json("site", "build", "room", "--compact", "--on", "2014-06-01")
    assert answer["pages"] == answer["written"] > 50
    assert (world.folder / "room/index.html").exists()
    refused = world.call("site", "serve", "elsewhere")
    assert refused.returncode == 2
    assert "there is no site in elsewhere" in refused.stderr
