"""What the regions tell otherwise than last month, counted for the ministry's own page."""

from collections import Counter
from dataclasses import dataclass

from tilannekuva.domain.picture import (
    CHANGE_WORDS,
    ChangeKind,
    Figure,
    LastMonth,
    NationalPicture,
)
from tilannekuva.publish.briefing.national_figures import Share, share_of
from tilannekuva.publish.briefing.wording import Phrase, Wording

_NOTHING_COUNTED = Figure(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """How many subtasks of a region, or of all that are compared, changed in each way."""

    name: Phrase
    whole: bool
    """Whether it is the sum of the other rows."""
    before: Share
    now: Share
    counts: tuple[int, ...]
    """In the order of the kinds."""


@dataclass(frozen=True, slots=True)
class RegionChanges:
    """The changes of the regions that report in both months."""

    kinds: tuple[str, ...]
    rows: tuple[ChangeRow, ...]
    not_compared: str
    """The regions that do not report in both months, as a list; empty where all do."""


def region_changes(picture: NationalPicture, wording: Wording) -> RegionChanges | None:
    """Return the changes of each region and of all together; None without last month.

    The sum speaks of the same regions in both months, unlike the nation's own figures.
    """
    last = picture.last_month
    if last is None:
        return None
    both = [code for code in picture.reporting if code in set(last.reporting)]
    rows = [
        _row(wording.phrase(picture.regions.name(code)), [code], picture, last, wording)
        for code in both
    ]
    if rows:
        together = Phrase(wording.words("These regions together"))
        rows.append(_row(together, both, picture, last, wording, whole=True))
    return RegionChanges(
        kinds=tuple(wording.words.say(CHANGE_WORDS[kind]) for kind in ChangeKind),
        rows=tuple(rows),
        not_compared=wording.words.listing(
            [
                picture.regions.by_code[code].short_name(wording.words.language)
                for code in picture.regions.by_code
                if code not in both
            ]
        ),
    )


def _row(  # noqa: PLR0913 - a row needs all of these
    name: Phrase,
    regions: list[str],
    picture: NationalPicture,
    last: LastMonth,
    wording: Wording,
    *,
    whole: bool = False,
) -> ChangeRow:
    before = sum((last.figure("A", code) or _NOTHING_COUNTED for code in regions), _NOTHING_COUNTED)
    now = sum((picture.figure("A", code) for code in regions), _NOTHING_COUNTED)
    found = Counter(
        kind for each in picture.changes if each.region in regions for kind in each.kinds
    )
    return ChangeRow(
        name=name,
        whole=whole,
        before=share_of(picture, before.completed, before, wording),
        now=share_of(picture, now.completed, now, wording),
        counts=tuple(found[kind] for kind in ChangeKind),
    )
