"""Every rule is declared whole, and can be told in every language."""

import importlib
import pkgutil
import re
import string
from collections import Counter

import pytest

from tilannekuva.domain import rules
from tilannekuva.domain.messages import Message
from tilannekuva.domain.rule import Rule
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.domain.rules.gates import GATES
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.i18n.told_rule import told_rule
from tilannekuva.i18n.words import Words

BLAMING = {
    "fi": {"virheellinen", "kelvoton", "väärin", "laiton"},
    "sv": {"felaktig", "ogiltig", "otillåten"},
    "en": {"invalid", "illegal", "incorrect", "failed"},
}
"""Words that say only that something is bad, and not what it is."""

KEPT_VERBATIM = {"found", "answers", "column", "name"}
"""What a finding may carry beside what its sentences say, so that nothing is lost."""

every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=list(RULES))
every_language = pytest.mark.parametrize("language", LANGUAGES)


def placeholders(*patterns: str) -> set[str]:
    """Return the names of the values that patterns take."""
    parsed = (each for pattern in patterns for each in string.Formatter().parse(pattern))
    return {name for _, name, _, _ in parsed if name is not None}


def declared() -> list[Rule]:
    """Return every rule that a module of the catalogue declares."""
    found: dict[int, Rule] = {}
    for module in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            listed = value if isinstance(value, tuple) else ()
            found |= {id(each): each for each in listed if isinstance(each, Rule)}
    return list(found.values())


def test_every_code_is_declared_once__ok() -> None:
    """No code is declared twice, and every declared rule is in the catalogue."""
    codes = Counter(rule.code for rule in declared())
    assert set(codes.values()) == {1}
    assert set(codes) == set(RULES)


def test_every_gate_has_rules_in_its_order__ok() -> None:
    """The rules stand in the order of the gates a return passes, and no gate is empty."""
    assert list(dict.fromkeys(rule.gate for rule in RULES.values())) == list(GATES)


def test_messages_are_told_apart__ok() -> None:
    """No two rules say the same."""
    messages = Counter(rule.message.pattern for rule in RULES.values())
    assert [pattern for pattern, n in messages.items() if n > 1] == []


@every_rule
def test_code__ok(rule: Rule) -> None:
    """A code is its gate and three digits."""
    assert re.fullmatch(r"[A-Z]+-\d{3}", rule.code)
    assert RULES[rule.code] is rule
    assert rule.gate in GATES


@every_rule
def test_example_has_the_values_of_its_sentences__ok(rule: Rule) -> None:
    """The declared values are those the sentences take, and what is kept verbatim beside them."""
    taken = placeholders(rule.message.pattern, rule.fix.pattern)
    given = set(rule.example.values)
    assert taken <= given
    assert given - taken <= KEPT_VERBATIM


@every_language
@every_rule
def test_rule_can_be_told__ok(rule: Rule, language: Language) -> None:
    """Title, reason, both sentences and both examples have words, each of its own."""
    told = told_rule(rule, Words(language))
    texts = [told.title, told.reason, told.place, told.there, told.to_do]
    texts += [told.passing, told.failing]
    assert all(text and text == text.strip() for text in texts)
    assert len({told.title, told.reason, told.there, told.to_do}) == 4
    assert told.passing != told.failing


@every_language
@every_rule
def test_sentences_are_sentences__ok(rule: Rule, language: Language) -> None:
    """What is told begins as a sentence and ends as one; the title does not end as one."""
    words = Words(language)
    told = told_rule(rule, words)
    for text in (told.reason, told.there, told.to_do):
        assert text[0].isupper() or text[0] in "“”" or text.startswith(("{", "2022"))
        assert text.endswith((".", "…”"))
    assert told.title[-1] not in ".:!"
    assert told.title[0].isupper()


@every_language
@every_rule
def test_nobody_is_blamed__ok(rule: Rule, language: Language) -> None:
    """No message says that something is merely bad."""
    words = Words(language)
    said = " ".join(words.pattern(each.pattern) for each in _told_to_people(rule)).casefold()
    assert {word for word in BLAMING[language] if word in said} == set()


def _told_to_people(rule: Rule) -> tuple[Message, ...]:
    return rule.title, rule.message, rule.fix
