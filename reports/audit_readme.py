"""The first page of an auditor's pack, as plain text: Indonesian with English labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Pembuka:
    """What the page says; `left_out` are reason, name and digest of what the pack lacks, sorted.

    `files` are the name and digest of each submitted file that is in the pack.
    """

    fiscal_year: int
    district: str
    nama: str
    runs: Sequence[str]
    left_out: Sequence[tuple[str, str, str]]
    files: Sequence[tuple[str, str]]
    seed: str
    verifier: str
    papers: str


def readme(told: Pembuka) -> bytes:
    """The page as UTF-8 text."""
    place = f"{told.nama} ({told.district})" if told.nama else told.district
    parts = [
        f"PAKET PEMERIKSAAN (audit pack) · {place} · tahun anggaran {told.fiscal_year}",
        _CONTENT.format(papers=told.papers, verifier=told.verifier),
        _CHECK.format(verifier=told.verifier),
        _SAMPLE.format(papers=told.papers, seed=told.seed),
        "PUTARAN DALAM PAKET INI (runs in this pack)\n" + "\n".join(f"  {run}" for run in told.runs),
        "\n".join(["BERKAS KIRIMAN DALAM PAKET INI (submitted files in this pack)", *_files(told)]),
        _left_out(told),
    ]
    return ("\n\n".join(parts) + "\n").encode()


def _files(told: Pembuka) -> list[str]:
    lines = [f"  {name}\n    objects/sha256/{digest[:2]}/{digest}" for name, digest in told.files]
    return lines or ["  tidak ada (none)"]


def _left_out(told: Pembuka) -> str:
    lines = ["TIDAK DISERTAKAN (left out), dengan SHA-256 masing-masing di pack.json"]
    lines.append("  Catatan daerah lain dan putaran tanpa daerah ini (other districts, runs without this district).")
    for why, group in groupby(told.left_out, key=lambda said: said[0]):
        lines.append(f"  {why}:")
        lines += [f"    {name}  {digest}" for _, name, digest in group]
    return "\n".join(lines)


_CONTENT = """ISI (content)
  published/     dokumen dan halaman temuan yang terbit (published documents and findings)
  submissions/   tanda terima kiriman (receipts)          acts/  tindakan dan keputusan (acts)
  objects/       berkas kiriman, tabel, jejak asal angka (submitted files, tables, edges), bernama SHA-256-nya
  units/ runs/   catatan hitungan dan putaran (unit and run records)
  ledger/        buku besar berantai (hash-chained ledger) statements/ keys/  tanda tangan dan kunci (signatures)
  {papers}  sampel baris dengan sel asalnya, dan uji lengkap, selaras, mutakhir, terealisasi (work papers)
  {verifier}  pemeriksa mandiri (stand-alone verifier)
  pack.json  apa yang tidak disertakan (what is left out)"""

_CHECK = """MEMERIKSA KEUTUHAN (verify)
  Perlu Python 3.11 dan pustaka cryptography (pip install cryptography); tanpa jaringan, tanpa program lain.
    python {verifier} .
    python {verifier} . --public-key root.pem --witness head.json
  Kunci umum dan tanda terima buku besar diterima dari pihak lain, bukan dari paket ini: tanpa keduanya pemalsuan oleh
  pemilik penyimpanan tidak tampak. "0 problems" berarti setiap berkas sama dengan saat dikunci (sealed)."""

_SAMPLE = """SAMPEL (sample)
  {papers}, lembar Sampel dan Asal; benih (seed): {seed}
  Kolom berjudul Auditor kosong untuk diisi pemeriksa. Ukuran sampel memakai parameter berstatus asumsi (assumed)."""
