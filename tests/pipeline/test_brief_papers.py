"""PDFs lie beside the pages they were drawn from, and beside no other."""

import json
from pathlib import Path

import pytest
from printed_offices import (
    BrokenPrinter,
    StampPrinter,
    below,
    close,
    copied,
    noting,
    output,
    pages_of,
    stamp,
)

from offices import Office, SampleMonth
from tilannekuva.archive.files import sha256_of
from tilannekuva.domain.discussions import Agreement, Discussions
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.month import ReportingMonth

APRIL = ReportingMonth(2022, 4)
AGREED = Discussions(agreements=(Agreement(region="08", discussed=APRIL, agreed="Sovittu"),))


@pytest.fixture
def office(sample_month: SampleMonth, tmp_path: Path) -> Office:
    """The office of the sample month, collected; what it does leaves the original alone."""
    return copied(sample_month.office, tmp_path / "office")


def papers(office: Office) -> dict[str, bytes]:
    """Return the PDFs among the copies."""
    return {name: data for name, data in below(output(office)).items() if name.endswith(".pdf")}


def test_papers_are_published__ok(office: Office) -> None:
    """Each page asked for has its PDF, and the account of the run has it with its sha256."""
    briefed = pages_of(office, "8", "17", printer=StampPrinter())
    names = ["briefings/08-fi.pdf", "briefings/17-fi.pdf", "briefings/17-sv.pdf"]
    assert sorted(briefed.papers) == sorted(papers(office)) == names
    for name, paper in papers(office).items():
        assert paper == stamp((output(office) / name).with_suffix(".html").read_bytes())
    reported = json.loads((output(office) / "run.json").read_bytes())
    assert {reported["outputs"][name] for name in names} == {
        sha256_of(paper) for paper in papers(office).values()
    }


def test_papers_are_drawn_once__ok(office: Office) -> None:
    """A PDF whose page has not changed is not drawn again, and nothing is new."""
    pages_of(office, "8", printer=StampPrinter())
    again = StampPrinter()
    briefed = pages_of(office, "8", "9", printer=again)
    assert again.drawn == ["briefings/09-fi.html"]
    assert set(briefed.publication.changed) == {"briefings/09-fi.pdf", "run.json"}
    assert pages_of(office, "8", printer=again).publication.changed == ()


def test_collecting_keeps_papers_of_unchanged_pages__ok(office: Office) -> None:
    """A run with nothing new leaves the PDFs where they are."""
    pages_of(office, "8", printer=StampPrinter())
    before = below(output(office))
    for _ in range(2):
        assert office.collect().publication.changed == ()
        assert below(output(office)) == before


@pytest.mark.parametrize("again", ["collect", "brief"])
def test_a_paper_of_an_earlier_page_is_taken_away__ok(office: Office, again: str) -> None:
    """Where a page changes its PDF goes, which is told; the PDFs of other pages stay."""
    pages_of(office, "8", "9", printer=StampPrinter())
    changed = noting(office, AGREED)
    if again == "collect":
        publication = changed.collect().publication
    else:
        publication = pages_of(changed, "8").publication
    assert set(publication.changed) == {"briefings/08-fi.html", "run.json"}
    assert publication.taken_away == ("briefings/08-fi.pdf",)
    assert set(papers(office)) == {"briefings/09-fi.pdf"}
    printer = StampPrinter()
    pages_of(changed, "8", "9", printer=printer)
    assert printer.drawn == ["briefings/08-fi.html"]


def test_printer_that_lacks_something__error(office: Office) -> None:
    """That is told before anything is done."""
    before = below(office.workspace.root)
    with pytest.raises(CannotRunError):
        pages_of(noting(office, AGREED), "8", printer=BrokenPrinter())
    assert below(office.workspace.root) == before


def test_papers_of_a_closed_month__ok(office: Office) -> None:
    """A month that was closed with the PDFs has them; asking again changes nothing."""
    pages_of(office, "8", printer=StampPrinter())
    close(office)
    before = below(office.workspace.root)
    printer = StampPrinter()
    briefed = pages_of(noting(office, AGREED), "8", printer=printer)
    assert (briefed.closed, briefed.papers) == (True, ("briefings/08-fi.pdf",))
    assert printer.drawn == []
    assert below(office.workspace.root) == before


def test_papers_a_month_was_closed_without__error(office: Office) -> None:
    """A closed month gets no more PDFs; how to have them elsewhere is told."""
    close(office)
    before = below(office.workspace.root)
    with pytest.raises(CannotRunError) as raised:
        pages_of(office, "8", printer=StampPrinter())
    [message] = raised.value.messages
    assert message.values["command"] == "tilannekuva brief 08 --month 2022-05 --pdf --to FOLDER"
    assert below(office.workspace.root) == before


def test_packs_of_a_closed_month_handed_out__ok(office: Office, tmp_path: Path) -> None:
    """Elsewhere go the very pages a month was closed with, and PDFs of them."""
    pages_of(office, "8", printer=StampPrinter())
    close(office)
    before = below(office.workspace.root)
    closed_with = (output(office) / "briefings" / "08-fi.html").read_bytes()
    printer = StampPrinter()
    changed = noting(office, AGREED)
    briefed = pages_of(changed, "8", "17", printer=printer, folder=tmp_path / "out")
    handed = below(tmp_path / "out")
    assert handed["08-fi.html"] == closed_with
    assert handed["08-fi.pdf"] == stamp(closed_with)
    assert sorted(printer.drawn) == ["briefings/17-fi.html", "briefings/17-sv.html"]
    assert set(handed) == {
        f"{name}.{kind}" for name in ("08-fi", "17-fi", "17-sv") for kind in ("html", "pdf")
    }
    assert briefed.where == tmp_path / "out"
    assert below(office.workspace.root) == before


def test_packs_handed_out__ok(office: Office, tmp_path: Path) -> None:
    """Of an open month they are drawn as it stands; the ministry's own index stays at home."""
    before = below(office.workspace.root)
    changed = noting(office, AGREED)
    pages_of(changed, folder=tmp_path / "out")
    handed = below(tmp_path / "out")
    assert len(handed) == 32
    assert "index.html" not in handed
    assert "Sovittu" in handed["08-fi.html"].decode()
    assert below(office.workspace.root) == before
    assert pages_of(changed, folder=tmp_path / "out").publication.changed == ()


def test_folder_that_is_a_file__error(office: Office, tmp_path: Path) -> None:
    """A folder that cannot be written is told."""
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(CannotRunError) as raised:
        pages_of(office, "8", folder=tmp_path / "out")
    assert raised.value.messages[0].values["folder"] == str(tmp_path / "out")


def test_papers_of_public_pages__ok(office: Office) -> None:
    """Public pages have PDFs in the same way, and those of the packs stay."""
    pages_of(office, "8", printer=StampPrinter())
    pages_of(office, "8", public=True, printer=StampPrinter())
    assert set(papers(office)) == {"briefings/08-fi.pdf", "public/08-fi.pdf"}
