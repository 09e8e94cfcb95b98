"""What changed since last month, in a few sentences and counts; the sheet of changes has all."""

from dataclasses import dataclass, replace
from typing import Final

from tilannekuva.domain.picture import (
    CHANGE_WORDS,
    VIEWS,
    Change,
    ChangeKind,
    LastMonth,
    NationalPicture,
    View,
)
from tilannekuva.i18n.words import Words
from tilannekuva.publish.national.comparison import (
    compared,
    points,
    told_points,
    uncompared,
)
from tilannekuva.publish.national.draft import Draft
from tilannekuva.publish.national.page import Page
from tilannekuva.publish.national.summary_grid import CENTRE, Cell, cells, heads, section, sentence

_KIND: Final = 8
_COUNT: Final = 4
_TOLD_GROUPS: Final = 12


@dataclass(frozen=True, slots=True)
class KindCount:
    """How often one kind of change is told."""

    kind: ChangeKind
    subtasks: int
    critical: int
    regions: int


def kind_counts(changes: tuple[Change, ...]) -> list[KindCount]:
    """Return how many subtasks of how many regions each kind is told of, in their order."""
    return [
        KindCount(
            kind,
            subtasks=len(told),
            critical=sum(each.position.subtask.critical for each in told),
            regions=len({each.region for each in told}),
        )
        for kind in ChangeKind
        for told in [[each for each in changes if kind in each.kinds]]
    ]


def kind_label(words: Words, kind: ChangeKind) -> str:
    """Return a kind of change, beginning with a capital."""
    told = words.say(CHANGE_WORDS[kind])
    return told[:1].upper() + told[1:]


def draw_changes(page: Page, draft: Draft, row: int) -> int:
    """Tell what changed, where last month is there; return the row below."""
    words, picture = page.words, draft.picture
    row = section(page, row, words("Changes since last month"))
    last = picture.last_month
    if last is None:
        return sentence(page, row, no_last_month(draft))
    row = sentence(page, row, _told_changes(draft, last))
    named = [
        (words("Change"), _KIND),
        (words("Subtasks"), _COUNT),
        (words("of these critical"), _COUNT),
        (words("Regions"), _COUNT),
        (words("Critical ones by preparation group"), _TOLD_GROUPS),
    ]
    row = heads(page, row, named)
    for each in kind_counts(picture.changes):
        row = cells(
            page,
            row,
            [
                Cell(kind_label(words, each.kind), _KIND),
                Cell(each.subtasks, _COUNT, CENTRE),
                Cell(each.critical, _COUNT, replace(CENTRE, bold=True)),
                Cell(each.regions, _COUNT, CENTRE),
                Cell(_by_group(draft, each.kind), _TOLD_GROUPS),
            ],
        )
    return row


def no_last_month(draft: Draft) -> str:
    """Return the sentence for a month before which none is archived."""
    return draft.words(
        "The returns of last month ({month}) are not in the archive, so changes cannot be told.",
        month=draft.picture.month.shifted(-1),
    )


def told_comparison(draft: Draft, last: LastMonth) -> str:
    """Return what the changes of the shares rest on, for under the figures."""
    words = draft.words
    told = [
        words(
            "Changes are told against last month ({month}), when {reporting}/{all} regions "
            "reported.",
            month=last.month,
            reporting=len(last.reporting),
            all=len(draft.picture.standings),
        )
    ]
    if last.reporting != draft.picture.reporting:
        told.append(
            words("Not the same regions report in both months, which by itself moves the shares.")
        )
    return " ".join(told)


def told_uncompared(draft: Draft, last: LastMonth) -> str:
    """Return which regions cannot be compared, and why; nothing where all can."""
    words, apart = draft.words, uncompared(draft.picture, last)
    told = []
    if apart.only_now:
        told.append(words("only this month: {regions}", regions=draft.short_names(apart.only_now)))
    if apart.only_before:
        told.append(
            words("only last month: {regions}", regions=draft.short_names(apart.only_before))
        )
    if apart.neither:
        told.append(words("in neither month: {regions}", regions=draft.short_names(apart.neither)))
    if not told:
        return words("All regions reported in both months.")
    return words(
        "Cannot be compared, since they did not report in both months: {told}.",
        told="; ".join(told),
    )


def _told_changes(draft: Draft, last: LastMonth) -> str:
    """Compose the sentences: the shares, what moved on, what is harder, and who is not in it."""
    words, picture = draft.words, draft.picture
    told = [_told_share(draft, view) for view in VIEWS]
    counts = {each.kind: each for each in kind_counts(picture.changes)}
    done, backwards = counts[ChangeKind.COMPLETED], counts[ChangeKind.REGRESSED]
    late, harder = counts[ChangeKind.NEWLY_DELAYED], counts[ChangeKind.NEW_CHALLENGE]
    told.append(
        words.plural(
            "{n} subtask was completed, {critical} of them critical.",
            "{n} subtasks were completed, {critical} of them critical.",
            done.subtasks,
            critical=done.critical,
        )
    )
    told.append(
        words.plural(
            "Newly delayed: {n} subtask; with a new challenge: {harder}; gone backwards: {back}.",
            "Newly delayed: {n} subtasks; with a new challenge: {harder}; gone backwards: {back}.",
            late.subtasks,
            harder=harder.subtasks,
            back=backwards.subtasks,
        )
    )
    told.append(told_uncompared(draft, last))
    return " ".join(each for each in told if each)


def _told_share(draft: Draft, view: View) -> str:
    words = draft.words
    both = compared(draft.picture, view)
    difference = points(both, "completed")
    if difference is None or both.before is None:
        return ""
    return words(
        "View {view}: completed {before} → {now} ({points}).",
        view=view,
        before=words.share(both.before.completed, both.before.n),
        now=words.share(both.now.completed, both.now.n),
        points=told_points(words, difference),
    )


def _by_group(draft: Draft, kind: ChangeKind) -> str:
    return draft.words.listing(
        [
            f"{group.id} {count}"
            for group in draft.picture.roadmap.groups
            if (count := _critical_in(draft.picture, kind, group.id))
        ]
    )


def _critical_in(picture: NationalPicture, kind: ChangeKind, group: str) -> int:
    return sum(
        kind in each.kinds and each.position.group.id == group and each.position.subtask.critical
        for each in picture.changes
    )
