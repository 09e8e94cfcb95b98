"""What is to be marked in a workbook, in words already, and what came of it.

The worker that marks has this in place of findings and catalogues, which would cost it the
import of pydantic and Babel at every start.
"""

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Literal

from tilannekuva.isolation.frames import NonsenseError

MarkKind = Literal["error", "warning"]
LineKind = Literal["error", "warning", "repair", "note", "missing"]

SHED: Final = (
    "macros",
    "formulas",
    "links",
    "other_workbooks",
    "connections",
    "objects",
    "pictures",
    "pivots",
    "threads",
    "add_ins",
    "label",
    "controls",
)
"""What a marked copy is made without, by the key of its words, in the order it is told."""

SHED_PLACE: Final = "{things}"
"""Where the words of what was shed go into their sentence."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell to be filled and commented."""

    sheet: str
    cell: str
    kind: MarkKind
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list on the first sheet."""

    kind: LineKind
    word: str
    """What is to be done, in a word."""
    place: str
    subtasks: str
    text: str
    """What is there."""
    to_do: str = ""
    sheet: str = ""
    cell: str = ""
    """The cell the line leads to; empty where it leads nowhere."""


@dataclass(frozen=True, slots=True)
class Order:
    """How a workbook is to be marked."""

    name: str
    """Of the sheet that is added."""
    title: str
    advice: tuple[str, ...]
    headings: tuple[str, str, str, str, str]
    """Above the word, the place, the subtasks, what is there, and what to do."""
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    footer: str = ""
    page: str = ""
    """The word for a page, in the footer."""
    shed_word: str = ""
    """What stands in the first column of the line about what was shed."""
    shed_sentence: str = SHED_PLACE
    shed_things: dict[str, str] = field(default_factory=dict)
    """The words for each of `SHED`."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A marked workbook."""

    content: bytes
    shed: tuple[str, ...] = ()
    """What it is made without, in the order of `SHED`."""


@dataclass(frozen=True, slots=True)
class NotMarked:
    """A workbook that cannot be edited as it is, and why, for the log."""

    why: str


def encode_order(path: str, order: Order, ticket: str) -> bytes:
    """Return the request to mark a file; the reply must carry the same ticket."""
    return json.dumps({"path": path, "order": asdict(order), "ticket": ticket}).encode()


def decode_order(payload: bytes) -> tuple[str, Order, str]:
    """Return path, order and ticket of a request; the worker trusts who started it."""
    request = json.loads(payload)
    body: dict[str, Any] = request["order"]
    order = Order(
        **{
            **body,
            "advice": tuple(body["advice"]),
            "headings": tuple(body["headings"]),
            "lines": tuple(Line(**each) for each in body["lines"]),
            "marks": tuple(Mark(**each) for each in body["marks"]),
        }
    )
    return request["path"], order, request["ticket"]


def encode_marked(result: Marked | NotMarked, ticket: str) -> bytes:
    """Return the reply to the request with this ticket: a line of JSON, then the workbook."""
    head: dict[str, object] = {"ticket": ticket}
    if isinstance(result, NotMarked):
        return json.dumps(head | {"why": result.why}).encode() + b"\n"
    return json.dumps(head | {"shed": list(result.shed)}).encode() + b"\n" + result.content


def decode_marked(payload: bytes, ticket: str) -> Marked | NotMarked:
    """Return what a reply says.

    Raises:
        NonsenseError: it is anything but what `encode_marked` writes for this ticket.
    """
    line, _, content = payload.partition(b"\n")
    try:
        head = json.loads(line)
        if head.keys() == {"ticket", "why"} and head["ticket"] == ticket:
            return NotMarked(str(head["why"]))
        if head.keys() == {"ticket", "shed"} and head["ticket"] == ticket:
            return Marked(content, tuple(kind for kind in SHED if kind in head["shed"]))
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise NonsenseError(str(error)) from error
    raise NonsenseError("head")
