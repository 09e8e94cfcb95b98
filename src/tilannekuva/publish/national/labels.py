"""The words for what has a code: states, severities, dispositions, timings.

Other parts of the product tell the same codes within their sentences, in other forms of the
word; those of files begin with a capital here, so that each has its own words.
"""

from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.picture import STATE_WORDS, TIMING_WORDS, RegionState, Timing, View
from tilannekuva.domain.roadmap import Roadmap, ScaleId
from tilannekuva.domain.rule import Severity
from tilannekuva.i18n.words import Words


def state_label(words: Words, state: RegionState) -> str:
    """Return how a region stands with its return, beginning with a capital."""
    told = words.say(STATE_WORDS[state])
    return told[:1].upper() + told[1:]


def severity_label(words: Words, severity: Severity) -> str:
    """Return how much a finding matters."""
    return {
        Severity.ERROR: words("error"),
        Severity.WARNING: words("warning"),
        Severity.REPAIR: words("repair"),
        Severity.NOTE: words("note"),
    }[severity]


def disposition_label(words: Words, disposition: Disposition) -> str:
    """Return where a file ended."""
    return {
        Disposition.ACCEPTED: words("Accepted"),
        Disposition.SUPERSEDED: words("Superseded"),
        Disposition.DUPLICATE: words("Duplicate"),
        Disposition.REJECTED: words("File rejected"),
        Disposition.DEFERRED: words("Deferred"),
        Disposition.IGNORED: words("Ignored"),
    }[disposition]


def timing_label(words: Words, timing: Timing | None) -> str | None:
    """Return how a subtask stands against its due date; None where there is nothing to tell."""
    return None if timing is None else words.say(TIMING_WORDS[timing])


def view_label(words: Words, view: View) -> str:
    """Return the name of a view."""
    return {
        "A": words("A: progress along the roadmap"),
        "B": words("B: readiness for the target date"),
    }[view]


def choice_label(words: Words, roadmap: Roadmap, scale: ScaleId, choice: str | None) -> str | None:
    """Return the words for an answer on a scale; None where there is none."""
    return None if choice is None else words.text(roadmap.answer_scale.label(scale, choice))


def question_label(words: Words, roadmap: Roadmap, question: str) -> str:
    """Return what is asked in a cell, by the question's id; an unknown one as it is."""
    asked = roadmap.questions
    names = {each.id: each.name for each in (*asked.region, *asked.group, *asked.subtask)}
    return words.text(names[question]) if question in names else question


def yes(words: Words, *, so: bool) -> str:
    """Return "yes", or nothing where it is not so: an empty cell is easier to filter by eye."""
    return words("yes") if so else ""


def page_footer(words: Words, title: str, month: str) -> str:
    """Return what stands at the foot of a printed page."""
    return words("{title} · Situational picture {month}", title=title, month=month)
