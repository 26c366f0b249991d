"""Rules about the frame of an SSK: plan years, logical framework, SWOT, service phases (ssk.md section 10)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from schemas.fields.buku_putih import KODE_KAB_FORM
from schemas.findings import Finding
from schemas.tables import table
from tasks.validation.checks import check_ticks
from tasks.validation.rules.base import Data, Rule, angka, entries, found, grouped, ssk, whole

SK_V01 = ssk(
    "SK-V01", "error", "Formulir memuat kode kabupaten/kota ini, dan rencana mulai setahun setelah tahun anggaran."
)
SK_V02 = ssk(
    "SK-V02", "error", "Komponen, sumber dana, jenis kegiatan dan tahap memakai kode yang dikenal pada tahun itu."
)
SK_V03 = ssk("SK-V03", "error", "Urutan kegiatan tidak berputar kembali ke dirinya sendiri.")
SK_V10 = ssk(
    "SK-V10",
    "error",
    "Rantai kegiatan, strategi, sasaran, tujuan dan masalah tidak terputus.",
    "published",
)
SK_V11 = ssk(
    "SK-V11",
    "warning",
    "Setiap sasaran dijawab sedikitnya satu kegiatan; setiap desa berkelas risiko tertinggi disentuh kegiatan atau "
    "diberi alasan.",
    "published",
)
HIGHEST_SWOT = 4
SK_V14 = ssk(
    "SK-V14", "warning", "Isu strategis per komponen berjumlah 5–7, masing-masing berskor 3 atau 4.", "published"
)
SK_V33 = ssk("SK-V33", "warning", "Kolom Form 2 terisi mendekati 100 persen.", "published")
SK_V40 = ssk("SK-V40", "error", "Angka SWOT bilangan bulat 1–4.")
SK_V41 = ssk("SK-V41", "error", "Angka SWOT terisi dan sama dengan kotak yang dicentang.")

_OUTCOMES = {
    "AL": ("ONSITE_INDIVIDUAL", "ONSITE_KOMUNAL", "OFFSITE_KAWASAN", "OFFSITE_TERPUSAT"),
    "PS": ("LANGSUNG_100", "TIDAK_LANGSUNG_100", "TIDAK_LANGSUNG_70", "3R_SETEMPAT"),
    "DR": ("TINGGI", "SEDANG", "RENDAH"),
}
_CHAIN = (
    ("program_kegiatan", "strategi_id", "kegiatan", "strategi"),
    ("strategi", "sasaran_id", "strategi", "sasaran"),
    ("sasaran", "tujuan_id", "sasaran", "tujuan"),
    ("tujuan", "masalah_id", "tujuan", "masalah"),
)


def _header(data: Data) -> Iterator[Finding]:
    code, start = data.info.get("kode_kab"), data.info.get("tahun_mulai")
    if code is not None and code != data.kode_kab:
        text = f"Formulir memuat kode {code}, kiriman ini untuk {data.kode_kab}; perbaiki kode di formulir."
        yield found(SK_V01, text, ("info", "", KODE_KAB_FORM.name), code)
    if start is not None and start != data.plan_years[0]:
        text = (
            f"tahun_mulai {start}; tahun rencana pertama adalah {data.plan_years[0]}, setahun setelah tahun anggaran."
        )
        yield found(SK_V01, text, ("info", "", "tahun_mulai"), start, severity="warning")


def _komponen_of_year(data: Data) -> Iterator[Finding]:
    known = set(data.rules["ssk.komponen"])
    for name in ("program_kegiatan", "bobot", "masalah", "regulasi", "pelaku", "dss", "media", "swot"):
        for key, row in data.keyed(name):
            komponen = row.get("komponen")
            if komponen == "PH" and komponen not in known:
                text = f"Komponen PH tidak dipakai lagi pada tahun {data.fiscal_year}; pindahkan ke AL, PS atau DR."
                yield found(SK_V02, text, (name, key, "komponen"), komponen)
    yield from _outcomes(data)


def _outcomes(data: Data) -> Iterator[Finding]:
    """Adjusted zones whose code is none of the komponen."""
    for key, row in data.keyed("zona_penyesuaian"):
        sistem, komponen = row.get("sistem"), str(row["komponen"])
        if sistem is not None and sistem not in _OUTCOMES.get(komponen, ()):
            text = f"Sistem {sistem} bukan hasil zona {komponen}; pilih dari {', '.join(_OUTCOMES.get(komponen, ()))}."
            yield found(SK_V02, text, ("zona_penyesuaian", key, "sistem"), sistem)


def _cycles(data: Data) -> Iterator[Finding]:
    after: dict[str, set[str]] = {}
    for row in data.rows("program_kegiatan"):
        after.setdefault(str(row["kegiatan_id"]), set()).update(entries(row.get("setelah")))
    in_cycle = {name for name in after if name in _reached(after, name)}
    for key, row in data.keyed("program_kegiatan"):
        if str(row["kegiatan_id"]) in in_cycle and row.get("setelah") is not None:
            text = (
                f"Kegiatan {row['kegiatan_id']} harus menunggu dirinya sendiri lewat kolom setelah; "
                "putuskan lingkaran itu."
            )
            yield found(SK_V03, text, ("program_kegiatan", key, "setelah"), row["setelah"])


def _reached(after: dict[str, set[str]], start: str) -> set[str]:
    seen: set[str] = set()
    todo = list(after[start])
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo.extend(after.get(name, ()))
    return seen


def _chain(data: Data) -> Iterator[Finding]:
    if not data.is_ssk:
        return
    for name, column, what, parent in _CHAIN:
        for key, row in data.keyed(name):
            if row.get(column) is None and not data.is_refused(name, key, column):
                text = (
                    f"Baris {what} ini tidak merujuk {parent}; isi {column} agar rantai kerangka logis tidak terputus."
                )
                yield found(SK_V10, text, (name, key, column))


def _sasaran_without_kegiatan(data: Data) -> Iterator[Finding]:
    if not all(map(data.has, ("sasaran", "strategi", "program_kegiatan"))):
        return
    used = {str(r["strategi_id"]) for r in data.rows("program_kegiatan") if r.get("strategi_id") is not None}
    served = {s for r in data.rows("strategi") if str(r["strategi_id"]) in used for s in entries(r.get("sasaran_id"))}
    for key, row in data.keyed("sasaran"):
        if str(row["sasaran_id"]) not in served:
            text = (
                f"Sasaran {row['sasaran_id']} belum dijawab kegiatan mana pun; tambahkan kegiatan melalui strateginya."
            )
            yield found(SK_V11, text, ("sasaran", key, "sasaran_id"), row["sasaran_id"])


def _issues(data: Data) -> Iterator[Finding]:
    low, high = (int(n) for n in data.rules["ssk.swot.issues_per_komponen"])
    least = whole(data.rules["ssk.swot.issue_min"])
    for (komponen,), rows in sorted(grouped(data.keyed("swot"), "komponen").items()):
        chosen = [(k, r) for k, r in rows if r.get("isu") == 1]
        scored = ((k, r) for k, r in rows if isinstance(r.get("angka"), int))
        issues = chosen or [(k, r) for k, r in scored if least <= whole(r["angka"]) <= HIGHEST_SWOT]
        if not low <= len(issues) <= high:
            text = f"Isu strategis {komponen} berjumlah {len(issues)}; yang diminta {low} sampai {high}."
            yield found(SK_V14, text, ("swot", rows[0][0], "isu"), len(issues))
        for key, row in chosen:
            if isinstance(row.get("angka"), int) and not least <= whole(row["angka"]) <= HIGHEST_SWOT:
                text = (
                    f"Faktor {row['faktor_id']} menjadi isu strategis dengan angka {row['angka']}, bukan {least} atau "
                    f"{HIGHEST_SWOT}."
                )
                yield found(SK_V14, text, ("swot", key, "angka"), row["angka"])


def _completeness(data: Data) -> Iterator[Finding]:
    """Share of filled cells in the columns of Form 2 whose blank has no meaning of its own (a blank rate has one)."""
    least = data.rules.exact("ssk.instrument_complete_min")
    fields = {
        n: [f.name for f in table(n).fields if f.status == "published" and f.is_expected]
        for n in ("wilayah", "penduduk")
    }
    asked = [r.get(c) for n, columns in fields.items() for r in data.rows(n) for c in columns]
    share = Fraction(100 * sum(v is not None for v in asked), len(asked)) if asked else None
    if data.desa and share is not None and share < least:
        text = f"Form 2 (tabel wilayah dan penduduk) terisi {angka(share)}%; yang diminta sedikitnya {angka(least)}%."
        yield found(SK_V33, text, ("wilayah", "", ""))


def _ticks(data: Data) -> Iterator[Finding]:
    scores = {k: (_int(r.get("centang")), _int(r.get("angka"))) for k, r in data.keyed("swot")}
    for key, score in check_ticks(scores).items():
        tick = scores[key][0]
        ticked = f"; kotak yang dicentang {tick}" if tick is not None else ""
        text = f"Angka {'kosong' if score is None else score}{ticked}; isi angka sesuai kotak yang dicentang."
        if not data.is_refused("swot", key, "angka"):
            yield found(SK_V41, text, ("swot", key, "angka"), score)


def _int(value: object) -> int | None:
    return value if isinstance(value, int) else None


_PROGRAM = "program_kegiatan: kegiatan_id | sumber_dana | komponen | strategi_id | setelah\n"
_WILAYAH = "wilayah: kode_desa | desa | kecamatan\n 99.01.01.2001 | A | K\n"

RULES = (
    Rule(
        SK_V01,
        _header,
        example_pass="info: kode_kab | tahun_mulai\n 99.01 | 2014",
        example_fail="info: kode_kab | tahun_mulai\n 99.02 | 2014",
    ),
    Rule(
        SK_V02,
        _komponen_of_year,
        example_pass=_PROGRAM + "K1 | APBD_K | AL | ST1 | -",
        example_fail=_PROGRAM + "K1 | APBD_K | PH | ST1 | -",
        example_year=2015,
    ),
    Rule(
        SK_V03,
        _cycles,
        example_pass=_PROGRAM + "K1 | APBD_K | AL | ST1 | -\n K2 | APBD_K | AL | ST1 | K1",
        example_fail=_PROGRAM + "K1 | APBD_K | AL | ST1 | K2\n K2 | APBD_K | AL | ST1 | K1",
    ),
    Rule(
        SK_V10,
        _chain,
        example_pass=_WILAYAH + _PROGRAM + "K1 | APBD_K | AL | ST1 | -",
        example_fail=_WILAYAH + _PROGRAM + "K1 | APBD_K | AL | - | -",
        effect="none",
    ),
    Rule(
        SK_V11,
        _sasaran_without_kegiatan,
        example_pass="sasaran: sasaran_id\n S1\n strategi: strategi_id | sasaran_id\n ST1 | S1\n"
        + _PROGRAM
        + "K1 | APBD_K | AL | ST1 | -",
        example_fail="sasaran: sasaran_id\n S1\n S2\n strategi: strategi_id | sasaran_id\n ST1 | S1\n"
        + _PROGRAM
        + "K1 | APBD_K | AL | ST1 | -",
    ),
    Rule(
        SK_V14,
        _issues,
        example_pass="swot: faktor_id | komponen | angka\n" + "\n".join(f"{i} | AL | 3" for i in range(5)),
        example_fail="swot: faktor_id | komponen | angka\n" + "\n".join(f"{i} | AL | 3" for i in range(4)),
    ),
    Rule(
        SK_V33,
        _completeness,
        example_pass="""
            wilayah: kode_desa     | desa | kecamatan | luas_adm_ha | luas_terbangun_ha | klasifikasi_statistik \
                | klasifikasi_rtrw | cbd | rob | luas_rawan_genangan_ha
                     99.01.01.2001 | A    | K         | 9000        | 10                | 2 | 2 | 0 | 0 | 0
        """,
        example_fail=_WILAYAH,
    ),
    Rule(
        SK_V40,
        None,
        example_pass="swot: faktor_id | angka\n 1.1 | 4",
        example_fail="swot: faktor_id | angka\n 1.1 | 5",
        effect="none",
    ),
    Rule(
        SK_V41,
        _ticks,
        example_pass="swot: faktor_id | angka | centang\n 1.1 | 2 | 2",
        example_fail="swot: faktor_id | angka | centang\n 3.4 | - | 2",
        effect="none",
    ),
)
