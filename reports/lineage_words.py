"""Rules, kinds and columns of a lineage tree in the words of the documents, and in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from schemas import refs
from schemas.contract import Table
from schemas.form_words import column_words, table_words

Lang = Literal["id", "en"]
Words = tuple[str, str]

RULES: Mapping[str, Words] = {
    "area.change_from": ("skor yang diubah tanpa alasan atau berita acara", "score changed without reason or minutes"),
    "area.ehra_score": ("skor EHRA menurut indeks risiko (IRS)", "EHRA score by the risk index"),
    "area.impact_urban_score": ("skor perkotaan dan perdesaan", "urban and rural score"),
    "area.priority_classes": ("desa dengan kelas prioritas", "desa of the priority classes"),
    "area.w_exposure": ("paparan: rata-rata berbobot skor", "exposure: weighted mean of scores"),
    "area.w_impact": ("dampak: rata-rata berbobot indikator", "impact: weighted mean of indicators"),
    "check.projection_method": ("proyeksi penduduk", "projection of population"),
    "data yang diserahkan": ("data yang diserahkan", "as submitted"),
    "dokumen.bagian": ("bagian dari keseluruhan", "share of the whole"),
    "dokumen.cacah": ("cacah", "count"),
    "dokumen.garis_target": ("garis target dari keadaan awal ke akhir", "path of the target from baseline to end"),
    "dokumen.jumlah": ("jumlah", "sum"),
    "dokumen.laju": ("laju pertumbuhan", "rate of growth"),
    "fund.growth_mean": ("rata-rata pertumbuhan keuangan", "mean growth of finances"),
    "harga acuan katalog": ("harga acuan katalog, dianggap", "reference price of the catalogue, assumed"),
    "bobot menurut aturan": ("bobot menurut aturan", "weight by the rules"),
    "indikator": ("indikator sekunder", "secondary indicator"),
    "irs.w": ("indeks risiko dari jawaban berisiko, dengan bobotnya", "risk index from risky answers, weighted"),
    "kelas semua desa, komponen": ("kelas semua desa komponen", "classes of all desa of the subsector"),
    "mps.alloc.mode": ("tahun dan sumber di bawah pagu", "year and source below the ceilings"),
    "mps.beneficiary_cuts": ("kuartil kabupaten", "quartiles of the district"),
    "mps.commit_share": ("bagian APBD yang terkomitmen", "committed share of the own budget"),
    "mps.committed_only": ("hanya yang terkomitmen dihitung", "only what is committed counts"),
    "mps.criteria": ("jumlah berbobot skor kriteria", "weighted sum of the criteria"),
    "mps.pro_poor_cuts": ("rata-rata kabupaten KK miskin", "district mean of poor households"),
    "mps.process": ("syarat sumber dana", "condition of the source of funds"),
    "mps.rank.level": ("rentang posisi bila bobot dan survei bergeser", "range of ranks when weights and survey move"),
    "mps.readiness_cutoff": ("kesiapan dokumen", "readiness of documents"),
    "mps.sidlacom_groups": ("jadwal menurut tahap SIDLACOM", "schedule by SIDLACOM stages"),
    "mps.unknown_capability": ("tahun dan sumber menurut SSK, karena pagu tidak ada", "year and source of the SSK, "
                               "as there are no ceilings"),
    "monev.cocok": ("baris anggaran yang cocok dengan MPS", "budget line matched with the MPS"),
    "monev.document_order": ("dokumen anggaran terakhir", "the last budget document"),
    "monev.jumlah": ("jumlah", "sum"),
    "monev.lower_better": ("hasil terhadap target menurut arahnya", "result against target in its direction"),
    "responden berisiko": ("responden berisiko", "respondents at risk"),
    "semua baris": ("semua baris", "all rows"),
    "ssk.swot.issue_min": ("faktor SWOT dengan angka terpenting", "the most important SWOT factors"),
    "ssk.target_interpolation": ("target di antara tahun tahap", "target between the years of the phases"),
    "ssk.zone_key": ("desa satu kecamatan dengan hasil sama", "desa of one kecamatan with the same result"),
    "ssk.zone_risk_share": ("bagian luas berisiko tinggi", "share of the area at high risk"),
    "zona_AL": ("sistem air limbah desa", "wastewater system of the desa"),
    "zona_PS": ("sistem persampahan desa", "solid waste system of the desa"),
    "prioritas_DR": ("prioritas drainase desa", "drainage priority of the desa"),
}  # fmt: skip
ENGLISH: Mapping[str, str] = {
    "IMPACT x EXPOSURE": "impact x exposure",
    "KK yang akan dilayani, atau KK desanya": "households to be served, or those of its desa",
    "bagian": "share",
    "belum dapat dinilai": "cannot be scored yet",
    "desa berkelas 3-4": "desa of class 3 or 4",
    "draf katalog terhadap usulan Pokja": "draft of the catalogue against the proposal",
    "galat baku": "standard error",
    "harga satuan kabupaten/kota tahun terbaru": "unit price of the district, newest year",
    "jumlah KK desa": "sum of the households of the desa",
    "jumlah SWOT": "sum of the SWOT factors",
    "jumlah bagian APBD_K": "sum of the shares of the own budget",
    "jumlah desa per kelas": "number of desa by class",
    "jumlah desa zona": "sum over the desa of the zone",
    "jumlah kk_tambah desa": "sum of the households to be added",
    "jumlah lima komponen": "sum of the five components",
    "jumlah sampah terangkut": "sum of the waste carried off",
    "kegiatan yang diserahkan Pokja": "activity as submitted",
    "kemampuan pendanaan": "funding capability",
    "kerangka logis Pokja": "logical framework as submitted",
    "kerangka logis draf": "drafted logical framework",
    "keuangan": "finances",
    "laju tertimbang KK": "rate weighted by households",
    "laju tiap desa": "rate of each desa",
    "lumpur kabupaten dikurangi kapasitas IPLT": "sludge of the district less the capacity of the plant",
    "nilai kabupaten": "value of the district",
    "nilai terkecil dan terbesar kabupaten": "least and greatest value of the district",
    "persentase EHRA": "percentage of the survey",
    "persentase O&P dari biaya pembangunan": "running cost in percent of the building cost",
    "pertumbuhan rata-rata": "mean growth",
    "program SSK": "programme of the SSK",
    "proyeksi": "projection",
    "rata-rata skor OPD": "mean score of the offices",
    "rata-rata skor indikator": "mean score of the indicators",
    "rata-rata tiga skor": "mean of the three scores",
    "selang sama": "equal intervals",
    "selang sama atas IMPACT x EXPOSURE": "equal intervals of impact x exposure",
    "skor kunjungan, bila tidak ada skor disepakati": "score after the visit, else the agreed one",
    "skor yang diserahkan Pokja": "score as submitted",
    "survei diulang": "survey drawn again",
    "tahapan": "service phases",
    "volume x harga satuan": "volume x unit price",
    "zona desa": "zone of the desa",
    "zona desa yang dilayani": "zones of the desa served",
}
"""Rules that say in Indonesian what they do, in English."""
KINDS: Mapping[str, Words] = {
    "agg": ("Nilai seluruh kolom", "Value of a whole column"),
    "area": ("Area berisiko", "Area at risk"),
    "anggaran": ("Baris anggaran", "Budget line"),
    "angka_bp": ("Angka Buku Putih", "Figure of the Buku Putih"),
    "angka_monev": ("Angka laporan monev", "Figure of the monitoring report"),
    "angka_mps": ("Angka MPS", "Figure of the MPS"),
    "angka_ssk": ("Angka SSK", "Figure of the SSK"),
    "bagian_komitmen": ("Bagian terkomitmen", "Committed share"),
    "capaian_sasaran": ("Capaian sasaran", "Result against target"),
    "harga_dipakai": ("Harga dipakai", "Price in use"),
    "indikator": ("Indikator", "Indicator"),
    "irs": ("Indeks risiko sanitasi", "Sanitation risk index"),
    "kemampuan": ("Kemampuan pendanaan", "Funding capability"),
    "kesenjangan": ("Kesenjangan dana", "Funding gap"),
    "kesiapan_baris": ("Kesiapan", "Readiness"),
    "kkl": ("Kerangka kerja logis", "Logical framework"),
    "komitmen_tahun": ("Komitmen baris", "Commitment of a line"),
    "layanan": ("Tahapan layanan", "Service phase"),
    "mps": ("Baris MPS", "Line of the MPS"),
    "pelaksanaan": ("Pelaksanaan", "Implementation"),
    "penundaan": ("Penundaan", "Delay"),
    "prioritas": ("Skor prioritas", "Priority score"),
    "rentang_peringkat": ("Rentang peringkat", "Range of ranks"),
    "ssk": ("Kegiatan SSK", "Activity of the SSK"),
    "zona": ("Zona dan sistem", "Zone and system"),
}


def rule_words(rule: str, lang: Lang = "id") -> str:
    """What a rule does, with its parameter, place in the method or further words behind it; "" for no rule."""
    if not rule:
        return ""
    head, _, rest = rule.partition(": ")
    named = max((name for name in RULES if head.startswith(name)), key=len, default="")
    if named:
        words = RULES[named][lang == "en"] + head.removeprefix(named).replace("_", " ")
        rest = rest or (named if "." in named and " " not in named else "")
    else:
        words = ENGLISH.get(head, head) if lang == "en" else head
    return f"{words} [{rest}]" if rest else words


def kind_words(kind: str, table: str = "", lang: Lang = "id") -> str:
    """What a kind of reference is called; a submitted table has the name of its sheet."""
    if table:
        return table_words(table)
    return KINDS[kind][lang == "en"] if kind in KINDS else table_words(kind)


def column_heading(contract: Table, kind: str, column: str, lang: Lang = "id") -> str:
    """The heading of a column as the form or the documents have it; in English its meaning in the contract."""
    name = column or refs.DEFAULT_COLUMN.get(kind, "")
    if not name:
        return ""
    return contract.field(name).meaning.rstrip(".") if lang == "en" else column_words(contract.name, name)
