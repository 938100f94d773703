"""``pumice explain FILE``: each block, kept or left out, by which rule, why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pumice.cli.terminal import safe, shorten
from pumice.errors import UsageError
from pumice.model import KEEPING, Article, Cleaned, Mark, Policy
from pumice.settings import Settings
from pumice.store.folders import Folders
from pumice.store.raw import CONTENT_TYPES, Unreadable, encode_path, read_input
from pumice.store.raw_paths import is_warc, split_record
from pumice.text.difference import difference
from pumice.text.visible import visible
from pumice.treat import Cleaner
from pumice.write.cut import cut

_TEXT_WIDTH = 160
_PAGES = f"a page ({' '.join(sorted(CONTENT_TYPES))}), or a record of an archive as FILE.warc.gz#OFFSET"
_COLOURS = {"kept": "green", "cut": "yellow", "left out": "red"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one block.

    Attributes:
        index: number of the block.
        verdict: "kept", "cut" (a part was left out) or "left out".
        text: the block's text.
        marks: what was found on it.
    """

    index: int
    verdict: str
    text: str
    marks: tuple[Mark, ...]


def explain_file(path: Path, settings: Settings, data: Path) -> Cleaned:
    """Clean one loose file, with its .meta.json if it has one, as a run would: with its site's memory and recipes.

    Args:
        path: the file, or a WARC record as FILE#OFFSET; in the working folder or, as articles name it, in ``data``.
        settings: in force.
        data: the data folder.

    Raises:
        UsageError: there is no such file, or it is none that can be a page.
        InputFault: it cannot be read or normalised.
    """
    path = _find(path, data)
    folder = path.resolve().parent
    found = read_input(folder, encode_path(f"{folder.name}/{path.name}"), limits=settings.to_limits())
    if isinstance(found, Unreadable):
        raise found.fault
    return Cleaner(Folders(data), settings)(found)


def _find(path: Path, data: Path) -> Path:
    record = split_record(str(path))
    file = Path(record[0]) if record else path
    if not file.exists() and (data / file).exists():
        return _find(data / path, data)
    if not file.exists():
        raise UsageError(f"{file} does not exist; give {_PAGES}")
    if file.is_dir():
        raise UsageError(f"{file} is a folder; give {_PAGES}")
    if is_warc(file.name) and record is None:
        raise UsageError(
            f"{file} is an archive of many pages; give one as FILE#OFFSET, as articles name theirs: rawPath"
        )
    if record is None and file.suffix.lower() not in CONTENT_TYPES:
        raise UsageError(f"{file} is not named like a page; give {_PAGES}")
    return path


def verdicts(cleaned: Cleaned, policy: Policy) -> Iterator[Verdict]:
    """One verdict for every block of the document, in reading order."""
    left = {block.index: block.text for block in cut(cleaned.document, policy)}
    for index, block in enumerate(cleaned.document.blocks):
        marks = tuple(mark for mark in cleaned.document.marks if mark.span.block == index)
        kept = left.get(index)
        verdict = "left out" if kept is None else "kept" if kept == block.text else "cut"
        yield Verdict(index, verdict, block.text, marks)


def print_explanation(cleaned: Cleaned, policy: Policy, out: Console) -> None:
    """The record's fields, then every block with its verdict, then the repairs."""
    out.print(_fields(cleaned))
    table = Table("#", "verdict", "text", "why", expand=True, show_lines=False)
    for one in verdicts(cleaned, policy):
        style = _COLOURS[one.verdict]
        table.add_row(str(one.index), Text(one.verdict, style), _text(one, policy), _why(one, policy))
    out.print(table)
    for repair in cleaned.document.repairs:
        before, after = difference(repair.before, repair.after)
        line = f"block {repair.block}: {repair.kind}: {visible(shorten(before, 80))} → {visible(shorten(after, 80))}"
        out.print(Text(line, "cyan"))


def explanation_json(cleaned: Cleaned, policy: Policy) -> str:
    """The same for machines."""
    rows: list[dict[str, Any]] = [
        {
            "block": one.index,
            "verdict": one.verdict,
            "text": one.text,
            "marks": [
                {
                    "start": mark.span.start,
                    "end": mark.span.end,
                    "reason": mark.reason.value,
                    "why": mark.reason.sentence,
                    "score": mark.score,
                    "language": mark.language,
                    "by": mark.by,
                    "leavesOut": policy.leaves_out(mark),
                }
                for mark in one.marks
            ],
        }
        for one in verdicts(cleaned, policy)
    ]
    article = cleaned.article
    record = json.loads(article.to_json()) if isinstance(article, Article) else {"rejected": article.cause}
    return json.dumps({"article": record, "blocks": rows}, ensure_ascii=False, indent=2)


def _fields(cleaned: Cleaned) -> Table:
    table = Table(show_header=False, box=None, padding=(0, 2))
    article = cleaned.article
    if not isinstance(article, Article):
        table.add_row(Text("rejected", "red"), Text(f"{article.cause}: {safe(article.message)}"))
        return table
    publisher = article.publisher.name if article.publisher else None
    rows = {
        "address": article.url,
        "headline": article.headline,
        "published": article.date_published,
        "publisher": publisher,
        "section": article.article_section,
        "page type": article.page_type.value,
        "language": article.in_language,
        "interface": article.interface_language,
        "status": " ".join((article.quality.status.value, *article.quality.flags)),
    }
    for name, value in rows.items():
        table.add_row(Text(name, "bold"), Text(safe(value) if value else "–"))
    return table


def _text(one: Verdict, policy: Policy) -> Text:
    text = Text(safe(shorten(one.text, _TEXT_WIDTH)), "dim strike" if one.verdict == "left out" else "")
    if one.verdict == "cut":
        for mark in one.marks:
            if policy.leaves_out(mark) and mark.span.start < _TEXT_WIDTH:
                text.stylize("red strike", mark.span.start, min(mark.span.end, _TEXT_WIDTH))
    return text


def _why(one: Verdict, policy: Policy) -> Text:
    """The marks that decided; for a block without marks, that there are none."""
    if not one.marks:
        return Text("text: no marker objects", "dim")
    lines = []
    for mark in one.marks:
        weight = "leaves out" if policy.leaves_out(mark) else "keeps" if mark.reason in KEEPING else "suspects"
        language = f" {mark.language}" if mark.language else ""
        lines.append(f"{weight}: {mark.reason.value}{language} {mark.score:.2f} ({mark.by}). {mark.reason.sentence}")
    return Text("\n".join(lines))
