"""A proxy before an object gateway that fails, delays, drops or repeats a tenth of the requests, by a fixed seed."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SHARE = 0.1
KINDS = ("refused", "delayed", "answer lost", "sent twice")
_DELAY_SECONDS = 0.2
_HOP = {"transfer-encoding", "connection", "keep-alive"}


@dataclass
class Faults:
    """Where the proxy listens, and how often each fault was played."""

    endpoint: str
    played: Counter[str] = field(default_factory=Counter)


@contextmanager
def faulty(upstream: str, seed: int) -> Iterator[Faults]:
    """The proxy before `upstream` (http://host:port) while the block runs."""
    draw, lock, target = random.Random(seed), threading.Lock(), upstream.removeprefix("http://")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            with lock:
                kind = draw.choice(KINDS) if draw.random() < SHARE else ""
                faults.played[kind or "passed"] += 1
            if kind == "refused":
                self.send_error(503)
                return
            if kind == "delayed":
                time.sleep(_DELAY_SECONDS)
            if kind == "sent twice":
                self.forwarded(body)
            answer, data = self.forwarded(body)
            if kind == "answer lost":
                self.close_connection = True
                return
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in _HOP | {"content-length"}:
                    self.send_header(name, value)
            length = answer.getheader("Content-Length", "0") if self.command == "HEAD" else str(len(data))
            self.send_header("Content-Length", length)
            self.end_headers()
            self.wfile.write(data)

        def forwarded(self, body: bytes) -> tuple[HTTPResponse, bytes]:
            connection = HTTPConnection(target, timeout=30)
            headers = {k: v for k, v in self.headers.items() if k.lower() not in _HOP | {"expect"}}
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            data = answer.read()
            connection.close()
            return answer, data

        def log_message(self, format: str, *args: object) -> None:
            pass

    for verb in ("GET", "PUT", "HEAD", "POST", "DELETE"):
        setattr(Handler, f"do_{verb}", Handler.handle_any)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    faults = Faults(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield faults
    finally:
        server.shutdown()
        server.server_close()
