"""What a pack tells of changes since last month is what the picture has compared."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from test_briefing_html import Page

from tilannekuva.domain.picture import (
    VIEWS,
    Change,
    ChangeKind,
    Figure,
    FigureKey,
    Level,
    NationalPicture,
)
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.publish.briefing.pages import briefing_pack
from tilannekuva.publish.briefing.then_and_now import ThenAndNow, completed_percent, signed


def _pack(picture: NationalPicture, code: str, language: Language = "en") -> Page:
    return Page(briefing_pack(picture, code, language, tool_version="0"))


@pytest.fixture(name="english", scope="module")
def _english(two_months: NationalPicture) -> dict[str, Page]:
    """Every region's pack in English, by code."""
    return {code: _pack(two_months, code) for code in two_months.standings}


def test_every_change_stands_in_the_table_of_its_kind__ok(
    two_months: NationalPicture, english: dict[str, Page]
) -> None:
    """A region's tables hold its own changes, each under every kind it has."""
    assert {kind for each in two_months.changes for kind in each.kinds} == set(ChangeKind)
    for code, page in english.items():
        expected = Counter(
            (kind.value, each.position.subtask.id)
            for each in two_months.changes
            if each.region == code
            for kind in each.kinds
        )
        told = Counter(
            (name.removeprefix("change-"), row[0].split()[0])
            for name, table in page.tables.items()
            if name.startswith("change-")
            for row in table.rows[1:]
        )
        assert told == expected


def test_figures_then_and_now_are_those_of_the_picture__ok(
    two_months: NationalPicture, english: dict[str, Page]
) -> None:
    """Both months' counts and shares stand in the table, and the difference of the shares."""
    last = two_months.last_month
    assert last is not None
    groups = [group.id for group in two_months.roadmap.groups]
    for code in set(two_months.reporting) & set(last.reporting):
        rows = english[code].tables["table-steps"].rows[2:]
        names = {row[0]: row[1:] for row in rows}
        for key in ("all", *groups):
            level: Level = "roadmap" if key == "all" else "group"
            name = "Whole roadmap" if key == "all" else two_months.roadmap.group(key).name.en
            for at, view in enumerate(VIEWS):
                figure_key = FigureKey(view, level, key, code)
                step = ThenAndNow(last.figures[figure_key], two_months.figures[figure_key])
                assert step.then is not None
                if name not in names:
                    assert step.then.n == step.now.n == 0
                    continue
                told = names[name][3 * at : 3 * at + 3]
                assert told == [_told(step.then), _told(step.now), signed(step.points)]


def _told(figure: Figure) -> str:
    if figure.n == 0:
        return "–"
    percent = completed_percent(figure)
    share = "–" if percent is None else f"{percent}%"
    return f"{share}{figure.completed}/{figure.n}"


def test_difference_is_that_of_the_shares_shown__ok() -> None:
    """Of 1/3 and 2/3, shown as 33 and 67 %, the difference is told as 34; none as a dash."""
    assert ThenAndNow(Figure(3, 1, 1, 0), Figure(3, 2, 2, 0)).points == 34
    assert ThenAndNow(None, Figure(3, 2, 2, 0)).points is None
    assert ThenAndNow(Figure(3, 0, 0, 3), Figure(3, 2, 2, 0)).points is None
    assert [signed(each) for each in (4, 0, -4, None)] == ["+4", "0", "\N{MINUS SIGN}4", "–"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_cannot_be_compared_is_told_in_a_sentence__ok(
    picture: NationalPicture, two_months: NationalPicture, language: Language
) -> None:
    """No answers now, none last month, or no last month: one sentence each, and no table."""
    told = set()
    for month, code in ((two_months, "20"), (two_months, "21"), (picture, "08")):
        page = _pack(month, code, language)
        assert not any(name.startswith("change-") for name in page.tables)
        assert "table-steps" not in page.tables
        [section] = [
            text.strip()
            for text in page.text.split(next(_heading(page)))[-1].split("\n")
            if text.strip()
        ][:1]
        told.add(section)
    assert len(told) == 3


def _heading(page: Page) -> Iterator[str]:
    return (text for text in page.texts if text.startswith("2. "))


def test_month_without_changes_is_told_so__ok(two_months: NationalPicture) -> None:
    """Where both months are there and nothing differs, that is what is said."""
    page = _pack(replace(two_months, changes=()), "08")
    assert "No subtask has changed since last month." in page.text
    assert "table-steps" in page.tables


def test_new_challenge_tells_what_has_grown__ok(two_months: NationalPicture) -> None:
    """Only the risk is told where the need for support is as it was."""
    found: Change = next(each for each in two_months.changes if each.before and each.now)
    assert found.before is not None
    before = found.before.model_copy(update={"risk": "low", "support": "regional"})
    now = before.model_copy(update={"risk": "high"})
    change = replace(found, kinds=(ChangeKind.NEW_CHALLENGE,), before=before, now=now)
    page = _pack(replace(two_months, changes=(change,)), found.region)
    assert page.tables["change-new_challenge"].rows[1][2:] == ["risk low", "risk high"]
