"""Repair a text, one paragraph a line; what mends one line is tried on the others. Start with :func:`repair`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from pumice.model import Repair, Repaired, RepairKind, Step
from pumice.read.fit.best import best_fit
from pumice.read.repair.controls import drop_controls, has_unsafe, join_surrogates, read_controls
from pumice.read.repair.entities import unescape
from pumice.read.repair.homoglyphs import mend_homoglyphs
from pumice.read.repair.misread import find_misreading, is_mention
from pumice.read.repair.second import ask_ftfy
from pumice.read.repair.steps import replay
from pumice.read.repair.suspicion import count_utf8, may_be_utf8, oddness, out_of_place, suspect_lines
from pumice.read.repair.swaps import confirm_swap, find_swap, sample_of

_ROUNDS = 4
_PATIENCE = 3
_Plan = tuple[Step, ...]


@dataclass(slots=True)
class _Page:
    """What the lines so far have taught.

    Attributes:
        plans: how many lines each plan mended.
        fruitless: searches for a swap that found none; a page that keeps looking odd is in a language that the
            statistics know little of, so each line must look odder than the last.
        barren: the same for searches for misread UTF-8.
    """

    plans: Counter[_Plan] = field(default_factory=Counter)
    fruitless: int = 0
    barren: int = 0

    def best(self, action: str) -> _Plan:
        """The plan of an action that explains most of the page; empty where there is none."""
        return next((plan for plan, _lines in self.plans.most_common() if plan[0].action.startswith(action)), ())


def repair(text: str, *, language: str | None = None) -> Repaired:
    """Mend encoding damage and homoglyphs, one paragraph a line; white space and normal form stay.

    Args:
        text: paragraphs, one a line.
        language: BCP 47 tag where it is known; the judgement does not need it.

    Returns:
        The text, with as many lines as it had; the changes, ``block`` being the line and ``before`` and ``after`` the
        whole line; flags for damage that was seen and left: "lossy-encoding" for U+FFFD, "suspect-encoding" for what
        looks broken and could not be mended.
    """
    del language
    suspects = _concerned(text)
    if not suspects:
        return Repaired(text, (), ("lossy-encoding",) if "\ufffd" in text else ())
    lines = text.split("\n")
    page = _Page()
    changes = {number: list(_mend(number, lines[number], page)) for number in sorted(suspects)}
    if page.plans and len(lines) > 1:
        learned = _Page(Counter(page.plans))
        for number, line in enumerate(lines):
            if not line.isascii():
                changes[number] = list(_mend(number, line, learned))
    steps = tuple(step for number in sorted(changes) for step in changes[number])
    for step in steps:
        lines[step.block] = step.after
    mended = "\n".join(lines) if steps else text
    return Repaired(mended, steps, _flags(mended))


def _concerned(text: str) -> set[int]:
    """The lines in which anything could need mending: the gates, cheapest first."""
    found = set() if text.isascii() else suspect_lines(text)
    unsafe = has_unsafe(text)
    if "&" in text or unsafe:
        found.update(
            number for number, line in enumerate(text.split("\n")) if "&" in line or (unsafe and has_unsafe(line))
        )
    return found


def _mend(number: int, line: str, page: _Page) -> Iterator[Repair]:
    """The changes to one line, in order; rounds until nothing changes, for one repair may uncover another."""
    now = line
    for _round in range(_ROUNDS):
        before = now
        for kind, find in _MENDERS:
            plan = find(now, page)
            after = replay(now, plan)
            if after != now:
                yield Repair(number, kind, now, after, plan)
                now = after
        if now == before:
            return


def _if_changed(change: Callable[[str], str], action: str) -> Callable[[str, _Page], _Plan]:
    """A finder for a change that needs no judgement."""
    plan = (Step(action, ""),)
    return lambda line, _page: plan if change(line) != line else ()


def _recoded(line: str, page: _Page) -> _Plan:
    """The change of charset that explains a line best: UTF-8 misread, or one legacy charset taken for another."""
    looks_like_utf8 = not line.isascii() and may_be_utf8(line)
    if line.isascii() or (looks_like_utf8 and is_mention(line)):
        return ()
    odd = oddness(line)
    suspect = (looks_like_utf8 and _may_be_misread(line, page)) or (odd and out_of_place(line))
    misread = _misreading(line, page) if suspect else ()
    if misread and not oddness(replay(line, misread)):
        return _learn(misread, page)
    swapped = _swapped(line, page) if odd > page.fruitless // _PATIENCE else _swapped_alike(line, page)
    if misread and swapped:
        sample = sample_of(line)
        by_fit = [(best_fit(replay(sample, plan)).nats, plan) for plan in (misread, swapped)]
        return _learn(min(by_fit)[1], page)
    return _learn(misread or swapped, page)


def _unexplained(line: str, _page: _Page) -> _Plan:
    """A line that still looks like misread UTF-8 although no table of ours explains it."""
    if line.isascii() or not may_be_utf8(line) or is_mention(line):
        return ()
    return ask_ftfy(line)


def _learn(plan: _Plan, page: _Page) -> _Plan:
    if plan:
        page.plans[tuple(Step(step.action.removesuffix("-damaged"), step.parameter) for step in plan)] += 1
    return plan


def _may_be_misread(line: str, page: _Page) -> bool:
    """Whether a line shows more byte patterns of UTF-8 than the page has taught us to expect of sound ones."""
    return count_utf8(line) > (0 if page.plans else page.barren // _PATIENCE)


def _misreading(line: str, page: _Page) -> _Plan:
    preferred = page.best("reread")
    found = find_misreading(line, preferred=tuple(step.parameter for step in preferred))
    if found is None:
        page.barren += 1
        return ()
    first = "reread-damaged" if found.damaged else "reread"
    return tuple(Step("reread" if at else first, charset) for at, charset in enumerate(found.charsets))


def _swapped(line: str, page: _Page) -> _Plan:
    preferred = page.best("swap")
    found = find_swap(sample_of(line), preferred=preferred[0].parameter if preferred else "")
    if found is None:
        page.fruitless += 1
        return _swapped_alike(line, page)
    return (Step("swap", f"{found.read_as}>{found.written_as}"),)


def _swapped_alike(line: str, page: _Page) -> _Plan:
    """For a line that does not look odd in itself: the swap that mended other lines, if it suits this one too."""
    preferred = page.best("swap")
    return preferred if preferred and confirm_swap(sample_of(line), preferred[0].parameter) else ()


def _flags(text: str) -> tuple[str, ...]:
    flags = []
    if "\ufffd" in text:
        flags.append("lossy-encoding")
    if not text.isascii() and may_be_utf8(text):
        flags.append("suspect-encoding")
    return tuple(flags)


_MENDERS: tuple[tuple[RepairKind, Callable[[str, _Page], _Plan]], ...] = (
    (RepairKind.CONTROL, _if_changed(join_surrogates, "join-surrogates")),
    (RepairKind.ENTITY, _if_changed(unescape, "unescape")),
    (RepairKind.MOJIBAKE, _recoded),
    (RepairKind.MOJIBAKE, _unexplained),
    (RepairKind.MOJIBAKE, _if_changed(read_controls, "read-controls")),
    (RepairKind.CONTROL, _if_changed(drop_controls, "drop-controls")),
    (RepairKind.HOMOGLYPH, _if_changed(mend_homoglyphs, "map-homoglyphs")),
)
"""In this order: references hide bytes, bytes hide charsets, and what no charset explains is read as browsers do."""
