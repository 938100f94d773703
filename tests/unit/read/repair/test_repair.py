"""Repair: what it mends, what it leaves, and that each change can be replayed."""

from __future__ import annotations

import pytest

from pumice.model import RepairKind, Step
from pumice.read.repair import repair, replay


@pytest.mark.parametrize(
    ("text", "expected", "kind"),
    [
        ("Le cafÃ© a fermÃ© aprÃ¨s lâ€™Ã©tÃ©.", "Le café a fermé après l’été.", RepairKind.MOJIBAKE),
        ("Zu&nbsp;sp&auml;t", "Zu\u00a0spät", RepairKind.ENTITY),
        ("На улице стоит кpасивый дом.", "На улице стоит красивый дом.", RepairKind.HOMOGLYPH),
        ("a sm\ud83d\ude00ile", "a sm😀ile", RepairKind.CONTROL),
        ("no\x00 nul", "no nul", RepairKind.CONTROL),
    ],
)
def test_mends(text: str, expected: str, kind: RepairKind):
    """Each kind of damage is mended, named, and the change replays."""
    result = repair(text)
    assert result.text == expected
    assert [step.kind for step in result.steps] == [kind]
    assert replay(result.steps[0].before, result.steps[0].steps) == result.steps[0].after


@pytest.mark.parametrize("text", ["use &lt;b&gt; for bold", "AT&amp;T", "L’été à Paris", "ABCД-12"])
def test_leaves(text: str):
    """Markup entities, clean text and codes of two scripts stay."""
    assert repair(text).text == text


def test_lossy_damage_is_flagged():
    """A replacement character cannot be undone, so it is reported."""
    assert repair("caf\ufffd").flags == ("lossy-encoding",)


def test_unknown_step_is_refused():
    """Replaying a step that nobody knows says which are known."""
    with pytest.raises(ValueError, match="no known action"):
        replay("a", [Step("guess", "")])
