"""Public pages are made when they are asked for, and follow the month from then on."""

from dataclasses import replace
from pathlib import Path

import pytest
from printed_offices import MAY, StampPrinter, below, close, copied, output, pages_of

from offices import AFTER_DEADLINE, Office, SampleMonth
from tilannekuva.domain.messages import CannotRunError
from tilannekuva.domain.settings import OutputSettings
from tilannekuva.pipeline.closing import reopen_month
from tilannekuva.pipeline.collect import Collected, collect


@pytest.fixture
def office(sample_month: SampleMonth, tmp_path: Path) -> Office:
    """The office of the sample month, collected; what it does leaves the original alone."""
    return copied(sample_month.office, tmp_path / "office")


def public(office: Office) -> set[str]:
    """Return the names of the public pages among the copies."""
    return {name for name in below(output(office)) if name.startswith("public/")}


def linked(page: bytes) -> set[str]:
    """Return the pages an index has links to."""
    return {
        name
        for name in ("08-fi.html", "09-fi.html", "17-fi.html", "17-sv.html")
        if f'href="{name}"'.encode() in page
    }


def later(office: Office) -> Collected:
    """Collect after the one region that sent nothing has returned its form."""
    office.send("Kainuu.xlsx", {("HT-1.1.1", "status"): "valmis"}, region="20")
    return collect(
        office.workspace, office.foundations, office.inbox, month=None, today=AFTER_DEADLINE
    )


def test_collecting_makes_none_unless_wished__ok(office: Office) -> None:
    """By default a month has no public pages."""
    assert public(office) == set()


def test_public_pages_of_some_regions__ok(office: Office) -> None:
    """They are written beside the packs, which stay as they are, and the index links to them."""
    before = below(output(office))
    briefed = pages_of(office, "8", public=True)
    assert briefed.packs == ("public/08-fi.html",)
    assert public(office) == {"public/08-fi.html", "public/index.html"}
    after = below(output(office))
    assert {name for name in before if after[name] != before[name]} == {"run.json"}
    assert linked(after["public/index.html"]) == {"08-fi.html"}
    pages_of(office, "17", public=True)
    index = below(output(office))["public/index.html"]
    assert linked(index) == {"08-fi.html", "17-fi.html", "17-sv.html"}


def test_public_pages_of_all_regions__ok(office: Office) -> None:
    """With no region named there is one for each, in its languages, and the index."""
    assert len(pages_of(office, public=True).packs) == 32
    assert len(public(office)) == 33


def test_public_pages_follow_the_month__ok(office: Office) -> None:
    """Collecting writes those that are there again, and no others."""
    pages_of(office, "8", "20", public=True)
    before = below(output(office))
    done = later(office)
    after = below(output(office))
    assert public(office) == {"public/08-fi.html", "public/20-fi.html", "public/index.html"}
    assert {"public/20-fi.html", "public/index.html"} <= {*done.publication.changed}
    assert after["public/20-fi.html"] != before["public/20-fi.html"]
    assert office.collect().publication.changed == ()


def test_public_pages_wished_for_in_the_settings__ok(office: Office) -> None:
    """With the setting collecting makes all of them."""
    settings = office.foundations.settings
    wished = settings.model_copy(update={"outputs": OutputSettings(public=True)})
    wishing = Office(office.workspace, replace(office.foundations, settings=wished))
    assert len(public(wishing)) == 0
    wishing.collect()
    assert len(public(wishing)) == 33


def test_public_pages_of_a_closed_month__error(office: Office) -> None:
    """A month closed without them gets none; how to have them elsewhere is told."""
    close(office)
    before = below(office.workspace.root)
    with pytest.raises(CannotRunError) as raised:
        pages_of(office, public=True)
    [message] = raised.value.messages
    assert message.values["command"] == "tilannekuva brief --month 2022-05 --public --to FOLDER"
    assert below(office.workspace.root) == before


def test_public_pages_of_a_closed_month_elsewhere__ok(office: Office, tmp_path: Path) -> None:
    """First closed, then made public: nothing of the month changes, and the folder has it all."""
    close(office)
    before = below(office.workspace.root)
    pages_of(office, public=True, printer=StampPrinter(), folder=tmp_path / "public")
    handed = below(tmp_path / "public")
    assert len(handed) == 65
    assert linked(handed["index.html"]) == {"08-fi.html", "09-fi.html", "17-fi.html", "17-sv.html"}
    assert below(office.workspace.root) == before
    # The same pages as the month would have been closed with.
    reopen_month(office.workspace, MAY)
    pages_of(office, public=True)
    copies = below(output(office))
    assert {name: copies[f"public/{name}"] for name in handed if name.endswith(".html")} == {
        name: page for name, page in handed.items() if name.endswith(".html")
    }


def test_public_pages_of_some_regions_elsewhere__ok(office: Office, tmp_path: Path) -> None:
    """The index goes only with all of them: it would forget those that are there already."""
    pages_of(office, "8", "17", public=True, folder=tmp_path / "public")
    assert set(below(tmp_path / "public")) == {"08-fi.html", "17-fi.html", "17-sv.html"}


def test_public_pages_a_month_was_closed_with__ok(office: Office, tmp_path: Path) -> None:
    """Those go elsewhere as they are."""
    pages_of(office, public=True)
    close(office)
    assert pages_of(office, public=True).closed
    pages_of(office, public=True, folder=tmp_path / "public")
    copies = below(output(office))
    handed = below(tmp_path / "public")
    assert handed == {name: copies[f"public/{name}"] for name in handed}
    assert len(handed) == 33
