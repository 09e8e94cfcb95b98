"""What depends on other returns is found out anew in every run, also of what is in the archive."""

from datetime import UTC, datetime

from told_files import kept, told

from offices import Office
from tilannekuva.domain.workbook import CellValue

Answers = dict[tuple[str, str], CellValue]
LATER = datetime(2022, 6, 8, tzinfo=UTC)
DONE: Answers = {("HT-1.1.1", "status"): "valmis"}
UNDONE: Answers = {("HT-1.1.1", "status"): "käynnissä"}
BEFORE_DEPENDENCY: Answers = {("HT-3.3.1", "status"): "valmis"}
DEPENDENCY: Answers = {("JO-1.1.2", "status"): "ei aloitettu"}


def trends(office: Office, month: str = "2022-05") -> list[tuple[str, str]]:
    """Return what a month tells against the one before, and archive it."""
    return [(each.code, each.subtask) for each in told(kept(office, month), "TREND")]


def test_against_last_month(office: Office) -> None:
    """What is in the archive of last month is told against, once, with or without the file."""
    office.send("huhti.xlsx", DONE, month="2022-04")
    kept(office, "2022-04")
    path = office.send("touko.xlsx", UNDONE)
    for _ in range(2):
        assert trends(office) == [("TREND-001", "HT-1.1.1")]
    path.unlink()
    for _ in range(2):
        assert trends(office) == [("TREND-001", "HT-1.1.1")]


def test_without_last_month(office: Office) -> None:
    """Where last month is not archived there is nothing to compare with."""
    office.send("maalis.xlsx", DONE, month="2022-03")
    kept(office, "2022-03")
    office.send("touko.xlsx", UNDONE)
    assert trends(office) == []


def test_last_month_was_corrected(office: Office) -> None:
    """When last month is collected anew, this month is compared with what it says now."""
    office.send("huhti.xlsx", DONE, month="2022-04")
    kept(office, "2022-04")
    may = office.send("touko.xlsx", UNDONE)
    assert trends(office) == [("TREND-001", "HT-1.1.1")]
    may.unlink()
    office.send("huhti korjattu.xlsx", UNDONE, month="2022-04", saved=LATER)
    kept(office, "2022-04")
    assert trends(office) == []


def test_a_dependency_in_another_groups_file(office: Office) -> None:
    """What one group has completed is held against what another one says, also from the archive."""
    office.send("ht.xlsx", BEFORE_DEPENDENCY, group="HT")
    jo = office.send("jo.xlsx", DEPENDENCY, group="JO")

    def early() -> list[str]:
        findings = told(kept(office, "2022-05"), "ROW")
        return [each.subtask for each in findings if each.code == "ROW-025"]

    assert early() == ["HT-3.3.1"]
    jo.unlink()
    for _ in range(2):
        assert early() == ["HT-3.3.1"]
