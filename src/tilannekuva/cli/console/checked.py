"""Tell what the senders of single files would be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tilannekuva.cli.console.paragraphs import paragraph
from tilannekuva.cli.console.telling import Data, Telling
from tilannekuva.cli.console.values import machine_value
from tilannekuva.domain.answers import COVER
from tilannekuva.domain.messages import Message, msg
from tilannekuva.domain.rule import Severity
from tilannekuva.i18n.told import ToldFinding, told

if TYPE_CHECKING:
    from tilannekuva.domain.findings import Finding
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.check import CheckedFile
    from tilannekuva.pipeline.intake import TakenReturn

_HEADINGS: Mapping[Severity, Message] = {
    Severity.ERROR: msg("Must be corrected"),
    Severity.WARNING: msg("Please check"),
    Severity.REPAIR: msg("Read as follows"),
    Severity.NOTE: msg("Good to know"),
}

_MOST_CELLS = 8
"""More would hide the sentence; machines get them all."""
_LONGEST_VALUE = 160
"""A text that somebody pasted need not fill the screen to be recognised."""


def checked_files(checked: Sequence[CheckedFile], words: Words, width: int) -> Telling:
    """Tell what the sender of each file would be told, and how it stands on the whole."""
    lines: list[str] = []
    needed: list[str] = []
    for each in checked:
        lines += [*_file(each, words, width, tuple(Severity)), ""]
        if each.has_errors:
            needed += [*_file(each, words, width, (Severity.ERROR,)), ""]
    verdict = _verdict_on_all(checked, words) if len(checked) > 1 else []
    return Telling(
        {"files": [_data(each, words) for each in checked]},
        tuple([*lines, *verdict] if verdict else lines[:-1]),
        tuple(needed[:-1]),
    )


def _file(
    checked: CheckedFile, words: Words, width: int, severities: tuple[Severity, ...]
) -> Iterator[str]:
    """Yield what a file is, its findings under their headings, and a verdict."""
    yield from paragraph(checked.name, width)
    if checked.taken is not None:
        for line in _what_it_is(checked.taken, words):
            yield from _indented(line, width)
    elif checked.refused is not None and not checked.has_errors:
        yield from _indented(words.say(checked.refused.message), width)
        return
    findings = told(checked.findings, words, longest=_LONGEST_VALUE, across_sheets=True)
    for severity in severities:
        ours = [each for each in findings if each.severity is severity]
        if ours:
            yield ""
            yield f"  {words.say(_HEADINGS[severity])} ({words.number(len(ours))})"
            for each in ours:
                yield from paragraph(_line(each, words), width, first="    ", rest="      ")
    yield ""
    yield from _indented(_verdict(findings, words, used=checked.refused is None), width)


def _what_it_is(taken: TakenReturn, words: Words) -> Iterator[str]:
    returned = [group for group in taken.groups if group.is_return]
    answers = sum(len(group.answers) for group in returned)
    yield words.plural(
        "{region}, {month}: {n} answer",
        "{region}, {month}: {n} answers",
        answers,
        region=taken.region.name,
        month=taken.month,
    )
    if returned:
        yield words("Filled in: {groups}", groups=_groups((each.group for each in returned), words))
    blank = [each.group for each in taken.groups if not each.is_return]
    if blank:
        yield words("Not filled in: {groups}", groups=_groups(blank, words))


def _groups(groups: Iterable[str], words: Words) -> str:
    return words.listing([words("the cover") if each == COVER else each for each in groups])


def _line(finding: ToldFinding, words: Words) -> str:
    place = f"{_place(finding, words)}: " if finding.first.sheet else ""
    return f"{place}{finding.sentence} ({finding.code})"


def _place(finding: ToldFinding, words: Words) -> str:
    cells = sum(map(len, finding.sheets.values()))
    # To leave out a single one would save nothing.
    if cells <= _MOST_CELLS + 1:
        return finding.place
    room, shown = _MOST_CELLS, []
    for sheet, listed in finding.sheets.items():
        if room > 0:
            shown.append(f"{sheet}!{', '.join(listed[:room])}")
        room -= len(listed)
    return words("{cells} and {n} more", cells="; ".join(shown), n=cells - _MOST_CELLS)


def _verdict(findings: Sequence[ToldFinding], words: Words, *, used: bool) -> str:
    errors = sum(each.severity is Severity.ERROR for each in findings)
    warnings = sum(each.severity is Severity.WARNING for each in findings)
    sentences = []
    if errors:
        sentences += [
            words.plural("{n} thing must be corrected.", "{n} things must be corrected.", errors),
        ]
    if warnings:
        sentences.append(
            words.plural("{n} thing should be checked.", "{n} things should be checked.", warnings)
        )
    if errors and used:
        sentences.append(words("Whatever could be read is used all the same."))
    return " ".join(sentences) or words("Nothing to correct.")


def _verdict_on_all(checked: Sequence[CheckedFile], words: Words) -> list[str]:
    wrong = sum(each.has_errors for each in checked)
    if not wrong:
        return [words("{n} files checked; none has to be corrected.", n=len(checked))]
    return [
        words("{n} files checked; {wrong} to be corrected.", n=len(checked), wrong=wrong),
    ]


def _indented(text: str, width: int) -> list[str]:
    return paragraph(text, width, first="  ", rest="  ")


def _data(checked: CheckedFile, words: Words) -> Data:
    refused, taken = checked.refused, checked.taken
    return {
        "file": checked.name,
        "region": taken.region.code if taken is not None else None,
        "month": str(taken.month) if taken is not None else None,
        "answers": checked.answers,
        "groups": [
            {"group": each.group, "filled_in": each.is_return, "answers": len(each.answers)}
            for each in (taken.groups if taken is not None else ())
        ],
        "disposition": refused.disposition.value if refused is not None else None,
        "reason": refused.reason if refused is not None else None,
        "message": words.say(refused.what) if refused is not None else None,
        "counts": {
            severity.value: sum(each.severity is severity for each in checked.findings)
            for severity in Severity
        },
        "findings": [_finding_data(each, words) for each in told(checked.findings, words)],
    }


def _finding_data(finding: ToldFinding, words: Words) -> Data:
    first = finding.first
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "region": first.region,
        "group": first.group,
        "sheet": first.sheet,
        "cells": list(finding.cells),
        "message": finding.there,
        "fix": finding.to_do,
        "places": [_place_data(each, words) for each in finding.findings],
    }


def _place_data(finding: Finding, words: Words) -> Data:
    return {
        "cell": finding.cell,
        "subtask": finding.subtask,
        "question": finding.question,
        "values": {name: machine_value(each, words) for name, each in finding.values.items()},
    }
