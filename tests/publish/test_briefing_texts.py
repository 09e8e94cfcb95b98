"""What a region writes is shown as it is, and does nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from test_briefing_html import Page, drawn

from tilannekuva.domain.answers import COVER, Answer, GroupReturn
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, NationalPicture
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.picture.national import national_picture
from tilannekuva.publish.briefing.own_words import visible
from tilannekuva.publish.briefing.pages import briefing_pack

MAY = ReportingMonth(2022, 5)
HOSTILE = (
    "<script>alert(1)</script>",
    '=HYPERLINK("http://example.org";"x")',
    "\"' onmouseover=alert(1) x='",
    "</style><style>body{display:none}",
    "{{ page.code }} {% raw %}",
    "lasku\u202efdp.exe\u2066",
    "a\u200bb\ufeffc\x00d\x1be\x85f",
    "</td></tr></table><h1>",
    "rivi 1\r\nrivi 2\trivi",
    "javascript:alert(1)",
    "x" * 30_000,
)


def _picture(picture: NationalPicture, text: str) -> NationalPicture:
    """A month in which every free text of region 08 is one and the same."""
    origin: dict[str, object] = {
        "region": "08",
        "month": MAY,
        "source_file": text,
        "source_sheet": text[:31],
        "source_cell": "K9",
    }
    answers = [
        Answer.model_validate(
            {
                **origin,
                "group": "JO",
                "subtask": step.subtask.id,
                "status": "in_progress",
                "risk": "high",
                "support": "national",
                "description": text,
                "responsible": text,
            }
        )
        for step in picture.roadmap.asked("08", MAY)
        if step.group.id == "JO"
    ]
    general = picture.roadmap.questions.region[0].id
    told: tuple[tuple[str, str, str | None, list[Answer]], ...] = (
        ("JO", "challenges", None, answers),
        (COVER, general, "red", []),
    )
    returns = tuple(
        GroupReturn.model_validate(
            {
                **origin,
                "group": group,
                "returned_at": datetime(2022, 6, 30, 21, 30, tzinfo=UTC),
                "late": True,
                "sha256": "0" * 64,
                "filled_by": text,
                "filled_on": date(2022, 6, 7),
                "answers": own,
                "narratives": [
                    {**origin, "group": group, "question": question, "light": light, "text": text}
                ],
            }
        )
        for group, question, light, own in told
    )
    findings = (Finding("CELL-003", text, text[:31], "K9", "08", values={"found": text}),)
    record = MonthRecord(
        MAY, picture.roadmap.version, "all", date(2022, 6, 10), (), returns, findings
    )
    return national_picture(record, picture.roadmap, picture.regions, after_deadline=True)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_texts_of_a_return_are_shown_as_text__ok(picture: NationalPicture, text: str) -> None:
    """The page has the tags it would have without the text, and shows the text whole."""
    plain = Page(briefing_pack(_picture(picture, "teksti"), "08", "en", tool_version="0"))
    page = Page(briefing_pack(_picture(picture, text), "08", "en", tool_version="0"))
    assert page.tags == plain.tags
    assert visible(text) in page.text
    briefing_pack(_picture(picture, text), "08", "en", tool_version="0").encode()


def test_hidden_characters_are_marked__ok() -> None:
    """Control, bidirectional and zero-width characters stand as their code; others as they are."""
    assert visible("a\u202eb\u200bc\x00d\ufeff") == "a[U+202E]b[U+200B]c[U+0000]d[U+FEFF]"
    assert visible("\ud800") == "[U+D800]"
    assert visible("Åland – 5 %\u00a0\r\nuusi\trivi 😀") == "Åland – 5 %\u00a0\nuusi\trivi 😀"


def test_day_of_saving_is_told_in_finnish_time__ok(picture: NationalPicture) -> None:
    """Half past nine in the evening of 30 June in UTC is 1 July in Finland."""
    text = Page(briefing_pack(_picture(picture, "t"), "08", "en", tool_version="0")).text
    assert "Saved on 1 July 2022." in text
    assert "After the deadline." in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("after_deadline", [False, True])
def test_month_without_returns_has_all_its_pages__ok(
    picture: NationalPicture, language: Language, *, after_deadline: bool
) -> None:
    """Pages can be drawn before anything has come, and when nothing comes."""
    record = replace(picture.record, returns=())
    empty = national_picture(
        record, picture.roadmap, picture.regions, after_deadline=after_deadline
    )
    for code in ("08", "HUS", "index"):
        Page(drawn(empty, code, language))


def test_own_words_tell_their_language_where_it_is_known__ok(picture: NationalPicture) -> None:
    """In a page of another language a Finnish region's words are marked as Finnish."""
    page = Page(briefing_pack(picture, "08", "en", tool_version="0"))
    own = [given for _, given in page.tags if given.get("class") == "own" and "lang" in given]
    assert {given["lang"] for given in own} == {"fi"}
    bilingual = Page(briefing_pack(picture, "17", "en", tool_version="0"))
    assert not [
        given for _, given in bilingual.tags if given.get("class") == "own" and "lang" in given
    ]
