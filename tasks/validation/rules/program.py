"""Rules about activities, their costs, sources and places (ssk.md section 10), the same for SSK and MPS rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from schemas.catalogue import load_catalogue
from schemas.contract import Row
from schemas.findings import Finding
from tasks.validation.rules.base import Data, Rule, entries, exact, found, mps, ssk

SK_V12 = ssk("SK-V12", "error", "Lokasi kegiatan adalah desa, zona atau seluruh kabupaten/kota ini.")
SK_V70 = ssk("SK-V70", "error", "Dana CSR dan masyarakat disertai nomor perjanjian.", "published")
SK_V71 = ssk("SK-V71", "warning", "Dana APBD provinsi dan APBN disertai bukti konsultasi.", "published")
SK_V72 = ssk("SK-V72", "error", "Lahan dibiayai APBD kabupaten/kota.")
SK_V74 = ssk("SK-V74", "warning", "Kode rekening sesuai pola nomenklatur tahunnya.")
SK_V90 = ssk("SK-V90", "error", "Tahun kegiatan mengikuti urutan SIDLACOM dan kegiatan yang mendahuluinya.")
SK_V91 = ssk(
    "SK-V91", "warning", "Sarana yang dibangun punya kegiatan operasi dan pemeliharaan mulai tahun berikutnya."
)
MP_V33 = mps(
    "MP-V33", "error", "Satu sumber dana per baris; CSR dan masyarakat disertai nomor perjanjian.", "published"
)

_YEARS = range(1, 6)
_ZONE = re.compile(r"Z-(\d{2}\.\d{2}\.\d{2})-(?:[A-Z]+_[A-Z0-9_]+|3R_SETEMPAT|TINGGI|SEDANG|RENDAH)")
_NOMENCLATURE = re.compile(r"\d\.\d{2}\.\d{2}(\.\d{2})?")
_PERMENDAGRI_13 = "Permendagri 13/2006"
_STEPS = ("SI", "D", "L", "A", "OM")
_TABLE = "program_kegiatan"


def _places(data: Data) -> Iterator[Finding]:
    known = set(data.desa) or {str(r["kode"]) for r in data.regions if r.get("tingkat") == 4}
    for key, row in data.keyed(_TABLE):
        lost = [code for code in entries(row.get("kode_desa")) if known and code not in known]
        if lost:
            text = f"Desa {', '.join(lost)} bukan desa kabupaten/kota ini; perbaiki kode_desa."
            yield found(SK_V12, text, (_TABLE, key, "kode_desa"), row["kode_desa"])
        lokasi = str(row.get("lokasi") or "")
        is_named = row.get("kode_desa") is not None or data.is_refused(_TABLE, key, "kode_desa")
        zone = _ZONE.fullmatch(lokasi)
        if zone and known and not any(code.startswith(f"{zone[1]}.") for code in known):
            text = f"Zona {lokasi} bukan zona kabupaten/kota ini; perbaiki kode kecamatannya."
            yield found(SK_V12, text, (_TABLE, key, "lokasi"), row["lokasi"])
        if not is_named and lokasi.lower() != "kabupaten" and not zone:
            text = "Lokasi kegiatan tidak diketahui; isi kode_desa, atau lokasi dengan kabupaten atau nomor zona."
            yield found(SK_V12, text, (_TABLE, key, "kode_desa"), row.get("lokasi"))


def _agreements(data: Data) -> Iterator[Finding]:
    rule = SK_V70 if data.is_ssk else MP_V33
    for key, row in data.keyed(_TABLE):
        source = row.get("sumber_dana")
        if source in ("CSR", "MASY") and row.get("perjanjian_id") is None:
            text = (
                f"Sumber {source} tanpa perjanjian; isi perjanjian_id atau kosongkan sumbernya sampai ada perjanjian."
            )
            yield found(rule, text, (_TABLE, key, "perjanjian_id"))
        if data.is_ssk and source in ("APBD_P", "APBN") and row.get("konsultasi_id") is None:
            text = f"Sumber {source} belum disertai bukti konsultasi; isi konsultasi_id."
            yield found(SK_V71, text, (_TABLE, key, "konsultasi_id"))
        if row.get("tahap") == "L" and source not in (None, "APBD_K"):
            text = f"Lahan dibiayai {source}; lahan adalah tanggungan APBD_K."
            yield found(SK_V72, text, (_TABLE, key, "sumber_dana"), source)


def _nomenclature(data: Data) -> Iterator[Finding]:
    if data.rules["ssk.nomenclature"] != _PERMENDAGRI_13:
        return
    for key, row in data.keyed(_TABLE):
        code = row.get("kode_rekening")
        if code is not None and not _NOMENCLATURE.fullmatch(str(code)):
            text = (
                f"Kode rekening {code} tidak sesuai pola nomenklatur (contoh 1.03.27 atau 1.03.27.05); "
                "perbaiki kodenya."
            )
            yield found(SK_V74, text, (_TABLE, key, "kode_rekening"), code)


def _order_of_years(data: Data) -> Iterator[Finding]:
    first = {str(r["kegiatan_id"]): y for r in data.rows(_TABLE) if (y := _first_year(r))}
    for key, row in data.keyed(_TABLE):
        own = _first_year(row)
        late = [p for p in entries(row.get("setelah")) if own and first.get(p, 0) > own]
        if late:
            text = (
                f"Kegiatan mulai tahun ke-{own}, sebelum kegiatan yang harus mendahuluinya "
                f"({', '.join(late)}); geser tahunnya."
            )
            yield found(SK_V90, text, (_TABLE, key, "setelah"), row["setelah"])
    if data.is_ssk:
        yield from _without_design(data)
    operated = {step.kode for step in load_catalogue(data.fiscal_year) if step.om_pct}
    for rows in _packages(data).values():
        yield from _sidlacom(rows)
        yield from _operation(rows, operated)


def _without_design(data: Data) -> Iterator[Finding]:
    """Construction of the Pokja's own (a step of the catalogue brings its design) without a DED row or document."""
    rows = data.rows(_TABLE)
    designs = {str(r["kegiatan_id"]) for r in rows if r.get("tahap") == "D"}
    places = {(r.get("komponen"), r.get("kode_desa"), r.get("lokasi")) for r in rows if r.get("tahap") == "D"}
    held = {str(r["kegiatan_id"]) for r in data.rows("kesiapan") if r["kriteria"] == "ded" and r.get("status") == "ada"}
    for key, row in data.keyed(_TABLE):
        if row.get("jenis_sub") != "k" or row.get("kode_katalog") is not None or not _first_year(row):
            continue
        place = row.get("komponen"), row.get("kode_desa"), row.get("lokasi")
        named = designs & set(entries(row.get("setelah")))
        if not named and place not in places and str(row["kegiatan_id"]) not in held:
            text = (
                f"Konstruksi {row['kegiatan_id']} tanpa DED; tambahkan kegiatan DED di lokasi itu, sebutkan di kolom "
                "setelah, atau serahkan dokumennya dalam tabel kesiapan."
            )
            yield found(SK_V90, text, (_TABLE, key, "jenis_sub"), row["jenis_sub"])


def _first_year(row: Row) -> int | None:
    return next((t for t in _YEARS if exact(row.get(f"vol_{t}"))), None)


def _packages(data: Data) -> dict[tuple[str, ...], list[tuple[str, Row]]]:
    """Rows with a catalogue code, by package and place: the steps of one facility."""
    groups: dict[tuple[str, ...], list[tuple[str, Row]]] = defaultdict(list)
    for key, row in data.keyed(_TABLE):
        package = str(row.get("kode_katalog") or "").rpartition("-")[0]
        if package and _first_year(row) and row.get("tahap"):
            groups[package, str(row.get("kode_desa")), str(row.get("lokasi"))].append((key, row))
    return groups


def _sidlacom(rows: list[tuple[str, Row]]) -> Iterator[Finding]:
    steps = {key: next(i for i, letters in enumerate(_STEPS) if str(row["tahap"]) in letters) for key, row in rows}
    for key, row in rows:
        own = _first_year(row) or 0
        before = [r for k, r in rows if steps[k] < steps[key] and (_first_year(r) or 0) > own]
        if before:
            text = (
                f"Tahap {row['tahap']} mulai tahun ke-{own}, sebelum tahap {before[0]['tahap']} "
                f"({before[0]['kegiatan_id']}); ikuti urutan SIDLACOM."
            )
            yield found(SK_V90, text, (_TABLE, key, "tahap"), row["tahap"])


def _operation(rows: list[tuple[str, Row]], operated: set[str]) -> Iterator[Finding]:
    """Built steps whose operation the catalogue asks for; 0 percent means that the owner pays (catalogue.md)."""
    built = [(k, r) for k, r in rows if r.get("jenis_sub") == "k" and r["kode_katalog"] in operated]
    runs = [y for _, r in rows if str(r["tahap"]) in "OM" and (y := _first_year(r))]
    for key, row in built:
        due = (_first_year(row) or 0) + 1
        if due in _YEARS and due not in runs:
            text = (
                f"Sarana dibangun tahun ke-{due - 1} tanpa operasi dan pemeliharaan tahun ke-{due}; tambahkan barisnya."
            )
            yield found(SK_V91, text, (_TABLE, key, f"vol_{due - 1}"), row[f"vol_{due - 1}"])


_W = "wilayah: kode_desa | desa | kecamatan\n 99.01.01.2001 | A | K\n"


def _program(columns: str, *rows: str) -> str:
    return "\n".join((f"program_kegiatan: kegiatan_id | sumber_dana | {columns}", *rows)) + "\n"


_STEP = "kode_katalog | tahap | jenis_sub | vol_1 | vol_2"

RULES = (
    Rule(
        SK_V12,
        _places,
        example_pass=_W
        + _program("kode_desa | lokasi", "K1 | APBD_K | 99.01.01.2001 | -", "K2 | APBD_K | - | kabupaten"),
        example_fail=_W + _program("kode_desa | lokasi", "K1 | APBD_K | 99.01.01.2009 | -"),
    ),
    Rule(
        SK_V70,
        _agreements,
        example_pass=_W + _program("perjanjian_id", "K1 | CSR | P-1"),
        example_fail=_W + _program("perjanjian_id", "K1 | CSR | -"),
        effect="none",
    ),
    Rule(
        SK_V71,
        None,
        example_pass=_W + _program("konsultasi_id", "K1 | APBN | B-1"),
        example_fail=_W + _program("konsultasi_id", "K1 | APBN | -"),
    ),
    Rule(
        SK_V72,
        None,
        example_pass=_program("tahap", "K1 | APBD_K | L"),
        example_fail=_program("tahap", "K1 | APBN | L"),
        effect="none",
    ),
    Rule(
        SK_V74,
        _nomenclature,
        example_pass=_program("kode_rekening", "K1 | APBD_K | 1.03.27.05"),
        example_fail=_program("kode_rekening", "K1 | APBD_K | 1.3.27"),
    ),
    Rule(
        SK_V90,
        _order_of_years,
        example_pass=_program(
            _STEP, "K1 | APBD_K | AL-KOM-02 | D | c | 1 | 0", "K2 | APBD_K | AL-KOM-03 | A | s | 1 | 0"
        ),
        example_fail=_program(
            _STEP, "K1 | APBD_K | AL-KOM-02 | D | c | 0 | 1", "K2 | APBD_K | AL-KOM-03 | A | s | 1 | 0"
        ),
        effect="none",
    ),
    Rule(
        SK_V91,
        None,
        example_pass=_program(
            _STEP, "K1 | APBD_K | AL-KOM-02 | A | k | 1 | 0", "K2 | APBD_K | AL-KOM-05 | O | d | 0 | 1"
        ),
        example_fail=_program(
            _STEP, "K1 | APBD_K | AL-KOM-02 | A | k | 1 | 0", "K2 | APBD_K | AL-KOM-05 | O | d | 0 | 0"
        ),
    ),
    Rule(
        MP_V33,
        None,
        example_pass=_program("perjanjian_id", "K1 | MASY | P-1"),
        example_fail=_program("perjanjian_id", "K1 | MASY | -"),
        effect="none",
    ),
)
