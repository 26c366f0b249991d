"""Sentences: Jinja2 templates whose blocks give paragraphs, with the figures still in them as figures."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import PackageLoader, StrictUndefined, Template
from jinja2.nativetypes import NativeEnvironment

from reports.blocks import Paragraph, Run
from reports.language import English, Indonesian, is_english, spoken_values
from schemas.facts import Figure


@cache
def _environment() -> NativeEnvironment:
    # Native: a block yields the Figure itself, not its text. Escaping is the renderer's work, once per format.
    return NativeEnvironment(
        loader=PackageLoader("reports", "templates/sentences"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def paragraphs(template: str, block: str, **context: Any) -> tuple[Paragraph, ...]:
    """The paragraphs of one block of `templates/sentences/<template>.j2`; a blank line separates them.

    An undefined name in the template raises: a sentence with a hole is never printed.
    """
    return tuple(Paragraph(runs) for runs in sentences(template, block, **context))


def sentences(template: str, block: str, **context: Any) -> tuple[tuple[Run, ...], ...]:
    """The same as bare runs, for lists and notices.

    The English edition takes the block of the same name from `templates/sentences/en/`; KeyError where there is none.
    """
    if is_english():
        template, context = f"en/{template}", {name: spoken_values(value) for name, value in context.items()}
    found: Template = _environment().get_template(f"{template}.j2")
    parts: list[list[Run]] = [[]]
    for piece in found.blocks[block](found.new_context(context)):
        if isinstance(piece, Figure | Indonesian):
            parts[-1].append(piece)
            continue
        first, *rest = re.split(r"\n\s*\n", str(piece))
        parts[-1].append(first)
        parts.extend([text] for text in rest)
    return tuple(runs for runs in map(_tidy, parts) if runs)


def _tidy(runs: list[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in runs:
        if _is_plain(run) and joined and _is_plain(joined[-1]):
            joined[-1] = str(joined[-1]) + str(run)
        else:
            joined.append(run)
    tidy: list[Run] = [re.sub(r"\s+", " ", str(r)) if _is_plain(r) else r for r in joined]
    if tidy and _is_plain(tidy[0]):
        tidy[0] = str(tidy[0]).lstrip()
    if tidy and _is_plain(tidy[-1]):
        tidy[-1] = str(tidy[-1]).rstrip()
    kept = (r for r in tidy if r != "")
    return tuple(English(r) if is_english() and _is_plain(r) else r for r in kept)


def _is_plain(run: Run) -> bool:
    return isinstance(run, str) and not isinstance(run, Indonesian)
