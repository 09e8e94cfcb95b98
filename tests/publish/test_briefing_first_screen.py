"""The first screen of a pack: sentences and numbers composed by rule, in every case."""

from dataclasses import replace

import pytest
from test_briefing_html import Page

from tilannekuva.domain.picture import Figure, FigureKey, NationalPicture, View
from tilannekuva.domain.texts import Language
from tilannekuva.i18n.words import Words
from tilannekuva.publish.briefing.key_figures import key_figures
from tilannekuva.publish.briefing.lead import lead
from tilannekuva.publish.briefing.pages import briefing_pack
from tilannekuva.publish.briefing.subtask_rows import of_region
from tilannekuva.publish.briefing.wording import Wording

# The figures of both views, and what is said of them; n, started, completed, missing.
TOLD: list[tuple[Figure, Figure, str]] = [
    (
        Figure(52, 45, 34, 0),
        Figure(87, 60, 50, 0),
        (
            "Kriittisistä osatehtävistä on valmiina 50/87 (57\u00a0%); "
            "määräaika on ylittynyt 18 osatehtävässä."
        ),
    ),
    (
        Figure(5, 5, 4, 0),
        Figure(10, 8, 5, 2),
        (
            "Kriittisistä osatehtävistä on valmiina 5/10 (50\u00a0%); "
            "määräaika on ylittynyt 1 osatehtävässä. Vastaus puuttuu 2 osatehtävästä."
        ),
    ),
    (
        Figure(5, 5, 5, 0),
        Figure(10, 8, 7, 0),
        (
            "Kriittisistä osatehtävistä on valmiina 7/10 (70\u00a0%). "
            "Yhdenkään määräaika ei ole ylittynyt."
        ),
    ),
    (
        Figure(5, 4, 4, 1),
        Figure(10, 8, 7, 1),
        (
            "Kriittisistä osatehtävistä on valmiina 7/10 (70\u00a0%). "
            "Yksikään vastatuista ei ole viivästynyt. Vastaus puuttuu 1 osatehtävästä."
        ),
    ),
    (Figure(5, 5, 5, 0), Figure(10, 10, 10, 0), "Kaikki 10 kriittistä osatehtävää ovat valmiina."),
    (Figure(1, 1, 1, 0), Figure(1, 1, 1, 0), "Alueen ainoa kriittinen osatehtävä on valmis."),
    (
        Figure(0, 0, 0, 0),
        Figure(1, 1, 0, 0),
        (
            "Alueen ainoa kriittinen osatehtävä ei ole vielä valmis (0/1). "
            "Yhdenkään määräaika ei ole vielä ollut."
        ),
    ),
    (
        Figure(3, 1, 0, 0),
        Figure(9, 4, 0, 0),
        (
            "Kriittisistä osatehtävistä yksikään ei ole vielä valmiina (0/9). "
            "Määräaika on ylittynyt 3 osatehtävässä."
        ),
    ),
    (
        Figure(0, 0, 0, 0),
        Figure(0, 0, 0, 0),
        "Alueella ei ole kriittisiä osatehtäviä, joiden määräaika on ennen tavoitepäivää 1.1.2023.",
    ),
    (
        Figure(3, 0, 0, 3),
        Figure(9, 0, 0, 9),
        "Kriittiset osatehtävät, joista vastaus puuttuu: 9/9.",
    ),
]


def _with(picture: NationalPicture, along: Figure, target: Figure) -> NationalPicture:
    """Return a picture in which region 08 has these figures."""
    views: tuple[tuple[View, Figure], ...] = (("A", along), ("B", target))
    own = {FigureKey(view, "roadmap", "all", "08"): figure for view, figure in views}
    return replace(picture, figures={**picture.figures, **own})


def _lead(picture: NationalPicture, region: str, language: Language) -> str:
    wording = Wording(Words(language, "pages"), picture.roadmap)
    return " ".join(lead(picture, region, of_region(picture, region), wording))


@pytest.mark.parametrize(("along", "target", "told"), TOLD, ids=[case[2][:40] for case in TOLD])
def test_lead_tells_the_figures__ok(
    picture: NationalPicture, along: Figure, target: Figure, told: str
) -> None:
    """Some, all, none, one, nothing to count and nothing answered each have their sentence."""
    assert _lead(_with(picture, along, target), "08", "fi") == told


def test_lead_in_swedish_has_its_plurals__ok(picture: NationalPicture) -> None:
    """One subtask and several are told in their own form."""
    one = _with(picture, Figure(5, 5, 4, 0), Figure(10, 8, 5, 0))
    several = _with(picture, Figure(5, 5, 3, 0), Figure(10, 8, 5, 0))
    begins = "Av de kritiska deluppgifterna är 5/10 (50\u00a0%) klara; "
    assert _lead(one, "08", "sv") == f"{begins}tidsfristen har överskridits för 1 deluppgift."
    assert _lead(several, "08", "sv") == f"{begins}tidsfristen har överskridits för 2 deluppgifter."


def test_lead_of_region_that_does_not_report__ok(picture: NationalPicture) -> None:
    """No figure is told of a region without answers."""
    told = _lead(picture, "20", "fi")
    assert (
        told == "Alueelta ei ole vastauksia tältä kuukaudelta, joten sen tilanne ei ole tiedossa."
    )


def test_lead_says_which_are_counted_where_not_all_are__ok(picture: NationalPicture) -> None:
    """With critical subtasks on the form that are due later, the target date is named."""
    early = picture.roadmap.model_copy(update={"target_date": picture.month.as_of})
    told = _lead(
        replace(_with(picture, Figure(5, 5, 3, 0), Figure(10, 8, 5, 0)), roadmap=early), "08", "en"
    )
    assert told == (
        "Of the critical subtasks due before the target date 31 May 2022, 5/10 (50%) are "
        "completed. 2 subtasks are past their due date."
    )


def test_lead_and_key_figures_tell_last_month_where_it_can_be__ok(
    two_months: NationalPicture,
) -> None:
    """Last month's figures stand beside this month's; of region 21, which did not report, none."""
    last = two_months.last_month
    assert last is not None
    wording = Wording(Words("en", "pages"), two_months.roadmap)
    for code in ("08", "17"):
        along, target = last.figure("A", code), last.figure("B", code)
        assert along is not None
        assert target is not None
        told = _lead(two_months, code, "en")
        assert f"Last month {target.completed}/{target.n} (" in told
        then = [each.then for each in key_figures(two_months, code, wording)]
        assert then[2] == f"last month {along.n - along.completed - along.missing}"
        assert then[3] == f"last month {target.missing}/{target.n}"
    assert "Last month" not in _lead(two_months, "21", "en")
    assert {each.then for each in key_figures(two_months, "21", wording)} == {""}


def test_lead_agrees_with_the_tables__ok(picture: NationalPicture) -> None:
    """What is completed and what is delayed is the same in the sentence and in the tables."""
    for code in picture.reporting:
        page = Page(briefing_pack(picture, code, "en", tool_version="0"))
        target, along = (page.tables[f"table-{view}"].rows[2] for view in ("B", "A"))
        told = _lead(picture, code, "en")
        if target[1] != "1":
            assert f"{target[2]}/{target[1]} (" in told
        assert (f" {along[3]} are past their due date" in told) or int(along[3]) < 2


def test_missing_groups_are_named__ok(picture: NationalPicture) -> None:
    """A partial return tells which groups are missing, under the state of the return."""
    standing = replace(picture.standings["08"], groups_returned=("HT", "JO", "PJ", "YP"))
    partial = replace(picture, standings={**picture.standings, "08": standing})
    text = Page(briefing_pack(partial, "08", "fi", tool_version="0")).text
    assert "Palautus puuttuu: ICT." in text
