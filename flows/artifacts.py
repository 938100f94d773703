"""What a run's page in the UI shows, in Markdown that page content cannot break out of. Start with :func:`run_page`."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from pumice.diff import Diff, Example, Mode
from pumice.model import Counts, Outcome, Reason, Stage, Tally
from pumice.store.folders import site_folder
from pumice.store.records import Done
from pumice.store.statistics import HELD
from pumice.store.waiting import HELD_SUFFIX
from pumice.summary import Summary, largest

COLUMNS = ("page", "language", "interface", "headline", "removed", "repaired", "status")
MOST_ROWS = 200
_LONGEST_CELL = 120
_LONGEST_TEXT = 500
_LONGEST_NAME = 42
_MOST_GROUPS = 50
_MOST_FINDINGS = 6
_MEANINGS = {
    "mojibake": "Text that was decoded with the wrong charset was mended.",
    "entity": "A character reference left in the text was resolved.",
    "control": "A control or non-character was removed.",
    "homoglyph": "A letter of another script in a word was mended.",
    "typography": "Spaces, invisible characters or the normalisation form were mended.",
    "new": "The article has no evidence in data/audit to compare with.",
    "fields only": "Neither marks nor repairs differ, only fields or flags.",
}
_MEANINGFUL = re.compile(r"[\\`*_\[\]<>|~&$]|:(?=//)|(?<=www)\.")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\s]+")


def cell(text: object, *, longest: int = _LONGEST_CELL) -> str:
    """Text for a table's cell: one line, bounded, and nothing in it means anything to Markdown or HTML."""
    plain = _INVISIBLE.sub(" ", "" if text is None else str(text)).strip()
    shown = plain if len(plain) <= longest else plain[: longest - 1] + "…"
    return _MEANINGFUL.sub(lambda found: f"&#{ord(found[0])};", shown)


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *([cell(value) for value in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def totals(counts: Counts) -> str:
    """How many inputs ended how; the outcomes add up."""
    rows = [(outcome.value, number) for outcome, number in counts.outcomes.items()]
    parts = [table(("outcome", "inputs"), [*rows, ("together", counts.inputs)])]
    if counts.findings:
        parts.append(table(("finding", "number"), counts.findings.items()))
    return "\n\n".join(parts)


def amount(number: int, noun: str) -> str:
    """A number with its noun, e.g. "1 article"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def stages(counts: Counts) -> str:
    """The stages by name: documents, time, and what each found."""
    rows = [
        (stage.value, tally.documents, f"{tally.seconds:.1f} s", findings_line(counts, stage) or "–")
        for stage, tally in _stages(counts).items()
    ]
    return table(("stage", "documents", "time", "findings"), rows)


def stage_lines(counts: Counts) -> list[str]:
    """The same for the log, a line each."""
    return [
        f"{stage.value}: {tally.documents} documents, {tally.seconds:.1f} s; "
        f"{findings_line(counts, stage) or 'nothing found'}"
        for stage, tally in _stages(counts).items()
    ]


def findings_line(counts: Counts, stage: Stage) -> str:
    """What one stage found, the most frequent first."""
    found = Counter(counts.findings_of(stage)).most_common()
    told = [f"{number} {name}" for name, number in found[:_MOST_FINDINGS]]
    rest = sum(number for _, number in found[_MOST_FINDINGS:])
    return ", ".join([*told, *([f"{rest} more"] if rest else [])])


def run_page(title: str, counts: Counts, summary: Summary, data: Path) -> str:
    """One summary: the stages, every outcome, by language, site and reason, and what became of each page."""
    parts = [f"## {title}", stages(counts), "### Outcomes", outcomes(summary, counts.withdrawn)]
    parts += _groups("By language", "language", summary.languages)
    parts += _groups("By site", "site", summary.sites)
    if counts.findings:
        rows = [(name, number, _meaning(name)) for name, number in Counter(counts.findings).most_common()]
        parts += ["### By reason", table(("reason", "number", "what it means"), rows)]
    rows_shown = (summary.changed + summary.unchanged)[:MOST_ROWS]
    if rows_shown:
        parts += ["### Pages", page_table(rows_shown, data)]
    if summary.inputs > len(rows_shown):
        parts.append(f"and {summary.inputs - len(rows_shown)} more")
    return "\n\n".join(parts)


def diff_page(diff: Diff) -> str:
    """What reprocessing changed or would change: articles by field and by reason, and the biggest differences."""
    did = "changed" if diff.mode is Mode.PUBLISH else "would change; nothing was written"
    parts = [f"## Reprocess: {diff.mode.value}", f"**{amount(len(diff.changes), 'article')} {did}.**"]
    if not diff.counts.inputs:
        parts.append("No page fits the selection, so there was nothing to clean. Loosen a condition and try again.")
    if diff.fields:
        parts += ["### By field", table(("field", "articles"), diff.fields.items())]
    if diff.reasons:
        rows = [(name, number, _meaning(name)) for name, number in diff.reasons.items()]
        parts += ["### By reason", table(("reason", "articles", "what it means"), rows)]
    if diff.examples:
        parts += ["### The biggest differences", *map(_before_after, diff.examples)]
    if diff.changes:
        changes = [(_end_of(one.url), one.change.value, ", ".join(one.fields)) for one in diff.changes[:MOST_ROWS]]
        parts += ["### Articles", table(("page", "change", "fields"), changes)]
    if len(diff.changes) > MOST_ROWS:
        parts.append(f"and {len(diff.changes) - MOST_ROWS} more")
    return "\n\n".join([*parts, "### Pages", stages(diff.counts), totals(diff.counts)])


def _before_after(example: Example) -> str:
    rows = [("before", example.before), ("after", example.after)]
    title = f"**{cell(example.field)}** of {cell(_end_of(example.url))}"
    lines = [f"| {name} | {cell(text, longest=_LONGEST_TEXT) or '–'} |" for name, text in rows]
    return "\n".join([title, "", "| | |", "| --- | --- |", *lines])


def outcomes(summary: Summary, withdrawn: int) -> str:
    """Every outcome with its number; they add up to the inputs. Withdrawn articles are no inputs."""
    rows: list[Sequence[object]] = [(outcome.value, summary.outcomes[outcome]) for outcome in Outcome]
    rows.append(("together", summary.inputs))
    shown = table(("outcome", "inputs"), rows)
    return f"{shown}\n\nWithdrawn besides: {amount(withdrawn, 'article')}." if withdrawn else shown


def page_table(rows: Iterable[Done], data: Path) -> str:
    """What became of each page, each article with a link to its page of the report."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "| " + " | ".join(["---"] * len(COLUMNS)) + " |"]
    for row in rows:
        status = f"{row.status.value}: {row.cause}" if row.cause else row.status.value
        facts = (row.language, row.interface, row.headline, row.removed, row.repaired, status)
        lines.append(f"| {page_link(row, data)} | " + " | ".join(map(cell, facts)) + " |")
    return "\n".join(lines)


def quarantine_table(rows: Iterable[Done]) -> str:
    """Inputs that could not be normalised, with their cause and where their bytes lie."""
    shown = ((row.url or "–", row.cause, row.raw_path or "–") for row in rows)
    return table(("page", "cause", "bytes as received"), shown)


def page_link(row: Done, data: Path) -> str:
    """The page's name; where its article is, a link to the article's page of the report, if that is served."""
    name = cell(_end_of(row.url or row.raw_path or "–"))
    base = os.environ.get("PUMICE_REPORT_URL")
    suffix = HELD_SUFFIX if row.cause == HELD else ""
    place = f"articles/{site_folder(row.url)}/{row.article_id}{suffix}.html"
    is_there = row.article_id is not None and (data / "report" / place).is_file()
    return f"[{name}]({base.rstrip('/')}/{quote(place)})" if base and is_there else name


def _end_of(address: str) -> str:
    """The end of an address, where pages of one site differ."""
    path = address.partition("://")[2].partition("/")[2] or address
    return path if len(path) <= _LONGEST_NAME else "…" + path[1 - _LONGEST_NAME :]


def _stages(counts: Counts) -> Mapping[Stage, Tally]:
    """Every stage of a run; the pipeline's also where nothing was due, scraping where it belongs to the run."""
    return {
        stage: counts.stages.get(stage, Tally())
        for stage in Stage
        if stage is not Stage.SCRAPE or stage in counts.stages
    }


def _groups(title: str, name: str, groups: Mapping[str, Counter[Outcome]]) -> list[str]:
    if not groups:
        return []
    met = [outcome for outcome in Outcome if any(outcome in counter for counter in groups.values())]
    head = (name, "inputs", *(outcome.value for outcome in met))
    rows = [
        (group, counter.total(), *(counter[outcome] or "–" for outcome in met))
        for group, counter in largest(groups, _MOST_GROUPS)
    ]
    more = f"\n\nand {len(groups) - _MOST_GROUPS} more" if len(groups) > _MOST_GROUPS else ""
    return [f"### {title}", table(head, rows) + more]


def _meaning(name: str) -> str:
    return Reason(name).sentence if name in set(Reason) else _MEANINGS.get(name, "")
