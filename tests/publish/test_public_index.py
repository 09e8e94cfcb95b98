"""The public page over all regions tells figures and who reports, and nothing of the returns."""

import re

import pytest
from test_briefing_html import Page

from tilannekuva.domain.picture import STATE_WORDS, NationalPicture
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.i18n.words import Words
from tilannekuva.publish.briefing.public_index import public_index


@pytest.fixture(name="page", scope="module")
def _page(picture: NationalPicture) -> Page:
    packs: dict[str, tuple[Language, ...]] = {
        code: region.languages for code, region in picture.regions.by_code.items() if code != "21"
    }
    return Page(public_index(picture, "en", tool_version="0", packs=packs))


def test_every_region_has_a_tile_and_a_row__ok(picture: NationalPicture, page: Page) -> None:
    """Also the region that has not reported, which is told by name at the top."""
    tiles = [given for _, given in page.tags if "tile " in given.get("class", "")]
    assert len(tiles) == len(picture.standings)
    rows = page.tables["regions-caption"].rows[2:]
    assert [row[0] for row in rows] == list(picture.standings)
    assert {row[0] for row in rows if row[2] == "has not reported"} == {"20"}
    text = " ".join("".join(page.texts).split())
    assert "Regions that have not reported (1): Kainuu wellbeing services county." in text


def test_rows_tell_the_figures_of_the_picture__ok(picture: NationalPicture, page: Page) -> None:
    """What is completed in both views."""
    for row in page.tables["regions-caption"].rows[2:]:
        along, target = picture.figure("A", row[0]), picture.figure("B", row[0])
        assert row[4] == f"{along.completed}/{along.n}"
        assert row[6] == f"{target.completed}/{target.n}"


def test_links_lead_to_the_public_packs__ok(picture: NationalPicture, page: Page) -> None:
    """Each pack is linked from its row and the first from its tile; no pack, no link."""
    links = {href for href in page.values("href") if not href.startswith("#")}
    assert links == {
        f"{code}-{language}.html"
        for code, region in picture.regions.by_code.items()
        for language in region.languages
        if code != "21"
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_told_of_the_returns__ok(picture: NationalPicture, language: Language) -> None:
    """No state, no deadline, no findings, no filter, and not a word of what a region wrote."""
    text = public_index(picture, language, tool_version="0", packs={})
    words = Words(language, "pages")
    read = " ".join(re.sub("<[^>]*>", " ", text.partition("<body>")[2]).split())
    assert "<input" not in text
    cells = {cell for row in Page(text).tables["regions-caption"].rows for cell in row}
    assert cells.isdisjoint({words.say(each) for each in STATE_WORDS.values()})
    for told in (
        words("Open findings"),
        words("late"),
        words("Deadline for returns: {day}.", day=picture.record.deadline),
        *(each.text for each in picture.record.narratives if each.text),
        *(answer.description for answer in picture.record.answers if answer.description),
        *(answer.responsible for answer in picture.record.answers if answer.responsible),
        *(each.filled_by for each in picture.record.returns if each.filled_by),
    ):
        assert not re.search(rf"\b{re.escape(told)}\b", read), told


def test_change_stands_only_where_there_is_a_month_before__ok(
    picture: NationalPicture, two_months: NationalPicture
) -> None:
    """The areas and the nation beside themselves; the regions are not counted one by one."""
    alone, later = (
        Page(public_index(each, "en", tool_version="0", packs={})) for each in (picture, two_months)
    )
    assert "compared-caption" not in alone.tables
    assert len(later.tables["compared-caption"].rows) == 2 + 6
    assert "changes-caption" not in later.tables
