"""The passages that messages are put together from; one that has nothing to say is empty."""

from tilannekuva.domain.rule import Severity
from tilannekuva.i18n.told import ToldFinding, told
from tilannekuva.publish.briefing.open_findings import ranges
from tilannekuva.publish.replies.letter import Enclosed, Letter
from tilannekuva.publish.replies.one_line import one_line
from tilannekuva.publish.replies.wording import (
    SHED_WORDS,
    group_name,
    group_names,
    sheet_title,
    where_and_when,
)

_MOST_LINES = {Severity.ERROR: 12, Severity.WARNING: 8, Severity.NOTE: 5}
_LONGEST_VALUE = 120
_LONGEST_PLACE = 80
_LONGEST_SENTENCE = 600
_MOST_SUBTASKS = 3


def about(letter: Letter) -> str:
    """Return whose return and which file it is about, each on a line."""
    words = letter.words
    lines = [words.text(letter.region.name)]
    lines += [group_name(group, words) for group in letter.groups]
    if letter.file:
        lines.append(words("File: {file}", file=one_line(letter.file)))
    return "\n".join(lines)


def counts(letter: Letter) -> str:
    """Return how much there is to correct and to check, and what is used meanwhile."""
    words = letter.words
    parts = []
    if letter.errors:
        parts += [
            words.plural(
                "One place in the return must be corrected.",
                "{n} places in the return must be corrected.",
                len(letter.errors),
            ),
            words(
                "What stands there is not used until then; everything else is in the national "
                "picture already."
            ),
        ]
    if letter.warnings:
        parts.append(
            words.plural(
                "One place is worth checking.",
                "{n} places are worth checking.",
                len(letter.warnings),
            )
        )
    if letter.warnings and not letter.errors:
        parts.append(
            words("What stands there is used as it is. If it is right, you need not do anything.")
        )
    return _sentences(*parts)


def how_to_correct(letter: Letter, enclosed: Enclosed | None) -> str:
    """Return what is attached, what to do with it, and by when."""
    words = letter.words
    sheet = sheet_title(letter)
    if enclosed is None:
        return _sentences(
            words(
                "The places are listed below. Correct them in the workbook you sent, save it, "
                "and send it again."
            ),
            where_and_when(letter),
        )
    if enclosed.kind == "own":
        attached = words("Your own workbook is attached, with marks in it.")
    else:
        attached = words(
            "We could not put marks into the file you sent. A new form is attached instead: "
            "your answers are in it as they were read, with marks."
        )
    if letter.errors:
        then = words("Correct the marked cells, save the workbook, and return that same file.")
    else:
        then = words("If you change something, save the workbook and return that same file.")
    return _sentences(
        attached,
        words("Its first sheet, “{sheet}”, lists everything with links to the cells.", sheet=sheet),
        then,
        where_and_when(letter),
    )


def how_to_return(letter: Letter, enclosed: Enclosed | None = None) -> str:
    """Return what to do where nothing that could be used has come."""
    words = letter.words
    if enclosed is not None:
        return _sentences(
            words("A new form is attached."),
            words("Copy your answers into it as values, and save it."),
            where_and_when(letter),
        )
    if letter.kind == "refused":
        return _sentences(
            words("Please send the form that was sent to you for this month."),
            where_and_when(letter),
        )
    sent_before = words(
        "If you have sent it already, please send it again: it may not have arrived."
    )
    return _sentences(
        words("Fill in the form that was sent to you."),
        where_and_when(letter),
        sent_before if letter.deadline_passed else "",
    )


def findings(letter: Letter, enclosed: Enclosed | None, severity: Severity) -> str:
    """Return a list of findings of one severity, equal ones on one line."""
    words = letter.words
    listed = told(letter.of(severity), words, longest=_LONGEST_VALUE, across_sheets=True)
    if not listed:
        return ""
    heading = {
        Severity.ERROR: words("To correct"),
        Severity.WARNING: words("To check"),
    }.get(severity, words("For your information"))
    most = _MOST_LINES[severity]
    lines = [f"{heading}:", *(f"- {_told(each)}" for each in listed[:most])]
    if len(listed) > most:
        lines.append(f"- {_more(letter, enclosed, len(listed) - most)}")
    return "\n".join(lines)


def repairs(letter: Letter, enclosed: Enclosed | None) -> str:
    """Return in a line what was understood though it was written in another way."""
    words = letter.words
    repaired = letter.of(Severity.REPAIR)
    if not repaired:
        return ""
    read = words.plural(
        "One answer was written in another way than on the form, and understood all the same.",
        "{n} answers were written in another way than on the form, and understood all the same.",
        len(repaired),
    )
    if enclosed is not None:
        sheet = sheet_title(letter)
        return _sentences(read, words("See the sheet “{sheet}”.", sheet=sheet))
    cells: dict[str, list[str]] = {}
    for each in repaired:
        cells.setdefault(each.sheet, []).append(each.cell)
    places = "; ".join(f"{sheet}!{ranges(there)}" for sheet, there in cells.items())
    return f"{read} ({one_line(places, _LONGEST_PLACE)})"


def missing(letter: Letter) -> str:
    """Return which groups have not returned."""
    if not letter.missing:
        return ""
    words = letter.words
    return words("Not returned yet: {groups}.", groups=group_names(letter.missing, words))


def files_not_used(letter: Letter) -> str:
    """Return the files that could not be used, each with the reason."""
    if not letter.refused:
        return ""
    words = letter.words
    lines = (
        f"- {one_line(each.name)}: {one_line(words.say(each.why), _LONGEST_SENTENCE)}"
        for each in letter.refused
    )
    return "\n".join((words("These files could not be used:"), *lines))


def untouched(letter: Letter) -> str:
    """Return which forms came back as they were sent."""
    words = letter.words
    return "\n".join(
        words(
            "The form in the file {file} came back as it was sent: nothing is filled in. "
            "Please check that it is the right file.",
            file=one_line(name),
        )
        for name in letter.untouched
    )


def left_out(letter: Letter, enclosed: Enclosed | None) -> str:
    """Return what the attached copy is made without."""
    shed = enclosed.shed if enclosed is not None else ()
    if not shed:
        return ""
    words = letter.words
    things = tuple(words.say(SHED_WORDS[each]) for each in shed)
    return words("Left out of this copy: {things}.", things=things)


def further_information(letter: Letter) -> str:
    """Return whom to ask."""
    words, contact = letter.words, letter.coordinator
    ways = [one_line(way) for way in (contact.name, contact.email, contact.phone) if way]
    return words("Further information: {contact}", contact=", ".join(ways)) if ways else ""


def closing(letter: Letter) -> str:
    """Return the end of the message, with the coordinator's name if it is known."""
    words, name = letter.words, one_line(letter.coordinator.name)
    return "\n".join(filter(None, (words("Kind regards"), name)))


def _more(letter: Letter, enclosed: Enclosed | None, number: int) -> str:
    words = letter.words
    if enclosed is None:
        return words.plural("and one more", "and {n} more", number)
    return words.plural(
        "and one more, on the sheet “{sheet}”",
        "and {n} more, on the sheet “{sheet}”",
        number,
        sheet=sheet_title(letter),
    )


def _told(each: ToldFinding) -> str:
    places = (
        f"{sheet}!{ranges(cells)}" if cells else sheet for sheet, cells in each.sheets.items()
    )
    place = one_line("; ".join(places), _LONGEST_PLACE)
    if 0 < len(each.subtasks) <= _MOST_SUBTASKS:
        place += f" ({', '.join(each.subtasks)})"
    sentence = one_line(each.sentence, _LONGEST_SENTENCE)
    return f"{place}: {sentence}" if place else sentence


def _sentences(*sentences: str) -> str:
    return " ".join(filter(None, sentences))
