"""A rule in words: what a person reads where it is explained, its example's values put in."""

from dataclasses import dataclass

from tilannekuva.domain.messages import Message
from tilannekuva.domain.rule import SEVERITY_MEANINGS, SEVERITY_WORDS, Rule, Severity
from tilannekuva.domain.rules.gates import GATES
from tilannekuva.i18n.words import Words


@dataclass(frozen=True, slots=True)
class ToldRule:
    """A rule in one language."""

    code: str
    severity: Severity
    severity_word: str
    severity_meaning: str
    title: str
    reason: str
    place: str
    """Where the finding of the failing example is."""
    there: str
    """What is told of the failing example: what is there, and what is expected."""
    to_do: str
    """What it asks for."""
    passing: str
    failing: str

    @property
    def sentence(self) -> str:
        """All four parts of what a person is told of the failing example."""
        return f"{self.place}: {self.there} {self.to_do}"


def told_rule(rule: Rule, words: Words) -> ToldRule:
    """Return a rule in words."""
    values = rule.example.values
    return ToldRule(
        code=rule.code,
        severity=rule.severity,
        severity_word=words.say(SEVERITY_WORDS[rule.severity]),
        severity_meaning=words.say(SEVERITY_MEANINGS[rule.severity]),
        title=words.say(rule.title),
        reason=words.say(rule.reason),
        place=words.value(rule.example.place or GATES[rule.gate].usual_place),
        there=words.say(Message(rule.message.pattern, values)),
        to_do=words.say(Message(rule.fix.pattern, values)),
        passing=words.say(rule.example.passing),
        failing=words.say(rule.example.failing),
    )
