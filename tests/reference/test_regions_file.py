"""The regions file is refused with every problem it has; the built-in one has none."""

from pathlib import Path
from textwrap import dedent

import pytest
from data_files import changed, line_of, refused

from tilannekuva.domain.regions import Regions
from tilannekuva.reference.regions_file import load_regions

REGIONS = dedent("""\
    regions:
      - code: "01"
        name: {fi: Itä-Uusimaa, sv: Östra Nyland}
        short: Itä-Uusimaa
        kind: county
        collaboration_area: 1
        bilingual: true
        majority_language: fi
      - code: "17"
        name: {fi: Pohjanmaa, sv: Österbotten}
        short: Pohjanmaa
        kind: county
        collaboration_area: 2
        bilingual: true
        majority_language: sv
    collaboration_areas:
      - {code: 1, fi: Etelä, sv: Södra}
      - {code: 2, fi: Länsi, sv: Västra}
      - {code: 3, fi: Itä, sv: Östra}
    """)


def test_regions_file__ok(tmp_path: Path) -> None:
    """The file that the broken ones are made from has no problem."""
    path = tmp_path / "regions.yaml"
    path.write_text(REGIONS, encoding="utf-8")
    assert load_regions(path).figure_keys == ("01", "17", "YTA1", "YTA2", "YTA3", "FI")


@pytest.mark.parametrize(
    ("code", "right", "wrong"),
    [
        ("ROADMAP-001", 'code: "17"', 'code: "01" # again'),
        ("ROADMAP-001", "code: 3", "code: 1, en: again"),
        ("ROADMAP-002", "{fi: Pohjanmaa, sv: Österbotten}", "{fi: Pohjanmaa}"),
        ("ROADMAP-005", "short: Pohjanmaa", 'short: "Pohjanmaa "'),
        ("ROADMAP-008", "{code: 3, fi: Itä, sv: Östra}", "{fi: Itä, sv: Östra}"),
        ("ROADMAP-009", "majority_language: sv", "majority_language: sv\n    majority: sv"),
        ("ROADMAP-010", 'code: "17"', "code: 17"),
        ("ROADMAP-010", "majority_language: sv", "majority_language: en"),
        ("ROADMAP-010", "collaboration_area: 2", "collaboration_area: west"),
        (
            "ROADMAP-013",
            "majority_language: sv",
            "majority_language: fi\n    majority_language: sv",
        ),
    ],
)
def test_regions_file__error(tmp_path: Path, code: str, right: str, wrong: str) -> None:
    """One broken thing is told once, with its line; a repeated key with the second."""
    text = changed(REGIONS, right, wrong)
    line = line_of(text, wrong.rpartition("\n")[2] if "\n" in wrong else wrong)
    assert refused(load_regions, tmp_path / "regions.yaml", text) == [(code, line)]


def test_regions_of_an_unknown_area__error(tmp_path: Path) -> None:
    """A region of a collaboration area that is not in the file is told."""
    text = changed(REGIONS, "collaboration_area: 2", "collaboration_area: 4")
    [(code, line)] = refused(load_regions, tmp_path / "regions.yaml", text)
    assert (code, line) == ("ROADMAP-010", line_of(text, "collaboration_area: 4"))


def test_built_in_regions__ok(regions: Regions) -> None:
    """There are 21 counties, Helsinki and HUS in five areas, each on a tile of its own."""
    kinds = [region.kind for region in regions.regions]
    assert (kinds.count("county"), kinds.count("city"), kinds.count("joint_authority")) == (
        21,
        1,
        1,
    )
    areas = {area.key for area in regions.collaboration_areas}
    assert {region.area_key for region in regions.regions} == areas
    tiles = [region.grid for region in regions.regions if region.grid is not None]
    assert len(tiles) == len(set(tiles)) == 22
