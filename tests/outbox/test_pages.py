"""Pages end between tasks where that leaves little of them empty."""

from datetime import UTC, date, datetime

import pytest

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.settings import Contact
from tilannekuva.domain.texts import FORM_LANGUAGES, FormLanguage
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.drawing import Drawing
from tilannekuva.outbox.pages import page_ends, page_room, print_scale
from tilannekuva.outbox.styles import points
from tilannekuva.outbox.writing import Book

SMALLEST_PRINT = 6.5
"""In points, on paper."""


@pytest.mark.parametrize(
    ("blocks", "starts"),
    [
        ([], ()),
        ([[40, 40]], ()),
        ([[40, 40], [5, 15]], (1,)),
        ([[30, 30], [20, 20]], ()),
        ([[80], [75], [45]], (1, 2)),
        ([[80], [60, 60, 60], [10]], ()),
    ],
)
def test_page_ends(blocks: list[list[float]], starts: tuple[int, ...]) -> None:
    """A block begins a page if it does not fit, would fit there, and the page is nearly full."""
    assert page_ends(blocks, room=100, before=10, repeated=10) == starts


def test_narrow_sheets_are_printed_as_they_are__ok() -> None:
    """Print becomes smaller where columns need it, and never larger."""
    assert print_scale([20.0] * 3) == 1
    assert print_scale([20.0] * 10) == pytest.approx(806 / 1087.5, abs=0.001)
    assert page_room([20.0] * 10) > page_room([20.0] * 3)


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_print_can_be_read__ok(
    language: FormLanguage, roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """On A4 the letters of a group's sheet are no smaller than those of a printed form."""
    month = ReportingMonth(2022, 5)
    form = Form(roadmap, glossary, regions.by_code["01"], month, language, date(2022, 6, 10))
    book = Book("Koe", datetime(2022, 5, 31, tzinfo=UTC))
    scale = print_scale(Drawing(form, FormContents(), Contact(), book).widths)
    assert scale * points("told") >= SMALLEST_PRINT
