"""The public edition of a page holds no person and no free text, wherever they were."""

import re
from dataclasses import replace
from datetime import date

import pytest
from test_briefing_html import Page

from tilannekuva.domain.answers import GroupReturn
from tilannekuva.domain.discussions import Agreement, Discussions, Material
from tilannekuva.domain.dispositions import Disposition, FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.picture import MonthRecord, NationalPicture
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.picture.changes import EarlierMonth
from tilannekuva.picture.national import national_picture
from tilannekuva.publish.briefing.pages import briefing_pack, public_pack
from tilannekuva.publish.briefing.public_edition import public_edition

MARK = "Mervi Merkki"


def _marked(returned: GroupReturn) -> GroupReturn:
    """Return a return with the mark in every text and name of it."""
    origin = {"source_file": f"{MARK}.xlsx", "source_sheet": MARK, "source_cell": "K9"}
    texts = {"description": MARK, "responsible": MARK}
    return returned.model_copy(
        update={
            **origin,
            "filled_by": MARK,
            "answers": tuple(
                each.model_copy(update={**origin, **texts}) for each in returned.answers
            ),
            "narratives": tuple(
                each.model_copy(update={**origin, "text": MARK}) for each in returned.narratives
            ),
        }
    )


@pytest.fixture(name="marked", scope="module")
def _marked_picture(picture: NationalPicture) -> NationalPicture:
    """A month after another, with the mark wherever a person or a region can write."""
    returns = tuple(_marked(each) for each in picture.record.returns)
    april = picture.month.shifted(-1)
    undone = tuple(
        each.model_copy(
            update={
                "answers": tuple(
                    a.model_copy(update={"status": "not_started", "risk": "low"})
                    for a in each.answers
                )
            }
        )
        for each in returns
    )
    earlier = MonthRecord(april, picture.roadmap.version, "all", date(2022, 5, 10), (), undone)
    file = FileOutcome(f"{MARK}.xlsx", 1, Disposition.ACCEPTED, "used", region="08")
    found = Finding("CELL-003", f"{MARK}.xlsx", MARK, "K9", "08", values={"found": MARK})
    record = replace(picture.record, returns=returns, files=(file,), findings=(found,))
    noted = Discussions(
        agreements=(
            Agreement(region="08", discussed=april, agreed=MARK, responsible=MARK, outcome=MARK),
        ),
        material=(Material(title=MARK, owner=MARK, date=date(2022, 5, 1), address=MARK),),
    )
    return national_picture(
        record,
        picture.roadmap,
        picture.regions,
        after_deadline=True,
        earlier=[EarlierMonth(earlier, picture.roadmap, earlier)],
        discussions=noted,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", ["08", "17", "20", "HUS"])
def test_public_page_has_no_free_text__ok(
    marked: NationalPicture, code: str, language: Language
) -> None:
    """What a person wrote, and names of persons and files, are not on the page."""
    text = public_pack(marked, code, language, tool_version="0")
    assert MARK not in text
    assert ".xlsx" not in text
    if code != "20":
        assert MARK in briefing_pack(marked, code, language, tool_version="0")


def reported(picture: NationalPicture) -> str:
    """Return everything of a picture that comes from returns and notes, as text."""
    answers = [each.answer for each in picture.subtasks]
    compared = [(each.before, each.now) for each in picture.changes]
    return repr((picture.record, answers, compared, picture.not_applicable, picture.discussions))


def test_public_edition_holds_no_free_text__ok(marked: NationalPicture) -> None:
    """Nothing of it is left anywhere in the picture that public pages are drawn from."""
    assert MARK in reported(marked)
    told = public_edition(marked)
    assert MARK not in reported(told)
    assert public_edition(told) == told
    assert told.figures == marked.figures
    assert [each.kinds for each in told.changes] == [each.kinds for each in marked.changes]
    assert [each.timing for each in told.subtasks] == [each.timing for each in marked.subtasks]


def test_public_edition_of_one_region_has_its_answers_only__ok(marked: NationalPicture) -> None:
    """The answers of the others are left out, while the figures speak of all."""
    told = public_edition(marked, only="08")
    assert {each.region for each in told.subtasks} == {"08"}
    assert {each.region for each in told.record.answers} == {"08"}
    assert {each.region for each in told.changes} == {"08"}
    assert told.figures == marked.figures


def test_public_page_is_the_same_page_without_them__ok(marked: NationalPicture) -> None:
    """Its sections are numbered through; figures and tables are those of the pack."""
    pack = Page(briefing_pack(marked, "08", "fi", tool_version="0"))
    public = Page(public_pack(marked, "08", "fi", tool_version="0"))
    headings = [text for text in public.texts if re.match(r"\d\. ", text)]
    assert sorted({text[0] for text in headings}) == ["1", "2", "3", "4"]
    assert {"findings", "questions", "agreed", "material"}.isdisjoint(public.values("id"))
    for name in ("table-A", "table-B", "table-steps", "change-advanced"):
        assert public.tables.get(name) == pack.tables.get(name), name
    assert public.tables["answers-HT"].rows[0] == [
        "Osatehtävä", "Määräaika", "Tila", "Arvioitu valmistuminen", "Riski", "Tuen tarve",
    ]  # fmt: skip
    assert "liikennevalo" not in public.text
    assert not [each for each in public.values("class") if each.startswith("light")]


@pytest.mark.parametrize(
    ("language", "kind"),
    [("fi", "Julkinen tilannekuva"), ("sv", "Offentlig lägesbild")],
)
def test_public_page_says_that_it_is_public__ok(
    marked: NationalPicture, language: Language, kind: str
) -> None:
    """Neither its title nor its notes speak of a pack for the discussion."""
    text = Page(public_pack(marked, "08", language, tool_version="0")).text
    assert kind in text
    assert kind.lower() in text.split("\n", 10)[3] + text
    for pack in ("eskustelupaket", "iskussionsunderlag", "för diskussionen"):
        assert pack not in text


def test_public_page_of_unknown_region__error(marked: NationalPicture) -> None:
    """A code that is not in the picture is a fault of the caller."""
    with pytest.raises(KeyError):
        public_pack(marked, "99", "fi", tool_version="0")
