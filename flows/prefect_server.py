"""Prefect's own server, whose pages may speak to nobody but to it.

Its UI calls an analytics service although analytics are off, and an artifact could show a picture from anywhere. One
header forbids both, and that another page puts it into a frame.
"""

from __future__ import annotations

from flows import home  # noqa: F401 - sets the environment before Prefect reads it

# isort: split
from prefect.server.api.server import create_app
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The UI draws its graph of a run with code that it makes on the way, hence unsafe-eval.
_POLICY = (
    "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
    "frame-ancestors 'none'; form-action 'self'; base-uri 'self'"
)


class KeepToItself:
    """Adds the header to every answer of an application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = _POLICY
                headers["Referrer-Policy"] = "same-origin"
            await send(message)

        await self._app(scope, receive, send_with_policy)


def make_app() -> ASGIApp:
    """The server, for uvicorn's ``--factory``."""
    return KeepToItself(create_app(final=True))
