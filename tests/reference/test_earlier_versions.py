"""What a roadmap file says of its earlier versions has to lead somewhere, subtask by subtask."""

from functools import partial
from pathlib import Path
from textwrap import dedent, indent

import pytest
from data_files import ABOUT_EARLIER, ROADMAP, changed, line_of, refused

from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.reference.roadmap_file import load_earlier, load_roadmap

# The version before had HT-1.1.9 where HT-1.1.2 is now, HT-1.1.7 that has ended since, and
# HT-1.1.8 that was divided.
SUBTASK = """\
- id: {id}
  name: {{fi: Ennen, sv: Förr}}
  phase: AV
  critical: false
  due: 2022-11-30
  applies: all
"""
OTHERS = "".join(SUBTASK.format(id=subtask) for subtask in ("HT-1.1.7", "HT-1.1.8"))
BEFORE = (
    changed(ROADMAP, 'version: "1"', 'version: "0"').replace("HT-1.1.2", "HT-1.1.9")
    + indent(OTHERS, " " * 14)
)  # fmt: skip
EARLIER = dedent("""\
    earlier:
      - version: "0"
        file: before.yaml
        carried_over:
          HT-1.1.9: HT-1.1.2
          HT-1.1.7: null
          HT-1.1.8: [HT-1.1.1, HT-1.1.2]
    """)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the file of the version before."""
    (tmp_path / "before.yaml").write_text(BEFORE, encoding="utf-8")
    return tmp_path


def load_both(path: Path, regions: Regions) -> tuple[Roadmap, Roadmap]:
    """Return a roadmap and the earlier version it names."""
    roadmap = load_roadmap(path, regions)
    return roadmap, load_earlier(path, roadmap, roadmap.earlier[0], regions)


def test_earlier_version__ok(folder: Path, regions: Regions) -> None:
    """An id leads to one subtask, to several, or to none; others mean what they meant."""
    path = folder / "roadmap.yaml"
    path.write_text(ROADMAP + EARLIER, encoding="utf-8")
    roadmap, earlier = load_both(path, regions)
    assert roadmap.versions == ("1", "0")
    assert earlier.version == "0"
    assert roadmap.earlier[0].carried_over == {
        "HT-1.1.9": ("HT-1.1.2",),
        "HT-1.1.7": (),
        "HT-1.1.8": ("HT-1.1.1", "HT-1.1.2"),
    }


BROKEN = [
    ("ROADMAP-015", 'version: "0"', 'version: "1"', 'version: "1"\n    file'),
    (
        "ROADMAP-015",
        'earlier:\n  - version: "0"\n',
        'earlier:\n  - {version: "0", file: before.yaml}\n  - version: "0"\n',
        '- version: "0"',
    ),
    ("ROADMAP-016", "HT-1.1.9: HT-1.1.2", "HT-1.1.9: HT-1.1.3", None),
    ("ROADMAP-016", "[HT-1.1.1, HT-1.1.2]", "[HT-1.1.1, HT-1.1.3]", None),
    ("ROADMAP-017", "before.yaml", "long-ago.yaml", None),
]


@pytest.mark.parametrize(("code", "right", "wrong", "words"), BROKEN)
def test_declared__error(  # noqa: PLR0913, PLR0917 - a row of the table
    folder: Path, regions: Regions, code: str, right: str, wrong: str, words: str | None
) -> None:
    """What the roadmap file says that cannot be is told without opening the earlier file."""
    text = ROADMAP + changed(EARLIER, right, wrong)
    (folder / "before.yaml").write_text("not: a roadmap", encoding="utf-8")
    told = refused(partial(load_roadmap, regions=regions), folder / "roadmap.yaml", text)
    assert told == [(code, line_of(text, words or wrong))]


MISFITS = [
    ("ROADMAP-018", 'version: "0"', 'version: "00"', "file: before"),
    ("ROADMAP-019", "HT-1.1.9: HT-1.1.2", "HT-1.1.9: HT-1.1.2\n      HT-1.1.6: null", "HT-1.1.6"),
    ("ROADMAP-020", "      HT-1.1.7: null\n", "", "HT-1.1.9"),
]


@pytest.mark.parametrize(("code", "right", "wrong", "words"), MISFITS)
def test_what_does_not_fit__error(  # noqa: PLR0913, PLR0917 - a row of the table
    folder: Path, regions: Regions, code: str, right: str, wrong: str, words: str
) -> None:
    """What does not fit the earlier file is told when that is opened."""
    text = ROADMAP + changed(EARLIER, right, wrong)
    told = refused(partial(load_both, regions=regions), folder / "roadmap.yaml", text)
    assert told == [(code, line_of(text, words))]


def test_every_rule_of_earlier_versions_is_broken__ok() -> None:
    """The tables above have a failing example of every rule on earlier versions."""
    assert {code for code, *_ in (*BROKEN, *MISFITS)} == ABOUT_EARLIER


def test_earlier_file_with_problems__error(folder: Path, regions: Regions) -> None:
    """The earlier file is checked like any other, but for what it says of still earlier ones."""
    text = changed(BEFORE, "critical: true", "critical: perhaps")
    text += '\nearlier: [{version: "-1", file: gone.yaml}]\n'
    text = text.replace('version: "-1"', 'version: "00"')
    (folder / "before.yaml").write_text(text, encoding="utf-8")
    load = partial(load_both, regions=regions)
    told = refused(load, folder / "roadmap.yaml", ROADMAP + EARLIER)
    assert told == [("ROADMAP-010", line_of(text, "critical: perhaps"))]
