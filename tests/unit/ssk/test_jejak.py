"""Lineage: every activity, zone and capability composes down to submitted cells and risk areas."""

from __future__ import annotations

from decimal import Decimal

from schemas import refs
from schemas.outputs import OUTPUTS
from schemas.tables import table
from tests.unit.ssk.dunia import district, edges_of, run

SSK_TABLES = {t.name: t for t in OUTPUTS["ssk"]}
MONEY = [
    {"tahun": y, "belanja_sanitasi_rp": 10**9, "belanja_langsung_rp": 10**11, "op_rp": 10**6}
    | dict.fromkeys(("dak_sanitasi_rp", "dak_lh_rp", "dak_perkim_rp", "pinjaman_hibah_rp"), 0)
    for y in range(2009, 2014)
]
PHASES = [
    {"komponen": "AL", "sistem": s, "eksisting": Decimal(10), "menengah": Decimal(60)} for s in ("A1", "A2", "B1")
]
MIXED = (
    {},
    {"luas_terbangun_ha": None, "dr": 4, "rob": 1},
    {"luas_terbangun_ha": Decimal(5), "genangan": Decimal(3), "dr": 4},
    {"luas_terbangun_ha": Decimal(900), "ps": 4, "kk": 900},
    {"cbd": 1},
)


def leaves(edges, ref, seen=()):
    assert ref not in seen, f"a circle through {ref}"
    known = edges.get(ref) or edges.get(ref.partition("#")[0])
    if ref.startswith(("tabel/", "area/")) or known is None:
        return {ref}
    return set().union(*(leaves(edges, source, (*seen, ref)) for source in known[1]))


def test_every_activity_ends_at_cells_or_risk_areas():
    outputs = run(district(*MIXED, tahapan=PHASES, keuangan=MONEY))
    edges = edges_of(outputs)
    for row in outputs.tables["kegiatan"][1]:
        ends = leaves(edges, refs.ssk(2013, "15.07", str(row["kegiatan_id"])))
        assert ends, row["kegiatan_id"]
        assert all(e.startswith(("tabel/", "area/")) for e in ends), (row["kegiatan_id"], ends)


def test_every_other_reference_is_well_formed_and_known():
    outputs = run(district(*MIXED, tahapan=PHASES, keuangan=MONEY))
    kinds = set()
    for ref, (rule, sources) in edges_of(outputs).items():
        assert rule
        assert sources, ref
        for text in (ref, *sources):
            parsed = refs.parse(text)
            kinds.add(parsed.kind)
            if parsed.kind == "tabel":
                assert parsed.column in table(parsed.table).names
    own = {"zona", "layanan", "ssk", "kemampuan", "kkl", "proyeksi", "rasio", "pertumbuhan"}
    own |= {"zona_ringkas", "peta_zona", "layanan_tahun"}
    assert kinds == {"tabel", "area", "agg", *own}


def test_a_volume_from_phases_leads_to_the_phase_and_the_gap():
    edges = edges_of(run(district({}, tahapan=PHASES)))
    _, sources = edges["ssk/2013/15.07/AL-KOM-02-15.07.01.2001"]
    assert "layanan/2013/15.07/AL~A2" in sources
    assert "tabel/2013/15.07/air_limbah/15.07.01.2001#kk_babs" in sources


def test_the_need_of_a_year_is_the_column_of_the_activities():
    edges = edges_of(run(district({}, keuangan=MONEY)))
    assert edges["kemampuan/2013/15.07/2015#kebutuhan_apbd_k_rp"][1] == ["ssk/2013/15.07/*#biaya_2_rp"]
