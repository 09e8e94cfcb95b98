"""Write the message of a reply: friendly, plain, and complete without its attachment."""

from collections.abc import Iterator
from dataclasses import dataclass

from tilannekuva.domain.rule import Severity
from tilannekuva.publish.replies.letter import Enclosed, Letter
from tilannekuva.publish.replies.one_line import one_line
from tilannekuva.publish.replies.passages import (
    about,
    closing,
    counts,
    files_not_used,
    findings,
    further_information,
    how_to_correct,
    how_to_return,
    left_out,
    missing,
    repairs,
    untouched,
)
from tilannekuva.publish.replies.wording import whose


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to be sent, in words."""

    subject: str
    body: str
    """Paragraphs with empty lines between, and line feeds."""
    recipients: tuple[str, ...]


def message(letter: Letter, enclosed: Enclosed | None) -> Message:
    """Return the message that goes with a reply.

    Args:
        letter: what it is about.
        enclosed: the workbook attached to it, if any.
    """
    words = letter.words
    paragraphs = (
        words("Hello,"),
        *_paragraphs(letter, enclosed),
        further_information(letter),
        closing(letter),
    )
    body = "\n\n".join(filter(None, paragraphs))
    return Message(one_line(_subject(letter)), f"{body}\n", letter.recipients)


def _subject(letter: Letter) -> str:
    words = letter.words
    return words(
        "Situational picture, {month}: {region} – {what}",
        month=letter.month,
        region=whose(letter),
        what=_what(letter),
    )


def _what(letter: Letter) -> str:
    words = letter.words
    if letter.kind == "reminder" and not letter.deadline_passed:
        return words("reminder, return by {day}", day=letter.deadline)
    return {
        "correct": words("please correct"),
        "check": words("please check"),
        "thanks": words("received, thank you"),
        "refused": words("the file could not be used"),
        "reminder": words("the return is missing"),
    }[letter.kind]


def _paragraphs(letter: Letter, enclosed: Enclosed | None) -> Iterator[str]:
    if letter.kind == "reminder":
        return _reminder(letter)
    if letter.kind == "refused":
        return _refusal(letter, enclosed)
    return _answer(letter, enclosed)


def _answer(letter: Letter, enclosed: Enclosed | None) -> Iterator[str]:
    words = letter.words
    yield words("Thank you for the return of {month}.", month=letter.month)
    yield about(letter)
    if letter.kind == "thanks":
        yield words("Everything in it could be used, and nothing needs to be corrected.")
    else:
        yield counts(letter)
        yield how_to_correct(letter, enclosed)
    yield findings(letter, enclosed, Severity.ERROR)
    yield findings(letter, enclosed, Severity.WARNING)
    yield repairs(letter, enclosed)
    yield missing(letter)
    yield files_not_used(letter)
    yield findings(letter, enclosed, Severity.NOTE)
    yield left_out(letter, enclosed)


def _reminder(letter: Letter) -> Iterator[str]:
    words = letter.words
    if not letter.deadline_passed:
        yield words(
            "This is a reminder of the return of {month}: it is due on {day}, by the end of "
            "the day.",
            month=letter.month,
            day=letter.deadline,
        )
    elif letter.missing:
        yield words(
            "The return of {month} was due on {day}, and it has not reached us in full.",
            month=letter.month,
            day=letter.deadline,
        )
    else:
        yield words(
            "The return of {month} was due on {day}, and it has not reached us yet.",
            month=letter.month,
            day=letter.deadline,
        )
    yield about(letter)
    yield missing(letter)
    yield files_not_used(letter)
    yield untouched(letter)
    yield how_to_return(letter)


def _refusal(letter: Letter, enclosed: Enclosed | None) -> Iterator[str]:
    words = letter.words
    yield words(
        "Thank you for what you sent. We could not use it as the return of {month}, though.",
        month=letter.month,
    )
    yield about(letter)
    yield files_not_used(letter)
    yield how_to_return(letter, enclosed)
