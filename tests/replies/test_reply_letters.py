"""Each file in force is answered once, and whoever is still to return is reminded."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

import pytest
from told_letters import MAY

from tilannekuva.domain.answers import COVER, GroupReturn
from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.settings import Settings
from tilannekuva.picture.region_standings import region_standings
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.reply_letters import PlannedReply, planned_replies

REGION = "02"
GROUPS = ("HT", "JO", "PJ", "YP", "ICT")
CHOICES: dict[str, MessageValue] = {"found": "ehkä", "choices": ("valmis",)}


@dataclass
class Month:
    """A month in which one region has returned something."""

    foundations: Foundations
    returns: list[GroupReturn] = field(default_factory=list)
    files: list[FileOutcome] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    deadline_passed: bool = False

    def used(self, file: str, *groups: str, sha256: str = "") -> None:
        """Have groups of a file in force."""
        self.returns += [
            GroupReturn(
                region=REGION,
                month=MAY,
                source_file=file,
                source_sheet=group or "Etusivu",
                source_cell="",
                group=group,
                returned_at=datetime(2022, 6, 7, tzinfo=UTC),
                late=False,
                sha256=sha256 or file,
            )
            for group in groups
        ]

    def came(self, file: str, disposition: Disposition, reason: str) -> None:
        """Have a file that is not used."""
        values: dict[str, MessageValue] = {"other": MAY.shifted(-1), "month": MAY}
        self.files.append(FileOutcome(file, 1, disposition, reason, values, file, REGION, MAY))

    def found(self, code: str, file: str, group: str = "HT") -> None:
        """Have a finding about a file."""
        place = {"sheet": group, "cell": "K8", "region": REGION, "group": group}
        self.findings.append(Finding(code, file, values=CHOICES, **place))

    def planned(self, **settings: object) -> dict[str, PlannedReply]:
        """Return the region's replies by the end of their names."""
        chosen = Settings.model_validate(settings)
        foundations = replace(self.foundations, settings=chosen)
        record = MonthRecord(
            MAY,
            foundations.roadmap.version,
            "all",
            date(2022, 6, 10),
            tuple(self.files),
            tuple(self.returns),
            tuple(self.findings),
        )
        standings = region_standings(
            record, foundations.roadmap, foundations.regions, after_deadline=self.deadline_passed
        )
        planned = planned_replies(
            record,
            {REGION: standings[REGION]},
            foundations,
            deadline_passed=self.deadline_passed,
        )
        return {each.name.removeprefix(f"replies/{REGION}/"): each for each in planned}


WHOLE = "tilannekuva-2022-05-02"


@pytest.fixture(name="month")
def _month(foundations: Foundations) -> Month:
    return Month(foundations)


def test_whole_workbook__ok(month: Month) -> None:
    """A workbook of all groups gets one reply, to whoever answers for the region."""
    month.used("a.xlsx", COVER, *GROUPS)
    month.found("CELL-001", "a.xlsx")
    address = {"email": "a@example.fi", "groups": {"HT": "ht@example.fi"}}
    [(name, reply)] = month.planned(recipients={REGION: address}).items()
    assert (name, reply.sha256, reply.letter.kind) == (WHOLE, "a.xlsx", "correct")
    assert reply.letter.recipients == ("a@example.fi",)
    assert (reply.letter.groups, reply.letter.missing) == ((), ())


def test_files_of_groups__ok(month: Month) -> None:
    """Each group's file is answered to that group, with what is told of it alone."""
    month.used("ht.xlsx", COVER, "HT")
    month.used("jo.xlsx", "JO")
    month.used("rest.xlsx", "PJ", "YP", "ICT")
    month.found("CELL-001", "ht.xlsx", "HT")
    month.found("CELL-004", "jo.xlsx", "JO")
    address = {"email": "a@example.fi", "groups": {"HT": "ht@example.fi"}}
    planned = month.planned(recipients={REGION: address})
    assert list(planned) == [f"{WHOLE}-HT", f"{WHOLE}-JO", f"{WHOLE}-PJ-YP-ICT"]
    assert [each.letter.kind for each in planned.values()] == ["correct", "check", "thanks"]
    to = [each.letter.recipients for each in planned.values()]
    assert to == [("ht@example.fi",), ("a@example.fi",), ("a@example.fi",)]
    assert [[group.id for group in each.letter.groups] for each in planned.values()] == [
        ["HT"],
        ["JO"],
        ["PJ", "YP", "ICT"],
    ]


def test_cover_of_an_older_file__ok(month: Month) -> None:
    """A file that counts for the cover alone is answered under a name of its own."""
    month.used("old.xlsx", COVER)
    month.used("new.xlsx", *GROUPS)
    assert set(month.planned()) == {f"{WHOLE}-cover", f"{WHOLE}-HT-JO-PJ-YP-ICT"}


def test_two_versions_of_a_file__ok(month: Month) -> None:
    """What is told of a file goes with the version its group counts from."""
    month.used("a.xlsx", "HT", sha256="one")
    month.used("a.xlsx", "JO", "PJ", "YP", "ICT", sha256="two")
    month.found("CELL-001", "a.xlsx", "HT")
    month.found("CELL-004", "a.xlsx", "JO")
    planned = month.planned()
    codes = [[each.code for each in reply.letter.findings] for reply in planned.values()]
    assert codes == [["CELL-001"], ["CELL-004"]]


def test_missing_groups__ok(month: Month) -> None:
    """The region's reply tells which groups are missing; they are reminded if known apart."""
    month.used("a.xlsx", "HT", "JO", "PJ")
    [(name, reply)] = month.planned().items()
    assert (name, [group.id for group in reply.letter.missing]) == (WHOLE, ["YP", "ICT"])
    address = {"groups": {"ICT": "ict@example.fi"}}
    planned = month.planned(recipients={REGION: address})
    assert list(planned) == [WHOLE, "reminder"]
    reminder = planned["reminder"].letter
    assert (reminder.kind, reminder.recipients) == ("reminder", ("ict@example.fi",))
    assert [group.id for group in reminder.missing] == ["YP", "ICT"]


def test_one_group_of_several__ok(month: Month) -> None:
    """Where groups return apart, those that have are thanked and the others reminded."""
    month.used("ht.xlsx", "HT")
    planned = month.planned(forms={"per_group": [REGION]})
    assert list(planned) == [f"{WHOLE}-HT", "reminder"]
    assert planned[f"{WHOLE}-HT"].letter.missing == ()
    assert [group.id for group in planned["reminder"].letter.missing] == [*GROUPS[1:]]


@pytest.mark.parametrize("passed", [False, True])
def test_nothing_has_come__ok(month: Month, *, passed: bool) -> None:
    """Awaited or missing, the region is reminded, with what it sent in vain."""
    month.deadline_passed = passed
    month.came("empty.xlsx", Disposition.SUPERSEDED, "nothing-filled-in")
    [(name, reply)] = month.planned(recipients={REGION: {"email": "a@example.fi"}}).items()
    assert (name, reply.letter.kind, reply.sha256) == ("reminder", "reminder", "")
    assert reply.letter.recipients == ("a@example.fi",)
    assert reply.letter.deadline_passed is passed
    assert (reply.letter.missing, reply.letter.untouched) == ((), ("empty.xlsx",))


def test_only_a_file_that_cannot_be_used__ok(month: Month) -> None:
    """The region is told why, in words for the sender."""
    month.came("old.xlsx", Disposition.REJECTED, "other-month")
    month.found("IDENTITY-001", "old.xlsx", "")
    [(name, reply)] = month.planned().items()
    assert (name, reply.letter.kind) == (WHOLE, "refused")
    [refused] = reply.letter.refused
    words = reply.letter.words
    assert words.say(refused.why) == (
        "Lomake on toiselta kuukaudelta (huhtikuu 2022); nyt kootaan palautuksia (toukokuu 2022)."
    )


def test_refused_file_beside_others__ok(month: Month) -> None:
    """A file that could not be used is told of once: with the whole return, or to the others."""
    month.used("a.xlsx", *GROUPS)
    month.came("old.xlsx", Disposition.REJECTED, "other-month")
    [(_, reply)] = month.planned().items()
    assert [each.name for each in reply.letter.refused] == ["old.xlsx"]
    assert reply.letter.kind == "thanks"
    month.returns = month.returns[:2]
    told = {
        name: [each.name for each in reply.letter.refused]
        for name, reply in month.planned(forms={"per_group": [REGION]}).items()
    }
    assert told == {WHOLE: ["old.xlsx"]}
    month.used("b.xlsx", "PJ")
    told = {
        name: [each.name for each in reply.letter.refused]
        for name, reply in month.planned().items()
    }
    assert told == {f"{WHOLE}-HT-JO": [], f"{WHOLE}-PJ": [], "reminder": ["old.xlsx"]}


def test_untouched_only_by_mistake__ok(month: Month) -> None:
    """A form whose answers cannot be found is answered like one in force."""
    month.came("a.xlsx", Disposition.SUPERSEDED, "nothing-filled-in")
    month.findings.append(
        Finding("ROW-005", "a.xlsx", "HT", "", REGION, "HT", values={"column": "Tila"})
    )
    [(name, reply)] = month.planned().items()
    assert (name, reply.letter.kind, reply.sha256) == (WHOLE, "correct", "a.xlsx")
    assert "HT" not in {group.id for group in reply.letter.missing}


@pytest.mark.parametrize(
    ("region_form", "language"), [(None, "fi"), ("sv", "sv"), ("fi+sv", "fi"), ("fi", "fi")]
)
def test_language(month: Month, region_form: str | None, language: str) -> None:
    """A reply is in the language of the form, and in the majority's where that has two."""
    month.used("a.xlsx", *GROUPS)
    forms = {} if region_form is None else {"language": {REGION: region_form}}
    assert month.planned(forms=forms)[WHOLE].letter.language == language


def test_notes_for_the_coordinator__ok(month: Month) -> None:
    """What tells the sender nothing is not told to the sender."""
    month.used("a.xlsx", *GROUPS)
    for code in ("IDENTITY-004", "IDENTITY-007", "IDENTITY-002"):
        month.findings.append(Finding(code, "a.xlsx", region=REGION))
    [(_, reply)] = month.planned().items()
    assert [each.code for each in reply.letter.findings] == ["IDENTITY-002"]


def test_return_of_a_closed_month__ok(month: Month) -> None:
    """What came for a month that is closed is told beside what is still waited for."""
    month.came("old.xlsx", Disposition.REJECTED, "month-closed")
    [(name, reply)] = month.planned().items()
    assert (name, [each.name for each in reply.letter.refused]) == ("reminder", ["old.xlsx"])
    assert reply.letter.words.say(reply.letter.refused[0].why).startswith("Lomakkeen kuukausi")
