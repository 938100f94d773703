"""What has drifted in a run, on its page in the UI; who is to be told is told where a site is held back."""

from __future__ import annotations

from flows import home

# isort: split
from prefect.artifacts import create_markdown_artifact
from prefect.context import FlowRunContext

from flows.artifacts import MOST_ROWS, table
from flows.telling import tell
from pumice.drift import Departure, Drift, find_drift
from pumice.notify import Event

_COLUMNS = ("site", "language", "what", "last runs", "now", "articles", "consequence")


def show_drift(run: str) -> Drift:
    """Find what has drifted in a run and show it; nothing is shown where nothing has."""
    settings = home.settings_in_force()
    drift = find_drift(home.data_folder(), settings=settings, run=run)
    if drift.departures:
        create_markdown_artifact(markdown=_describe(drift), key="drift", description="Sites that drifted")
    context = FlowRunContext.get()
    beyond = sorted({one.site for one in drift.departures if one.is_beyond})
    if beyond and settings.drift.action == "hold" and context and context.flow_run:
        told = " ".join(one.sentence + "." for one in drift.departures if one.is_beyond)
        tell(Event.HELD, context.flow_run, f"Held back: {', '.join(beyond)}. {told}", flow="normalise")
    return drift


def _describe(drift: Drift) -> str:
    parts = ["## Sites that drifted", table(_COLUMNS, map(_row, drift.departures[:MOST_ROWS]))]
    if drift.held:
        parts.append("Held back, all runs together; `pumice accept --site` lets a site go, `pumice report` shows it:")
        parts.append(table(("site", "pages"), drift.held.items()))
    return "\n\n".join(parts)


def _row(one: Departure) -> tuple[object, ...]:
    values = [f"{value:.0%}" if one.is_share else f"{value:.0f}" for value in (one.then, one.now)]
    language = "all" if one.language == "*" else one.language or "unknown"
    return (one.site, language, one.what, *values, one.articles, "beyond the limit" if one.is_beyond else "reported")
