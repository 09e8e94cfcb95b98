"""Tell of the rules: all of them in a line each, or some with their reasons and examples."""

from collections.abc import Iterator, Sequence

from tilannekuva.cli.console.paragraphs import paragraph
from tilannekuva.cli.console.telling import Data, Telling
from tilannekuva.domain.rule import Rule
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.domain.rules.gates import GATES
from tilannekuva.i18n.told_rule import ToldRule, told_rule
from tilannekuva.i18n.words import Words


def listed_rules(words: Words, width: int) -> Telling:
    """Tell of every rule in a line, by gate."""
    rules = [told_rule(rule, words) for rule in RULES.values()]
    longest = max(len(each.severity_word) for each in rules)
    lines: list[str] = []
    for gate, meaning in GATES.items():
        lines += paragraph(f"{gate}: {words.say(meaning.question)}", width)
        lines += [
            line
            for rule in rules
            if RULES[rule.code].gate == gate
            for line in paragraph(
                f"{rule.code:<13}{rule.severity_word:<{longest}}  {rule.title}",
                width,
                first="  ",
                rest=" " * (17 + longest),
                keep_spaces=True,
            )
        ]
        lines.append("")
    lines += paragraph(words("More about one of them: tilannekuva explain CELL-001"), width)
    return Telling({"rules": [_data(rule) for rule in rules]}, tuple(lines))


def explained_rules(rules: Sequence[Rule], words: Words, width: int) -> Telling:
    """Tell of some rules all there is to know."""
    told = [told_rule(rule, words) for rule in rules]
    lines: list[str] = []
    for rule in told:
        lines += [*_explained(rule, words, width), ""]
    return Telling({"rules": [_data(rule) for rule in told]}, tuple(lines[:-1]))


def _explained(rule: ToldRule, words: Words, width: int) -> Iterator[str]:
    yield from paragraph(f"{rule.code}: {rule.title}", width)
    severity = f"{rule.severity_word[:1].upper()}{rule.severity_word[1:]}"
    yield from paragraph(f"{severity}. {rule.severity_meaning}", width)
    for heading, text in (
        (words("Why"), rule.reason),
        (words("What is told"), f"{rule.place}: {rule.there}"),
        (words("What to do about it"), rule.to_do),
        (words("No finding"), rule.passing),
        (words("Finding"), rule.failing),
    ):
        yield ""
        yield heading
        for line in text.splitlines():
            yield from paragraph(line, width, first="  ", rest="  ")


def _data(rule: ToldRule) -> Data:
    return {
        "code": rule.code,
        "gate": RULES[rule.code].gate,
        "severity": rule.severity.value,
        "title": rule.title,
        "reason": rule.reason,
        "message": rule.there,
        "fix": rule.to_do,
        "passing": rule.passing,
        "failing": rule.failing,
    }
