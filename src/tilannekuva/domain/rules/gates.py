"""The gates a return passes, cheap first; the last one is for the roadmap file itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from tilannekuva.domain.messages import Message, msg


@dataclass(frozen=True, slots=True)
class Gate:
    """One gate: what it is called, and the question its rules ask."""

    title: Message
    question: Message
    usual_place: str | Message
    """Where the finding of an example is, unless the example says otherwise."""


_A_FILE = "tilannekuva-2022-05-06-fi.xlsx"
_A_STATUS = "HT!K9"

GATES: Mapping[str, Gate] = {
    "FILE": Gate(
        msg("The file"),
        msg("Can the file be opened, and can each of its sheets be read?"),
        _A_FILE,
    ),
    "IDENTITY": Gate(
        msg("The identity"),
        msg("Is it our form, and of which region, month and version of the roadmap?"),
        _A_FILE,
    ),
    "CELL": Gate(
        msg("The cells"),
        msg("Can each answer be read as what was asked: a choice, a date or a text?"),
        _A_STATUS,
    ),
    "ROW": Gate(
        msg("The rows and columns"),
        msg("Is everything of the form in its place, and do the answers fit together?"),
        _A_STATUS,
    ),
    "TREND": Gate(
        msg("Last month"),
        msg("Do the answers follow from those of last month?"),
        _A_STATUS,
    ),
    "ROADMAP": Gate(
        msg("The roadmap file"),
        msg("Is the roadmap file whole, and does it agree with itself and the regions file?"),
        msg("{file}, line {line}", file="roadmap.yaml", line=412),
    ),
}
"""The gates by the first part of a rule's code, in the order they are passed."""
