"""Tell what examining the set-up found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tilannekuva.cli.console.telling import Telling
from tilannekuva.domain.messages import Message, msg

if TYPE_CHECKING:
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.examined import Examined

_STATES: Mapping[str, Message] = {
    "ok": msg("in order"),
    "note": msg("to know"),
    "fault": msg("to mend"),
}


def examined_workspace(found: Sequence[Examined], words: Words) -> Telling:
    """Tell each thing in a line, those to mend last."""
    lines = [
        f"{words.say(_STATES[state])}: {words.say(each.message)}"
        for state in _STATES
        for each in found
        if each.state == state
    ]
    faults = sum(each.state == "fault" for each in found)
    ending = (
        words("Something is to be mended (exit code 1): {n}.", n=faults)
        if faults
        else words("Nothing is to be mended (exit code 0).")
    )
    data = {
        "checks": [
            {"about": each.about, "state": each.state, "message": words.say(each.message)}
            for each in found
        ],
        "faults": faults,
    }
    needed = [
        f"{words.say(_STATES['fault'])}: {words.say(each.message)}"
        for each in found
        if each.state == "fault"
    ]
    return Telling(data, (*lines, ending), (*needed, ending) if faults else ())
