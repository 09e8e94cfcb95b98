"""What was agreed earlier and other material stand in the pack, and links are safe."""

from dataclasses import replace
from datetime import date

import pytest
from test_briefing_html import Page

from tilannekuva.domain.discussions import Agreement, Discussions, Material
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import NationalPicture
from tilannekuva.publish.briefing.pages import briefing_pack

APRIL, MAY = ReportingMonth(2022, 4), ReportingMonth(2022, 5)


def _page(
    picture: NationalPicture,
    agreements: tuple[Agreement, ...] = (),
    material: tuple[Material, ...] = (),
) -> Page:
    noted = Discussions(agreements=agreements, material=material)
    return Page(briefing_pack(replace(picture, discussions=noted), "08", "en", tool_version="0"))


def test_agreed_stands_with_its_state__ok(picture: NationalPicture) -> None:
    """What is open comes first, and what is past its date says so; the outcome is told."""
    page = _page(
        picture,
        (
            Agreement(region="08", discussed=APRIL, agreed="a", state="done", outcome="It is."),
            Agreement(region="08", discussed=APRIL, agreed="b", due=date(2022, 5, 31)),
            Agreement(region="08", discussed=APRIL, agreed="c", responsible="director"),
            Agreement(region="08", discussed=MAY, agreed="d"),
        ),
    )
    assert page.tables["agreed-caption"].rows[1:] == [
        ["b", "31 May 2022", "open, past its date", "–", "April 2022"],
        ["c", "–", "open", "director", "April 2022"],
        ["a", "–", "doneIt is.", "–", "April 2022"],
    ]


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        ("https://example.fi/arvio?a=1&b=2", True),
        ("http://example.fi/arvio", False),
        ("javascript:alert(1)", False),
        ("https:", False),
        ("https://user@example.fi/", False),
        ("https://exa mple.fi/", False),
        ("https://example.fi/\u202egpj", False),
        ("https://[bad", False),
        ("\\\\levy\\aineisto\\raportti.docx", False),
    ],
)
def test_only_a_secure_web_address_is_a_link__ok(
    picture: NationalPicture, address: str, *, linked: bool
) -> None:
    """Every other address stands as text, and no link tells where it comes from."""
    page = _page(picture, material=(Material(title="Report", date=MAY.as_of, address=address),))
    links = [given for tag, given in page.tags if tag == "a" and given.get("rel") == "noreferrer"]
    assert [given["href"] for given in links] == ([address] if linked else [])
    cell = page.tables["material-caption"].rows[1][0]
    assert cell.startswith("Report")
    assert (len(cell) > len("Report")) is not linked


def test_material_of_other_regions_is_not_shown__ok(picture: NationalPicture) -> None:
    """A pack has what is about its own region and about all of them, the newest first."""
    page = _page(
        picture,
        material=(
            Material(title="all", date=date(2022, 3, 1), owner="THL", theme="services"),
            Material(region="08", title="own", date=date(2022, 4, 1)),
            Material(region="09", title="other", date=date(2022, 5, 1)),
        ),
    )
    assert page.tables["material-caption"].rows[1:] == [
        ["own", "–", "1 April 2022", "–"],
        ["all", "THL", "1 March 2022", "services"],
    ]


def test_nothing_noted_is_told_in_a_sentence__ok(picture: NationalPicture) -> None:
    """Without agreements or material there is a sentence each, and no table."""
    page = _page(picture)
    assert "Nothing agreed in earlier discussions is recorded." in page.text
    assert "No other material on the region is recorded." in page.text
    assert {"agreed-caption", "material-caption"}.isdisjoint(page.tables)


def test_texts_of_notes_are_text__ok(picture: NationalPicture) -> None:
    """The ministry's own notes are escaped and made visible as a region's texts are."""
    text = "</td><script>alert(1)</script>\u202e"
    page = _page(
        picture,
        (Agreement(region="08", discussed=APRIL, agreed=text, responsible=text, outcome=text),),
        (Material(title=text, owner=text, date=MAY.as_of, theme=text, address=text),),
    )
    assert "script" not in {tag for tag, _ in page.tags}
    assert page.text.count("</td><script>alert(1)</script>[U+202E]") == 8
