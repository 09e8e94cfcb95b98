"""``tilannekuva explain`` tells of every rule, in the reader's language."""

import json

import pytest
from typer.testing import CliRunner, Result

from tilannekuva.cli.app import app
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.i18n.told_rule import told_rule
from tilannekuva.i18n.words import Words


def explain(*codes: str, language: Language = "en", output_format: str = "text") -> Result:
    """Explain rules in this process."""
    options = ["--lang", language, "--format", output_format]
    return CliRunner().invoke(app, ["explain", *codes, *options], env={"COLUMNS": "110"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_can_be_explained__ok(language: Language) -> None:
    """Title, reason, message with the example's values, fix and both examples are told."""
    result = explain(*RULES, language=language)
    assert result.exit_code == 0, result.output
    output = " ".join(result.output.split())
    for rule in RULES.values():
        told = told_rule(rule, Words(language))
        texts = (told.title, told.reason, told.there, told.to_do, told.passing, told.failing)
        for text in texts:
            assert " ".join(text.replace("\u00a0", " ").split()) in output.replace("\u00a0", " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_code_all_rules_are_listed__ok(language: Language) -> None:
    """Each rule has one line, under its gate."""
    lines = explain(language=language).output.splitlines()
    codes = [line.split()[0] for line in lines if line.startswith("  ")]
    assert codes == list(RULES)


@pytest.mark.parametrize("code", ["CELL-004", "cell4", "Cell-4", "cell 004", " CELL_4 "])
def test_code_as_people_type_it__ok(code: str) -> None:
    """Small letters, missing zeros and another separator do no harm."""
    assert explain(code).output.startswith("CELL-004: ")


def test_gate__ok() -> None:
    """The name of a gate explains all of its rules."""
    told = json.loads(explain("trend", output_format="json").output)["rules"]
    assert [each["code"] for each in told] == [code for code in RULES if code.startswith("TREND")]


def test_machines_get_the_same__ok() -> None:
    """In JSON a rule has its parts apart."""
    [rule] = json.loads(explain("CELL-002", output_format="json").output)["rules"]
    assert rule == {
        "code": "CELL-002",
        "gate": "CELL",
        "severity": "error",
        "title": "Not a date",
        "reason": "Dates are compared with the due dates of the roadmap.",
        "message": "“in the autumn” cannot be read as a date.",
        "fix": "Type the day as 31.12.2022.",
        "passing": "Estimated completion date: 31.12.2022",
        "failing": "Estimated completion date: in the autumn",
    }
    assert len(json.loads(explain(output_format="json").output)["rules"]) == len(RULES)


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("CELL-999", "CELL-0"),
        ("sell-4", "CELL-004"),
        ("ROWS-2", "ROW-002"),
        ("nonsense", "-001"),
        ("4", "-00"),
        ("", "-001"),
    ],
)
def test_unknown_code__error(code: str, near: str) -> None:
    """A code that is not there is wrong usage, and the nearest ones are named."""
    result = explain(code)
    assert result.exit_code == 2
    assert near in result.stderr
