"""Signs that look like others or like nothing: what a finding says of them, since nobody can see them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from schemas.findings import Finding

_LAST_LATIN = 0x24F
_SHOWN = 3
_UNSEEN = ("Cf", "Co", "Cn", "Cs")


def told(findings: Iterable[Finding]) -> list[Finding]:
    """The findings: odd signs in what they quote are named at the end of the sentence, and shown in it by number."""
    return [
        replace(f, message=f"{_shown(f.message)} {_said(odd)}") if (odd := _odd(f.message + f.value)) else f
        for f in findings
    ]


def _shown(message: str) -> str:
    return "".join(f"[U+{ord(sign):04X}]" if unicodedata.category(sign) in _UNSEEN else sign for sign in message)


def _odd(text: str) -> list[str]:
    return sorted({sign for sign in text if _is_odd(sign)}) if not text.isascii() else []


def _is_odd(sign: str) -> bool:
    """Invisible signs, those that turn the direction of writing, and letters and digits of other scripts."""
    return ord(sign) > _LAST_LATIN and (sign.isalnum() or unicodedata.category(sign) in _UNSEEN)


def _said(odd: list[str]) -> str:
    names = ", ".join(f"U+{ord(sign):04X}" for sign in odd[:_SHOWN])
    more = ", dan lainnya" if len(odd) > _SHOWN else ""
    return f"Di dalamnya ada tanda yang tidak terlihat atau hanya mirip huruf Latin ({names}{more}): ketik ulang."
