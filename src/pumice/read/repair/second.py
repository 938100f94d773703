"""What our own tables do not explain, ftfy is asked about; its answer counts if it is clearly the more natural text.

ftfy knows sequences that our tables leave alone, but it judges by sequences, not by languages: by itself it harms words
in capitals. So it is asked last, only about lines that still look like misread UTF-8, with every option off that is not
about encoding, and through ``fix_and_explain``, whose plan replays.
"""

from __future__ import annotations

import json
from typing import Final

from ftfy import ExplanationStep, TextFixerConfig, apply_plan, fix_and_explain

from pumice.model import Step
from pumice.read.fit.cost import plain_cost

ACTION: Final = "ftfy"
_LONGEST: Final = 2000
"""ftfy's time grows faster than the line."""
_LEAST_GAIN: Final = 8.0
"""Nats by which its answer must be more natural."""
_LOST: Final = "\ufffd"
"""What is lost is flagged, not guessed."""
_CONFIG: Final = TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
)


def ask_ftfy(line: str) -> tuple[Step, ...]:
    """The plan by which ftfy mends a line, as one replayable step; empty where it has none that we believe."""
    if len(line) > _LONGEST or _LOST in line:
        return ()
    text, plan = fix_and_explain(line, _CONFIG)
    if not plan or text == line or _LOST in text or plain_cost(text) > plain_cost(line) - _LEAST_GAIN:
        return ()
    return (Step(ACTION, json.dumps([[step.action, step.parameter] for step in plan])),)


def apply_ftfy(text: str, parameter: str) -> str:
    """Run a plan of ftfy's again."""
    return str(apply_plan(text, [ExplanationStep(action, value) for action, value in json.loads(parameter)]))
