"""Every computed value leads down to submitted cells."""

from __future__ import annotations

import pytest

from schemas.refs import DEFAULT_COLUMN, parse
from schemas.tables import table
from tasks.buku_putih.units import STEP
from tasks.lineage.units.edges import read_edges
from tests.support.area import kode, rows_of, run

KAB_TABLES = {
    "wilayah": "desa | luas_adm_ha | luas_terbangun_ha | luas_rawan_genangan_ha | klasifikasi_statistik | sungai"
    """ | banjir_mengganggu | strata
        A | 100 | 5  | 1 | 1 | 1 | 0 | -
        B | 50  | 25 | - | 2 | 0 | 0 | 2
        C | 70  | -  | 0 | 2 | 0 | 1 | 5
    """,
    "penduduk": """
        desa | penduduk_jiwa | kk  | rumah | kk_miskin | kk_pra_ks | kk_ks1
        A    | 1000          | 250 | 200   | 20        | 10        | 30
        B    | 2500          | 500 | 400   | 90        | 40        | 80
        C    | 1800          | 400 | 300   | 10        | 5         | 5
    """,
    "air_minum": "desa | sr_unit | hu_unit\nA | 10 | 1\nB | 90 | 0\nC | 20 | 2",
    "air_limbah": "desa | jamban_unit\nA | 100\nB | 390\nC | -",
    "persampahan": "desa | timbulan_m3_hari | terangkut_m3_hari\nA | 2 | 1\nB | 6 | 0\nC | 4 | 4",
    "drainase_genangan": "desa | lokasi | luas_genangan_ha\nA | pasar | 1\nA | kali | 2\nC | kali | -",
    "persepsi": "desa | opd | komponen | skor\nA | PU | AL | 3\nA | BLH | AL | 4\nB | PU | UMUM | 2",
    "ehra": "desa | strata | indikator | n_total | n_valid | n_berisiko\n"
    + "\n".join(f"- | {s} | {k}.1 | 90 | 80 | {10 * s + int(k)}" for s in (2, 3) for k in "12345"),
    "kesepakatan_skor": """
        desa | komponen | skor_disepakati | skor_kunjungan
        A    | AL       | 4               | 3
        B    | PS       | 2               | -
    """,
}  # fmt: skip
MODES = {
    "wilayah": "desa\nA\nB",
    "sanitasi_mayoritas": "desa | jamban_mayoritas | pembuangan_tinja_mayoritas\nA | 1 | 1\nB | - | 1",
    "banjir": "desa | banjir | banjir_rob | banjir_bandang | kejadian_1 | kejadian_2\nA | 1 | 0 | 0 | 2 | -",
}
WORLDS = [(2013, KAB_TABLES), (2017, KAB_TABLES), (2013, MODES)]
PRINTED = {
    "area": (
        "skor_sekunder", "skor_persepsi", "rerata_persepsi", "skor_ehra", "skor_hitung", "skor_disepakati",
        "skor_kunjungan", "skor_akhir", "dampak", "paparan", "perkalian",
    ),
    "indikator": ("nilai", "skor"),
    "irs": ("nilai", "skor"),
}  # fmt: skip


def edges_of(made):
    return {ref: list(edge) for ref, edge in read_edges(made.edges.dump()).items()}


def found(edges, ref):
    """The edge of a reference, looked up as `why` does."""
    parsed = parse(ref)
    base = ref.partition("#")[0]
    names = (ref, base, f"{base}#{DEFAULT_COLUMN.get(parsed.kind, '')}")
    return next((edges[name] for name in names if name in edges), None)


def ends(edges, ref, seen=()):
    assert ref not in seen, f"a circle through {ref}"
    if ref.startswith("tabel/") or "/*" in ref:
        return {ref}
    edge = found(edges, ref)
    assert edge is not None, f"nothing is behind {ref}"
    return {end for source in edge[1] for end in ends(edges, source, (*seen, ref))}


@pytest.mark.parametrize(("fiscal_year", "tables"), WORLDS)
def test_every_printed_value_ends_at_submitted_cells(fiscal_year, tables):
    made = run(fiscal_year, **tables)
    edges = edges_of(made)
    for name, columns in PRINTED.items():
        for row in rows_of(made, name):
            key = made.tables[name][0].key_of(row).replace("|", "/")
            for column in columns:
                if row[column] is not None:
                    assert ends(edges, f"{name}/{fiscal_year}/{key}#{column}")


@pytest.mark.parametrize(("fiscal_year", "tables"), WORLDS)
def test_every_cell_named_is_one_that_the_step_reads(fiscal_year, tables):
    read = {n.table.name: (*n.table.key, *(n.columns or ())) for n in STEP.needs}
    for _, sources in edges_of(run(fiscal_year, **tables)).values():
        for source in sources:
            if source.startswith("tabel/"):
                ref = parse(source)
                assert ref.column in read[ref.table]
                assert len(ref.key.split("|")) in (1, len(table(ref.table).key))


def test_an_agreed_class_comes_from_the_agreement_and_keeps_the_computed_score_apart():
    edges = edges_of(run(2013, **KAB_TABLES))
    base = f"area/2013/{kode('A')}/AL"
    cell = f"tabel/2013/99.01/kesepakatan_skor/{kode('A')}~AL"
    assert ends(edges, f"{base}#skor_akhir") == {f"{cell}#skor_kunjungan"}
    assert ends(edges, f"{base}#skor_disepakati") == {f"{cell}#skor_disepakati"}
    assert f"tabel/2013/99.01/persepsi/{kode('A')}~PU~AL#skor" in ends(edges, f"{base}#skor_hitung")


def test_a_mode_names_only_the_cells_that_are_filled():
    edges = edges_of(run(2013, **MODES))
    cells = ends(edges, f"area/2013/{kode('A')}/DR")
    assert {c.partition("#")[2] for c in cells} == {"banjir", "banjir_rob", "banjir_bandang", "kejadian_1"}
    assert found(edges, f"area/2013/{kode('B')}/AL") == ["belum dapat dinilai", []]


def test_people_are_named_with_their_year():
    edges = edges_of(run(2013, **KAB_TABLES))
    cells = ends(edges, f"indikator/2013/{kode('B')}/jamban#nilai")
    assert cells == {
        f"tabel/2013/99.01/air_limbah/{kode('B')}#jamban_unit",
        f"tabel/2013/99.01/penduduk/{kode('B')}~2012#rumah",
    }


def test_an_index_names_the_stratum_or_the_criteria_behind_it():
    edges = edges_of(run(2013, **KAB_TABLES))
    assert f"tabel/2013/99.01/wilayah/{kode('B')}#strata" in ends(edges, f"irs/2013/{kode('B')}/4")
    computed = ends(edges, f"irs/2013/{kode('A')}/4")
    assert f"tabel/2013/99.01/wilayah/{kode('A')}#sungai" in computed
    assert "tabel/2013/99.01/penduduk/*#kk_pra_ks" in computed
