"""Write the page of the rules: every message of every rule in every language."""

import re
from collections.abc import Iterator, Mapping

from tilannekuva.domain.dispositions import ADVICE, REASONS
from tilannekuva.domain.rule import SEVERITY_MEANINGS, SEVERITY_WORDS, Rule, Severity
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.domain.rules.gates import GATES
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.i18n.told_rule import told_rule
from tilannekuva.i18n.words import Words

_NAMES: Mapping[Language, str] = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
_WORDS: Mapping[Language, Words] = {language: Words(language, "console") for language in LANGUAGES}

_INTRODUCTION = """\
# Rules

What is checked in returns and in the roadmap file, why, and what people are told.
Generated from `src/tilannekuva/domain/rules/`; change the rules there and run `make generated`.
`tilannekuva explain CELL-001` tells the same of one rule at the terminal.

A message says where, what is there, what is expected and, here in bold, what to do.
Messages are shown as they come out for the example that does not pass, with dates and numbers as
each language writes them; the places are examples too.
An example such as `Status: completed; Risk: low` is one row of a form, by its headings.
`→` stands between last month's row and this month's.

Whoever sends a return is told how much each message matters:
"""

_REASONS = """\
## What became of a file

Every file of the inbox is told of with one reason.
What the coordinator can do about it stands in bold; what is in braces is filled in.
"""


def rules_page() -> str:
    """Return the page as Markdown."""
    text = "\n".join(_lines()) + "\n"
    # What ends a block and what begins the next one both leave a line empty.
    return re.sub(r"\n{3,}", "\n\n", text)


def _lines() -> Iterator[str]:
    yield from _INTRODUCTION.splitlines()
    yield ""
    yield from _severities()
    yield from ("", "## Contents", "")
    for gate, meaning in GATES.items():
        title = meaning.title.pattern
        yield f"- [{gate}: {title}](#{_anchor(f'{gate}: {title}')})"
        for rule in _rules_of(gate):
            yield f"  - [{rule.code}](#{_anchor(rule.code)}) {_text(rule.title.pattern)}"
    yield f"- [What became of a file](#{_anchor('What became of a file')})"
    for gate, meaning in GATES.items():
        yield from ("", f"## {gate}: {meaning.title.pattern}", "")
        for language in LANGUAGES:
            question = _WORDS[language].say(meaning.question)
            yield f"- {_NAMES[language]}: {_text(question)}"
        for rule in _rules_of(gate):
            yield from _rule(rule)
    yield ""
    yield from _reasons()


def _severities() -> Iterator[str]:
    yield "| | Suomi | Svenska | English |"
    yield "|---|---|---|---|"
    for severity in Severity:
        told = [
            f"{words.say(SEVERITY_WORDS[severity])}: {words.say(SEVERITY_MEANINGS[severity])}"
            for words in _WORDS.values()
        ]
        yield f"| `{severity.value}` | {' | '.join(map(_text, told))} |"


def _rules_of(gate: str) -> Iterator[Rule]:
    return (rule for rule in RULES.values() if rule.gate == gate)


def _rule(rule: Rule) -> Iterator[str]:
    yield from ("", f"### {rule.code}", "")
    yield f"Severity: {rule.severity.value}."
    for language, words in _WORDS.items():
        told = told_rule(rule, words)
        yield from ("", f"**{_NAMES[language]}: {_text(told.title)}.** {_text(told.reason)}", "")
        yield f"> {_text(told.place)}: {_text(told.there)} **{_text(told.to_do)}**"
        yield ""
        yield from _example(words("No finding"), told.passing)
        yield from _example(words("Finding"), told.failing)


def _example(heading: str, example: str) -> Iterator[str]:
    """Yield an example: a row or a line as code, a table or lines as a block, else as text."""
    if "\n" in example:
        block = ("```text", *_aligned(example), "```")
        yield from (f"- {heading}:", "", *(f"  {line}".rstrip() for line in block), "")
    elif _is_written(example):
        yield f"- {heading}: `{example}`"
    else:
        yield f"- {heading}: {_text(example)}"


def _is_written(example: str) -> bool:
    """Tell whether an example is what somebody writes, and not a description of it."""
    return re.match(r"[^.“”]*: |[\w ]*:$", example) is not None


def _aligned(table: str) -> list[str]:
    """Return the lines of a table with its bars below each other; other lines as they are."""
    rows = [[cell.strip() for cell in line.split("|")] for line in table.splitlines()]
    if all(len(row) == 1 for row in rows):
        return table.splitlines()
    widths = [max(map(len, column)) for column in zip(*_filled_up(rows), strict=True)]
    lines = [
        " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        for row in rows
    ]
    return [line.rstrip() for line in lines]


def _filled_up(rows: list[list[str]]) -> list[list[str]]:
    width = max(map(len, rows))
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _reasons() -> Iterator[str]:
    yield from _REASONS.splitlines()
    for reason, sentence in REASONS.items():
        yield from ("", f"`{reason}`", "")
        for language, words in _WORDS.items():
            text = _text(words.pattern(sentence.pattern))
            if reason in ADVICE:
                text += f" **{_text(words.pattern(ADVICE[reason].pattern))}**"
            yield f"- {_NAMES[language]}: {text}"


def _text(text: str) -> str:
    """Return a text as Markdown shows it unchanged."""
    return re.sub(r"([\\`*<>\[\]|])", r"\\\1", text)


def _anchor(heading: str) -> str:
    """Return what a heading is linked by, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.casefold()).replace(" ", "-")
