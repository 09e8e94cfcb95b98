"""The examples of the gates CELL, ROW and TREND do what they say, in every language."""

from dataclasses import replace

import pytest
from described_forms import findings
from example_forms import Forms

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.messages import Message
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.rule import Rule
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.i18n.told_rule import told_rule

executed = pytest.mark.parametrize(
    "code",
    [code for code, rule in RULES.items() if rule.gate in {"CELL", "ROW", "TREND"}],
)
every_language = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture
def forms(roadmap: Roadmap, glossary: Glossary, regions: Regions, language: Language) -> Forms:
    """The forms of a language."""
    return Forms(roadmap, glossary, regions, language)


@executed
@every_language
def test_passing_example__ok(forms: Forms, code: str) -> None:
    """Of a rule's passing example the rule tells nothing."""
    assert code not in {each.code for each in findings(forms, RULES[code], failing=False)}


@executed
@every_language
def test_failing_example__error(forms: Forms, code: str) -> None:
    """Of a rule's failing example is told just what the catalogue shows: the same sentence."""
    rule = RULES[code]
    found = [each for each in findings(forms, rule, failing=True) if each.code == code]
    assert found
    shown = told_rule(rule, forms.words)
    assert forms.words.say(_as_shown(found[0], rule)) == f"{shown.there} {shown.to_do}"
    assert found[0].place == shown.place


def _as_shown(finding: Finding, rule: Rule) -> Message:
    """Return a finding's message; what a long text begins with is shortened in the catalogue."""
    shown = {name: rule.example.values[name] for name in {"begins"} & set(finding.values)}
    return replace(finding, values={**finding.values, **shown}).message
