"""Whatever is rejected, deferred or found is told in words: where, what, and what to do."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

import pytest

from effort import FIGURE
from tilannekuva.domain.dispositions import ADVICE, OUR_OWN, REASONS, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.domain.settings import Contact
from tilannekuva.domain.texts import Language
from tilannekuva.i18n.told import told
from tilannekuva.i18n.told_rule import told_rule
from tilannekuva.i18n.words import Words
from tilannekuva.inbox.listing import disposition_of
from tilannekuva.publish.replies.letter import Letter, RefusedFile, kind_of, told_to_sender
from tilannekuva.publish.replies.message import message
from tilannekuva.publish.replies.ordering import marking_order
from tilannekuva.publish.replies.wording import why_refused

pytestmark = pytest.mark.reliability

SPOKEN: tuple[Language, ...] = ("fi", "sv")
MAY = ReportingMonth(2022, 5)
FILE = "02 Palautus.xlsx"
VALUES: dict[str, MessageValue] = {
    "used": "uudempi.xlsx",
    "newer": ("uudempi.xlsx", "uusin.xlsx"),
    "first": "ensin.xlsx",
    "groups": ("HT", "JO"),
    "region": "99",
    "month": MAY,
    "other": ReportingMonth(2022, 4),
    "other_code": "2022-04",
    "inbox": "inbox",
    "limit": "50 MB",
    "seconds": 60,
    "version": "2021-luonnos",
    "known": ("2022-draft-2",),
    "danger": "HT!XFD1048576",
    "stamps": ("02, 2022-05", "17, 2022-05"),
}
"""One value for each gap of a sentence; a new gap needs one too."""

_TECHNICAL = re.compile(
    r"Traceback|Error\b|Exception|errno|Errno|\bNone\b|\bNaN\b|object at 0x|<class|[{}]"
    r"|/home/|/root/|/tmp/|/usr/|site-packages|\.py\b|[A-Z]:\\|\bself\b|zipfile|openpyxl|calamine"
)
_ENGLISH = re.compile(
    r"\b(the|cannot|could not|is not|was|were|please|file|sheet|value|invalid|unknown|failed"
    r"|expected|found|missing|damaged|of the|and|this|that|with)\b",
    re.IGNORECASE,
)
_COMMAND = re.compile(r"tilannekuva [a-z]+ .*$")
# Words of ours that are also English ones, such as the names of codes and commands.
_OURS = re.compile(r"\[\[accept\]\]|“[^”]*”|”[^”]*”|tilannekuva [a-z]+")


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_is_told__ok(reason: str, language: Language) -> None:
    """What became of a file is a whole sentence, and what can be done about it another."""
    words = words_in(language)
    outcome = outcome_of(reason)
    there = words.say(outcome.what)
    assert_well_told(there)
    to_do = words.say(outcome.message).removeprefix(there).strip()
    assert bool(to_do) is (reason in ADVICE)
    if to_do:
        assert_well_told(to_do)
    for value in outcome.values.values():
        for each in value if isinstance(value, tuple) else (value,):
            assert reason not in _SHOWS_ALL or words.value(each) in words.say(outcome.message)


def test_every_rejection_has_advice__ok() -> None:
    """The coordinator is told what to do about every file that is rejected or deferred."""
    settled = {"rejected", "deferred"}
    without = {
        reason
        for reason in REASONS.keys() - ADVICE.keys() - _NOT_REJECTING
        if disposition_of(reason).value in settled
    }
    assert without == set()


_NOT_REJECTING = frozenset(
    {"used", "nothing-filled-in", "newer-return", "same-answers", "same-time", "left-out"}
    | {"same-bytes", "withdrawn", "before-withdrawn", "forgotten", "link", "not-a-file"}
    | {"archived-month"}
)
_SHOWS_ALL = frozenset({"unknown-region", "unknown-month", "identity-conflict", "unsafe"})


@pytest.mark.parametrize("language", SPOKEN)
def test_refusals_reach_the_sender__ok(
    language: Language, regions: Regions, record_property: Callable[[str, object], None]
) -> None:
    """A letter about a file that could not be used names it, and says why and what to send."""
    reasons = [each for each in REASONS if each not in OUR_OWN]
    for reason in reasons:
        outcome = outcome_of(reason)
        letter = letter_on(regions, language, refused=(RefusedFile(FILE, why_refused(outcome)),))
        body = message(letter, None).body
        [line] = [each for each in body.splitlines() if FILE in each]
        assert_well_told(line.removeprefix(f"- {FILE}: "))
        assert "coordinator@example.fi" in body
        assert "10.6.2022" in body
        for each in paragraphs(body):
            assert not _TECHNICAL.search(each), each
    record_property(
        FIGURE, f"told: {len(reasons)} reasons in {language}, to sender and coordinator"
    )


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_told__ok(code: str, language: Language, regions: Regions) -> None:
    """A finding says where, shows what stands there, and says what is expected and what to do."""
    rule = RULES[code]
    words = words_in(language)
    shown = told_rule(rule, words)
    assert shown.place
    for part in (shown.there, shown.to_do, shown.title + "."):
        assert_well_told(part)
    found = rule.example.values.get("found")
    if isinstance(found, str) and "{found}" in rule.message.pattern:
        assert found in shown.there
    if rule.gate == "ROADMAP":
        return
    finding = finding_of(code)
    [each] = told([finding], words)
    assert each.place == (f"HT!{finding.cell}" if finding.cell else finding.sheet or FILE)
    assert each.sentence.endswith((".", "?", "!"))
    if not list(told_to_sender([finding])):
        return
    letter = letter_on(regions, language, findings=(finding,))
    order = marking_order(letter)
    [line] = order.lines
    assert line.text
    assert line.to_do
    assert (line.sheet, line.cell) == (finding.sheet, finding.cell)
    for part in (line.text, line.to_do, line.word):
        assert not _TECHNICAL.search(part), part
    body = message(letter, None).body
    for paragraph in paragraphs(body):
        assert not _TECHNICAL.search(paragraph), paragraph


@cache
def words_in(language: Language) -> Words:
    """Return the words of a language, loaded once."""
    return Words(language)


def outcome_of(reason: str) -> FileOutcome:
    """Return a file that ended for a reason, with values in every gap of its sentences."""
    patterns = REASONS[reason].pattern + (ADVICE[reason].pattern if reason in ADVICE else "")
    names = re.findall(r"\{(\w+)\}", patterns)
    values = {name: VALUES[name] for name in names}
    if reason == "unknown-month":
        values["month"] = "toukotammikuu"
    return FileOutcome(FILE, 12, disposition_of(reason), reason, values, "0" * 64, "02")


def finding_of(code: str) -> Finding:
    """Return the finding of a rule's failing example, where such a one stands."""
    rule = RULES[code]
    in_cell = rule.gate in {"CELL", "ROW", "TREND"}
    place = rule.example.place if isinstance(rule.example.place, str) else ""
    sheet = "HT" if in_cell or place else ""
    return Finding(
        code,
        FILE,
        sheet,
        "K9" if in_cell else "",
        "02",
        "HT" if in_cell else "",
        "HT-1.2.1" if in_cell else "",
        "status" if in_cell else "",
        dict(rule.example.values),
    )


def letter_on(
    regions: Regions,
    language: Language,
    findings: tuple[Finding, ...] = (),
    refused: tuple[RefusedFile, ...] = (),
) -> Letter:
    """Return a letter of the region 02."""
    return Letter(
        kind="refused" if refused else kind_of(findings),
        language=language,
        region=regions.by_code["02"],
        month=MAY,
        deadline=date(2022, 6, 10),
        deadline_passed=False,
        coordinator=Contact(name="Koordinaattori", email="coordinator@example.fi"),
        file="" if refused else FILE,
        findings=findings,
        refused=refused,
    )


def paragraphs(body: str) -> Iterator[str]:
    """Yield the paragraphs of a message."""
    yield from body.split("\n\n")


def assert_well_told(text: str) -> None:
    """Assert that a text is whole sentences in the reader's language, and nothing technical."""
    assert text
    assert text == text.strip()
    assert text[0].isupper() or not text[0].isalpha(), text
    assert text.endswith((".", "!", "?", "”", ":")) or _COMMAND.search(text), text
    assert ".." not in text.replace("…", ""), text
    assert "  " not in text, text
    assert not _TECHNICAL.search(text), text
    assert not _ENGLISH.search(_OURS.sub("", text)), text


def test_technical_words_are_noticed__error() -> None:
    """The check would see a path, a class and an English sentence."""
    for text in ("ValueError: x.", "Tiedosto /tmp/x.", "The file is damaged.", "Arvo None."):
        with pytest.raises(AssertionError):
            assert_well_told(text)
    assert msg("x").pattern == "x"
