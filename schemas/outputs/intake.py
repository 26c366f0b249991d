"""What the step intake computes beside the submitted tables."""

from schemas.contract import Field, Table

BATAS = Table(
    "batas",
    "one row per desa of the district with a loaded boundary",
    ("kode",),
    (
        Field("kode", "code", "Kemendagri code of the desa."),
        Field("nama", "text", "Name in the file of boundaries."),
        Field("bentuk", "text", "Rings as `x,y x,y;...` in hundred-thousandths of a degree, east and north."),
    ),
    need="computed",
)
DAFTAR_WILAYAH = Table(
    "daftar_wilayah",
    "one row per region of the loaded list: the province, the district, its kecamatan and desa",
    ("kode",),
    (
        Field("kode", "code", "Kemendagri code."),
        Field("tingkat", "choice", "1 province, 2 district, 3 kecamatan, 4 desa.", choices=(1, 2, 3, 4)),
        Field("nama", "text", "Name as listed, with Kabupaten/Kota."),
        Field("luas_ha", "measure", "Listed area, where the list has one.", unit="ha"),
        Field("edisi", "text", "Edition of the list: name of the loaded file and first digits of its digest."),
    ),
    need="computed",
)
