"""What the step ssk lists in detail: zones with their inputs, a row per desa for maps, years of service, prices."""

from schemas.contract import Field, Table
from schemas.outputs.buku_putih import KODE_DESA
from schemas.outputs.ssk import KOMPONEN

KELAS = (1, 2, 3, 4)
TIPE = ("RURAL", "PERI_URBAN", "URBAN_LOW", "URBAN_MEDIUM", "URBAN_HIGH")
_KEPADATAN = Field("kepadatan_jiwa_ha", "exact", "penduduk / luas_terbangun.", unit="jiwa/ha")
_TIPE = Field("tipe_kepadatan", "choice", "Density class (rule ssk.density_cuts).", choices=TIPE)

ZONA_RINGKAS = Table(
    "zona_ringkas",
    "one row per zone; a sum or share is unknown when a part of it is unknown in one of its desa",
    ("zona_id",),
    (
        Field("zona_id", "id", "Z-<kode kecamatan>-<outcome>."),
        KOMPONEN,
        Field("kode_kecamatan", "text", "Kecamatan of the zone."),
        Field("kecamatan", "text", "Its name."),
        Field("sistem", "text", "Outcome of all its desa."),
        Field("fase", "list", "Phases that the outcome names."),
        Field("n_desa", "count", "Desa of the zone.", unit="desa"),
        Field("kode_desa", "list", "Its desa."),
        Field("penduduk_jiwa", "count", "Inhabitants.", unit="jiwa"),
        Field("kk", "count", "Households.", unit="KK"),
        Field("laju_pct", "exact", "Growth, weighted by households over the desa that state one.", unit="%/tahun"),
        Field("luas_terbangun_ha", "exact", "Built-up area.", unit="ha"),
        _KEPADATAN,
        _TIPE,
        Field("setempat_layak_pct", "exact", "Share of households with an own decent septic tank.", unit="% KK"),
        Field("komunal_pct", "exact", "Share of households on MCK or communal tanks.", unit="% KK"),
        Field("terpusat_pct", "exact", "Share of households on sewers (IPAL komunal or terpusat).", unit="% KK"),
        Field("n_cbd", "count", "Desa in a business district, now or planned.", unit="desa"),
        Field("n_air_tanah_dangkal", "count", "Desa with groundwater shallower than ssk.gw_depth.", unit="desa"),
        Field("n_banjir", "count", "Desa with flood or rob.", unit="desa"),
        Field("luas_risiko_tinggi_pct", "exact", "Share of the area in desa of class 3-4.", unit="% luas"),
        Field("is_risiko_dominan", "flag", "Whether that share is above ssk.zone_risk_share."),
        Field("n_disesuaikan", "count", "Desa that the Pokja moved into the zone.", unit="desa"),
    ),
    need="computed",
)


def _of_komponen(komponen: str) -> tuple[Field, ...]:
    low = komponen.lower()
    return (
        Field(f"sistem_{low}", "text", f"Outcome for {komponen} after adjustment; belum_ditentukan when undecided."),
        Field(f"fase_{low}", "text", f"Phase that the outcome for {komponen} names."),
        Field(f"zona_{low}", "id", f"Zone for {komponen}; empty when undecided."),
        Field(f"kelas_{low}", "choice", f"Risk class for {komponen}.", choices=KELAS),
        Field(f"is_disesuaikan_{low}", "flag", f"Whether the Pokja moved the desa for {komponen}."),
    )


PETA_ZONA = Table(
    "peta_zona",
    "one row per desa, ready to be joined to boundaries by kode_desa",
    ("kode_desa",),
    (
        KODE_DESA,
        Field("desa", "text", "Name of the desa as submitted."),
        Field("kode_kecamatan", "text", "Kemendagri code of its kecamatan."),
        Field("kecamatan", "text", "Name of the kecamatan as submitted."),
        Field("kepadatan_jiwa_ha", "measure", "penduduk / luas_terbangun, half-up to 2 decimals.", unit="jiwa/ha"),
        _TIPE,
        *(field for komponen in ("AL", "PS", "DR") for field in _of_komponen(komponen)),
    ),
    need="computed",
)
LAYANAN_TAHUN = Table(
    "layanan_tahun",
    "one row per komponen, system of the service phases and year: the base year, the plan years, the end of each phase",
    ("komponen", "sistem", "tahun"),
    (
        KOMPONEN,
        Field("sistem", "text", "A1, A2, A3, B1, B2, C; L, TL, R, X; G."),
        Field("tahun", "year", "Year."),
        Field("cakupan", "exact", "Coverage, linear between the base year and the phase years.", unit="% (G: ha)"),
        Field("cakupan_kk", "exact", "Households covered: coverage x projected households; none for G.", unit="KK"),
        Field("tambahan_kk", "exact", "Households added since the base year, never below 0.", unit="KK"),
        Field("tambahan_tahun_kk", "exact", "Of these, added in this plan year.", unit="KK"),
        Field("is_akhir_tahap", "flag", "Whether the year ends a phase."),
    ),
    need="computed",
)
HARGA_DIPAKAI = Table(
    "harga_dipakai",
    "one row per step of the catalogue that the programme uses and that has a price",
    ("kode_katalog",),
    (
        Field("kode_katalog", "id", "Step of the catalogue."),
        Field("nama", "text", "Name of the step."),
        Field("satuan", "text", "Unit of its volume."),
        Field("harga_rp", "rupiah", "Price in use, of the year `tahun`.", unit="Rp"),
        Field("acuan_rp", "rupiah", "Price of the catalogue x ssk.price_regional_index.", unit="Rp"),
        Field("tahun", "year", "Year of the price in use."),
        Field("asal", "choice", "The catalogue (assumed) or the district.", choices=("katalog", "kabupaten")),
        Field("dasar", "text", "Basis that the district states for its price: SSH, HPS or kontrak."),
        Field("catatan", "text", "Indonesian: why a submitted price is not used."),
    ),
    need="computed",
)

TABLES = (ZONA_RINGKAS, PETA_ZONA, LAYANAN_TAHUN, HARGA_DIPAKAI)
