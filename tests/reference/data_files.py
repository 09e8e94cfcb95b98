"""A data file in a test: a valid one as a text, one thing changed, and what is said about it."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from tilannekuva.domain.messages import CannotRunError, Message
from tilannekuva.domain.rules.catalogue import RULES

CODES = {rule.message.pattern: code for code, rule in RULES.items()}

ABOUT_EARLIER = frozenset(f"ROADMAP-{number:03d}" for number in range(15, 21))
"""The rules on what a roadmap file says of its earlier versions; they need a second file."""

ROADMAP = dedent("""\
    version: "1"
    title: {fi: Tiekartta, sv: Färdplan}
    target_date: 2023-01-01
    applicability:
      all:
        name: {fi: kaikki, sv: alla}
        codes: ["01", "HUS"]
    answer_scale:
      status:
        - {id: not_started, label: {fi: ei aloitettu, sv: inte påbörjad}}
        - {id: done, label: {fi: valmis, sv: klar}, synonyms: {fi: [tehty]}}
      risk:
        - {id: low, label: {fi: matala, sv: låg}}
        - {id: high, label: {fi: korkea, sv: hög}}
      support:
        - {id: none, label: {fi: ei tarvetta, sv: inget behov}}
        - {id: national, label: {fi: kansallinen, sv: nationellt}}
      light:
        - {id: green, label: {fi: vihreä, sv: grön}}
        - {id: red, label: {fi: punainen, sv: röd}}
    questions:
      subtask:
        - id: status
          kind: choice
          scale: status
          name: {fi: Tila, sv: Status}
      region:
        - id: rescue
          kind: light_and_text
          scale: light
          name: {fi: Pelastustoimi, sv: Räddningsväsendet}
    measures:
      colour_classes: [25, 50]
      at_risk_within_days: 30
      national_risk: {share: "1/3", at_least: 3}
    phases:
      - id: AV
        name: {fi: Vaihe, sv: Fas}
        start: 2022-03-01
        end: 2022-12-31
    groups:
      - id: HT
        name: {fi: Hallinto, sv: Förvaltning}
        entities:
          - id: HT-1
            name: {fi: Talous, sv: Ekonomi}
            tasks:
              - id: HT-1.1
                name: {fi: Budjetti, sv: Budget}
                subtasks:
                  - id: HT-1.1.1
                    name: {fi: Talousarvio, sv: Budgeten}
                    phase: AV
                    critical: true
                    due: 2022-06-30
                    applies: all
                  - id: HT-1.1.2
                    name: {fi: Tilinpäätös, sv: Bokslutet}
                    phase: AV
                    critical: false
                    due: 2022-11-30
                    applies: all
                    depends_on: [HT-1.1.1]
    """)
"""The smallest roadmap file with a dependency and a question on the cover."""


def changed(text: str, old: str, new: str) -> str:
    """Return a text with its only mention of something changed.

    Raises:
        ValueError: it is not mentioned exactly once.
    """
    if text.count(old) != 1:
        raise ValueError(old)
    return text.replace(old, new)


def line_of(text: str, words: str) -> int:
    """Return the line on which words stand, the first counted as 1."""
    before, _, _ = text.partition(words)
    return before.count("\n") + 1


def refused(load: Callable[[Path], object], path: Path, text: str) -> list[tuple[str, int]]:
    """Return the code and line of every problem a file is refused for, in the order told."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CannotRunError) as raised:
        load(path)
    return [_code_and_line(message) for message in raised.value.messages]


def _code_and_line(message: Message) -> tuple[str, int]:
    problem, line = message.values["problem"], message.values["line"]
    assert isinstance(problem, Message)
    there = problem.values["there"]
    assert isinstance(there, Message)
    assert isinstance(line, str)
    return CODES[there.pattern], int(line)
