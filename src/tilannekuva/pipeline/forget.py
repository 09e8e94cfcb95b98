"""Forget: erase personal data from every month kept, open or closed, and from all its outputs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from tilannekuva.archive.copies import Publication
from tilannekuva.archive.erasures import (
    ForgottenReturn,
    close_anew,
    fields_of,
    keep_only_current,
    note_forgotten,
    take_away_last_run,
    take_away_returns,
)
from tilannekuva.archive.generations import archived_months
from tilannekuva.archive.publication import tidy
from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.erasure import Request
from tilannekuva.domain.messages import CannotRunError, msg
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.isolation.private_folder import private_folder
from tilannekuva.pipeline.erasure_search import Found, FoundMonth, Remaining, find, remaining
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.issue import known_regions
from tilannekuva.pipeline.month_outputs import month_outputs
from tilannekuva.pipeline.publishing import (
    AT_ONCE,
    Entry,
    Hold,
    held,
    published,
    unwritable,
)
from tilannekuva.pipeline.withdraw import known_group, told_before


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What is to be erased, or was."""

    request: Request
    found: Found
    done: bool
    """Whether it was erased; else it was only looked for."""
    remaining: Remaining
    """Where it still stands, and nobody but a person can take it away."""
    publications: Mapping[ReportingMonth, Publication] = field(default_factory=dict)
    """The months that were published anew."""
    not_removed: tuple[str, ...] = ()
    """What could not be removed from the archive; forgetting again tries again."""

    @property
    def needs_a_person(self) -> bool:
        """Whether somebody must act: say yes, remove files, or close what holds one open."""
        if self.found.nothing or not self.done:
            return not self.found.nothing or bool(self.remaining)
        copied = all(each.all_copied for each in self.publications.values())
        return bool(self.remaining or self.not_removed) or not copied


def forget(  # noqa: PLR0913 - each choice of the command is one argument
    workspace: Workspace,
    foundations: Foundations,
    request: Request,
    *,
    today: date,
    yes: bool,
    inbox: Path | None = None,
    entry: Entry = AT_ONCE,
) -> Forgotten:
    """Find what is to be erased, and erase it where that is confirmed.

    Every month that holds it is published anew from its record without it, a closed one too, and
    its other generations are removed, with the kept returns it came in. A run that is killed
    meanwhile leaves whole months, some without it and some still with it; forgetting again goes
    on from there.

    Args:
        workspace: where the archive is.
        foundations: the data files in force.
        request: what is to be erased.
        today: the day from which what has not come is missing, where a month does not tell.
        yes: whether to erase it; else it is only found, and nothing is changed.
        inbox: the folder of the returned files, which is only looked through; by default the
            workspace's own.
        entry: how to ask for the workspace.

    Raises:
        CannotRunError: the archive is damaged, or the outputs cannot be written.
        WorkspaceHeldError: another run holds the workspace.
    """
    if not workspace.archive.is_dir():
        return _only_found(workspace, request, Found((), {}), inbox)
    if not yes:
        return _only_found(workspace, request, find(workspace, foundations, request), inbox)
    with held(workspace, entry) as hold:
        found = find(workspace, foundations, request)
        done = _erase(hold, foundations, found, request, today)
        left = remaining(workspace, request, found, inbox)
    return replace(done, remaining=left)


def asked_for(  # noqa: PLR0913 - each choice of the command is one argument
    foundations: Foundations,
    *,
    region: str | None,
    group: str | None,
    month: ReportingMonth | None,
    text: str | None,
    today: date,
) -> Request:
    """Return what a person asks to be erased; with neither region nor text, what is expired.

    Raises:
        CannotRunError: the region or group is unknown, or the settings keep everything.
    """
    if text is not None:
        return Request("text", text, month=month)
    if region is not None:
        (known,) = known_regions(foundations, [region])
        of_group = None if group is None else known_group(foundations, group)
        return Request("region", region=known.code, group=of_group, month=month)
    request = expired(foundations, today)
    if request is None:
        raise CannotRunError(
            msg(
                "The settings keep names and free texts for ever. To erase what is older than "
                "two years, write months = 24 under [retention]."
            )
        )
    return request


def due_for_forgetting(
    workspace: Workspace, foundations: Foundations, today: date
) -> tuple[ReportingMonth, ...]:
    """Return the months whose names and free texts are older than the settings have them kept.

    Raises:
        CannotRunError: the archive is damaged.
    """
    request = expired(foundations, today)
    if request is None:
        return ()
    return tuple(each.month for each in find(workspace, foundations, request).months if each.own)


def expired(foundations: Foundations, today: date) -> Request | None:
    """Return the request that the retention of the settings comes to; None where all is kept."""
    months = foundations.settings.retention.months
    if not months:
        return None
    this = ReportingMonth(today.year, today.month)
    return Request("expired", before=this.shifted(-months))


def _only_found(
    workspace: Workspace, request: Request, found: Found, inbox: Path | None
) -> Forgotten:
    left = remaining(workspace, request, found, inbox)
    return Forgotten(request, found, done=False, remaining=left)


def _erase(
    hold: Hold, foundations: Foundations, found: Found, request: Request, today: date
) -> Forgotten:
    workspace = hold.workspace
    publications: dict[ReportingMonth, Publication] = {}
    try:
        if found.months or found.returns:
            take_away_last_run(workspace)  # before them: a killed run finds less the next time
        # The returns go first, so that nothing made of them below can carry it.
        note_forgotten(workspace, _forgotten(found, request))
        left = list(take_away_returns(workspace, found.returns))
        for each in found.months:
            publications[each.month] = _published_anew(hold, foundations, each, today)
        left += _only_current(hold, publications)
        for month in archived_months(workspace):
            tidy(workspace, month)  # what a killed run has left
    except OSError as error:
        raise unwritable(workspace, error) from error
    return Forgotten(
        request,
        found,
        done=True,
        remaining=Remaining(),
        publications=publications,
        not_removed=tuple(left),
    )


def _only_current(hold: Hold, publications: Mapping[ReportingMonth, Publication]) -> list[str]:
    """Take away the earlier generations of months; return the months of which some are left.

    The earliest month goes last: as long as it is there, forgetting again finds the later ones,
    whose outputs tell of it. A month with a copy that could not be refreshed or taken away, and
    those before it, wait for the next time, which knows by them which copies are meant.
    """
    months = sorted(publications, reverse=True)
    for done, month in enumerate(months):
        copied = publications[month].all_copied
        if not copied or not keep_only_current(hold.workspace, month, hold.make_sure):
            return [str(each) for each in months[done:]]
    return []


def _published_anew(
    hold: Hold, foundations: Foundations, found: FoundMonth, today: date
) -> Publication:
    """Publish a month from its record without what is erased, closed or not."""
    workspace, record = hold.workspace, found.record
    reason, passed = told_before(workspace, found.month, today, foundations)
    of_then = as_then(foundations, record)
    with private_folder() as private:
        outputs = month_outputs(
            workspace,
            of_then,
            record,
            private,
            month_reason=reason,
            deadline_passed=passed,
            anew=True,
        )
    publication = published(hold, record, outputs, {}, also_closed=True)
    close_anew(workspace, found.month)
    return publication


def as_then(foundations: Foundations, record: MonthRecord) -> Foundations:
    """Return the data files with the version of the roadmap that a record was made with.

    Raises:
        CannotRunError: the earlier version's file has problems.
    """
    roadmap = foundations.roadmap_of(record.roadmap_version)
    return foundations if roadmap is foundations.roadmap else replace(foundations, roadmap=roadmap)


def _forgotten(found: Found, request: Request) -> Iterator[ForgottenReturn]:
    for sha256, (month, region, places) in sorted(found.returns.items()):
        yield ForgottenReturn(sha256, str(month), region, request.kind, fields_of(places))
