"""A document's CPU time is bounded in every thread; what stays within its bound never hears of it."""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from pumice import bounds, clean
from pumice.bounds import at_most
from pumice.errors import Cause, InputFault
from pumice.model import Outcome
from pumice.normalise import normalise
from pumice.settings import Settings
from pumice.store.raw import read_raw


def spin(seconds: float) -> None:
    """Use so much of this thread's CPU time, and swallow errors as careless code does."""
    last = time.thread_time() + seconds
    while time.thread_time() < last:
        with suppress(Exception):
            sum(range(1_000))


def caught(seconds: float, bound: float) -> Cause | None:
    """What becomes of a document that takes so long."""
    try:
        with at_most(bound, "https://example.org/a"):
            spin(seconds)
    except InputFault as fault:
        return fault.cause
    return None


@pytest.mark.parametrize(("seconds", "cause"), [(5.0, Cause.CPU_LIMIT), (0.05, None)])
def test_the_bound_holds_in_any_thread(seconds: float, cause: Cause | None):
    """In the main thread, where tests run, and in one of a flow's tasks."""
    began = time.process_time()
    found = [caught(seconds, 0.3)]
    thread = threading.Thread(target=lambda: found.append(caught(seconds, 0.3)))
    thread.start()
    thread.join()
    assert found == [cause, cause]
    assert time.process_time() - began < 4.0


class Swallowing:
    """Something whose end takes long: what is raised in there is lost, as in a callback of the collector."""

    def __del__(self) -> None:
        spin(0.8)


def throw_away_and_go_on() -> None:
    """Be stopped while rubbish is thrown away, then work on."""
    rubbish = Swallowing()
    del rubbish
    spin(5.0)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_bound_holds_although_it_was_swallowed():
    """A document that goes on is stopped again."""
    with pytest.raises(InputFault, match="cpu-limit"), at_most(0.2, "https://example.org/a"):
        throw_away_and_go_on()


def test_a_guard_that_is_interrupted_while_it_is_stopped_does_not_stay_on_watch(monkeypatch: pytest.MonkeyPatch):
    """The bound may arrive in the very call that ends the watch; what the thread does next is another matter."""
    stop = bounds._Guard.stop
    calls = []

    def interrupted(guard: bounds._Guard) -> None:
        calls.append(guard)
        if len(calls) == 1:
            raise bounds._OutOfTime
        stop(guard)

    monkeypatch.setattr(bounds._Guard, "stop", interrupted)
    assert caught(0.01, 0.3) is Cause.CPU_LIMIT
    spin(1.0)
    calls[0].join(timeout=5)
    assert not calls[0].is_alive()


def test_waiting_costs_nothing():
    """It is CPU time, so a busy machine takes no document away."""
    with at_most(0.1, "https://example.org/a"):
        time.sleep(0.4)


def test_a_page_over_the_bound_is_quarantined_with_its_cause(tmp_path: Path):
    """And the run goes on to the next."""
    (tmp_path / "raw").mkdir()
    clean(b"<p>Models are loaded with the first page.</p>", url="https://press.example/first")
    many = "".join(f"<p>Line {n} of a page that has very many of them.</p>" for n in range(12_000))
    plain = "<h1>A short page</h1><p>The ferry leaves at noon, and whoever comes late waits for the next one.</p>"
    for name, body in (("many", many), ("plain", plain)):
        (tmp_path / "raw" / f"{name}.html").write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
        meta = {"url": f"https://press.example/{name}", "contentType": "text/html"}
        (tmp_path / "raw" / f"{name}.meta.json").write_text(json.dumps(meta), encoding="utf-8")
    settings = Settings.model_validate({"limits": {"cpu_seconds": 0.4}})
    counts = normalise(read_raw(tmp_path / "raw"), data=tmp_path, settings=settings)
    assert counts[Outcome.QUARANTINED] + counts[Outcome.FAILED] == 1
    (record,) = (tmp_path / "quarantine").rglob("*.json")
    assert json.loads(record.read_text(encoding="utf-8"))["cause"] == "cpu-limit"
