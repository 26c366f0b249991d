"""What the MPS finds out about readiness once its years stand (mps.md section 10: MP-V41, MP-V42)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from schemas.canonical import text_of
from schemas.findings import Finding
from tasks.mps.kesiapan.dokumen import Documents, Syarat, document_name
from tasks.mps.langkah import Langkah
from tasks.mps.periksa.aturan import SHOWN, Aturan, rule

MP_V41 = rule(
    "MP-V41",
    "error",
    "Dokumen kesiapan wajib sah pada akhir tahun sebelum konstruksi; diperiksa saat pengesahan, tidak menahan draf.",
)
MP_V42 = rule("MP-V42", "warning", "Dokumen kesiapan berlaku sampai akhir tahun konstruksi.")


def check(
    steps: Mapping[str, Langkah], syarat: Mapping[str, Syarat], held: Documents | None, starts: Mapping[str, int]
) -> list[Finding]:
    """Findings of the lines in the plan; nothing is found where readiness was not submitted, for it is unknown.

    `starts` is the first year with volume by activity.
    """
    if held is None:
        return []
    asked = [(s, syarat[s.id], starts[s.id]) for s in steps.values() if s.id in syarat and s.id in starts]
    return [*_not_ready(asked, held), *_conditional(asked), *_expiring(asked, held)]


Asked = list[tuple[Langkah, Syarat, int]]


def _not_ready(asked: Asked, held: Documents) -> Iterator[Finding]:
    """Lines that stand in a year although a mandatory document is not there in time and no step makes it."""
    for step, asks, year in asked:
        late = [t for t, keys in asks.held if not any(_is_valid(k, held, f"{year - 1}-12-31") for k in keys)]
        lacking = [*asks.missing, *late]
        if lacking:
            text = (
                f"Kegiatan {step.id} dimulai {year} tanpa dokumen wajib yang sah pada 31 Desember {year - 1}: "
                f"{', '.join(map(document_name, lacking))}. Lengkapi dokumennya atau geser tahunnya."
            )
            name = lacking[0].split("|")[0]
            yield Finding(MP_V41.id, "error", text, "kesiapan", f"{step.id}|{name}", "tanggal", str(year))


def _conditional(asked: Asked) -> Iterator[Finding]:
    """Lines whose missing documents a planned step makes, together for each step of the catalogue."""
    groups: dict[tuple[str, tuple[str, ...]], list[tuple[str, int]]] = defaultdict(list)
    for step, asks, year in asked:
        if asks.made and not asks.missing:
            groups[str(step.row.get("kode_katalog") or step.id), asks.made].append((step.id, year))
    for (kode, made), lines in sorted(groups.items()):
        names = [name for name, _ in sorted(lines)]
        text = (
            f"{len(names)} kegiatan {kode} bersyarat ({_listed(names)}): {', '.join(map(document_name, made))} baru "
            "dibuat langkah sebelumnya. Dokumennya harus sah pada 31 Desember sebelum tahun konstruksi."
        )
        yield Finding(MP_V41.id, "advice", text, "kesiapan", f"{names[0]}|{made[0].split('|')[0]}", "status")


def _expiring(asked: Asked, held: Documents) -> Iterator[Finding]:
    """Documents that hold when a line starts and end before that year does; one finding per document."""
    lines: dict[str, list[str]] = defaultdict(list)
    for step, asks, year in asked:
        for _, keys in asks.held:
            usable = [k for k in keys if _is_valid(k, held, f"{year - 1}-12-31")]
            if usable and not any(_is_valid(k, held, f"{year}-12-31") for k in usable):
                lines[usable[0]].append(f"{step.id} ({year})")
    for key, names in sorted(lines.items()):
        until = text_of(held[_pair(key)].get("masa_berlaku"))
        text = (
            f"Dokumen {document_name(key.split('|')[1])} berlaku sampai {until}, sebelum tahun konstruksi berakhir: "
            f"{_listed(sorted(names))}. Perpanjang sebelum berakhir."
        )
        yield Finding(MP_V42.id, "warning", text, "kesiapan", key, "masa_berlaku", until)


def _pair(key: str) -> tuple[str, str]:
    owner, name = key.split("|")
    return owner, name


def _is_valid(key: str, held: Documents, day: str) -> bool:
    row = held[_pair(key)]
    until = text_of(row.get("masa_berlaku"))
    return text_of(row.get("tanggal")) <= day and (not until or until >= day)


def _listed(names: list[str]) -> str:
    rest = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" dan {rest} lainnya" if rest > 0 else "")


_STARTS = (
    "kegiatan: kegiatan_id | dokumen_perlu\n A | fs\n kontrak: kontrak_id | kegiatan_id\n K1 | A\n"
    "kesiapan: kegiatan_id | kriteria | status | tanggal | masa_berlaku\n A | fs | ada | {} | {}\n"
)
RULES = (
    Aturan(MP_V41, None, _STARTS.format("2013-05-01", "-"), _STARTS.format("2015-03-01", "2015-06-30")),
    Aturan(MP_V42, None, _STARTS.format("2013-05-01", "2015-12-31"), _STARTS.format("2013-05-01", "2015-12-30")),
)
