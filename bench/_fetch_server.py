"""Small pages on loopback, served as fast as one process can: python bench/_fetch_server.py. Prints its port."""

from __future__ import annotations

import asyncio

PARAGRAPH = "The council met on the {number}th day and spoke of the bridge, the ferry and the road to the mill. "


class Pages(asyncio.Protocol):
    """HTTP/1.1 with connections that stay open; every address gives a page of about 2 kB."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._held = b""

    def data_received(self, data: bytes) -> None:
        *requests, self._held = (self._held + data).split(b"\r\n\r\n")
        for request in requests:
            self._transport.write(answer(request.split(b" ", 2)[1].decode()))  # type: ignore[attr-defined]


def answer(path: str) -> bytes:
    """The response for a path."""
    number = path.rpartition("/")[2]
    text = f"<title>{number}</title><h1>Page {number}</h1><p>{PARAGRAPH.format(number=number) * 20}</p>"
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(text)}\r\n\r\n"
    return (head + text).encode()


async def main() -> None:
    """Serve until the process is ended."""
    server = await asyncio.get_running_loop().create_server(Pages, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
