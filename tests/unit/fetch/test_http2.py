"""HTTP/2 with servers that offer it: the same captures, the same causes."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived
from h2.exceptions import H2Error

from pumice.errors import Cause
from pumice.fetch import Fetched, Fetcher, FetchFailure, FetchRules, Unmodified, parse_allowance

Serve = Callable[[H2Connection, int], None]
HEAD = [(":status", "200"), ("content-type", "text/html")]


def make_certificate(path: Path) -> None:
    """A certificate for this machine, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM) + private)


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Serve], str]]:
    """Starts a server that answers each request in HTTP/2 as told; gives its address."""
    certificate = tmp_path / "certificate.pem"
    make_certificate(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.set_alpn_protocols(["h2"])
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def begin(serve: Serve) -> str:
            threading.Thread(target=accept, args=(listener, context, serve), daemon=True).start()
            return f"https://127.0.0.1:{listener.getsockname()[1]}/"

        yield begin


def accept(listener: socket.socket, context: ssl.SSLContext, serve: Serve) -> None:
    """Take connections until the listener is closed."""
    while True:
        try:
            plain, _ = listener.accept()
            with context.wrap_socket(plain, server_side=True) as secured:
                talk(secured, serve)
        except OSError:
            if listener.fileno() < 0:
                return


def talk(secured: ssl.SSLSocket, serve: Serve) -> None:
    """Speak HTTP/2 on one connection."""
    connection = H2Connection(H2Configuration(client_side=False))
    connection.initiate_connection()
    secured.sendall(connection.data_to_send())
    with suppress(H2Error):  # what a connection hears that has said goodbye
        while data := secured.recv(65_536):
            for event in connection.receive_data(data):
                if isinstance(event, RequestReceived):
                    serve(connection, event.stream_id)
            secured.sendall(connection.data_to_send())


def fetch(url: str) -> Fetched | Unmodified | FetchFailure:
    """Fetch one address."""
    port = url.rstrip("/").rpartition(":")[2]
    rules = FetchRules(
        "pumice/0 (test)", delay_seconds=0, retries=0, robots=False, allow=(parse_allowance(f"127.0.0.1:{port}"),)
    )

    async def run() -> Fetched | Unmodified | FetchFailure:
        async with Fetcher(rules) as fetcher:
            return await fetcher.fetch(url)

    return asyncio.run(run())


def test_a_page_comes_by_http2(start: Callable[[Serve], str]):
    """Where the server offers it; the visit says so."""

    def serve(connection: H2Connection, stream: int) -> None:
        connection.send_headers(stream, HEAD)
        connection.send_data(stream, "<p>Добрый день".encode(), end_stream=True)

    result = fetch(start(serve))
    assert isinstance(result, Fetched)
    assert result.capture.body.decode() == "<p>Добрый день"
    assert result.visit.answer.protocol == "HTTP/2"
    assert result.visit.answer.peer == "127.0.0.1"


def leave(connection: H2Connection, stream: int) -> None:
    """Say goodbye instead of answering."""
    del stream
    connection.close_connection(error_code=1)


def reset(connection: H2Connection, stream: int) -> None:
    """Begin to answer and take it back."""
    connection.send_headers(stream, HEAD)
    connection.reset_stream(stream, error_code=2)


def lie(connection: H2Connection, stream: int) -> None:
    """Announce more than comes."""
    connection.send_headers(stream, [*HEAD, ("content-length", "500")])
    connection.send_data(stream, b"<p>short", end_stream=True)


@pytest.mark.parametrize("serve", [leave, reset, lie])
def test_bad_answers_have_names_here_too(start: Callable[[Serve], str], serve: Serve):
    """None of them becomes a page, none of them raises."""
    result = fetch(start(serve))
    assert isinstance(result, FetchFailure)
    assert result.cause in {Cause.PROTOCOL, Cause.NETWORK}
