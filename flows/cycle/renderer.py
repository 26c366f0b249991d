"""The process that makes documents for another one: `python -P -m flows.cycle.renderer`, asked and answering by pipe.

Each document is made in a child of it. The compiler of PDF keeps what its last ten documents needed, 130 MB each,
until its process ends; and this process holds nothing but how documents read, none of what a run or a command needs.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Callable, Mapping

from reports.blocks import Document
from reports.docx_document import document_docx
from reports.html import document_html
from reports.language import speaking
from reports.typst_document import document_pdf
from reports.xlsx_document import document_xlsx
from tasks.contained.pipe import receive, send

Asked = tuple[str, str, str, Document, str]
"""District, stem, format, tree and digest of the page."""
Made = tuple[str, str, str, bytes]
"""District, stem, format and bytes."""
FORMATS: Mapping[str, Callable[[Document, str], bytes]] = {
    "html": lambda document, _: document_html(document),
    "pdf": document_pdf,
    "docx": document_docx,
    "xlsx": document_xlsx,
}


def render(asked: Asked) -> Made:
    """A document in its format and language."""
    kode, stem, kind, document, name = asked
    with speaking(document.language):
        return kode, stem, kind, FORMATS[kind](document, name)


def main() -> None:
    """Answer until the asker is gone, with nothing for a document whose child failed.

    Who interrupts a command means the asker, whose end ends this.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while (asked := receive(sys.stdin.buffer.read)) is not None:
        send(sys.stdout.buffer, {}, _in_child(asked[1]))


def _in_child(asked: bytes) -> bytes:
    """What a child makes of the question. It ends by itself: an error there is told by its own end."""
    reads, writes = os.pipe()
    child = os.fork()
    if not child:
        os.close(reads)
        with os.fdopen(writes, "wb") as answers:
            answers.write(pickle.dumps(render(pickle.loads(asked))))
        raise SystemExit
    os.close(writes)
    with os.fdopen(reads, "rb") as answers:
        made = answers.read()
    return made if os.waitpid(child, 0)[1] == 0 else b""


if __name__ == "__main__":
    main()
