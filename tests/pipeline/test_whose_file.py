"""Whose return a file is: by its stamps, on the coordinator's word, or not at all."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl.workbook import Workbook
from told_files import codes, kept, outcomes, statuses, told

from offices import Office
from tilannekuva.archive.files import sha256_of
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, RegionState
from tilannekuva.domain.settings import Acceptance, Settings
from tilannekuva.domain.workbook import CellValue
from tilannekuva.picture.region_standings import region_standings
from tilannekuva.pipeline.check import check_files
from tilannekuva.pipeline.foundations import lay_foundations
from tilannekuva.pipeline.recognition import unmatched

USED = (Disposition.ACCEPTED, "used")

Answers = dict[tuple[str, str], CellValue]
HT: Answers = {("HT-1.1.1", "status"): "valmis"}
JO: Answers = {("JO-1.1.1", "status"): "käynnissä"}


def unstamped(workbook: Workbook) -> None:
    """Copy the sheets into a workbook of one's own, as people do: both stamps are lost."""
    del workbook["_meta"]
    own = properties(workbook)
    for name in list(own.names):
        del own[name]


def properties(workbook: Any) -> Any:
    """Return the custom properties of a workbook, of which the library's types know nothing."""
    return workbook.custom_doc_props


def stamped_elsewhere(workbook: Workbook) -> None:
    """Let the hidden sheet name another region than the properties."""
    for row in workbook["_meta"].iter_rows():
        if row[0].value == "region":
            row[1].value = "05"


def stands(office: Office, record: MonthRecord, region: str) -> RegionState:
    """Return how a region stands after the deadline."""
    roadmap, regions = office.foundations.roadmap, office.foundations.regions
    return region_standings(record, roadmap, regions, after_deadline=True)[region].state


def with_word(office: Office, **word: str) -> Office:
    """Return an office whose settings carry the coordinator's word."""
    said = {"region": "06", "month": "2022-05", "reason": "Vahvistettu puhelimitse."}
    accept = Acceptance.model_validate({**said, **word})
    settings = Settings(accept=(*office.foundations.settings.accept, accept))
    return Office(office.workspace, replace(office.foundations, settings=settings))


def test_the_form_of_another_month(office: Office) -> None:
    """Last month's form is not taken for this month's, and the region is told."""
    office.send("toukokuu.xlsx", HT, region="05")
    office.send("unohtunut.xlsx", HT, month="2022-04")
    record = office.gather("2022-05")
    assert outcomes(record)["unohtunut.xlsx"] == (Disposition.REJECTED, "other-month")
    assert codes(record, "IDENTITY") == {("IDENTITY-001", "unohtunut.xlsx")}
    assert stands(office, record, "02") is RegionState.REJECTED


def test_last_months_file_sent_again(office: Office) -> None:
    """Bytes that last month has taken note of are no trouble, whatever they are called now."""
    path = office.send("huhtikuu.xlsx", HT, month="2022-04")
    kept(office)
    path.rename(office.inbox / "toukokuu 02.xlsx")
    office.send("05.xlsx", HT, region="05")
    record = office.gather()
    assert outcomes(record)["toukokuu 02.xlsx"] == (Disposition.IGNORED, "archived-month")
    assert stands(office, record, "02") is RegionState.MISSING


def test_another_regions_form_under_this_regions_name(office: Office) -> None:
    """The stamp decides, and the name is told to say something else."""
    office.send("Satakunta toukokuu.xlsx", HT, region="05")
    record = office.gather()
    assert statuses(record, "05") == {"HT-1.1.1": "done"}
    assert codes(record, "IDENTITY") == {("IDENTITY-006", "Satakunta toukokuu.xlsx")}


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("Satakunta.pdf", "06"),
        ("Satakunta/palautus.docx", "06"),
        ("tilannekuva-2022-05-06-fi.xls", "06"),
        ("palautus.pdf", None),
    ],
)
def test_a_file_that_cannot_be_read_has_a_probable_sender(
    office: Office, name: str, region: str | None
) -> None:
    """A file that tells nothing is told to the region its name speaks of, as just that."""
    (office.inbox / name).parent.mkdir(exist_ok=True)
    (office.inbox / name).write_bytes(b"%PDF-1.7")
    [outcome] = office.gather("2022-05").files
    assert (outcome.disposition, outcome.region) == (Disposition.REJECTED, region)
    assert outcome.region_by_name is (region is not None)


def test_a_name_is_not_asked_where_the_form_tells(office: Office) -> None:
    """A form of a version that cannot be read still tells its region itself."""

    def older(workbook: Workbook) -> None:
        for row in workbook["_meta"].iter_rows():
            if row[0].value == "roadmap_version":
                row[1].value = "2021-1"
        properties(workbook)["tilannekuva_roadmap_version"].value = "2021-1"

    office.send("Satakunta.xlsx", HT, region="05", edit=older)
    [outcome] = office.gather("2022-05").files
    assert (outcome.reason, outcome.region, outcome.region_by_name) == (
        "unknown-version",
        "05",
        False,
    )
    assert outcome.values == {"version": "2021-1", "known": ("2022-draft-2",)}


@pytest.mark.parametrize("edit", [unstamped, stamped_elsewhere])
def test_a_file_that_tells_nothing_needs_a_word(
    office: Office, edit: Callable[[Workbook], None]
) -> None:
    """Without the coordinator's word the file is rejected; with it, it is the region's."""
    office.send("taulukko.xlsx", HT, edit=edit)
    [(disposition, _)] = outcomes(office.gather("2022-05")).values()
    assert disposition is Disposition.REJECTED
    record = with_word(office, file="taulukko.xlsx").gather()
    [outcome] = record.files
    assert (outcome.disposition, outcome.region) == (Disposition.ACCEPTED, "06")
    assert outcome.on_word == "Vahvistettu puhelimitse."
    assert not outcome.region_by_name
    assert statuses(record, "06") == {"HT-1.1.1": "done"}
    assert told(record, "IDENTITY") == [
        Finding(
            "IDENTITY-007",
            "taulukko.xlsx",
            region="06",
            values={
                "region": office.foundations.regions.by_code["06"].name,
                "month": ReportingMonth(2022, 5),
                "reason": "Vahvistettu puhelimitse.",
            },
        )
    ]


def test_a_word_by_sha256(office: Office) -> None:
    """A word can name the bytes, whatever the file is called."""
    path = office.send("taulukko.xlsx", HT, edit=unstamped)
    worded = with_word(office, sha256=sha256_of(path.read_bytes()).upper())
    path.rename(office.inbox / "toinen nimi.xlsx")
    assert outcomes(worded.gather()) == {"toinen nimi.xlsx": USED}


def test_a_word_overrides_a_wrong_stamp(office: Office) -> None:
    """The coordinator's word counts also where the form says something else."""
    office.send("02.xlsx", HT, region="02", month="2022-04")
    record = with_word(office, file="02.xlsx").gather()
    assert outcomes(record) == {"02.xlsx": USED}
    assert (str(record.month), {each.region for each in record.answers}) == ("2022-05", {"06"})


def test_a_word_on_one_group(office: Office) -> None:
    """Of a file taken for one group the others are left out, and that is told."""
    office.send("02.xlsx", HT | JO)
    record = with_word(office, file="02.xlsx", group="JO").gather()
    assert statuses(record, "06") == {"JO-1.1.1": "in_progress"}
    [outcome] = record.files
    assert (outcome.groups_used, outcome.groups_set_aside) == (("JO",), ("HT",))
    assert {each.code for each in told(record, "IDENTITY")} == {"IDENTITY-007", "IDENTITY-011"}


def test_a_word_on_a_group_that_is_not_filled_in(office: Office) -> None:
    """A word on the wrong group takes nothing, and says why."""
    office.send("02.xlsx", HT)
    record = with_word(office, file="02.xlsx", group="JO").gather("2022-05")
    assert outcomes(record) == {"02.xlsx": (Disposition.SUPERSEDED, "left-out")}
    assert "IDENTITY-009" not in {each.code for each in record.findings}


def test_a_word_on_a_copy(office: Office) -> None:
    """Of the same bytes the file that the word names counts, though its name be longer."""
    path = office.send("a.xlsx", HT, edit=unstamped)
    shutil.copyfile(path, office.inbox / "a - kopio.xlsx")
    record = with_word(office, file="a - kopio.xlsx").gather()
    assert outcomes(record) == {
        "a - kopio.xlsx": USED,
        "a.xlsx": (Disposition.DUPLICATE, "same-bytes"),
    }


def test_a_word_mends_no_file(office: Office) -> None:
    """A workbook without our sheets cannot be read on anybody's word; its region is known."""
    with (office.inbox / "muu.xlsx").open("wb") as file:
        book = Workbook()
        book.save(file)
    [outcome] = with_word(office, file="muu.xlsx").gather("2022-05").files
    assert (outcome.reason, outcome.region) == ("no-sheets", "06")
    assert outcome.on_word


def test_a_word_taken_back(office: Office) -> None:
    """Without the word its file is rejected, and what was taken on it is in force no more."""
    office.send("taulukko.xlsx", HT, edit=unstamped)
    worded = with_word(office, file="taulukko.xlsx")
    kept(worded)
    assert statuses(worded.gather(), "06") == {"HT-1.1.1": "done"}
    record = office.gather("2022-05")
    assert record.returns == ()
    assert outcomes(record) == {"taulukko.xlsx": (Disposition.REJECTED, "identity-lost")}


def test_a_word_outlives_its_file(office: Office) -> None:
    """What was taken on a word stays in force when the file has gone, and is told so."""
    path = office.send("taulukko.xlsx", HT, edit=unstamped)
    worded = with_word(office, file="taulukko.xlsx")
    kept(worded)
    path.unlink()
    for each in (worded, office):
        record = each.gather("2022-05")
        assert statuses(record, "06") == {"HT-1.1.1": "done"}
        assert codes(record, "IDENTITY") == {("IDENTITY-007", "taulukko.xlsx")}
        assert unmatched(each.foundations, record) == ()


def test_a_word_that_matches_nothing(office: Office) -> None:
    """A word on a file that nobody has seen is told, if it is of the month."""
    office.send("02.xlsx", HT)
    worded = with_word(office, file="o2.xlsx")
    worded = with_word(worded, file="03.xlsx", month="2022-04")
    assert unmatched(worded.foundations, worded.gather()) == ("o2.xlsx",)


@pytest.mark.parametrize("word", [{"region": "99"}, {"region": "22"}, {"group": "XX"}])
def test_a_word_on_something_unknown__error(
    tmp_path: Path, office: Office, word: dict[str, str]
) -> None:
    """A region or group that does not exist is refused before anything is done."""
    said = {"file": "a.xlsx", "region": "06", "month": "2022-05", "reason": "x", **word}
    settings = Settings.model_validate({"accept": [said]})
    with pytest.raises(CannotRunError) as raised:
        lay_foundations(office.workspace, settings)
    [message] = raised.value.messages
    assert message.values["found"] in word.values()


def test_checking_uses_the_word(office: Office) -> None:
    """A file checked on its own is known by its place in the inbox too."""
    path = office.send("Satakunta/taulukko.xlsx", HT, edit=unstamped)
    worded = with_word(office, file="Satakunta/taulukko.xlsx")
    [checked] = check_files([path], worded.workspace, worded.foundations)
    assert checked.taken is not None
    assert checked.taken.region.code == "06"
    assert "IDENTITY-007" in {each.code for each in checked.findings}


def test_checking_files_of_the_same_name(office: Office, tmp_path: Path) -> None:
    """Two files of the same name are each told their own reason."""
    paths = [tmp_path / "a" / "x.xlsx", tmp_path / "b" / "x.xlsx"]
    for path, content in zip(paths, (b"", b"no workbook"), strict=True):
        path.parent.mkdir()
        path.write_bytes(content)
    checked = check_files(paths, office.workspace, office.foundations)
    reasons = [each.refused.reason for each in checked if each.refused is not None]
    assert reasons == ["empty-file", "unreadable"]


def test_checking_against_last_month(office: Office) -> None:
    """What the archive has of last month is told against."""
    office.send("huhtikuu.xlsx", HT, month="2022-04")
    kept(office)
    path = office.send("toukokuu.xlsx", {("HT-1.1.1", "status"): "käynnissä"})
    [checked] = check_files([path], office.workspace, office.foundations)
    assert "TREND-001" in {each.code for each in checked.findings}
