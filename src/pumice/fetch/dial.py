"""Dials only addresses that were checked.

The name is resolved once, every answer is judged, and the judged address itself is dialled: a second look-up by the
HTTP library could be answered differently (DNS rebinding).
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from functools import partial

import httpcore2

from pumice.errors import Cause, InputFault
from pumice.fetch.addresses import blocked
from pumice.fetch.results import PassingFault
from pumice.fetch.rules import Allowance

_SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


class CheckedBackend(httpcore2.AsyncNetworkBackend):
    """A network backend that refuses inside addresses unless the settings open them."""

    def __init__(self, allow: tuple[Allowance, ...] = ()) -> None:
        self._allow = allow
        self._backend = httpcore2.AnyIOBackend()

    async def connect_tcp(  # noqa: PLR0913, PLR0917 - the signature is the library's
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109
        local_address: str | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Resolve, check, and dial the first checked address that answers."""
        addresses = await _resolve(host, port, seconds=timeout)
        self._check(host, port, addresses)
        dial = partial(
            self._backend.connect_tcp,
            port=port,
            timeout=timeout,
            local_address=local_address,
            socket_options=socket_options,
        )
        return await _first_answering(addresses, dial)

    async def sleep(self, seconds: float) -> None:
        """Pause."""
        await asyncio.sleep(seconds)

    def _check(self, host: str, port: int, addresses: Sequence[str]) -> None:
        # One bad answer condemns the name: a mixture of inside and outside addresses is an attack or a mistake.
        for address in addresses:
            reason = blocked(address, port, allow=self._allow)
            if reason is not None:
                cause = Cause.BLOCKED_PORT if reason.startswith("port") else Cause.BLOCKED_ADDRESS
                raise InputFault(
                    cause,
                    f"{host}:{port} was not contacted: {reason}. If it is yours and meant to be fetched, "
                    "list it under fetch.allow_addresses in pumice.toml",
                )


async def _first_answering(
    addresses: Sequence[str], dial: Callable[[str], Awaitable[httpcore2.AsyncNetworkStream]]
) -> httpcore2.AsyncNetworkStream:
    fault: Exception = httpcore2.ConnectError("the name has no address")
    for address in addresses:
        try:
            return await dial(address)
        except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
            fault = error
    raise fault


async def _resolve(host: str, port: int, *, seconds: float | None) -> list[str]:
    try:
        async with asyncio.timeout(seconds):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except TimeoutError as error:
        raise PassingFault(Cause.DNS, f"looking {host!r} up took longer than {seconds} s; try again later") from error
    except socket.gaierror as error:
        fault = PassingFault if error.errno == socket.EAI_AGAIN else InputFault
        raise fault(Cause.DNS, f"{host!r} cannot be resolved ({error.strerror}); check the host's name") from error
    except (UnicodeError, OverflowError) as error:
        raise InputFault(Cause.BAD_URL, f"{host!r} is no host name ({error})") from error
    return list(dict.fromkeys(str(answer[4][0]) for answer in found))
