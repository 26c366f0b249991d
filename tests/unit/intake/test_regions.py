"""Region lists are recognised by their header, add up, and give each district its own slice."""

from __future__ import annotations

import gzip

import pytest

from schemas.demo_regions import demo_regions
from schemas.errors import WrongUsage
from tasks.intake.regions.regions import BRIDGE, LIST, RETIRED, Registry, demo_registry, describe, registry_from
from tasks.intake.regions.slice import Slice

LISTED = (
    b"code,level,name,area_km2\n15,1,Jambi,\n15.07,2,Kabupaten Tanjung Timur,12.5\n"
    b"15.07.01,3,Sabak,\n15.07.01.1001,4,Ilir,\n"
)
OLD = b"code,2016,2018,status\n15.07.01.2009,Lama,Lama,retired\n15.06.01.2009,Lain,,retired\n"
BRIDGED = b"kode_bps,nama_bps,code\n15,X,15\n1506,X,15.07\n1506010,X,15.07.01\n1507010,X,15.06.01\n"


def test_each_file_is_recognised_by_its_header():
    assert describe("a.csv", LISTED)["list"] == LIST
    assert describe("b.csv.gz", gzip.compress(OLD)) == {
        **describe("b.csv.gz", gzip.compress(OLD)),
        "list": RETIRED,
        "rows": 2,
    }
    assert describe("c.csv", b"\xef\xbb\xbf" + BRIDGED) == {
        **describe("c.csv", b"\xef\xbb\xbf" + BRIDGED),
        "list": BRIDGE,
    }


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n1,2\n",
        b"",
        b"\xff\xfe\x00",
        LISTED + b"15.07,2,Lain,\n",
        b"kode_bps,code\n15,15\n15,16\n",
        b"code,level,name\n15,x,A\n",
    ],
)
def test_a_file_that_is_none_of_them_or_contradicts_itself_is_refused(data):
    with pytest.raises(WrongUsage):
        describe("x.csv", data)


def test_a_slice_holds_what_one_district_needs():
    registry = registry_from([("a.csv", LISTED), ("b.csv", OLD), ("c.csv", BRIDGED)])
    found = Slice.load(registry.slice_for("15.07"))
    assert found.desa == {"15.07.01.1001": "Ilir"}
    assert found.upper == {"15": "Jambi", "15.07": "Kabupaten Tanjung Timur"}
    assert found.retired == {"15.07.01.2009": (("2016", "Lama"), ("2018", "Lama"))}
    assert found.bridge == {"15": "15", "1506": "15.07", "1506010": "15.07.01"}
    assert found.edition.startswith("a.csv (")
    assert {r["kode"]: r["luas_ha"] for r in found.rows()} == {
        "15": None,
        "15.07": 1250,
        "15.07.01": None,
        "15.07.01.1001": None,
    }


def test_the_newest_list_replaces_a_province_and_leaves_the_others():
    newer = b"code,level,name\n15,1,Jambi\n15.08,2,Kabupaten Bungo\n"
    other = b"code,level,name\n16,1,Sumatera Selatan\n"
    registry = registry_from([("a.csv", LISTED), ("b.csv", newer), ("c.csv", other)])
    assert sorted(registry.regions) == ["15", "15.08", "16"]
    assert registry.editions["15"].startswith("b.csv")


def test_the_slice_of_one_district_does_not_change_with_another():
    before = registry_from([("a.csv", LISTED)]).slice_for("15.07")
    after = registry_from([("a.csv", LISTED), ("b.csv", OLD.replace(b"15.07", b"15.08"))]).slice_for("15.07")
    assert before == after


def test_the_made_up_province_is_always_there():
    regions = demo_regions()
    assert regions == demo_regions()
    districts = [r for r in regions if r.level == 2]
    assert [r.code for r in districts] == [f"99.{n:02d}" for n in (*range(1, 70), *range(71, 100))]
    assert all(r.area_km2 for r in districts)
    assert len({r.name for r in districts}) == 98
    for district in districts:
        inside = [r for r in regions if r.code.startswith(f"{district.code}.")]
        assert len({r.name for r in inside}) == len(inside), "names are unique within a district"
        kecamatan = [r.code for r in inside if r.level == 3]
        assert 4 <= len(kecamatan) <= 7
        assert all(5 <= sum(r.code.startswith(f"{k}.") for r in inside) <= 9 for k in kecamatan)
        assert {r.code[9] for r in inside if r.level == 4} <= {"1", "2"}
    assert Registry().slice_for("99.05") == demo_registry().slice_for("99.05")
