"""Messages between a process and its reader: a JSON head and a body of bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import IO, Any

_LENGTH = 8


def send(stream: IO[bytes], head: dict[str, Any], body: bytes = b"") -> None:
    """Write one message: the lengths of its two parts, then the parts."""
    text = json.dumps(head).encode()
    stream.write(len(text).to_bytes(_LENGTH, "big") + len(body).to_bytes(_LENGTH, "big") + text)
    stream.write(body)
    stream.flush()


def receive(read: Callable[[int], bytes]) -> tuple[dict[str, Any], bytes] | None:
    """Read one message with `read(n)`; None at the end of the stream."""
    sizes = read(2 * _LENGTH)
    if len(sizes) < 2 * _LENGTH:
        return None
    text = read(int.from_bytes(sizes[:_LENGTH], "big"))
    body = read(int.from_bytes(sizes[_LENGTH:], "big"))
    return json.loads(text), body
