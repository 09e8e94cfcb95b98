"""Values are read as people write them, and never as their neighbours."""
# ruff: noqa: DTZ001 - a cell knows no time zone

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilannekuva.domain.roadmap import Roadmap, ScaleId
from tilannekuva.domain.workbook import CellValue, written
from tilannekuva.validation.values import ScaleReader, Understood, read_date

SCALES: tuple[ScaleId, ...] = ("status", "risk", "support", "light")


@pytest.mark.parametrize("scale", SCALES)
def test_every_word_of_a_scale__ok(roadmap: Roadmap, scale: ScaleId) -> None:
    """Id, labels and synonyms of every language mean their choice, however they are spaced."""
    reader = ScaleReader(roadmap.answer_scale, scale)
    for choice in roadmap.answer_scale.choices(scale):
        assert len(choice.words()) > 3
        for word in choice.words():
            for typed in (word, word.upper(), word.capitalize(), f" {word}. ", f"{word}\n"):
                for spaced in (typed, typed.replace(" ", "\u00a0"), typed.replace(" ", "  ")):
                    read = reader.read(spaced)
                    assert read is not None, spaced
                    assert read.value == choice.id


@pytest.mark.parametrize("scale", SCALES)
def test_own_words_are_no_repair__ok(roadmap: Roadmap, scale: ScaleId) -> None:
    """Id and labels, also both languages together, are read without telling it."""
    reader = ScaleReader(roadmap.answer_scale, scale)
    for choice in roadmap.answer_scale.choices(scale):
        for form in (choice.id, *choice.label.every_form()):
            assert reader.read(form) == Understood(choice.id)
        assert reader.label(choice.id) == choice.label


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("tehty", "done"),
        ("KLART", "done"),
        ("ok", "done"),
        ("aloitettu", "in_progress"),
        ("påbörjad", "in_progress"),
        ("started", "in_progress"),
        ("kesken", "in_progress"),
        ("ei käynnissä", "not_started"),
        ("ej påbörjad", "not_started"),
        ("aloittamatta", "not_started"),
        ("ei koske meitä", "not_applicable"),
        ("n/a", "not_applicable"),
    ],
)
def test_synonyms_are_told__ok(roadmap: Roadmap, typed: str, status: str) -> None:
    """A synonym is read as its choice, as a repair."""
    assert ScaleReader(roadmap.answer_scale, "status").read(typed) == Understood(status, True)  # noqa: FBT003


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "ei valmis",
            "ei vielä valmis",
            "melkein valmis",
            "lähes valmis",
            "valmis?",
            "valmis 80 %",
        ),
        *("inte klar", "ej klar", "nästan klar", "inte klart", "not done", "not completed"),
        *("almost done", "ei tehty", "epävalmis", "valmistelu", "ei aloitettu / käynnissä"),
        *("x", "X", "kyllä", "ja", "yes", "on", "1", "-", "?", "…", "", " ", "delayed", "missing"),
        *("viivästynyt", "försenad", "ei", "inte", "valmis käynnissä", "val mis", "80 %"),
        *(None, 1.0, 0.0, 0.8, True, False, date(2022, 5, 31), datetime(2022, 5, 31, 12), time(1)),
    ],
)
def test_neighbours_are_not_read__error(roadmap: Roadmap, typed: CellValue) -> None:
    """What only resembles a choice, or says its opposite, is no choice."""
    assert ScaleReader(roadmap.answer_scale, "status").read(typed) is None


@pytest.mark.parametrize(
    ("scale", "typed"),
    [
        ("risk", "ei matala"),
        ("risk", "matala tai korkea"),
        ("risk", "2"),
        ("support", "kyllä"),
        ("support", "ei alueellinen tuki"),
        ("light", "ei vihreä"),
        ("light", "🟢"),
        ("status", "matala"),
        ("risk", "valmis"),
    ],
)
def test_words_of_other_scales__error(roadmap: Roadmap, scale: ScaleId, typed: str) -> None:
    """A word of another scale, or more than one, is no choice."""
    assert ScaleReader(roadmap.answer_scale, scale).read(typed) is None


@given(st.text())
def test_any_text_is_a_word_or_nothing__ok(roadmap: Roadmap, typed: str) -> None:
    """Reading a text never fails, and gives a choice of the scale or None."""
    for scale in SCALES:
        reader = ScaleReader(roadmap.answer_scale, scale)
        read = reader.read(typed)
        assert read is None or read.value in {choice.id for choice in reader.choices}


@pytest.mark.parametrize(
    "typed",
    [
        *("1.11.2022", "01.11.2022", "1.11.22", "1/11/2022", " 1.11.2022 ", "1.11.2022 12:30"),
        *("2022-11-01", "2022-11-1", "2022-11-01 00:00:00", "2022-11-01T12:00:00Z", 44866.0),
        *("\u00a01.11.2022\n",),
    ],
)
def test_dates_as_typed__ok(typed: CellValue) -> None:
    """A day in Finnish order, in ISO's, or as Excel counts days, is read, as a repair."""
    assert read_date(typed) == Understood(date(2022, 11, 1), True)  # noqa: FBT003


@pytest.mark.parametrize(
    "cell", [date(2022, 11, 1), datetime(2022, 11, 1), datetime(2022, 11, 1, 23, 59)]
)
def test_date_cells__ok(cell: CellValue) -> None:
    """A date cell is its day, and nothing is told."""
    assert read_date(cell) == Understood(date(2022, 11, 1))


@pytest.mark.parametrize(
    ("typed", "last"),
    [
        ("11/2022", date(2022, 11, 30)),
        ("2/2024", date(2024, 2, 29)),
        ("02/2022", date(2022, 2, 28)),
        ("12/2022", date(2022, 12, 31)),
    ],
)
def test_a_month_is_its_last_day__ok(typed: str, last: date) -> None:
    assert read_date(typed) == Understood(last, True)  # noqa: FBT003


@pytest.mark.parametrize(
    "typed",
    [
        *("31.2.2022", "30.2.2024", "29.2.2022", "31.4.2022", "0.5.2022", "1.0.2022", "1.13.2022"),
        *("13/2022", "0/2022", "00/2022", "2022-02-30", "2022-13-01", "1.11.1999", "1.11.2100"),
        *("", " ", "marraskuu", "11.2022", "5/22", "1.11.", "syksy 2022", "1.11.2022 asti", "2022"),
        *("1.11.2022–31.12.2022", "Q4/2022", "viikko 45", "-", "tba", "1,11,2022", "20221101"),
        *(None, True, False, 2022.0, 44866.5, 0.0, -1.0, 1e300, float("inf"), float("nan")),
        *(date(1899, 12, 31), date(1999, 12, 31), date(2100, 1, 1), datetime(9999, 1, 1), time(12)),
    ],
)
def test_dates__error(typed: CellValue) -> None:
    """Days that do not exist, other centuries, and what is no single day are not read."""
    assert read_date(typed) is None


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_form_of_a_day_is_the_day__ok(day: date) -> None:
    """All ways to write a day mean the same day."""
    serial = float((day - date(1899, 12, 30)).days)
    forms: list[CellValue] = [
        *(day, datetime.combine(day, time(8)), serial, day.isoformat()),
        *(f"{day.day}.{day.month}.{day.year}", f"{day:%d.%m.%y}", written(day)),
    ]
    for form in forms:
        read = read_date(form)
        assert read is not None
        assert read.value == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_a_months_form_is_its_last_day__ok(day: date) -> None:
    """A month alone means a day after which another month begins."""
    read = read_date(f"{day.month}/{day.year}")
    assert read is not None
    assert day <= read.value
    assert (read.value + timedelta(days=1)).day == 1


@given(st.none() | st.booleans() | st.floats() | st.text() | st.datetimes() | st.times())
def test_any_value_is_a_day_or_nothing__ok(value: CellValue) -> None:
    """Reading a date never fails, and gives a day of this century."""
    read = read_date(value)
    assert read is None or date(2000, 1, 1) <= read.value <= date(2099, 12, 31)
    assert isinstance(written(value), str)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (" Hei \n maailma ", " Hei \n maailma "),
        ("", ""),
        (None, ""),
        (2.0, "2"),
        (-3.0, "-3"),
        (0.1, "0.1"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2022, 5, 1), "1.5.2022"),
        (datetime(2022, 5, 1), "1.5.2022"),
        (datetime(2022, 5, 1, 9, 5), "1.5.2022 09:05"),
        (time(9, 5), "09:05"),
    ],
)
def test_values_as_seen__ok(value: CellValue, text: str) -> None:
    """A text is told verbatim, and any other value as a person sees it."""
    assert written(value) == text
