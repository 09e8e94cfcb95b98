"""What a pack tells in numbers is what the picture has counted."""

import re
from fractions import Fraction

import pytest
from test_briefing_html import Page

from tilannekuva.domain.picture import VIEWS, Figure, NationalPicture, View
from tilannekuva.domain.shares import whole_percent
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.publish.briefing.comparison import nation
from tilannekuva.publish.briefing.pages import briefing_pack


def _pack(picture: NationalPicture, code: str, language: Language = "en") -> Page:
    return Page(briefing_pack(picture, code, language, tool_version="0"))


@pytest.fixture(name="english", scope="module")
def _english(picture: NationalPicture) -> dict[str, Page]:
    """Every region's pack in English, by code."""
    return {code: _pack(picture, code) for code in picture.standings}


def _share(part: int, figure: Figure) -> str:
    percent = None if figure.missing == figure.n else whole_percent(part, figure.n)
    return "–" if percent is None else f"{percent}%"


def test_tables_tell_the_figures_of_the_picture__ok(
    picture: NationalPicture, english: dict[str, Page]
) -> None:
    """Every region's tables hold the counts of both views, whole and by group."""
    groups = picture.roadmap.groups
    for code in picture.standings:
        tables = english[code].tables
        for view in VIEWS:
            whole = picture.figure(view, code)
            each = [picture.figure(view, code, "group", group.id) for group in groups]
            for row, figure in zip(tables[f"table-{view}"].rows[2:], [whole, *each], strict=True):
                assert row[1:3] == [str(figure.n), str(figure.completed)]
                shares = row[5:] if view == "A" else row[6:]
                started = [figure.started - figure.completed]
                not_started = [figure.n - figure.started - figure.missing]
                between = [sum(started + not_started)] if view == "A" else started + not_started
                assert row[3 : 3 + len(between)] == [str(count) for count in between]
                assert row[3 + len(between)] == str(figure.missing)
                assert shares[0] == _share(figure.completed, figure)
                assert shares[3] == _share(figure.started, figure)


@pytest.mark.parametrize("view", VIEWS)
def test_sentences_agree_with_the_figures__ok(
    picture: NationalPicture, view: View, english: dict[str, Page]
) -> None:
    """The sentences and charts tell the same counts as the tables."""
    for code in picture.reporting:
        figure = picture.figure(view, code)
        if figure.n:
            text = english[code].text
            assert f"{figure.completed}/{figure.n} ({_share(figure.completed, figure)})" in text
            assert f"{figure.started}/{figure.n} ({_share(figure.started, figure)})" in text
            assert f"{figure.completed}/{figure.n} · {_share(figure.completed, figure)}" in text


def test_delayed_critical_subtasks_are_listed_whole__ok(
    picture: NationalPicture, english: dict[str, Page]
) -> None:
    """As many are listed as view A counts neither completed nor without an answer."""
    for code in picture.reporting:
        figure = picture.figure("A", code)
        tables = english[code].tables
        delayed = figure.n - figure.completed - figure.missing
        listed = len(tables["delayed-caption"].rows) - 1 if "delayed-caption" in tables else 0
        assert listed == delayed


def test_nation_is_median_and_range_of_reporting_regions__ok(picture: NationalPicture) -> None:
    """The median of an even number of regions lies half way between the two in the middle."""
    shares = sorted(
        Fraction(figure.completed, figure.n)
        for figure in (picture.figure("B", code) for code in picture.reporting)
    )
    assert len(shares) == 22
    found = nation(picture, "B", "roadmap", "all").completed
    assert found is not None
    assert (found.regions, found.low, found.high) == (22, shares[0], shares[-1])
    assert found.median == (shares[10] + shares[11]) / 2


def test_few_regions_are_not_compared__ok(picture: NationalPicture) -> None:
    """A part that concerns fewer than three reporting regions has no median: it would be theirs."""
    assert nation(picture, "A", "group", "YP").completed is None


def test_no_other_region_is_named__ok(picture: NationalPicture) -> None:
    """A pack names its own region only, but for HUS where a subtask of the roadmap does."""
    told = {
        form
        for step in picture.roadmap.positions.values()
        for form in step.subtask.name.every_form()
    }
    for code, region in picture.regions.by_code.items():
        others = [each for each in picture.regions.regions if each.code != code]
        for language in region.languages:
            text = _pack(picture, code, language).text
            for own in region.name.every_form():
                text = text.replace(own, "")
            names = {name for each in others for name in (*each.name.every_form(), each.short)}
            names = {name for name in names if not any(name in form for form in told)}
            names -= {region.short}
            pattern = r"(?<![\w-])(" + "|".join(re.escape(name) for name in names) + r")(?!\w)"
            assert re.findall(pattern, text) == []


def test_bilingual_region_has_two_packs__ok(picture: NationalPicture) -> None:
    """The majority's language comes first."""
    regions = picture.regions.by_code
    assert regions["17"].languages == ("sv", "fi")
    assert regions["08"].languages == ("fi",)
    assert regions["HUS"].languages == ("fi", "sv")


@pytest.mark.parametrize("language", LANGUAGES)
def test_region_that_sent_nothing_has_a_calm_page__ok(
    picture: NationalPicture, language: Language
) -> None:
    """Its figures are all "no answer": counts stand, and no share is told."""
    page = _pack(picture, "20", language)
    for view in VIEWS:
        for row in page.tables[f"table-{view}"].rows[2:]:
            shares = row[5:] if view == "A" else row[6:]
            assert row[1] == row[len(row) - 7]
            assert shares[0] == shares[3] == "–"
    assert "delayed-caption" not in page.tables
    assert not any(name.startswith("answers-") for name in page.tables)


def test_answers_stand_with_their_origin__ok(picture: NationalPicture) -> None:
    """The appendix has a row for every subtask on the form, with sheet and cell."""
    page = _pack(picture, "08")
    rows = [
        row
        for name, table in page.tables.items()
        if name.startswith("answers-")
        for row in table.rows[1:]
    ]
    standings = [each for each in picture.subtasks if each.region == "08"]
    assert len(rows) == len(standings)
    cells = [f"{each.answer.group}!{each.answer.source_cell}" for each in standings if each.answer]
    assert [row[-1] for row in rows if row[-1]] == cells
    assert "08.xlsx" in page.text


def test_unknown_region__error(picture: NationalPicture) -> None:
    """A code that is not in the picture is a fault of the caller."""
    with pytest.raises(KeyError):
        briefing_pack(picture, "99", "fi", tool_version="0")
