"""Whatever comes into an inbox and goes, the newest return of each group is in force."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tilannekuva.domain.answers import Answer
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.inbox.listing import FoundFile
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.intake import Intake, TakenReturn
from tilannekuva.pipeline.merge import merged_record
from tilannekuva.validation.read_group import ReadGroup

MAY = ReportingMonth(2022, 5)
# The deadline passes between the second and the third of these days.
DAYS = tuple(datetime(2022, 6, 9, 12, tzinfo=UTC) + timedelta(days=each) for each in range(4))
SUBTASKS = {"HT": "HT-1.1.1", "JO": "JO-1.1.1"}
STATUSES = ("done", "in_progress")


@dataclass(frozen=True)
class Sent:
    """A file somebody sent: when it was saved, and the status in each group's sheet, if any."""

    day: int
    says: tuple[tuple[str, str | None], ...]
    mark: int
    """What makes its bytes others than those of a file that says the same."""

    @property
    def sha256(self) -> str:
        """A fingerprint of it."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    def taken(self, name: str, foundations: Foundations) -> TakenReturn:
        """Return it as it was taken in under a name."""
        return TakenReturn(
            found=FoundFile(Path(name), name, 1, DAYS[self.day]),
            sha256=self.sha256,
            copy=Path(name),
            region=foundations.regions.by_code["02"],
            month=MAY,
            returned_at=DAYS[self.day],
            groups=tuple(_group(name, group, status) for group, status in self.says),
        )


def _group(name: str, group: str, status: str | None) -> ReadGroup:
    answer = Answer.model_validate(
        {
            "region": "02",
            "month": MAY,
            "source_file": name,
            "source_sheet": group,
            "source_cell": "K9",
            "group": group,
            "subtask": SUBTASKS[group],
            "status": status,
        }
    )
    answers = () if status is None else (answer,)
    return ReadGroup(group, group, answers, (), (), is_return=status is not None)


says = st.one_of(st.none(), st.sampled_from(STATUSES))
sent = st.builds(
    Sent,
    day=st.integers(0, len(DAYS) - 1),
    says=st.one_of(
        st.tuples(st.tuples(st.just("HT"), says), st.tuples(st.just("JO"), says)),
        st.tuples(st.tuples(st.just("HT"), says)),
    ),
    mark=st.integers(0, 1),
)
inboxes = st.lists(
    st.dictionaries(st.sampled_from("abc"), sent, max_size=3), min_size=1, max_size=5
)
"""An inbox run after run: what lies in it under which name."""


def merged(
    inbox: dict[str, Sent], foundations: Foundations, before: MonthRecord | None
) -> MonthRecord:
    """Return the record of an inbox; the same bytes under two names are taken once."""
    first = {each.sha256: name for name, each in reversed(inbox.items())}
    taken = tuple(inbox[name].taken(name, foundations) for name in first.values())
    return merged_record(Intake(taken, ()), foundations, MAY, before)


@given(inboxes)
def test_the_newest_is_in_force(foundations: Foundations, inboxes: list[dict[str, Sent]]) -> None:
    """A return is replaced only by a newer one, and never by a file that goes or is blank."""
    record: MonthRecord | None = None
    force: dict[str, datetime] = {}
    for inbox in inboxes:
        record = merged(inbox, foundations, record)
        for each in inbox.values():
            for group, status in each.says:
                if status is not None:
                    force[group] = max(DAYS[each.day], force.get(group, DAYS[0]))
        assert {each.group: each.returned_at for each in record.returns} == force


@given(inboxes)
def test_the_same_inbox_again_changes_nothing(
    foundations: Foundations, inboxes: list[dict[str, Sent]]
) -> None:
    """Collecting an inbox a second time gives the same record, whatever was there before."""
    record: MonthRecord | None = None
    for inbox in inboxes:
        record = merged(inbox, foundations, record)
        assert merged(inbox, foundations, record) == record


@given(inboxes)
def test_every_file_ends_somewhere(
    foundations: Foundations, inboxes: list[dict[str, Sent]]
) -> None:
    """A file is accepted exactly when something of it is in force, and every group is told."""
    record: MonthRecord | None = None
    for inbox in inboxes:
        record = merged(inbox, foundations, record)
        in_force = {each.sha256 for each in record.returns}
        told = {each.file for each in record.findings} | {
            each.values.get("other") for each in record.findings
        }
        assert {each.sha256 for each in record.files} == {each.sha256 for each in inbox.values()}
        for outcome in record.files:
            returned = [group for group, status in inbox[outcome.path].says if status is not None]
            assert sorted((*outcome.groups_used, *outcome.groups_set_aside)) == returned
            accepted = outcome.disposition is Disposition.ACCEPTED
            assert accepted is (outcome.sha256 in in_force) is bool(outcome.groups_used)
            assert not outcome.groups_set_aside or outcome.path in told


@given(st.lists(sent, min_size=1, max_size=4, unique_by=lambda each: each.sha256))
def test_the_order_of_names_does_not_matter(foundations: Foundations, files: list[Sent]) -> None:
    """Of one inbox the same returns are in force, whatever the files are called."""
    records = [
        merged(dict(zip(names, files, strict=False)), foundations, None)
        for names in ("abcd", "dcba")
    ]
    shas = [{(each.group, each.sha256, each.late) for each in one.returns} for one in records]
    assert shas[0] == shas[1]


@given(st.lists(sent, min_size=1, max_size=4, unique_by=lambda each: each.sha256))
def test_what_was_said_in_time_is_not_late(foundations: Foundations, files: list[Sent]) -> None:
    """A return is late exactly when what counts was first said after the deadline."""
    record = merged(dict(zip("abcd", files, strict=False)), foundations, None)
    for returned in record.returns:
        told = sorted(
            (each.day, status)
            for each in files
            for group, status in each.says
            if group == returned.group and status is not None
        )
        counts = next(answer.status for answer in returned.answers)
        since = max((day for day, status in told if status != counts), default=-1)
        first = min((day for day, status in told if status == counts and day > since), default=None)
        expected = returned.returned_at if first is None else DAYS[first]
        assert returned.late is foundations.is_late(MAY, expected)
