"""Decide who gets a reply about what: one for each file in force, and reminders for the rest."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tilannekuva.archive.workspace import reminder_name, reply_name
from tilannekuva.domain.answers import COVER
from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.picture import MonthRecord, RegionStanding, RegionState
from tilannekuva.domain.recipients import Recipients
from tilannekuva.domain.regions import Region
from tilannekuva.domain.roadmap import PreparationGroup
from tilannekuva.domain.rule import Severity
from tilannekuva.domain.texts import Language
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.publish.replies.letter import (
    Letter,
    RefusedFile,
    ReplyKind,
    kind_of,
    told_to_sender,
)
from tilannekuva.publish.replies.wording import why_refused

_COVER_PART = "cover"
# Read against an earlier version, or with an identity that is not in the file itself.
_NEEDS_A_NEW_FORM = frozenset({"IDENTITY-007", "IDENTITY-008"})
_NOTHING_HAS_COME = frozenset({RegionState.AWAITED, RegionState.MISSING})


@dataclass(frozen=True, slots=True)
class PlannedReply:
    """A letter, what it is called, and the file that goes back with it."""

    letter: Letter
    name: str
    """Among the month's outputs, without an extension."""
    sha256: str = ""
    """Of the file it answers; empty where it answers none."""
    new_form: bool = False
    """Whether the file could be corrected and returned, and still not be taken."""


def planned_replies(
    record: MonthRecord,
    standings: Mapping[str, RegionStanding],
    foundations: Foundations,
    *,
    deadline_passed: bool,
) -> Iterator[PlannedReply]:
    """Yield the replies of a month, by region.

    Args:
        record: what is known about the month.
        standings: how each region stands.
        foundations: the data files in force.
        deadline_passed: whether what has not come is missing.
    """
    for code, standing in standings.items():
        if standing.asked:
            region = foundations.regions.by_code[code]
            yield from _Region(record, region, standing, foundations, deadline_passed).replies()


@dataclass(frozen=True, slots=True)
class _Answered:
    """A file of the region that a reply answers."""

    sha256: str
    path: str
    groups: tuple[str, ...]
    """The groups, without the cover, whose return it is; in the order of the roadmap."""
    findings: tuple[Finding, ...]

    @property
    def told(self) -> tuple[Finding, ...]:
        """What of it the sender is told."""
        return tuple(told_to_sender(self.findings))

    @property
    def needs_a_new_form(self) -> bool:
        """Whether it cannot be returned again as it is."""
        return any(each.code in _NEEDS_A_NEW_FORM for each in self.findings)


@dataclass(frozen=True)
class _Region:
    """One region's returns and what is told of them."""

    record: MonthRecord
    region: Region
    standing: RegionStanding
    foundations: Foundations
    deadline_passed: bool

    def replies(self) -> Iterator[PlannedReply]:
        files = list(self._files())
        refused = tuple(self._refused())
        apart = len(files) > 1 or any(self._is_of_one_group(each) for each in files)
        missing = self.standing.groups_missing
        reminded = bool(missing) and (apart or self._has_own_recipients(missing))
        if not files:
            yield self._without_files(refused)
        elif apart:
            # What could not be used is told of once: to those who are still to return.
            first, *others = self._letters_apart(files)
            yield first if reminded else _telling_of(first, refused)
            yield from others
        else:
            yield self._letter_on_whole(files[0], refused)
        if files and reminded:
            yield self._reminder(missing, refused if apart else ())

    def _files(self) -> Iterator[_Answered]:
        """Yield the files in force, and those that would be but for an error."""
        in_force: dict[str, list[str]] = {}
        paths: dict[str, str] = {}
        for each in self.record.returns:
            if each.region == self.region.code:
                in_force.setdefault(each.sha256, []).append(each.group)
                paths[each.sha256] = each.source_file
        answered: set[str] = set()
        for sha256, groups in in_force.items():
            # Two versions of a file may have had the same name, one after the other.
            others = {
                group
                for other, theirs in in_force.items()
                if other != sha256 and paths[other] == paths[sha256]
                for group in theirs
            }
            again = paths[sha256] in answered
            answered.add(paths[sha256])
            findings = tuple(
                each
                for each in self._findings(paths[sha256])
                if each.group in groups or (each.group not in others and not again)
            )
            yield _Answered(sha256, paths[sha256], _without_cover(groups), findings)
        for outcome in self._outcomes(Disposition.SUPERSEDED):
            findings = self._findings(outcome.path)
            if (
                outcome.sha256
                and outcome.path not in answered
                and _has_errors(told_to_sender(findings))
            ):
                told = self._groups(each.group for each in findings)
                groups_told = tuple(group.id for group in told)
                yield _Answered(outcome.sha256, outcome.path, groups_told, findings)

    def _findings(self, path: str) -> tuple[Finding, ...]:
        return tuple(
            each
            for each in self.record.findings
            if each.file == path and each.region == self.region.code
        )

    def _outcomes(self, disposition: Disposition) -> Iterator[FileOutcome]:
        for each in self.record.files:
            if each.region == self.region.code and each.disposition is disposition:
                yield each

    def _refused(self) -> Iterator[RefusedFile]:
        for each in self._outcomes(Disposition.REJECTED):
            yield RefusedFile(each.path, why_refused(each))

    def _letters_apart(self, files: list[_Answered]) -> Iterator[PlannedReply]:
        """Yield a letter on each file, to the groups that returned it."""
        names: set[str] = set()
        for file in files:
            groups = self._groups(file.groups)
            letter = replace(
                self._letter(kind_of(file.told), file),
                groups=groups,
                recipients=self._to(file.groups),
            )
            part = "-".join(file.groups) or _COVER_PART
            name = reply_name(self.record.month, self.region.code, part)
            names.add(name := _not_among(names, name))
            yield PlannedReply(letter, name, file.sha256, file.needs_a_new_form)

    def _letter_on_whole(self, file: _Answered, refused: tuple[RefusedFile, ...]) -> PlannedReply:
        missing = set(self.standing.groups_missing) - set(file.groups)
        letter = replace(
            self._letter(kind_of(file.told), file),
            missing=self._groups(missing),
            refused=refused,
        )
        name = reply_name(self.record.month, self.region.code)
        return PlannedReply(letter, name, file.sha256, file.needs_a_new_form)

    def _without_files(self, refused: tuple[RefusedFile, ...]) -> PlannedReply:
        if self.standing.state not in _NOTHING_HAS_COME:
            letter = replace(self._letter("refused"), refused=refused)
            return PlannedReply(letter, reply_name(self.record.month, self.region.code))
        return self._reminder(self.standing.groups_missing, refused)

    def _reminder(self, missing: tuple[str, ...], refused: tuple[RefusedFile, ...]) -> PlannedReply:
        whole = missing == self.standing.groups_asked
        untouched = (
            each.path
            for each in self._outcomes(Disposition.SUPERSEDED)
            if each.reason == "nothing-filled-in"
        )
        letter = replace(
            self._letter("reminder"),
            recipients=self._to(() if whole and not self._per_group else missing),
            missing=() if whole else self._groups(missing),
            refused=refused,
            untouched=tuple(untouched) if whole else (),
        )
        return PlannedReply(letter, reminder_name(self.region.code))

    def _letter(self, kind: ReplyKind, file: _Answered | None = None) -> Letter:
        return Letter(
            kind=kind,
            language=self._language,
            region=self.region,
            month=self.record.month,
            deadline=self.record.deadline,
            deadline_passed=self.deadline_passed,
            coordinator=self.foundations.settings.contact,
            recipients=self._to(()),
            file="" if file is None else file.path,
            findings=() if file is None else file.told,
        )

    @property
    def _language(self) -> Language:
        """The language of the region's form, and of a form in both languages the majority's."""
        form = self.foundations.settings.forms.language.get(self.region.code)
        return self.region.majority_language if form is None or form == "fi+sv" else form

    @property
    def _per_group(self) -> bool:
        return self.region.code in self.foundations.settings.forms.per_group

    @property
    def _recipients(self) -> Recipients:
        return self.foundations.settings.recipients.get(self.region.code, Recipients())

    def _to(self, groups: tuple[str, ...]) -> tuple[str, ...]:
        """Return whom a reply about some groups, or about the whole return, goes to."""
        return self._recipients.for_groups(groups) if groups else self._recipients.for_region()

    def _has_own_recipients(self, groups: Iterable[str]) -> bool:
        return any(self._recipients.groups.get(group) for group in groups)

    def _is_of_one_group(self, file: _Answered) -> bool:
        return len(file.groups) == 1 and (self._per_group or self._has_own_recipients(file.groups))

    def _groups(self, ids: Iterable[str]) -> tuple[PreparationGroup, ...]:
        wanted = set(ids)
        return tuple(each for each in self.foundations.roadmap.groups if each.id in wanted)


def _without_cover(groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(group for group in groups if group != COVER)


def _has_errors(findings: Iterable[Finding]) -> bool:
    return any(each.severity is Severity.ERROR for each in findings)


def _telling_of(planned: PlannedReply, refused: tuple[RefusedFile, ...]) -> PlannedReply:
    return replace(planned, letter=replace(planned.letter, refused=refused))


def _not_among(names: set[str], name: str) -> str:
    """Return a name, with a number where it is taken already."""
    numbered = (f"{name}-{number}" for number in range(2, len(names) + 2))
    return next(each for each in (name, *numbered) if each not in names)
