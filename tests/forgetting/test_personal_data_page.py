"""The page on personal data says in which files each field ends up, and that is where it is."""

from pathlib import Path

from fields_marked import MARKS, OUTPUTS, marked_office, outputs_with

PAGE = Path(__file__).parents[2] / "docs" / "personal-data.md"


def table(found: dict[str, set[str]]) -> list[str]:
    """Return the table of the page, as the files have it."""
    rows = [["field", *OUTPUTS], ["---"] * (len(OUTPUTS) + 1)]
    rows += [[name, *("x" if kind in found[name] else "" for kind in OUTPUTS)] for name in MARKS]
    return [f"| {' | '.join(row)} |".replace("|  |", "| |").replace("|  |", "| |") for row in rows]


def test_page_says_where_fields_end_up__ok(tmp_path: Path) -> None:
    """A mark in every field is found in the outputs that the page's table names, and only there."""
    office = marked_office(tmp_path)
    found = {name: set(outputs_with(office, mark)) for name, mark in MARKS.items()}
    expected = table(found)
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    first = next((n for n, line in enumerate(lines) if line == expected[0]), 0)
    assert lines[first : first + len(expected)] == expected


def test_public_pages_and_log_have_none_of_it__ok() -> None:
    """What the page promises of public pages, log and the small files of the archive."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    heads = next(line for line in lines if line.startswith("| field | national")).split("|")
    rows = [line.split("|") for line in lines if line.split(" | ")[0].lstrip("| ") in MARKS]
    crossed = [row for row in rows if len(row) == len(heads)]
    assert len(crossed) == len(MARKS)
    for kind in ("public pages", "other files of the archive", "log"):
        column = heads.index(f" {kind} ")
        assert all(row[column].strip() == "" for row in crossed)
