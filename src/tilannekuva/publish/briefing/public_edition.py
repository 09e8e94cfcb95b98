"""What of a picture may be published: counts, choices and dates; no persons, no free text.

Everything a public page shows is drawn from what is returned here, so that a text left out
once cannot come in by another way.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from tilannekuva.domain.answers import Answer, GroupReturn
from tilannekuva.domain.discussions import Discussions
from tilannekuva.domain.picture import Change, NationalPicture, Standing

_UNTOLD_ANSWER: Final = {
    "source_file": "",
    "source_sheet": "",
    "source_cell": "",
    "description": None,
    "responsible": None,
}
_UNTOLD_RETURN: Final = {
    "source_file": "",
    "source_sheet": "",
    "source_cell": "",
    "sha256": "",
    "filled_by": None,
    "filled_on": None,
    "narratives": (),
}


def public_edition(picture: NationalPicture, *, only: str | None = None) -> NationalPicture:
    """Return a picture without persons and free text, wherever they stand.

    Left out are descriptions, responsible persons, the groups' and the cover's own words with
    their lights, who filled in what, names of files and sheets, findings, which quote what
    was written, and the ministry's own notes. Figures, states and choices are as they were.

    Args:
        picture: the whole picture, or a public edition, which stays as it is.
        only: a region whose answers are wanted; those of the others are left out, while the
            figures still speak of all.
    """
    record = replace(
        picture.record,
        files=(),
        findings=(),
        returns=tuple(
            _return(each) for each in picture.record.returns if only in {None, each.region}
        ),
    )
    return replace(
        picture,
        record=record,
        subtasks=tuple(_standings(picture.subtasks, only)),
        not_applicable=tuple(
            _answer(each) for each in picture.not_applicable if only in {None, each.region}
        ),
        changes=tuple(_change(each) for each in picture.changes if only in {None, each.region}),
        discussions=Discussions(),
    )


def _return(returned: GroupReturn) -> GroupReturn:
    answers = tuple(_answer(each) for each in returned.answers)
    return returned.model_copy(update={**_UNTOLD_RETURN, "answers": answers})


def _standings(standings: Iterable[Standing], only: str | None) -> Iterable[Standing]:
    for each in standings:
        if only in {None, each.region}:
            yield each if each.answer is None else replace(each, answer=_answer(each.answer))


def _change(change: Change) -> Change:
    before = None if change.before is None else _answer(change.before)
    now = None if change.now is None else _answer(change.now)
    return replace(change, before=before, now=now)


def _answer(answer: Answer) -> Answer:
    return answer.model_copy(update=_UNTOLD_ANSWER)
