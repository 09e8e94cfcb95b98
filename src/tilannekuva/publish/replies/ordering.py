"""Put a letter's findings into the words of a marked workbook."""

from collections.abc import Iterable, Iterator

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.rule import Severity
from tilannekuva.i18n.told import ToldFinding, told
from tilannekuva.publish.briefing.open_findings import ranges
from tilannekuva.publish.briefing.own_words import visible
from tilannekuva.publish.replies.letter import Letter
from tilannekuva.publish.replies.marking.order import Line, LineKind, Mark, MarkKind, Order
from tilannekuva.publish.replies.wording import (
    SHED_WORDS,
    group_names,
    sheet_title,
    where_and_when,
    whose,
    word_for,
)

_LONGEST_IN_LIST = 400
_LONGEST_IN_COMMENT = 250
_MOST_SUBTASKS = 4

_MARKED: dict[Severity, MarkKind] = {Severity.ERROR: "error", Severity.WARNING: "warning"}
_LISTED: dict[Severity, LineKind] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.REPAIR: "repair",
    Severity.NOTE: "note",
}


def marking_order(letter: Letter) -> Order:
    """Return how the workbook that goes with a letter is marked.

    Errors and warnings are marked in their cells; repairs and notes are listed only.
    """
    words = letter.words
    title = sheet_title(letter)
    about = (whose(letter), words.value(letter.month))
    return Order(
        name=title,
        title=" · ".join((title, *about)),
        advice=tuple(_advice(letter)),
        headings=(
            words("To do"),
            words("Place"),
            words("Subtask"),
            words("Finding"),
            words("Advice"),
        ),
        lines=tuple(_lines(letter)),
        marks=tuple(_marks(letter)),
        footer=" · ".join(about),
        page=words("Page"),
        shed_word=words("For your information"),
        shed_sentence=words.pattern("Left out of this copy: {things}."),
        shed_things={kind: words.say(word) for kind, word in SHED_WORDS.items()},
    )


def _advice(letter: Letter) -> Iterator[str]:
    words = letter.words
    if letter.errors:
        yield words(
            "1. Correct the marked cells. Those with a red ground must be corrected, those with a "
            "yellow one are worth checking. The comment in the cell tells what to do."
        )
    else:
        yield words(
            "1. Check the cells with a yellow ground. The comment in the cell tells what to look "
            "at. What is right may stay as it is."
        )
    saved = words("2. Save the workbook and return this same file.")
    yield f"{saved} {where_and_when(letter)}"
    yield words("Nothing is to be filled in on this sheet, and it need not be taken away.")


def _lines(letter: Letter) -> Iterator[Line]:
    """Yield what to do first: to correct, to check, to add; then what is good to know."""
    words = letter.words
    listed = told(letter.findings, words, longest=_LONGEST_IN_LIST)
    yield from (_line(letter, each) for each in listed if each.severity in _MARKED)
    if letter.missing:
        yield Line(
            kind="missing",
            word=words("Missing"),
            place=", ".join(group.id for group in letter.missing),
            subtasks="",
            text=words("Not returned yet: {groups}.", groups=group_names(letter.missing, words)),
            to_do=words("Fill in the sheets of these groups too."),
        )
    yield from (_line(letter, each) for each in listed if each.severity not in _MARKED)


def _line(letter: Letter, each: ToldFinding) -> Line:
    return Line(
        kind=_LISTED[each.severity],
        word=letter.words.say(word_for(each.severity)),
        place=_place(each),
        subtasks=_subtasks(each),
        text=visible(each.there),
        to_do=visible(each.to_do),
        sheet=each.first.sheet,
        cell=each.first.cell,
    )


def _place(each: ToldFinding) -> str:
    """Return where it is: the sheet with every cell."""
    cells = f"!{ranges(each.cells)}" if each.cells else ""
    return visible(f"{each.first.sheet}{cells}")


def _subtasks(each: ToldFinding) -> str:
    """Return which subtasks it is about, the first of them where they are many."""
    more = "…" if len(each.subtasks) > _MOST_SUBTASKS else ""
    return ", ".join((*each.subtasks[:_MOST_SUBTASKS], *filter(None, [more])))


def _marks(letter: Letter) -> Iterator[Mark]:
    """Yield one mark for each cell, with everything that is told of it."""
    cells: dict[tuple[str, str], list[Finding]] = {}
    for each in (*letter.errors, *letter.warnings):
        if each.sheet and each.cell:
            cells.setdefault((each.sheet, each.cell), []).append(each)
    for (sheet, cell), findings in cells.items():
        yield Mark(sheet, cell, _MARKED[findings[0].severity], _comment(letter, findings))


def _comment(letter: Letter, findings: Iterable[Finding]) -> str:
    words = letter.words
    parts = (
        f"{words.say(word_for(each.severity))}: {visible(each.there)}\n{visible(each.to_do)}"
        for each in told(findings, words, longest=_LONGEST_IN_COMMENT)
    )
    return "\n\n".join(parts)
