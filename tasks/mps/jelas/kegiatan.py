"""Why an activity has its priority: what each criterion looked at, how firm the rank is, and when it may start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schemas import refs
from schemas.canonical import plain, text_of
from schemas.contract import Row, Table
from schemas.errors import NotFound
from schemas.outputs.buku_putih import AREA, KEPASTIAN
from schemas.outputs.mps import BOBOT_DIPAKAI, PRIORITAS
from schemas.outputs.mps_kesiapan import JADWAL, KESIAPAN_BARIS
from schemas.outputs.mps_peringkat import RENTANG_PERINGKAT
from schemas.outputs.ssk import AKIBAT_SKOR, KEGIATAN
from schemas.rulebook import load_rulebook
from schemas.tables import table
from tasks.lineage.records.history import History, Unit
from tasks.mps.calon import parts
from tasks.mps.jelas.tunda import delay, sentences
from tasks.mps.kesiapan.dokumen import document_name
from tasks.mps.periksa.aturan import short

Answer = dict[str, Any]
CLASS_CRITERIA = ("permasalahan_mendesak", "area_berisiko")
_FIRM = {1: "pasti", 0: "diperdebatkan"}
_MOST = 8
_RULES = ("mps.rank.weight_range", "mps.rank.draws", "mps.rank.level")


def explain_priority(history: History, fiscal_year: int, kode_kab: str, kegiatan_id: str) -> Answer:
    """The priority of one activity in a sealed MPS: scores with what they looked at, weights, total, ranks, interval.

    Also the smallest change of a weight that swaps it with the next rank, its documents and its first year. Exact
    numbers are text, unknown is None; `lines` are the same as text. Raises NotFound where the MPS has no such activity.
    """
    unit = history.unit(fiscal_year, kode_kab, "mps")
    row = unit.rows(PRIORITAS).get(kegiatan_id) if unit else None
    if unit is None or row is None:
        raise NotFound(f"no sealed MPS of {kode_kab} for fiscal year {fiscal_year} has an activity {kegiatan_id}")
    weights = [w for w in unit.rows(BOBOT_DIPAKAI).values() if w["komponen"] == row["komponen"]]
    ssk = history.unit(fiscal_year - 1, kode_kab, "ssk")
    activity = _row(ssk, KEGIATAN, kegiatan_id)
    seen = [_seen(history, source) for source in unit.edges.get(_ref(fiscal_year, kode_kab, kegiatan_id), ("", []))[1]]
    rules = load_rulebook(fiscal_year)
    answer: Answer = {
        "kegiatan_id": kegiatan_id,
        "fiscal_year": fiscal_year,
        "nama": text_of(activity.get("nama")),
        "komponen": row["komponen"],
        "kriteria": [_criterion(w, row, seen) for w in sorted(weights, key=lambda w: str(w["kriteria"]))],
        "total": _exact(row["total"]),
        "bobot_ada_pct": _exact(row["bobot_ada_pct"]),
        "is_sementara": row["is_sementara"],
        "urutan": {name: row[name] for name in ("rank_komponen", "rank_semua", "urutan")},
        "seri": {name: row.get(name) for name in ("n_seri", "kriteria_kosong")},
        "rentang": plain(_row(unit, RENTANG_PERINGKAT, kegiatan_id)),
        "kelas": [_kelas(history, fiscal_year - 1, area) for area in parts(activity.get("area"))],
        "kesiapan": plain(_row(unit, KESIAPAN_BARIS, kegiatan_id)),
        "jadwal": plain(_row(unit, JADWAL, kegiatan_id)),
        "catatan_skor": plain(_row(ssk, AKIBAT_SKOR, kegiatan_id)).get("catatan"),
        "tunda": delay(history, unit, kegiatan_id),
        "aturan": [{"nama": n, "nilai": rules[n], "satuan": rules.ruling(n).unit} for n in _RULES],
    }
    return {**answer, "lines": list(_lines(answer))}


def _ref(fiscal_year: int, kode_kab: str, kegiatan_id: str) -> str:
    return refs.prioritas(fiscal_year, kode_kab, kegiatan_id)


def _row(unit: Unit | None, contract: Table, key: str) -> Row:
    return unit.rows(contract).get(key, {}) if unit else {}


def _exact(value: Any) -> str | None:
    return None if value is None else text_of(value)


def _criterion(weight: Row, row: Row, seen: list[Answer]) -> Answer:
    name = str(weight["kriteria"])
    others = dict(part.split(":") for part in parts(row.get("skor_lain")))
    score = row[f"skor_{name}"] if f"skor_{name}" in row else others.get(name)
    return {
        "kriteria": name,
        "skor": None if score is None else int(str(score)),
        "bobot_pct": _exact(weight["bobot_pct"]),
        "rentang_pct": [_exact(weight["bobot_min_pct"]), _exact(weight["bobot_max_pct"])],
        "asal": weight["asal"],
        "dari": [s for s in seen if _is_of(name, s["ref"])],
    }


def _is_of(name: str, ref: str) -> bool:
    """Whether a criterion looked at a source of the priority; a vote names its criterion."""
    parsed = refs.parse(ref)
    if parsed.kind == "tabel" and parsed.table == "skor_prioritas":
        return parsed.key.split("|")[1] == name
    if name in CLASS_CRITERIA:
        return parsed.kind == "area"
    return {
        "penerima_manfaat": parsed.column == "penerima_manfaat_kk" or "kuartil_penerima" in ref,
        "biaya_per_kk": parsed.kind == "ssk" or "kuartil_biaya" in ref,
        "pro_poor": (parsed.kind == "tabel" and parsed.table == "penduduk") or "rata_miskin" in ref,
        "kesiapan": parsed.kind == "kesiapan_baris",
    }.get(name, False)


def _seen(history: History, ref: str) -> Answer:
    """A source with its value; an aggregate has none of its own."""
    parsed = refs.parse(ref)
    column = parsed.column or refs.DEFAULT_COLUMN.get(parsed.kind, "")
    if parsed.kind == "tabel":
        row = _row(history.unit(parsed.fiscal_year, parsed.district, "validation"), table(parsed.table), parsed.key)
    elif parsed.kind == "area":
        row = _row(history.unit(parsed.fiscal_year, parsed.district, "buku_putih"), AREA, parsed.key)
    elif parsed.kind == "ssk":
        row = _row(history.unit(parsed.fiscal_year, parsed.district, "ssk"), KEGIATAN, parsed.key)
    else:
        row = {}
    return {"ref": ref, "nilai": _exact(row.get(column))}


def _kelas(history: History, fiscal_year: int, area: str) -> Answer:
    kode, komponen = area.split("/")
    unit = history.unit(fiscal_year, kode[:5], "buku_putih")
    known = _row(unit, KEPASTIAN, f"{kode}|{komponen}")
    drawn = known.get("kelas_ulang")
    counts = {k: str(drawn).count(str(k)) for k in (1, 2, 3, 4)} if drawn else None
    return {"area": area, "kelas": _row(unit, AREA, f"{kode}|{komponen}").get("skor_akhir"), "n_kelas": counts}


def _lines(a: Answer) -> Iterator[str]:
    yield f"{a['kegiatan_id']}: {a['nama']} ({a['komponen']})"
    for c in a["kriteria"]:
        score = "tidak diketahui" if c["skor"] is None else c["skor"]
        low, high = (short(end) for end in c["rentang_pct"])
        yield f"  {c['kriteria']}: skor {score}, bobot {short(c['bobot_pct'])} % ({low} sampai {high})"
        yield from _sources(c["dari"])
    yield from _total(a)
    yield from _firmness(a)
    yield from _ready(a)
    yield from (f"    {said}" for said in sentences(a["tunda"]))
    if a["catatan_skor"]:
        yield f"  skor tanpa alasan: {a['catatan_skor']}"


def _sources(dari: list[Answer]) -> Iterator[str]:
    for source in dari[:_MOST]:
        yield f"    dari {source['ref']}" + ("" if source["nilai"] is None else f" = {source['nilai']}")
    if len(dari) > _MOST:
        yield f"    dan {len(dari) - _MOST} masukan lain"


def _total(a: Answer) -> Iterator[str]:
    if a["total"] is None:
        yield f"  belum dapat dinilai: baru {short(a['bobot_ada_pct'])} % bobot yang ada"
        return
    mark = f" (sementara, {short(a['bobot_ada_pct'])} % bobot)" if a["is_sementara"] else ""
    yield f"  skor total {short(a['total'])}{mark}"
    ranks = a["urutan"]
    yield f"  urutan {ranks['rank_komponen']} dalam komponen, {ranks['rank_semua']} dari semua"
    if a["seri"]["n_seri"] and a["seri"]["n_seri"] > 1:
        empty = ", ".join(parts(a["seri"]["kriteria_kosong"])) or "tidak ada"
        yield (
            f"  skor yang sama dimiliki {a['seri']['n_seri']} kegiatan; urutan ke-{ranks['urutan']} di antaranya hanya "
            f"aturan seri (kelas, penerima, biaya per KK, nomor); data kosong yang dapat memisahkan: {empty}"
        )


def _firmness(a: Answer) -> Iterator[str]:
    r = a["rentang"]
    if r.get("n_ulang") is None:
        return
    level = next(rule["nilai"] for rule in a["aturan"] if rule["nama"] == "mps.rank.level")
    for which, words in (("komponen", "dalam komponen"), ("semua", "dari semua")):
        yield (
            f"  posisi {r[f'posisi_{which}']} {words}; {level} % dari {r['n_ulang']} undian: "
            f"{r[f'rank_bawah_{which}']} sampai {r[f'rank_atas_{which}']} ({_FIRM[r[f'is_pasti_{which}']]})"
        )
    drawn = [k for k in a["kelas"] if k["n_kelas"] and sum(n > 0 for n in k["n_kelas"].values()) > 1]
    for k in drawn[:_MOST]:
        times = ", ".join(f"{n}x kelas {c}" for c, n in k["n_kelas"].items() if n)
        yield f"    {k['area']} kelas {k['kelas']}; survei diulang: {times}"
    if r["catatan"]:
        yield f"    {r['catatan']}"
    if r["tukar_dengan"] is None:
        yield "  tidak ada satu bobot pun yang menukarnya dengan urutan berikutnya"
    else:
        change = f"bobot {r['tukar_kriteria']} berubah {_signed(r['tukar_poin'])}"
        yield f"  bertukar dengan {r['tukar_dengan']} bila {change}"


def _ready(a: Answer) -> Iterator[str]:
    k = a["kesiapan"]
    if not k:
        return
    yield f"  kesiapan: {str(k['status']).replace('_', ' ')}"
    for column, words in (("ada", "ada"), ("dibuat", "dibuat"), ("kurang", "belum ada")):
        for part in parts(k[column]):
            token, _, rest = part.partition(" ")
            yield f"    {words}: {document_name(token)} {rest}".rstrip()
    allowed = "" if k["tahun_boleh"] is None else f", menurut dokumen yang ada boleh mulai {k['tahun_boleh']}"
    starts = a["jadwal"].get("tahun_mulai")
    yield f"  {'tidak mendapat tahun' if starts is None else f'mulai {starts}'}{allowed}"


def _signed(value: str) -> str:
    return f"{'' if value.startswith('-') else '+'}{short(value)} poin"
