"""Replies go to whom the settings name, and names that nobody has are refused."""

from pathlib import Path

import pytest

from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.recipients import Recipients
from tilannekuva.domain.settings import Settings
from tilannekuva.pipeline.foundations import lay_foundations

BOTH = Recipients.model_validate(
    {
        "email": "a@example.fi",
        "groups": {"HT": "ht@example.fi, b@example.fi", "JO": "ht@example.fi"},
    }
)


@pytest.mark.parametrize(
    ("groups", "to"),
    [
        (["HT"], ("ht@example.fi", "b@example.fi")),
        (["JO"], ("ht@example.fi",)),
        (["HT", "JO"], ("ht@example.fi", "b@example.fi")),
        (["PJ"], ("a@example.fi",)),
        (["JO", "PJ"], ("ht@example.fi", "a@example.fi")),
    ],
)
def test_recipients_of_groups__ok(groups: list[str], to: tuple[str, ...]) -> None:
    """Each group's own recipients, each once; the region's for a group that has none."""
    assert BOTH.for_groups(groups) == to


def test_recipients_of_the_region__ok() -> None:
    """The region's own; where only groups have any, all of theirs."""
    assert BOTH.for_region() == ("a@example.fi",)
    groups = BOTH.model_copy(update={"email": ()})
    assert groups.for_region() == ("ht@example.fi", "b@example.fi")
    assert Recipients().for_region() == Recipients().for_groups(["HT"]) == ()


@pytest.mark.parametrize("named", [{"99": {}}, {"02": {"groups": {"XX": "a@example.fi"}}}])
def test_recipients_of_nobody__error(tmp_path: Path, named: dict[str, object]) -> None:
    """A region or a group that does not exist is told before anything is done."""
    settings = Settings.model_validate({"recipients": named})
    with pytest.raises(CannotRunError) as raised:
        lay_foundations(open_workspace(tmp_path), settings)
    [message] = raised.value.messages
    assert message.values["found"] in {"99", "XX"}
