"""Number formats of a workbook: what a person sees in a cell that is stored otherwise (0,0209 shown as 2,09 %)."""

from __future__ import annotations

import re
from typing import NamedTuple

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')
_SCALE = re.compile(r"[0#?](,+)(?![0#?,])")
_ONLY_YEAR = re.compile(r"y{3,4}(?:;@)?", re.IGNORECASE)
# Formats that a workbook names by number alone; of these only the percentages show another number than is stored.
_BUILT_IN = {9: "0%", 10: "0.00%"}


class Form(NamedTuple):
    """How a number format shows a stored number.

    `is_percent`: 0.0209 is shown as 2,09 %. `divided_by`: 44000 is shown as 44 when this is 1000. `words` is what the
    format writes beside the number. `is_only_year`: of a date only its year is shown. `is_invisible`: nothing is shown.
    """

    is_percent: bool = False
    divided_by: int = 1
    words: str = ""
    is_only_year: bool = False
    is_invisible: bool = False


PLAIN = Form()


def form_of(code: str, number: float = 1) -> Form:
    """What the format `code` shows of a number of this sign; PLAIN where it shows the stored one."""
    if _ONLY_YEAR.fullmatch(code.strip()):
        return Form(is_only_year=True)
    sections = _sections(code)
    at = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
    section = sections[at]
    words = " ".join("".join(a or b for a, b in _LITERAL.findall(section)).split())
    bare = _LITERAL.sub("", section)
    scale = _SCALE.search(bare)
    return Form(
        is_percent="%" in bare,
        divided_by=1000 ** len(scale[1]) if scale else 1,
        words=words if re.search(r"[A-Za-z]", words) else "",
        is_invisible=len(sections) > 1 and not section.strip(),
    )


def built_in(number: int) -> str:
    """The code of a format that the workbook only numbers; "" where it shows numbers as they are stored."""
    return _BUILT_IN.get(number, "")


def _sections(code: str) -> list[str]:
    parts, start, quoted = [], 0, False
    for i, sign in enumerate(code):
        if sign == '"':
            quoted = not quoted
        elif sign == ";" and not quoted and code[i - 1 : i] != "\\":
            parts.append(code[start:i])
            start = i + 1
    return [*parts, code[start:]]
