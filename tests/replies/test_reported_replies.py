"""The account of a run says which replies are new, and says the same when a run is repeated."""

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.pipeline.replies import MadeReplies
from tilannekuva.publish.data.run_report import ReportedReply, RunReport


def reply(region: str, *, new: bool) -> ReportedReply:
    """Return a reply with one file."""
    return ReportedReply(
        region=region,
        groups=(),
        kind="thanks",
        workbook=None,
        outputs=(f"replies/{region}/a.eml",),
        new=new,
        made_of="0",
    )


def new_in(made: MadeReplies, outputs: dict[str, str]) -> list[str]:
    """Return the regions whose reply is told to be new."""
    return [each.region for each in made.reported(outputs) if each.new]


def before(*replies: ReportedReply, **outputs: str) -> RunReport:
    """Return the account of a run before."""
    may = ReportingMonth(2022, 5)
    return RunReport(
        tool_version="0",
        month=may,
        month_reason="settings",
        as_of=may.as_of,
        deadline=may.as_of,
        deadline_passed=True,
        roadmap_version="0",
        exit_code=0,
        file_counts={},
        files=(),
        regions=(),
        findings=(),
        replies=replies,
        outputs=outputs,
    )


def test_first_run__ok() -> None:
    made = MadeReplies({}, (reply("02", new=True), reply("04", new=True)), None)
    assert new_in(made, {"book.xlsx": "1"}) == ["02", "04"]


def test_run_that_changes_something__ok() -> None:
    """What was new before is not new any more, once anything at all has changed."""
    last = before(reply("02", new=True), book="1")
    made = MadeReplies({}, (reply("02", new=False), reply("04", new=True)), last)
    assert new_in(made, {"book": "2"}) == ["04"]


def test_run_that_repeats_the_last__ok() -> None:
    """The same outputs give the same account, down to what was new."""
    last = before(reply("02", new=False), reply("04", new=True), book="1")
    made = MadeReplies({}, (reply("02", new=False), reply("04", new=False)), last)
    assert made.reported({"book": "1"}) == last.replies
