"""Findings in words, with equal ones told once: "F14, F17, F22"."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import Message, MessageValue, SingleValue
from tilannekuva.domain.rule import Severity
from tilannekuva.i18n.words import Words

_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """One sentence and every finding of one sheet, or of one file, that says it."""

    there: str
    """What is there, and what is expected."""
    to_do: str
    """What to do about it."""
    findings: tuple[Finding, ...]
    """In reading order; rule, region and file are the same in all."""

    @property
    def first(self) -> Finding:
        """One of them, for what they have in common."""
        return self.findings[0]

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.first.code

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.first.severity

    @property
    def sentence(self) -> str:
        """What is there, what is expected, and what to do."""
        return f"{self.there} {self.to_do}"

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells, each once; none where it is about a sheet or a file."""
        return _each_once(each.cell for each in self.findings)

    @property
    def subtasks(self) -> tuple[str, ...]:
        """The subtasks, each once."""
        return _each_once(each.subtask for each in self.findings)

    @property
    def questions(self) -> tuple[str, ...]:
        """The ids of the questions asked in the cells, each once."""
        return _each_once(each.question for each in self.findings)

    @property
    def sheets(self) -> dict[str, tuple[str, ...]]:
        """The cells, each once, by their sheet."""
        cells: dict[str, dict[str, None]] = {}
        for each in self.findings:
            cells.setdefault(each.sheet, {}).update({each.cell: None} if each.cell else {})
        return {sheet: tuple(found) for sheet, found in cells.items() if sheet}

    @property
    def place(self) -> str:
        """Where it is, as people write it: ``ICT!F14, F17; HT!F9``, or the file's name."""
        places = (
            f"{sheet}!{', '.join(cells)}" if cells else sheet
            for sheet, cells in self.sheets.items()
        )
        return "; ".join(places) or self.first.file


def told(
    findings: Iterable[Finding],
    words: Words,
    *,
    longest: int | None = None,
    across_sheets: bool = False,
) -> tuple[ToldFinding, ...]:
    """Return findings in words, the gravest first, each severity in reading order.

    Those of one sheet that say the same are one.

    Args:
        findings: in any order; files and sheets come in the order they are first met in.
        words: the reader's language.
        longest: the characters a value may take up in a sentence; by default it stands whole.
        across_sheets: whether those of several sheets of a file that say the same are one too.
    """
    same: dict[tuple[str, ...], list[Finding]] = {}
    for each in in_reading_order(findings):
        # Told apart by the whole values, also where a sentence shows only their beginning.
        sentence = words.say(each.message)
        sheet = () if across_sheets and each.cell else (each.group, each.sheet)
        key = (sentence, each.code, each.region, each.file, *sheet)
        same.setdefault(key, []).append(each)
    return tuple(
        ToldFinding(
            _said(alike[0].rule.message, alike[0], words, longest),
            _said(alike[0].rule.fix, alike[0], words, longest),
            tuple(alike),
        )
        for alike in same.values()
    )


def in_reading_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by severity, file, sheet, row and column, the gravest first.

    What is about a whole file or sheet stands before what is about a part of it.
    """
    listed = list(findings)
    files = _order(each.file for each in listed)
    sheets = _order((each.file, each.sheet) for each in listed)
    return sorted(
        listed,
        key=lambda each: (
            _SEVERITIES.index(each.severity),
            files[each.file],
            each.sheet != "",
            sheets[each.file, each.sheet],
            *_row_and_column(each.cell),
        ),
    )


def _order(things: Iterable[Hashable]) -> dict[Hashable, int]:
    return {thing: place for place, thing in enumerate(dict.fromkeys(things))}


def _row_and_column(cell: str) -> tuple[int, int, str]:
    found = _ADDRESS.match(cell)
    if found is None:
        return (0, 0, "")
    letters, row = found.groups()
    # Letters of the same number compare as columns do.
    return (int(row), len(letters), letters)


def _said(part: Message, finding: Finding, words: Words, longest: int | None) -> str:
    values = finding.values
    if longest is not None:
        values = {name: _shortened(value, longest) for name, value in values.items()}
    return words.say(Message(part.pattern, values))


def _shortened(value: MessageValue, longest: int) -> MessageValue:
    if isinstance(value, tuple):
        return tuple(_shortened_single(each, longest) for each in value)
    return _shortened_single(value, longest)


def _shortened_single(value: SingleValue, longest: int) -> SingleValue:
    if isinstance(value, Message):
        values = {name: _shortened(each, longest) for name, each in value.values.items()}
        return Message(value.pattern, values)
    if isinstance(value, str) and len(value) > longest:
        return f"{value[:longest].rstrip()}…"
    return value


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, texts)))
