"""A loopback server that misbehaves on demand: each test says, byte for byte, what a path answers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answer = bytes | Callable[[socket.socket], None]


@dataclass
class RudeServer:
    """Answers raw bytes by path, and remembers what it was asked and when."""

    port: int
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self.port}{path}"

    def on(self, path: str, *answers: Answer) -> str:
        """Answer a path with these, one after the other, then the last for ever; gives its address."""
        self.answers[path] = list(answers)
        return self.url(path)

    def handle(self, connection: socket.socket) -> None:
        """Serve one connection, which gets one answer."""
        with connection:
            request = b""
            while b"\r\n\r\n" not in request:
                if not (chunk := connection.recv(65_536)):
                    return
                request += chunk
            path = request.split(b" ", 2)[1].decode()
            self.asked.append(path)
            self.heads.append(request.decode())
            self.times.append(time.monotonic())
            waiting = self.answers.get(path, [page(status="404 Not Found")])
            answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
            try:
                answer(connection) if callable(answer) else connection.sendall(answer)
            except OSError:
                pass
            finally:
                self.in_flight -= 1


def page(body: bytes = b"<p>Text.</p>", *, status: str = "200 OK", **headers: str) -> bytes:
    """A well-formed response that closes its connection."""
    named = {"Content-Type": "text/html", "Content-Length": str(len(body)), "Connection": "close"}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in named.items()), "", ""]
    return "\r\n".join(lines).encode() + body


@contextmanager
def running_server() -> Iterator[RudeServer]:
    """A fresh server on a free port, without robots.txt."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        rude = RudeServer(listener.getsockname()[1])

        def accept() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                threading.Thread(target=rude.handle, args=(connection,), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield rude
