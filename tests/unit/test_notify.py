"""Notices reach whom pumice.toml names, as JSON, and never fail the run that they speak of."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from pumice.errors import SettingsError
from pumice.notify import Event, Notice, notify
from pumice.settings import NotifySettings, load_settings

NOTICE = Notice(Event.FAILED, "normalise", "brave-otter", "the disk is full; “make room”", "http://127.0.0.1:4200/x")


@pytest.fixture
def webhook() -> Iterator[tuple[str, list[bytes]]]:
    """An address that takes what is posted to it, and what it took."""
    taken: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204 if self.path == "/hook" else 500)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/hook", taken
        server.shutdown()
        thread.join()


def test_the_webhook_gets_the_notice(webhook: tuple[str, list[bytes]]):
    """As a JSON object with a text that chat services show."""
    address, taken = webhook
    assert notify(NOTICE, NotifySettings(webhook=address)) == ()
    (told,) = map(json.loads, taken)
    assert told["event"] == "failed"
    assert told["message"] == NOTICE.message
    assert told["text"] == f"pumice: normalise brave-otter failed: {NOTICE.message}"


def test_the_command_reads_the_notice_and_nothing_of_it_is_an_argument(tmp_path: Path):
    """It is started as it stands; the notice comes on standard input."""
    told = tmp_path / "told.json"
    script = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read()); assert len(sys.argv) == 2"
    assert notify(NOTICE, NotifySettings(command=(sys.executable, "-c", script, str(told)))) == ()
    assert json.loads(told.read_bytes())["run"] == "brave-otter"


def test_what_nobody_wants_to_know_is_not_told(webhook: tuple[str, list[bytes]]):
    """Only the events that are named; without a place to tell, nothing at all."""
    address, taken = webhook
    assert notify(NOTICE, NotifySettings(webhook=address, events=frozenset({"held"}))) == ()
    assert notify(NOTICE, NotifySettings()) == ()
    assert taken == []


def test_who_cannot_be_told_is_named(webhook: tuple[str, list[bytes]]):
    """A refusing webhook, a closed port, a command that is not there or fails: a sentence each, no exception."""
    address, _ = webhook
    places = [
        NotifySettings(webhook=address.replace("/hook", "/broken")),
        NotifySettings(webhook="http://127.0.0.1:1/"),
        NotifySettings(command=("/nowhere/at-all",)),
        NotifySettings(command=(sys.executable, "-c", "raise SystemExit(3)")),
    ]
    troubles = [notify(NOTICE, place) for place in places]
    assert [len(trouble) for trouble in troubles] == [1, 1, 1, 1]
    assert "notify.webhook" in troubles[1][0]
    assert "/nowhere/at-all" in troubles[2][0]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[notify]\nwebhook = "file:///etc/passwd"', "notify.webhook"),
        ('[notify]\nevents = ["maybe"]', "notify.events"),
        ('[schedule]\nlearn = "sometimes"', "five fields of cron"),
        ('[schedule]\ntimezone = "Mars/Olympus"', "no such zone"),
    ],
)
def test_wrong_settings_are_explained(tmp_path: Path, text: str, message: str):
    """With the key and what was expected."""
    path = tmp_path / "pumice.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=message):
        load_settings(path, environment={})
