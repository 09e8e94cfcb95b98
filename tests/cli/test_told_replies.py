"""The summary of a run names the replies that are new, those that ask most first."""

from pathlib import Path

from tilannekuva.cli.console.replies import new_replies
from tilannekuva.i18n.words import Words
from tilannekuva.publish.data.run_report import ReportedReply


def reply(region: str, kind: str, *groups: str) -> ReportedReply:
    """Return a reply of a kind."""
    told = {"region": region, "kind": kind, "groups": groups, "workbook": None, "made_of": "0"}
    return ReportedReply.model_validate({**told, "outputs": (), "new": True})


def test_new_replies__ok() -> None:
    """One line for each kind, with the regions and, where it is theirs alone, the groups."""
    replies = [
        reply("01", "reminder"),
        reply("02", "correct"),
        reply("08", "thanks", "HT"),
        reply("08", "correct", "JO", "PJ"),
    ]
    assert new_replies(replies, Path("output"), Words("en", "console")) == (
        f"New replies in {Path('output/replies')}:",
        "  to be corrected: 02, 08 (JO, PJ)",
        "  thanks: 08 (HT)",
        "  reminders: 01",
    )


def test_no_new_replies__ok() -> None:
    assert new_replies([], Path("output"), Words("fi", "console")) == ()
