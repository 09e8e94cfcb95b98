"""A return is recognised by its stamps alone, and never taken for another region's or month's."""

from datetime import date, datetime

import pytest

from tilannekuva.domain.dispositions import REASONS
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.workbook import CellValue, SheetCells, WorkbookCells
from tilannekuva.inbox.identity import (
    Recognised,
    Unrecognised,
    recognise,
)
from tilannekuva.layout.identity import Identity
from tilannekuva.layout.vocabulary import Vocabulary

VERSIONS = ("2022-draft-2",)
STAMP: dict[str, CellValue] = {
    "region": "01",
    "month": "2022-05",
    "roadmap_version": "2022-draft-2",
    "language": "fi",
    "layout_version": "1",
    "group": None,
}


def workbook(
    stamp: dict[str, CellValue] | None = None,
    properties: dict[str, str] | None = None,
    sheet_name: str = "_meta",
) -> WorkbookCells:
    """Return a workbook with a hidden sheet of keys and values, and with our properties."""
    sheets = [SheetCells("HT", (("Tunnus", "Tila"), ("HT-1.1.1", "valmis")))]
    if stamp is not None:
        sheets.append(SheetCells(sheet_name, tuple(stamp.items()), visible=False))
    named = {f"tilannekuva_{key}": value for key, value in (properties or {}).items()}
    return WorkbookCells(tuple(sheets), {"Keywords": "x", **named})


PROPERTIES = {key: str(value or "-") for key, value in STAMP.items()}


def test_both_stamps__ok(regions: Regions) -> None:
    """A form as it was sent carries both stamps, and they agree."""
    found = recognise(workbook(STAMP, PROPERTIES), regions, VERSIONS)
    assert isinstance(found, Recognised)
    assert (found.region.code, str(found.month), found.one_stamp) == ("01", "2022-05", False)
    assert found.identity == Identity("01", "2022-05", "2022-draft-2", "fi", "1")


@pytest.mark.parametrize("book", [workbook(STAMP), workbook(properties=PROPERTIES)])
def test_one_stamp__ok(regions: Regions, book: WorkbookCells) -> None:
    """One stamp is enough, and it is told that the other is gone."""
    found = recognise(book, regions, VERSIONS)
    assert isinstance(found, Recognised)
    assert (found.region.code, str(found.month), found.one_stamp) == ("01", "2022-05", True)


@pytest.mark.parametrize(
    "book",
    [
        workbook({**STAMP, "region": 1.0}, PROPERTIES),
        workbook({**STAMP, "region": "1"}, PROPERTIES),
        workbook({**STAMP, "region": " 01 "}, {**PROPERTIES, "region": "1"}),
        workbook({**STAMP, "month": " 2022-05 "}, PROPERTIES),
        workbook({**STAMP, "layout_version": 1.0}, PROPERTIES),
        workbook(STAMP, PROPERTIES, " _META"),
        workbook(STAMP, PROPERTIES, "_meta (2)"),
        workbook(STAMP, PROPERTIES, "Copy of _meta"),
        workbook(STAMP, PROPERTIES, "Taulukko 9"),
        workbook({**STAMP, "month": date(2022, 5, 1)}, PROPERTIES),
        workbook({**STAMP, "month": datetime(2022, 5, 1)}, PROPERTIES),  # noqa: DTZ001
        workbook({**STAMP, "month": 44682.0}, PROPERTIES),
        workbook({**STAMP, "month": "5/2022"}, PROPERTIES),
        workbook({**STAMP, "month": "toukokuu 2022"}, PROPERTIES),
        workbook(STAMP, {**PROPERTIES, "month": "2022-04-30T21:00:00Z"}),
        workbook(STAMP, {**PROPERTIES, "region": "1.0", "layout_version": "1.0"}),
        workbook({f" {key.title()}:": value for key, value in STAMP.items()}, PROPERTIES),
        workbook({key.replace("_", " "): value for key, value in STAMP.items()}, PROPERTIES),
        workbook(dict(reversed(STAMP.items())), PROPERTIES),
        workbook({key: STAMP[key] for key in ("region", "month")}, PROPERTIES),
        workbook(STAMP, {**PROPERTIES, "language": "sv"}),
    ],
)
def test_stamps_that_were_saved_again__ok(regions: Regions, book: WorkbookCells) -> None:
    """A leading zero that Excel took away, spaces and case do no harm.

    Nor do a month that it made a date, another name of the sheet, or another order of its rows.
    """
    found = recognise(book, regions, VERSIONS)
    assert isinstance(found, Recognised)
    assert (found.region.code, str(found.month), found.one_stamp) == ("01", "2022-05", False)


KEYS, VALUES = tuple(STAMP), tuple(STAMP.values())
PAIRS = tuple(STAMP.items())
MOVED: dict[str, tuple[tuple[CellValue, ...], ...]] = {
    "moved": ((None, None, None), *((None, *pair) for pair in PAIRS)),
    "apart": tuple((key, None, None, value) for key, value in PAIRS),
    "columns": (("Tunniste", *KEYS), (None, *VALUES)),
    "one row": (tuple(cell for pair in PAIRS for cell in pair),),
    "with notes": (("Älä poista!",), *((*pair, "ministeriön tieto") for pair in PAIRS[:5])),
    "with a blank row between": tuple(row for pair in PAIRS for row in ((None, None), pair)),
}


@pytest.mark.parametrize("name", ["_meta", "Taulukko1"])
@pytest.mark.parametrize("rows", MOVED.values(), ids=MOVED.keys())
def test_stamp_moved_within_its_sheet__ok(
    regions: Regions, rows: tuple[tuple[CellValue, ...], ...], name: str
) -> None:
    """Keys and values are found side by side or one above the other, wherever they stand."""
    found = recognise(WorkbookCells((SheetCells(name, rows),)), regions, VERSIONS)
    assert isinstance(found, Recognised)
    assert found.identity == Identity("01", "2022-05", "2022-draft-2", "fi", "1")


def test_words_of_a_region_are_no_stamp__error(regions: Regions) -> None:
    """A sheet of the region's own that has some of the words is not taken for a stamp."""
    rows = (("Region", "02"), ("Month", "2022-04"), ("Group", "HT"))
    own = SheetCells("Omat", rows)
    assert recognise(WorkbookCells((own,)), regions, VERSIONS) == Unrecognised("not-ours")
    stamped = workbook(STAMP, PROPERTIES)
    found = recognise(WorkbookCells((own, *stamped.sheets)), regions, VERSIONS)
    assert isinstance(found, Recognised)
    assert found.region.code == "01"


@pytest.mark.parametrize("code", ["HUS", "hus", "90", "1"])
def test_every_kind_of_region__ok(regions: Regions, code: str) -> None:
    found = recognise(workbook({**STAMP, "region": code}), regions, VERSIONS)
    assert isinstance(found, Recognised)
    assert found.region.code == regions.recognise(code)


def with_stamps(*stamps: dict[str, CellValue], group: str = "-") -> WorkbookCells:
    """Return a workbook with several copies of the hidden sheet."""
    named = (
        SheetCells(f"_meta ({number})" if number else "_meta", tuple(stamp.items()), visible=False)
        for number, stamp in enumerate(stamps)
    )
    properties = {f"tilannekuva_{key}": value for key, value in PROPERTIES.items()}
    return WorkbookCells(tuple(named), {**properties, "tilannekuva_group": group})


def test_hidden_sheet_copied__ok(regions: Regions) -> None:
    """Copies of the hidden sheet that say the same are one; a blank one says nothing."""
    found = recognise(with_stamps(STAMP, STAMP, {"region": None}), regions, VERSIONS)
    assert isinstance(found, Recognised)
    assert not found.one_stamp


def test_forms_brought_together__ok(regions: Regions) -> None:
    """Forms of one group each, brought together in one workbook, are a form of all groups."""
    each: tuple[dict[str, CellValue], ...] = ({**STAMP, "group": "HT"}, {**STAMP, "group": "JO"})
    found = recognise(with_stamps(*each, group="HT"), regions, VERSIONS)
    assert isinstance(found, Recognised)
    assert found.identity.group == ""


def test_sheets_of_another_form__error(regions: Regions) -> None:
    """Sheets of another region's form in one's own make it nobody's."""
    found = recognise(with_stamps(STAMP, {**STAMP, "region": 2.0}), regions, VERSIONS)
    stamps = ("01 2022-05", "02 2022-05")
    assert found == Unrecognised("identity-conflict", {"stamps": stamps}, None, *VERSIONS)


def test_two_roadmap_versions__error(regions: Regions) -> None:
    """Which of two versions the answers belong to cannot be guessed; they are spelled out."""
    versions = ("2022-draft-2", "2022-draft-1")
    found = recognise(
        workbook(STAMP, {**PROPERTIES, "roadmap_version": "2022-draft-1"}), regions, versions
    )
    stamps = tuple(f"01 2022-05 {version}" for version in versions)
    assert found == Unrecognised("identity-conflict", {"stamps": stamps}, regions.by_code["01"])


@pytest.mark.parametrize("version", ["2022-draft-1", "2022-draft-2"])
def test_every_version_that_can_be_read__ok(regions: Regions, version: str) -> None:
    """The identity tells of which of the known versions the form is."""
    stamp: dict[str, CellValue] = {**STAMP, "roadmap_version": version}
    found = recognise(workbook(stamp), regions, ("2022-draft-2", "2022-draft-1"))
    assert isinstance(found, Recognised)
    assert found.identity.roadmap_version == version


@pytest.fixture(name="vocabulary", scope="module")
def _vocabulary(roadmap: Roadmap, glossary: Glossary) -> Vocabulary:
    return Vocabulary(roadmap, glossary)


@pytest.mark.parametrize(
    ("written", "group"), [("HT", "HT"), (" ht ", "HT"), ("ICT", "ICT"), ("XX", ""), (5.0, "")]
)
def test_group_of_a_stamp(
    regions: Regions, vocabulary: Vocabulary, written: CellValue, group: str
) -> None:
    """A group that does not exist says nothing: the sheets tell which groups there are."""
    found = recognise(workbook({**STAMP, "group": written}), regions, VERSIONS, vocabulary)
    assert isinstance(found, Recognised)
    assert found.identity.group == group


IDS = ("HT-1.1.1", "HT-1.1.2", "HT-1.1.3")


@pytest.mark.parametrize(
    ("head", "ids", "reason"),
    [
        (("Tunnus", "Tila"), IDS, "identity-lost"),
        (("Kod", "Status"), IDS, "identity-lost"),
        ((None, "Tila"), IDS, "identity-lost"),
        (("Tunnus", "Kommentti"), IDS, "not-ours"),
        (("Tunnus", "Tila"), IDS[:2], "not-ours"),
        (("Tunnus", "Tila"), ("1", "2", "3"), "not-ours"),
    ],
)
def test_form_that_lost_its_stamps__error(
    regions: Regions,
    vocabulary: Vocabulary,
    head: tuple[str | None, ...],
    ids: tuple[str, ...],
    reason: str,
) -> None:
    """A form without its stamps is told as one, and anything else is not ours."""
    rows = (head, *((each, "valmis") for each in ids))
    book = WorkbookCells((SheetCells("Kansi", ()), SheetCells("HT", rows)))
    assert recognise(book, regions, VERSIONS, vocabulary) == Unrecognised(reason)
    assert reason in REASONS


def test_form_of_one_group__ok(regions: Regions) -> None:
    """The group of a workbook that is for one group stands in both stamps."""
    book = workbook({**STAMP, "group": "HT"}, {**PROPERTIES, "group": "HT"})
    found = recognise(book, regions, VERSIONS)
    assert isinstance(found, Recognised)
    assert found.identity.group == "HT"


@pytest.mark.parametrize(
    ("changed", "stamps"),
    [
        ({"region": "02"}, ("01 2022-05", "02 2022-05")),
        ({"month": "2022-04"}, ("01 2022-05", "01 2022-04")),
        ({"group": "HT"}, ("01 2022-05", "01 2022-05 HT")),
        ({"region": "99"}, ("01 2022-05", "99 2022-05")),
        ({"month": "toukokuu"}, ("01 2022-05", "01 toukokuu")),
    ],
)
def test_stamps_that_disagree__error(
    regions: Regions, changed: dict[str, str], stamps: tuple[str, ...]
) -> None:
    """Neither of two stamps is believed where they name another region, month or group.

    What both say is known all the same, so that the region can be told.
    """
    found = recognise(workbook(STAMP, PROPERTIES | changed), regions, VERSIONS)
    known = None if "region" in changed else regions.by_code["01"]
    assert found == Unrecognised("identity-conflict", {"stamps": stamps}, known, *VERSIONS)


@pytest.mark.parametrize(
    ("changed", "reason", "values", "known"),
    [
        ({"region": "99"}, "unknown-region", {"region": "99"}, None),
        ({"region": 22.0}, "unknown-region", {"region": "22"}, None),
        ({"region": "FI"}, "unknown-region", {"region": "FI"}, None),
        ({"layout_version": "2"}, "unknown-layout", {"version": "2", "known": "1"}, "01"),
        ({"layout_version": 0.0}, "unknown-layout", {"version": "0", "known": "1"}, "01"),
        (
            {"roadmap_version": "2021-1"},
            "unknown-version",
            {"version": "2021-1", "known": VERSIONS},
            "01",
        ),
        ({"month": "toukokuu"}, "unknown-month", {"month": "toukokuu"}, "01"),
        ({"month": "2022-13"}, "unknown-month", {"month": "2022-13"}, "01"),
    ],
)
def test_stamp_with_something_unknown__error(
    regions: Regions,
    changed: dict[str, CellValue],
    reason: str,
    values: dict[str, MessageValue],
    known: str | None,
) -> None:
    """What is stamped has to exist; the region is told where it is known all the same."""
    region = regions.by_code[known] if known is not None else None
    found = recognise(workbook(STAMP | changed), regions, VERSIONS)
    version = str((STAMP | changed)["roadmap_version"])
    assert found == Unrecognised(reason, values, region, version)
    assert reason in REASONS


@pytest.mark.parametrize(
    ("book", "known"),
    [
        (workbook(), None),
        (workbook({}), None),
        (workbook({"month": "2022-05"}), None),
        (workbook({"region": "01"}, {"region": "01"}), "01"),
        (workbook({"region": "01"}, {"region": "02"}), None),
        (workbook({"region": None, "month": "2022-05"}), None),
        (workbook({"region": "  ", "month": "2022-05"}), None),
        (workbook(properties={"region": "01", "month": "-"}), "01"),
        (workbook({"region": "01", "month": "2022-05", "language": "fi"}, None, "Omat"), None),
        (WorkbookCells(()), None),
    ],
)
def test_no_stamp__error(regions: Regions, book: WorkbookCells, known: str | None) -> None:
    """A workbook that does not name both a region and a month is not ours."""
    region = regions.by_code[known] if known is not None else None
    assert recognise(book, regions, VERSIONS) == Unrecognised("not-ours", {}, region)


def test_stamp_without_versions__ok(regions: Regions) -> None:
    """A stamp that names no version is read as the current one."""
    stamp = {key: STAMP[key] for key in ("region", "month")}
    assert isinstance(recognise(workbook(stamp), regions, VERSIONS), Recognised)


def test_identity_survives_both_stamps__ok() -> None:
    """What is stamped is what is read back, from the sheet and from the properties."""
    for identity in (
        Identity("01", "2022-05", "1", "fi+sv", "1"),
        Identity("HUS", "2022-05", "1", "fi", "1", "ICT"),
    ):
        assert Identity.from_stamp(identity.stamped) == identity
        assert Identity.from_properties(identity.properties) == identity
        assert all(identity.properties.values())
