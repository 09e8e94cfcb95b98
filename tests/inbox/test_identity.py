"""A return is recognised by its stamps alone, and never taken for another region's or month's."""

import pytest

from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.workbook import CellValue, SheetCells, WorkbookCells
from tilannekuva.inbox.identity import Recognised, Unrecognised, recognise
from tilannekuva.layout.identity import Identity

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
        workbook({key: STAMP[key] for key in ("region", "month")}, PROPERTIES),
        workbook(STAMP, {**PROPERTIES, "language": "sv"}),
    ],
)
def test_stamps_that_were_saved_again__ok(regions: Regions, book: WorkbookCells) -> None:
    """A leading zero that Excel took away, spaces and case do no harm."""
    found = recognise(book, regions, VERSIONS)
    assert isinstance(found, Recognised)
    assert (found.region.code, str(found.month), found.one_stamp) == ("01", "2022-05", False)


def test_stamp_moved_within_its_sheet__ok(regions: Regions) -> None:
    """Keys and values are found side by side, wherever they stand in their row."""
    rows: tuple[tuple[CellValue, ...], ...] = (
        (None, None, None),
        *((None, key, value) for key, value in STAMP.items()),
    )
    found = recognise(WorkbookCells((SheetCells("_meta", rows),)), regions, VERSIONS)
    assert isinstance(found, Recognised)


@pytest.mark.parametrize("code", ["HUS", "hus", "90", "1"])
def test_every_kind_of_region__ok(regions: Regions, code: str) -> None:
    found = recognise(workbook({**STAMP, "region": code}), regions, VERSIONS)
    assert isinstance(found, Recognised)
    assert found.region.code == regions.recognise(code)


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
    ],
)
def test_stamps_that_disagree__error(
    regions: Regions, changed: dict[str, str], stamps: tuple[str, ...]
) -> None:
    """Neither of two stamps is believed where they name another region, month or group."""
    found = recognise(workbook(STAMP, PROPERTIES | changed), regions, VERSIONS)
    assert found == Unrecognised("identity-conflict", {"stamps": stamps})


@pytest.mark.parametrize(
    ("changed", "reason", "values", "known"),
    [
        ({"region": "99"}, "unknown-region", {"region": "99"}, None),
        ({"region": 22.0}, "unknown-region", {"region": "22"}, None),
        ({"region": "FI"}, "unknown-region", {"region": "FI"}, None),
        ({"layout_version": "2"}, "unknown-version", {"version": "layout 2"}, "01"),
        ({"layout_version": 0.0}, "unknown-version", {"version": "layout 0"}, "01"),
        ({"roadmap_version": "2021-1"}, "unknown-version", {"version": "2021-1"}, "01"),
        ({"month": "toukokuu"}, "not-ours", {}, "01"),
        ({"month": "2022-13"}, "not-ours", {}, "01"),
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
    assert found == Unrecognised(reason, values, region)


@pytest.mark.parametrize(
    "book",
    [
        workbook(),
        workbook({}),
        workbook({"month": "2022-05"}),
        workbook({"region": "01"}, {"region": "01"}),
        workbook({**STAMP, "region": None}),
        workbook({**STAMP, "region": "  "}),
        workbook(properties={**PROPERTIES, "month": "-"}),
        workbook(STAMP, sheet_name="meta"),
        WorkbookCells(()),
    ],
)
def test_no_stamp__error(regions: Regions, book: WorkbookCells) -> None:
    """A workbook that names no region and month is not ours."""
    assert recognise(book, regions, VERSIONS) == Unrecognised("not-ours")


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
