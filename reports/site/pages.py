"""The pages of the audit room as bytes, and the files that all of them share."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from reports.format_id import number, short
from reports.labels import SEVERITY, VERDICT
from reports.site.words import STATE, WAY, both

CSP = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'none'"
)
"""`file:` because a page opened from a stick has no origin that 'self' could mean in every browser."""
ASSETS = ("site.css", "site.js", "asal.js", "pohon.js", "cari.js")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("reports", "templates/site"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"number": number, "short": short}
    made.globals |= {"both": both, "csp": CSP, "severity": SEVERITY, "verdict": VERDICT, "state_words": STATE}
    made.globals |= {"way_words": WAY}
    return made


def page(template: str, path: str, frame: Mapping[str, Any], **context: Any) -> bytes:
    """A page of `templates/site` that will stand at `path` below the site's root.

    `frame` is what every page shows: `years`, `marks`, `signed`.
    """
    return part(template, root="../" * path.count("/"), frame=frame, **context).encode()


def part(template: str, **context: Any) -> Markup:
    """What a template gives, safe to be put into a page."""
    return Markup(_environment().get_template(template).render(**context))


def data_block(value: Any) -> Markup:
    """Data for a script as the content of a `<script type="application/json">`: nothing in it can end the element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))


def script(call: str, *values: Any) -> bytes:
    """A script file that hands data over: one call with its values as JSON."""
    told = ",".join(json.dumps(v, ensure_ascii=False, sort_keys=True, separators=(",", ":")) for v in values)
    return f"{call}({told});\n".encode()


@cache
def assets() -> dict[str, bytes]:
    """The shared files by their path below the site's root."""
    folder = resources.files("reports") / "templates"
    own = {f"aset/{name}": (folder / "site" / "aset" / name).read_bytes() for name in ASSETS}
    return {"aset/ppsp.css": (folder / "ppsp.css").read_bytes()} | own
