"""Tell somebody that a run failed or was held: a webhook, a command, or both, as pumice.toml has it.

Start with :func:`notify`. A notice that cannot be delivered never fails the run that it speaks of.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum
from urllib.request import Request, urlopen

from pumice.settings import NotifySettings

_PATIENCE_SECONDS = 20.0
_LONGEST_MESSAGE = 2000


class Event(StrEnum):
    """What a notice is about.

    failed: the run ended with an error. crashed: its process was killed. held: it held results back for a person.
    """

    FAILED = "failed"
    CRASHED = "crashed"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told, as the JSON object that the webhook gets and the command reads on its standard input.

    Attributes:
        event: what happened.
        flow: the flow's name.
        run: the run's name.
        message: one or two sentences.
        url: the run's page, or empty.
    """

    event: Event
    flow: str
    run: str
    message: str
    url: str = ""

    def to_json(self) -> bytes:
        """The notice as a JSON object; "text" is what chat services show."""
        text = f"pumice: {self.flow} {self.run} {self.event.value}: {self.message}"[:_LONGEST_MESSAGE]
        members = {**asdict(self), "message": self.message[:_LONGEST_MESSAGE], "text": text}
        return json.dumps(members, ensure_ascii=False).encode("utf-8", "backslashreplace")


def notify(notice: Notice, settings: NotifySettings) -> tuple[str, ...]:
    """Deliver a notice wherever the settings say.

    Returns:
        A sentence for each place that could not be reached; empty if all is well or nothing is asked for.
    """
    if notice.event.value not in settings.events:
        return ()
    return tuple(_deliver(notice, settings))


def _deliver(notice: Notice, settings: NotifySettings) -> Iterator[str]:
    if settings.webhook:
        try:
            _post(settings.webhook, notice.to_json())
        except (OSError, ValueError) as error:
            yield f"notify.webhook could not be told ({error}); see to its address in pumice.toml"
    if settings.command:
        try:
            _run(settings.command, notice.to_json())
        except (OSError, subprocess.SubprocessError) as error:
            yield f"notify.command could not be told ({error}); try {settings.command[0]!r} by hand"


def _post(address: str, content: bytes) -> None:
    request = Request(address, content, {"Content-Type": "application/json"})  # noqa: S310 - settings allow http(s) only
    with urlopen(request, timeout=_PATIENCE_SECONDS):  # noqa: S310 - as above
        pass


def _run(command: tuple[str, ...], content: bytes) -> None:
    # No shell: what pumice.toml names is started as it stands, and nothing of the notice becomes an argument.
    subprocess.run(command, input=content, timeout=_PATIENCE_SECONDS, check=True, capture_output=True)  # noqa: S603
