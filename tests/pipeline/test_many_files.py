"""One region in many files: per group, twice, corrected, in two formats, at the same time."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl.workbook import Workbook
from told_files import codes, groups, kept, outcomes, statuses, told

from offices import Office
from tilannekuva.domain.dispositions import Disposition
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import msg
from tilannekuva.domain.workbook import CellValue

USED = (Disposition.ACCEPTED, "used")
SAVED = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
LATER = SAVED + timedelta(days=1)
AFTER_DEADLINE = datetime(2022, 6, 14, 12, 0, tzinfo=UTC)

Answers = dict[tuple[str, str], CellValue]

HT: Answers = {("HT-1.1.1", "status"): "valmis"}
JO: Answers = {("JO-1.1.1", "status"): "käynnissä"}
ICT: Answers = {("ICT-1.1.1", "status"): "ei aloitettu"}
CORRECTED: Answers = {("HT-1.1.1", "status"): "käynnissä"}


def test_a_workbook_for_each_group(office: Office) -> None:
    """The groups of a region may return in files of their own, and all of them count."""
    office.send("Hallinto.xlsx", HT, group="HT")
    office.send("alikansio/jo.xlsx", JO, group="JO", saved=LATER)
    office.send("ict.xlsx", ICT, group="ICT", language="sv")
    record = office.gather()
    assert set(outcomes(record).values()) == {USED}
    assert statuses(record) == {
        "HT-1.1.1": "done",
        "JO-1.1.1": "in_progress",
        "ICT-1.1.1": "not_started",
    }
    assert told(record, "IDENTITY") == []


@pytest.mark.parametrize(
    "name",
    [
        "Satakunta (1).xlsx",
        "Satakunta - Copy.xlsx",
        "Satakunta - Kopio.xlsx",
        "Satakunta – kopia.xlsx",
        "Kopio tiedostosta Satakunta.xlsx",
        "Satakunta-DESKTOP-AB12.xlsx",
        "Satakunta (Ristiriitainen kopio 2022-06-08).xlsx",
        "alikansio/Satakunta.xlsx",
    ],
)
def test_a_copy_is_a_duplicate(office: Office, name: str) -> None:
    """Whoever made a copy of the same bytes, the file with the plain name counts."""
    original = office.send("Satakunta.xlsx", HT)
    (office.inbox / name).parent.mkdir(exist_ok=True)
    shutil.copyfile(original, office.inbox / name)
    record = office.gather()
    assert outcomes(record) == {
        "Satakunta.xlsx": USED,
        name: (Disposition.DUPLICATE, "same-bytes"),
    }
    assert {each.source_file for each in record.answers} == {"Satakunta.xlsx"}


@pytest.mark.parametrize("name", ["Satakunta (1).xlsx", "Satakunta-DESKTOP-AB12.xlsx"])
def test_a_conflict_copy_that_differs(office: Office, name: str) -> None:
    """Of two versions that a sync client kept apart the newest counts, whatever it is called."""
    office.send("Satakunta.xlsx", HT)
    office.send(name, CORRECTED, saved=LATER)
    record = office.gather()
    assert outcomes(record)[name] == USED
    assert outcomes(record)["Satakunta.xlsx"] == (Disposition.SUPERSEDED, "newer-return")
    assert statuses(record) == {"HT-1.1.1": "in_progress"}


def test_a_correction_of_one_group(office: Office) -> None:
    """A later file of one group replaces that group alone, and the older file is told so."""
    office.send("kaikki.xlsx", HT | JO)
    office.send("korjaus.xlsx", CORRECTED, group="HT", saved=LATER)
    record = office.gather()
    assert groups(record) == {"kaikki.xlsx": (("JO",), ("HT",)), "korjaus.xlsx": (("HT",), ())}
    assert told(record, "IDENTITY") == [
        Finding(
            "IDENTITY-005",
            "kaikki.xlsx",
            region="02",
            group="HT",
            values={"groups": ("HT",), "newer": ("korjaus.xlsx",)},
        )
    ]


def test_an_older_file_is_told_of_once(office: Office) -> None:
    """Everything of a file that is set aside is told in one note, with every newer file."""
    office.send("kaikki.xlsx", HT | JO | ICT)
    office.send("ht.xlsx", CORRECTED, group="HT", saved=LATER)
    office.send("jo.xlsx", {("JO-1.1.1", "status"): "valmis"}, group="JO", saved=LATER)
    record = office.gather()
    [note] = told(record, "IDENTITY")
    assert (note.code, note.file, note.group) == ("IDENTITY-005", "kaikki.xlsx", "")
    assert note.values == {"groups": ("HT", "JO"), "newer": ("ht.xlsx", "jo.xlsx")}


def test_an_untouched_sheet_of_a_newer_workbook(office: Office) -> None:
    """Where the newer whole workbook has an untouched sheet, the older one stays in force."""
    office.send("ensin.xlsx", HT | ICT)
    office.send("uusi.xlsx", CORRECTED | JO, saved=LATER)
    record = office.gather()
    assert groups(record) == {
        "ensin.xlsx": (("ICT",), ("HT",)),
        "uusi.xlsx": (("HT", "JO"), ()),
    }
    assert statuses(record)["ICT-1.1.1"] == "not_started"


def test_the_cover_is_a_group_of_its_own(office: Office) -> None:
    """A cover that is set aside is told by its word, since it has no code."""

    def general_state(text: str) -> Callable[[Workbook], None]:
        def write(workbook: Workbook) -> None:
            question = office.foundations.roadmap.questions.region[0].name.fi
            cells = (cell for row in workbook.worksheets[0].iter_rows() for cell in row)
            label = next(cell for cell in cells if cell.value == question)
            workbook.worksheets[0].cell(label.row, label.column + 2).value = text

        return write

    office.send("ensin.xlsx", {}, edit=general_state("Hyvä"))
    office.send("sitten.xlsx", {}, edit=general_state("Parempi"), saved=LATER)
    [note] = told(office.gather(), "IDENTITY")
    assert (note.code, note.values["groups"]) == ("IDENTITY-005", (msg("the cover"),))


def damage(path: Path, part: str) -> None:
    """Cut one part of a workbook short, so that its sheet cannot be read."""
    content = path.read_bytes()
    with ZipFile(BytesIO(content)) as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data[: len(data) // 2] if name == part else data)


def resave(workbook: Workbook) -> None:
    """Change something that is no answer."""
    workbook["HT"].column_dimensions["A"].width = 30


def test_the_same_answers_saved_again(office: Office) -> None:
    """The newer of two files that say the same is used; that it is so is a note."""
    office.send("ensin.xlsx", HT | JO)
    office.send("uudelleen.xlsx", HT | JO, edit=resave, saved=LATER)
    record = office.gather()
    assert outcomes(record) == {
        "ensin.xlsx": (Disposition.SUPERSEDED, "same-answers"),
        "uudelleen.xlsx": USED,
    }
    assert told(record, "IDENTITY") == [
        Finding(
            "IDENTITY-004",
            "ensin.xlsx",
            region="02",
            values={
                "groups": ("HT", "JO"),
                "used": "uudelleen.xlsx",
                "other": "ensin.xlsx",
            },
        )
    ]


def test_the_same_answers_at_the_same_time(office: Office) -> None:
    """Two formats saved at once are no conflict when they say the same."""
    office.send("a.xlsx", HT)
    office.send("b.xlsx", HT, edit=resave)
    record = office.gather()
    assert sorted(outcomes(record).values()) == [
        USED,
        (Disposition.SUPERSEDED, "same-answers"),
    ]
    assert {each.code for each in told(record, "IDENTITY")} == {"IDENTITY-004"}


def test_a_corrected_value_is_not_the_same(office: Office) -> None:
    """A value that could not be read is part of what a file says."""
    unreadable: Answers = {**HT, ("HT-1.1.2", "status"): "ehkä"}
    office.send("ensin.xlsx", unreadable)
    office.send("korjattu.xlsx", HT, saved=LATER)
    record = office.gather()
    assert {each.code for each in told(record, "IDENTITY")} == {"IDENTITY-005"}
    assert told(record, "CELL") == []


def test_what_came_in_time_is_not_late(office: Office) -> None:
    """Saving a return again after the deadline does not make it late; correcting it does."""
    office.send("ensin.xlsx", HT | JO)
    office.send("uusi.xlsx", CORRECTED | JO, edit=resave, saved=AFTER_DEADLINE)
    late = {each.group: (each.source_file, each.late) for each in office.gather().returns}
    assert late == {"HT": ("uusi.xlsx", True), "JO": ("uusi.xlsx", False)}


def test_equal_times_are_one_warning(office: Office) -> None:
    """The first by sha256 is used, and one warning names both files and every group."""
    office.send("a.xlsx", HT | JO)
    office.send("b.xlsx", {("HT-1.1.1", "risk"): "korkea", ("JO-1.1.1", "risk"): "matala"})
    record = office.gather()
    [warning] = told(record, "IDENTITY")
    used, other = str(warning.values["used"]), str(warning.values["other"])
    assert {used, other} == {"a.xlsx", "b.xlsx"}
    assert (warning.code, warning.file) == ("IDENTITY-003", used)
    assert warning.values["groups"] == ("HT", "JO")
    assert outcomes(record)[other] == (Disposition.SUPERSEDED, "same-time")


def test_an_untouched_form_is_told(office: Office) -> None:
    """An empty form is no return; where nothing else has come, its sender is told."""
    office.send("tyhjä.xlsx", {})
    record = office.gather()
    assert outcomes(record)["tyhjä.xlsx"] == (Disposition.SUPERSEDED, "nothing-filled-in")
    assert codes(record, "IDENTITY") == {("IDENTITY-009", "tyhjä.xlsx")}
    assert record.returns == ()


def test_an_untouched_form_beside_a_return(office: Office) -> None:
    """An empty form says nothing when the region has returned; one of another group does."""
    office.send("02.xlsx", HT)
    office.send("tyhjä.xlsx", {}, saved=LATER)
    office.send("tyhjä jo.xlsx", {}, group="JO", saved=LATER)
    assert codes(office.gather(), "IDENTITY") == {("IDENTITY-009", "tyhjä jo.xlsx")}


def test_an_unreadable_sheet_is_no_empty_form(office: Office) -> None:
    """A form whose answers cannot be found is told as that, not as an empty one."""

    def overwrite(workbook: Workbook) -> None:
        cells = (cell for row in workbook["HT"].iter_rows() for cell in row)
        heading = next(cell for cell in cells if cell.value == "Tila")
        workbook["HT"].cell(heading.row, heading.column).value = "Tilanne nyt"

    office.send("02.xlsx", HT, edit=overwrite)
    record = office.gather()
    assert ("ROW-005", "02.xlsx") in codes(record, "ROW")
    assert codes(record, "IDENTITY") == set()


def test_the_same_inbox_again(office: Office) -> None:
    """Whatever was set aside, collecting the same inbox again gives the same record."""
    office.send("ensin.xlsx", HT | JO | ICT)
    office.send("samat.xlsx", HT | JO | ICT, edit=resave, saved=AFTER_DEADLINE)
    office.send("yhtä aikaa.xlsx", CORRECTED, saved=AFTER_DEADLINE)
    office.send("tyhjä.xlsx", {}, region="05")
    first = kept(office)
    assert office.gather() == first


def test_a_copy_after_its_original_has_gone(office: Office) -> None:
    """What was in time stays so when only a copy saved later is left in the inbox."""
    original = office.send("ensin.xlsx", HT)
    kept(office)
    original.unlink()
    office.send("samat.xlsx", HT, edit=resave, saved=AFTER_DEADLINE)
    for _ in range(2):
        record = kept(office)
        assert [(each.source_file, each.late) for each in record.returns] == [("samat.xlsx", False)]
        assert told(record, "IDENTITY") == []


def test_a_time_is_remembered(office: Office) -> None:
    """When an accepted file says no time itself, copying it again does not make it newer."""
    older = office.send("02.xlsx", HT)
    content = older.read_bytes()
    kept(office)
    office.send("korjaus.xlsx", CORRECTED, saved=LATER)
    older.write_bytes(content)
    record = kept(office)
    assert statuses(record) == {"HT-1.1.1": "in_progress"}
    times = {each.path: each.returned_at for each in record.files}
    assert times == {"02.xlsx": SAVED, "korjaus.xlsx": LATER}


def break_ict(workbook: Workbook) -> None:
    """Lose the only filled column's heading, so that its answers cannot be found."""
    cells = (cell for row in workbook["ICT"].iter_rows() for cell in row)
    heading = next(cell for cell in cells if cell.value == "Tila")
    workbook["ICT"].cell(heading.row, heading.column).value = "Tilanne nyt"


def test_what_is_told_stays_when_the_file_goes(office: Office) -> None:
    """A file kept in the archive alone is told the same as while it was in the inbox."""
    answers = {**HT, **ICT, ("HT-1.1.2", "status"): "ehkä"}
    path = office.send("02.xlsx", answers, edit=break_ict)
    before = kept(office)
    assert {"CELL-001", "ROW-005"} <= {each.code for each in before.findings}
    path.unlink()
    for _ in range(2):
        record = kept(office, "2022-05")
        assert record.findings == before.findings
        assert record.returns == before.returns


def test_what_is_told_of_a_lost_sheet_goes_with_a_new_one(office: Office) -> None:
    """What could not be read of a group is told no more once the group has returned."""
    path = office.send("02.xlsx", HT | ICT, edit=break_ict)
    kept(office)
    path.unlink()
    office.send("ict.xlsx", ICT, group="ICT")
    record = kept(office)
    assert {"HT-1.1.1", "ICT-1.1.1"} == statuses(record).keys()
    assert "ROW-005" not in {each.code for each in record.findings}


def test_a_file_of_the_same_name_that_says_less(office: Office) -> None:
    """A group that an edited file returns no more stays in force from what it was before."""
    office.send("02.xlsx", HT | JO)
    kept(office)
    office.send("02.xlsx", CORRECTED, saved=LATER)
    for _ in range(2):
        record = kept(office)
        assert statuses(record) == {"HT-1.1.1": "in_progress", "JO-1.1.1": "in_progress"}
        assert len({each.sha256 for each in record.returns}) == 2


def test_a_broken_file_of_the_same_name(office: Office) -> None:
    """A file that is broken later takes nothing back, and is told of while it is there."""
    path = office.send("02.xlsx", HT)
    kept(office)
    path.write_bytes(b"broken")
    record = kept(office, "2022-05")
    assert statuses(record) == {"HT-1.1.1": "done"}
    assert codes(record, "FILE") == {("FILE-001", "02.xlsx")}
    path.unlink()
    record = kept(office, "2022-05")
    assert statuses(record) == {"HT-1.1.1": "done"}
    assert codes(record, "FILE") == set()


def test_a_sheet_that_cannot_be_read_is_told_until_all_have_returned(office: Office) -> None:
    """The sheet that is broken may be any group's, so it is told while one is missing."""
    path = office.send("02.xlsx", HT | ICT)
    damage(path, "xl/worksheets/sheet6.xml")
    record = kept(office)
    assert codes(record, "FILE") == {("FILE-002", "02.xlsx")}
    office.send("ht.xlsx", CORRECTED, group="HT", saved=LATER)
    assert codes(office.gather(), "FILE") == {("FILE-002", "02.xlsx")}
    (office.inbox / "ht.xlsx").unlink()
    path.unlink()
    assert codes(kept(office, "2022-05"), "FILE") == {("FILE-002", "02.xlsx")}
