"""The notes on the discussions are optional; what is in them is checked, line by line."""

import json
import re
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from tilannekuva.domain.discussions import Agreement, Discussions, Material
from tilannekuva.domain.messages import CannotRunError, Message
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.i18n.words import Words
from tilannekuva.reference.discussions_file import load_discussions
from tilannekuva.resources import resource_folder

AGREED = '[[agreement]]\nregion = "06"\ndiscussed = "2022-04"\nagreed = "Siirto"\n'


def written(folder: Path, text: str) -> Path:
    """Return a file of notes with a text."""
    path = folder / "discussions.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str, regions: Regions) -> tuple[Message, ...]:
    """Return what a file of notes is refused for."""
    with pytest.raises(CannotRunError) as raised:
        load_discussions(written(folder, text), regions)
    return raised.value.messages


def template(language: Language) -> str:
    """Return the notes of a new workspace."""
    path = resource_folder("templates") / "workspace" / f"discussions-{language}.toml"
    return path.read_text(encoding="utf-8")


def uncommented(language: Language) -> str:
    """Return the same with the # before its examples taken away."""
    return re.sub(r"^# (?=\w+ = |\[\[)", "", template(language), flags=re.MULTILINE)


def test_no_notes__ok(tmp_path: Path, regions: Regions) -> None:
    """Neither a missing nor an empty file notes anything."""
    assert load_discussions(tmp_path / "discussions.toml", regions) == Discussions()
    assert load_discussions(written(tmp_path, ""), regions) == Discussions()


def test_notes__ok(tmp_path: Path, regions: Regions) -> None:
    """Agreements and material are read from UTF-8, also with the mark Notepad puts before it."""
    text = (
        f'\ufeff{AGREED}responsible = "tietohallintojohtaja"\ndue = 2022-06-15\nstate = "done"\n'
        'outcome = "Suunnitelma on valmis."\n'
        '[[material]]\ntitle = "Väestö"\nowner = "THL"\ndate = 2022-05-18\n'
        '[[material]]\nregion = "HUS"\ntitle = "Selvitys"\ndate = 2022-05-01\n'
    )
    april = ReportingMonth(2022, 4)
    agreement = Agreement(
        region="06",
        discussed=april,
        agreed="Siirto",
        responsible="tietohallintojohtaja",
        due=date(2022, 6, 15),
        state="done",
        outcome="Suunnitelma on valmis.",
    )
    population = Material(title="Väestö", owner="THL", date=date(2022, 5, 18))
    study = Material(region="HUS", title="Selvitys", date=date(2022, 5, 1))
    notes = load_discussions(written(tmp_path, text), regions)
    assert notes == Discussions(agreements=(agreement,), material=(population, study))
    assert notes.agreed_before("06", april.shifted(1)) == (agreement,)
    assert notes.agreed_before("06", april) == notes.agreed_before("07", april.shifted(1)) == ()
    assert notes.material_on("HUS") == (population, study)
    assert notes.material_on("06") == (population,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("agreemnt = 1", ["The notes discussions.toml: “agreemnt” is not known."]),
        ("[agreement]", ["The notes discussions.toml: write [[agreement]]"]),
        ("material = [3]", ["The notes discussions.toml: write [[material]]"]),
        (
            '\n[[agreement]]\nregion = "06"\n',
            [
                "The notes discussions.toml, line 2, [[agreement]] number 1: “discussed” is",
                "The notes discussions.toml, line 2, [[agreement]] number 1: “agreed” is",
            ],
        ),
        (
            f'{AGREED}\n{AGREED}due = "pian"\nstate = "closed"\n',
            [
                "line 10, [[agreement]] number 2: “due” is “pian”, which cannot be used.",
                "Expected is “open”, “done” or “dropped”.",
            ],
        ),
        (f"{AGREED}by = 1", ["line 5, [[agreement]] number 1: “by” is not known. Use these"]),
        (AGREED.replace("-04", "-13"), ["line 3, [[agreement]] number 1: “discussed” is"]),
        (AGREED.replace("Siirto", " "), ["line 4, [[agreement]] number 1: “agreed” is “ ”"]),
        (f"{AGREED}outcome = 5", ["Expected is a text in quotation marks."]),
        (
            "[[material]]\ntitle = 'x'\ndate = 2022-05-01T10:00:00",
            ["line 3, [[material]] number 1: “date” is"],
        ),
        (
            "material = [{title = 'x', date = 'y'}]",
            ["The notes discussions.toml, [[material]] number 1: “date” is “y”"],
        ),
    ],
)
def test_notes__error(tmp_path: Path, regions: Regions, text: str, told: list[str]) -> None:
    """Each thing that is unknown, missing or wrong is named with its line and what to do."""
    words = Words("en")
    found = [words.say(message) for message in refused(tmp_path, text, regions)]
    assert len(found) == len(told)
    for sentence, expected in zip(found, told, strict=True):
        assert expected in sentence


@pytest.mark.parametrize("code", ["77", "6", "Satakunta"])
def test_unknown_region__error(tmp_path: Path, regions: Regions, code: str) -> None:
    """A region that does not exist is named with its line and the codes there are."""
    text = f"{AGREED}[[material]]\nregion = '{code}'\ntitle = 'x'\ndate = 2022-05-01\n"
    [message] = refused(tmp_path, text, regions)
    assert message.values["found"] == code
    assert message.values["codes"] == tuple(regions.by_code)
    assert "line 6, [[material]] number 1" in Words("en").say(message)


@pytest.mark.parametrize("text", ["region = 06", "[[agreement]", "a: 1"])
def test_notes_that_are_not_toml__error(tmp_path: Path, regions: Regions, text: str) -> None:
    """A file that is not TOML is refused with the reason."""
    [message] = refused(tmp_path, text, regions)
    assert message.values["reason"]


def test_notes_follow_their_schema__ok() -> None:
    """An editor with the schema knows what the examples write, and what it should not."""
    path = resource_folder("schemas") / "discussions.schema.json"
    validator = jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
    notes = tomllib.loads(uncommented("en"))
    notes["agreement"][0]["due"] = notes["material"][0]["date"] = "2022-06-15"
    validator.validate(notes)
    notes["agreement"][0]["state"] = "closed"
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(notes)


def test_templates_note_nothing__ok(tmp_path: Path, regions: Regions) -> None:
    """In a new workspace everything is an example: with the # taken away it is valid and whole."""
    for language in LANGUAGES:
        assert load_discussions(written(tmp_path, template(language)), regions) == Discussions()
        notes = load_discussions(written(tmp_path, uncommented(language)), regions)
        [agreement], [material] = notes.agreements, notes.material
        assert agreement.model_fields_set == set(Agreement.model_fields)
        assert material.model_fields_set == set(Material.model_fields)
