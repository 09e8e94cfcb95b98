"""What is looked for is found however it is written, and only that is erased."""

import unicodedata
from datetime import UTC, date, datetime

import pytest

from tilannekuva.domain.answers import Answer, GroupReturn
from tilannekuva.domain.erasure import ERASED, Place, Request, erased
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.pipeline.foundations import Foundations

MAY = ReportingMonth(2022, 5)
SOURCE = {"region": "02", "month": MAY, "source_file": "Åsa 02.xlsx", "source_sheet": "HT"}


@pytest.mark.parametrize(
    "written",
    [
        "Åsa Öberg",
        "åsa öberg",
        "ÅSA ÖBERG",
        "Åsa\u00a0Öberg",
        "Åsa \n Öberg",
        unicodedata.normalize("NFD", "Åsa Öberg"),
    ],
)
def test_other_ways_to_write__ok(written: str) -> None:
    """Case, kinds of space and the way accents are stored make no difference."""
    request = Request("text", "Åsa  Öberg")
    assert request.found_in(f"Kysy: {written}!")
    assert request.without(f"Kysy: {written}!") == f"Kysy: {ERASED}!"


def test_letters_that_fold_to_several__ok() -> None:
    """A text that is the same only when folded goes whole rather than not at all."""
    assert Request("text", "Strasse").without("Lange Straße 1") == ERASED


def test_other_texts_stay__error() -> None:
    """What only begins alike is something else, and is not touched, not even its form."""
    text = unicodedata.normalize("NFD", "Åsa Ö. ja Öberg")
    assert not Request("text", "Åsa Öberg").found_in(text)
    assert Request("text", "Åsa Öberg").without(text) == text


def _record() -> MonthRecord:
    answer = Answer.model_validate({
        **SOURCE, "source_cell": "B4", "group": "HT", "subtask": "HT-1.1.1", "status": "done",
        "description": "Åsa Öberg hoitaa.", "responsible": "Åsa Öberg ja muut",
    })  # fmt: skip
    returned = GroupReturn.model_validate({
        **SOURCE, "source_cell": "", "group": "HT", "sha256": "0" * 64, "late": False,
        "returned_at": datetime(2022, 6, 7, tzinfo=UTC), "filled_by": "Åsa Öberg",
        "answers": (answer,),
    })  # fmt: skip
    told = Finding(
        "CELL-001", "Åsa 02.xlsx", "HT", "B5", "02", "HT", "HT-1.1.2", "status",
        {"found": "ehkä, sanoo Åsa Öberg", "choices": ("HT-1.1.1", "HT!B4")},
    )  # fmt: skip
    return MonthRecord(MAY, "1", "all", date(2022, 6, 10), returns=(returned,), findings=(told,))


def test_text_in_a_record__ok(foundations: Foundations) -> None:
    """A field that names a person goes whole; of other texts goes the part."""
    without = erased(_record(), foundations.roadmap, Request("text", "Åsa Öberg"))
    (returned,), (finding,) = without.record.returns, without.record.findings
    (answer,) = returned.answers
    assert (answer.description, answer.responsible) == (f"{ERASED} hoitaa.", ERASED)
    assert (answer.status, returned.filled_by) == ("done", ERASED)
    assert finding.values["found"] == f"ehkä, sanoo {ERASED}"
    assert (returned.source_file, finding.file) == ("Åsa 02.xlsx", "Åsa 02.xlsx")
    assert without.places[Place("02", "HT", "responsible")] == 1
    assert list(without.files) == ["0" * 64]


def test_text_in_a_file_name__ok(foundations: Foundations) -> None:
    """A file keeps its name everywhere alike, so that what is told of it is still found."""
    record = erased(_record(), foundations.roadmap, Request("text", "Åsa")).record
    names = {record.returns[0].source_file, record.returns[0].answers[0].source_file}
    assert names | {record.findings[0].file} == {f"{ERASED} 02.xlsx"}


def test_region_in_a_record__ok(foundations: Foundations) -> None:
    """Everything typed goes, and what is ours in a finding stays: codes and places."""
    record = erased(_record(), foundations.roadmap, Request("region", region="02")).record
    (answer,) = record.returns[0].answers
    assert (answer.description, answer.responsible, answer.status) == (ERASED, ERASED, "done")
    values = record.findings[0].values
    assert (values["found"], values["choices"]) == (ERASED, ("HT-1.1.1", "HT!B4"))
    assert record.returns[0].source_file == "Åsa 02.xlsx"


@pytest.mark.parametrize(
    "request_",
    [
        Request("region", region="17"),
        Request("region", region="02", group="JO"),
        Request("region", region="02", month=ReportingMonth(2022, 4)),
        Request("expired", before=MAY),
        Request("text", "Aino"),
    ],
)
def test_what_is_not_meant__error(foundations: Foundations, request_: Request) -> None:
    """Other regions, groups, months and texts are not touched."""
    without = erased(_record(), foundations.roadmap, request_)
    assert without.record == _record()
    assert not without.places
    assert not without.files


def test_erasing_twice__ok(foundations: Foundations) -> None:
    """What is erased is not found again."""
    for request in (Request("text", "Åsa Öberg"), Request("region", region="02")):
        once = erased(_record(), foundations.roadmap, request)
        twice = erased(once.record, foundations.roadmap, request)
        assert twice.record == once.record
        assert not twice.places
