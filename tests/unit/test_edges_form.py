"""Edges come back as they were written, small and in one order; what older stores hold is read too."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from schemas.canonical import dump_json
from tasks.lineage.units.edges import Edges, read_edges
from tests.support.contoh import examples

REFS = st.builds(
    "{}/2013/99.01{}#{}".format,
    st.sampled_from(["area", "agg", "tabel"]),
    st.text("/abKé.1~", max_size=9),
    st.text("xy"),
)


def edges(of: dict[str, tuple[str, list[str]]]) -> Edges:
    made = Edges()
    for ref, (rule, sources) in of.items():
        made.add(ref, rule, sources)
    return made


@given(st.dictionaries(REFS, st.tuples(st.sampled_from(["jumlah", "salin"]), st.lists(REFS, unique=True))))
@examples(60)
def test_what_is_written_comes_back(of):
    data = edges(of).dump()
    assert read_edges(data) == of
    assert edges(dict(reversed(of.items()))).dump() == data


def test_sources_keep_their_order_and_repeats_are_dropped():
    made = Edges()
    made.add("agg/1/x/a", "jumlah", ["tabel/c", "tabel/a", "tabel/b", "tabel/a"])
    made.add("agg/1/x/a", "salin", ["tabel/d", "tabel/c"])
    assert read_edges(made.dump()) == {"agg/1/x/a": ("jumlah", ["tabel/c", "tabel/a", "tabel/b", "tabel/d"])}


def test_a_whole_column_takes_one_span():
    members = [f"tabel/2013/99.01/wilayah/99.01.01.{n:04}#luas_adm_ha" for n in range(2001, 2101)]
    data = edges({"agg/2013/99.01/luas": ("jumlah", members)}).dump()
    assert json.loads(data)["edges"] == [[0, 0, [1, 99]]]
    assert len(data) < len("".join(members)) / 2


def test_the_form_of_before_is_read():
    before = {"agg/2013/99.01/luas": ["jumlah", ["tabel/2013/99.01/wilayah/99.01.01.2001#luas_adm_ha"]]}
    assert read_edges(dump_json(before)) == {ref: (rule, sources) for ref, (rule, sources) in before.items()}
