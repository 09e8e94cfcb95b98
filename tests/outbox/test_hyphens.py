"""Long words are parted where a person would part them, and read as if they were whole."""

from datetime import date

import pytest

from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.texts import FORM_LANGUAGES, FormLanguage
from tilannekuva.layout.form import Form
from tilannekuva.layout.own_texts import OwnTexts
from tilannekuva.layout.text_width import longest_word_width
from tilannekuva.layout.vocabulary import Vocabulary, joined
from tilannekuva.outbox.hyphens import hyphenated
from tilannekuva.outbox.told import column_widths, told_cells

LAST = ReportingMonth(2023, 12)


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Väliaikaishallinto", "Väliaikais-\nhallinto"),
        ("Järjestämisvastuun siirto", "Järjestämis-\nvastuun siirto"),
        ("Välfärdsområdesfullmäktigefasen", "Välfärdsområdes-\nfullmäktigefasen"),
        ("VÄLFÄRDSOMRÅDESVAL", "VÄLFÄRDSOMRÅDES-\nVAL"),
        ("informationssäkerhet, övrigt", "informations-\nsäkerhet, övrigt"),
        ("regionförvaltningsverken", "region-\nförvaltningsverken"),
        ("valmistelu ja päätös\nberedning", "valmistelu ja päätös\nberedning"),
    ],
)
def test_hyphenated__ok(text: str, parted: str) -> None:
    """A word goes apart between the parts of the compound, with a hyphen, and only if it must."""
    width = longest_word_width(max(parted.split(), key=longest_word_width)) + 0.01
    assert hyphenated(text, width, 10) == parted
    assert joined(parted) == text
    assert hyphenated(text, 60, 10) == text


@pytest.mark.parametrize("text", ["yhdistelmäsana", "organ", "IT-stöd", "sana-\n\n- lista"])
def test_hyphenated__error(text: str) -> None:
    """A word whose parts nobody has listed, or with too little on a side, is left as it is."""
    assert hyphenated(text, 3, 10) == text
    assert joined(text) == text


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_what_is_parted_is_still_the_forms_own__ok(
    language: FormLanguage, roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """What the form tells of any subtask is recognised in the column and out of it."""
    form = Form(roadmap, glossary, regions.by_code["01"], LAST, language, date(2024, 1, 10))
    own = OwnTexts(Vocabulary(roadmap, glossary), LAST)
    steps = [step for sheet in form.sheets for step in sheet.positions]
    told = {step.subtask.id: told_cells(form, step, "not_applicable") for step in steps}
    assert any("-\n" in str(cells["phase"]) for cells in told.values())
    for subtask, cells in told.items():
        assert [key for key, value in cells.items() if not own.tells(subtask, key, value)] == []
        assert own.prints(cells["subtask"], form.region.name)


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_a_form_is_narrow_enough_to_be_read_on_paper__ok(
    language: FormLanguage, roadmap: Roadmap, regions: Regions, glossary: Glossary
) -> None:
    """No column had to become wider than planned for more than a word or two."""
    form = Form(roadmap, glossary, regions.by_code["01"], LAST, language, date(2024, 1, 10))
    steps = [step for sheet in form.sheets for step in sheet.positions]
    told = {step.subtask.id: told_cells(form, step, "done") for step in steps}
    planned = sum(column.width for column in form.columns)
    assert sum(column_widths(form, told)) <= planned * 1.02
