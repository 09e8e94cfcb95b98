"""Choices are read as people write them, in three languages."""
# ruff: noqa: DTZ001 - a cell knows no time zone

from datetime import date, datetime, time
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilannekuva.domain.roadmap import Roadmap, ScaleId
from tilannekuva.domain.workbook import CellValue
from tilannekuva.validation.choices import ReadChoice, Reading, ScaleReader

SCALES: tuple[ScaleId, ...] = get_args(ScaleId)


@pytest.fixture(scope="session")
def scales(roadmap: Roadmap) -> dict[ScaleId, ScaleReader]:
    """The readers of the built-in scales."""
    return {each: ScaleReader(roadmap.answer_scale, each) for each in SCALES}


@pytest.mark.parametrize("scale", SCALES)
def test_labels_are_no_repair__ok(roadmap: Roadmap, scale: ScaleId) -> None:
    """A label in any language, or in two of them together, is read without telling it."""
    reader = ScaleReader(roadmap.answer_scale, scale)
    for choice in roadmap.answer_scale.choices(scale):
        assert reader.label(choice.id) == choice.label
        for form in choice.label.every_form():
            assert reader.read(form) == ReadChoice(Reading.AS_LISTED, choice.id)


@pytest.mark.parametrize("scale", SCALES)
def test_every_word_of_a_scale__ok(roadmap: Roadmap, scale: ScaleId) -> None:
    """Id, labels and synonyms of every language mean their choice, however they are spaced."""
    reader = ScaleReader(roadmap.answer_scale, scale)
    for choice in roadmap.answer_scale.choices(scale):
        assert len(choice.words()) > 3
        for word in choice.words():
            for typed in (
                word,
                word.upper(),
                word.capitalize(),
                f" {word.removesuffix('.')}. ",
                f"{word}\n",
            ):
                for spaced in (typed, typed.replace(" ", "\u00a0"), typed.replace(" ", "  ")):
                    assert reader.read(spaced).choice == choice.id, spaced
                    assert reader.read(spaced).reading in {
                        Reading.AS_LISTED,
                        Reading.IN_OTHER_WORDS,
                    }


@pytest.mark.parametrize(
    ("scale", "typed", "choice"),
    [
        # Not letter for letter as on the form.
        *[("status", typed, "done") for typed in ("Valmis", "valmis ", "valmis.", "VALMIS")],
        *[("status", typed, "done") for typed in ("valmis\u00a0", "\u200bvalmis", "val\u00admis")],
        *[("status", typed, "done") for typed in ("KLAR", "Klar.", "valmis/klar", "klar / valmis")],
        ("light", "vihreä - etenee suunnitellusti", "green"),
        # Ids.
        *[("status", typed, "in_progress") for typed in ("in_progress", "IN_PROGRESS")],
        ("support", "none", "none"),
        # Synonyms.
        *[("status", typed, "done") for typed in ("tehty", "ok", "KLART", "done", "toteutettu")],
        *[("status", typed, "in_progress") for typed in ("aloitettu", "påbörjad", "started")],
        *[("status", typed, "in_progress") for typed in ("kesken", "meneillään", "igång")],
        *[("status", typed, "not_started") for typed in ("ej påbörjad", "inte startat")],
        *[("status", typed, "not_started") for typed in ("ei käynnissä", "ei ole aloitettu")],
        *[("status", typed, "not_started") for typed in ("aloittamatta", "not yet started")],
        *[("status", typed, "not_applicable") for typed in ("ei koske meitä", "n/a", "N.A.")],
        *[("risk", typed, "high") for typed in ("suuri", "hög risk", "High risk")],
        *[("support", typed, "none") for typed in ("ei tarvetta", "inget stöd behövs")],
        ("light", "amber", "yellow"),
    ],
)
def test_other_words_are_told__ok(
    scales: dict[ScaleId, ScaleReader], scale: ScaleId, typed: str, choice: str
) -> None:
    """What is written otherwise than on the form is read, and the difference is told."""
    assert scales[scale].read(typed) == ReadChoice(Reading.IN_OTHER_WORDS, choice)


@pytest.mark.parametrize(
    "typed",
    [
        *("x", "X", "kyllä", "ja", "yes", "on", "1", "-", "–", "?", "…", ".", "*", "", " "),
        *("100 %", "80 %", "TRUE", "delayed", "missing", "viivästynyt", "försenad", "ei", "inte"),
        *("valmis käynnissä", "valmis/käynnissä", "valmis/", "/", "val mis", "valmis..", "valmis…"),
        *("valmis?", "valmis!", "(valmis)", "valmis*", "valmis, hyväksytty 3.5.", "in-progress"),
        *(None, 1.0, 0.0, 0.8, True, False, date(2022, 5, 31), datetime(2022, 5, 31, 12), time(1)),
    ],
)
def test_what_is_no_status__error(scales: dict[ScaleId, ScaleReader], typed: CellValue) -> None:
    """Numbers, marks, ticks, dates and two statuses at once are no status."""
    assert scales["status"].read(typed).reading is Reading.NONE


@pytest.mark.parametrize(
    ("scale", "typed"),
    [
        *(("risk", "2"), ("risk", "valmis"), ("risk", "matala tai korkea"), ("risk", "keltainen")),
        *(("support", "kyllä"), ("support", "done"), ("support", "ok"), ("support", "low")),
        *(("light", "🟢"), ("light", "valmis"), ("light", "low"), ("status", "matala")),
        *(("status", "none"), ("status", "green"), ("status", "kansallinen")),
    ],
)
def test_words_of_other_scales__error(
    scales: dict[ScaleId, ScaleReader], scale: ScaleId, typed: str
) -> None:
    """A word of another scale is no choice of this one, and none is named as the nearest."""
    assert scales[scale].read(typed) == ReadChoice(Reading.NONE)


@given(st.text())
def test_any_text_is_a_word_or_nothing__ok(scales: dict[ScaleId, ScaleReader], typed: str) -> None:
    """Reading a text never fails, and names a choice of the scale or none."""
    for reader in scales.values():
        read = reader.read(typed)
        assert read.choice is None or reader.label(read.choice) in reader.labels
        assert read.choice is not None or read.reading is Reading.NONE
