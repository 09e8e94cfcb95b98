"""Settings are optional; what is set is checked, and the templates show the truth."""

import re
from pathlib import Path

import pytest

from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.settings import Settings
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.reference.settings_file import load_settings
from tilannekuva.resources import resource_folder

# Keys whose line in a template shows an example, since they have no default to show.
EXAMPLES = {
    *("month", "language", "roadmap", "regions"),
    *("contact.name", "contact.email", "forms.per_group", "forms.language.01"),
    *("recipients.02.email", "recipients.02.groups.HT"),
    "accept",
}

# Settings whose example holds words.
REASONED = {"accept"}


def written(folder: Path, text: str) -> Path:
    """Return a settings file with a text."""
    path = folder / "tilannekuva.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused_keys(folder: Path, text: str) -> list[object]:
    """Return the keys a settings file is refused for."""
    with pytest.raises(CannotRunError) as raised:
        load_settings(written(folder, text))
    return [message.values.get("key") for message in raised.value.messages]


def template(language: Language) -> str:
    """Return the settings of a new workspace."""
    path = resource_folder("templates") / "workspace" / f"settings-{language}.toml"
    return path.read_text(encoding="utf-8")


def flat(values: dict[str, object], above: str = "") -> dict[str, object]:
    """Return nested settings by their dotted key."""
    found: dict[str, object] = {}
    for key, value in values.items():
        below = isinstance(value, dict)
        found |= flat(value, f"{above}{key}.") if isinstance(value, dict) else {}
        found |= {} if below else {f"{above}{key}": value}
    return found


def test_no_settings__ok(tmp_path: Path) -> None:
    """Neither a missing nor an empty file changes a default."""
    assert load_settings(None) == load_settings(written(tmp_path, "")) == Settings()


def test_settings__ok(tmp_path: Path) -> None:
    """Settings are read from UTF-8, also with the mark that Notepad puts before it."""
    text = '\ufeffmonth = "2022-05"\n[contact]\nname = "Päivi"\n[forms.language]\nHUS = "fi+sv"\n'
    settings = load_settings(written(tmp_path, text))
    assert str(settings.month) == "2022-05"
    assert settings.contact.name == "Päivi"
    assert settings.forms.language == {"HUS": "fi+sv"}


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("mnth = 1", ["mnth"]),
        ("month = 5", ["month"]),
        ('month = "2022-13"', ["month"]),
        ("month = 2022-05-01", ["month"]),
        ('language = "de"', ["language"]),
        ("deadline_day = 29", ["deadline_day"]),
        ('deadline_day = "tenth"', ["deadline_day"]),
        ('[contact]\nmail = "a@example.fi"', ["contact.mail"]),
        ('[forms]\nask = "some"', ["forms.ask"]),
        ('[forms]\nper_group = ["8"]', ["forms.per_group.0"]),
        ('[forms.language]\n"01" = "sv+fi"', ["forms.language.01"]),
        ("[limits]\nseconds = 0\nparts = 1", ["limits.seconds", "limits.parts"]),
        ('limits = "none"', ["limits"]),
        ('mnth = 1\nlanguage = "de"', ["language", "mnth"]),
    ],
)
def test_settings__error(tmp_path: Path, text: str, keys: list[str]) -> None:
    """Unknown keys and values of a wrong kind are all named."""
    assert sorted(map(str, refused_keys(tmp_path, text))) == sorted(keys)


@pytest.mark.parametrize("text", ["month = ", "[forms", "month: 2022-05", "a = 1\na = 2"])
def test_settings_that_are_not_toml__error(tmp_path: Path, text: str) -> None:
    """A file that is not TOML is refused with the reason."""
    with pytest.raises(CannotRunError) as raised:
        load_settings(written(tmp_path, text))
    [message] = raised.value.messages
    assert message.values["file"] == "tilannekuva.toml"
    assert message.values["reason"]


@pytest.mark.parametrize(
    ("written_so", "read"),
    [
        ('email = "a@example.fi"', ("a@example.fi",)),
        ('email = "a@example.fi; b.c+d@sub.example.fi,"', ("a@example.fi", "b.c+d@sub.example.fi")),
        ('email = ["a@example.fi", "b@example.fi"]', ("a@example.fi", "b@example.fi")),
        ('email = ""', ()),
        ('groups.HT = "ht@example.fi"', ("ht@example.fi",)),
    ],
)
def test_recipients__ok(tmp_path: Path, written_so: str, read: tuple[str, ...]) -> None:
    """Addresses are given as one text or as a list, for the region or a group."""
    settings = load_settings(written(tmp_path, f'[recipients."02"]\n{written_so}\n'))
    assert settings.recipients["02"].for_region() == read


@pytest.mark.parametrize(
    "address",
    [
        *("a", "a@", "@example.fi", "a@example", "a b@example.fi", "Aino <a@example.fi>"),
        *("a@example.fi\\nBcc: b@example.fi", "a@exämple.fi", "a..b@example.fi", "a@-x.fi"),
        f"{'a' * 250}@example.fi",
    ],
)
def test_recipient_that_is_no_address__error(tmp_path: Path, address: str) -> None:
    """What is no plain address is refused, so that nothing else can stand in a header."""
    text = f'[recipients."02"]\nemail = ["{address}"]\n'
    assert refused_keys(tmp_path, text) == ["recipients.02.email.0"]


ACCEPT = '[[accept]]\nregion = "06"\nmonth = "2022-05"\n'
SHA256 = "0a" * 32


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('file = "06.xlsx"\nreason = "x"', "06.xlsx"),
        ("file = '.\\06\\ICT.xlsx'\nreason = 'x'", "06/ICT.xlsx"),
        ('file = "Ha\u0308me.xlsx"\nreason = "x"', "Häme.xlsx"),
        (f'sha256 = "{SHA256.upper()}"\nreason = "x"\ngroup = "ICT"', SHA256),
    ],
)
def test_accept__ok(tmp_path: Path, text: str, named: str) -> None:
    """A file is named by its path as the inbox lists it, or by its sha256, however typed."""
    [accept] = load_settings(written(tmp_path, ACCEPT + text)).accept
    assert accept.named == named
    assert accept.means(named, named)
    assert not accept.means("other.xlsx", "f" * 64)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('file = "a.xlsx"', "accept.0.reason"),
        ('file = "a.xlsx"\nreason = " "', "accept.0.reason"),
        ('file = ""\nreason = "x"', "accept.0.file"),
        ('sha256 = "0a"\nreason = "x"', "accept.0.sha256"),
        ('file = "a.xlsx"\nreason = "x"\nregion_name = "y"', "accept.0.region_name"),
    ],
)
def test_accept__error(tmp_path: Path, text: str, key: str) -> None:
    """A word without its reason, or with a wrong value, is refused."""
    assert refused_keys(tmp_path, ACCEPT + text) == [key]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('reason = "x"', {"n": 1}),
        (f'file = "a.xlsx"\nsha256 = "{SHA256}"\nreason = "x"', {"n": 1}),
        (
            f'file = "a.xlsx"\nreason = "x"\n{ACCEPT}file = "./a.xlsx"\nreason = "y"',
            {"name": "a.xlsx"},
        ),
    ],
)
def test_accept_names_one_file__error(tmp_path: Path, text: str, values: dict[str, object]) -> None:
    """A word names its file in one way, and each file is named once."""
    with pytest.raises(CannotRunError) as raised:
        load_settings(written(tmp_path, ACCEPT + text))
    [message] = raised.value.messages
    assert message.values == {"file": "tilannekuva.toml", **values}


def test_settings_that_are_not_utf8__error(tmp_path: Path) -> None:
    path = tmp_path / "tilannekuva.toml"
    path.write_bytes(b'[contact]\nname = "P\xe4ivi"\n')
    with pytest.raises(CannotRunError):
        load_settings(path)


def test_templates_say_the_same__ok(tmp_path: Path) -> None:
    """The settings of a new workspace are the defaults, with the language of the template."""
    for language in LANGUAGES:
        settings = load_settings(written(tmp_path, template(language)))
        assert settings == Settings(language=language)


def test_templates_show_the_defaults__ok(tmp_path: Path) -> None:
    """With every # taken away a template is valid, names every setting and shows its default."""
    shown = []
    for language in LANGUAGES:
        text = re.sub(r'^# (?=[\w"]+ = |\[\[)', "", template(language), flags=re.MULTILINE)
        settings = load_settings(written(tmp_path, text))
        shown.append(settings.model_dump(exclude={"language", "contact"} | REASONED))
        given = flat(settings.model_dump())
        every = flat(Settings().model_dump())
        set_here = flat(settings.model_dump(exclude_unset=True))
        assert every.keys() | EXAMPLES == given.keys()
        assert set_here.keys() == given.keys()
        differing = {key for key, value in given.items() if every.get(key) != value}
        assert differing == EXAMPLES
    assert shown[0] == shown[1] == shown[2]
