"""No text of a return becomes a formula, a link, markup, a header or a command anywhere."""

import csv
import email
import email.policy
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element as XmlElement

import pytest
from collected_months import HostileMonth
from defusedxml.ElementTree import fromstring
from hostile_returns import SENDERS
from hostile_texts import ACTIVE, TEXTS
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from pages_read import Element, read_page, vocabulary
from tilannekuva.cli.app import app
from tilannekuva.cli.console.collected import collected_month
from tilannekuva.cli.console.telling import write_out
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.i18n.words import Words
from tilannekuva.layout.plain_text import only_text
from tilannekuva.pipeline.issue import issue_templates
from tilannekuva.publish.briefing.own_words import visible
from tilannekuva.publish.data.csv_files import guarded
from tilannekuva.publish.national.cell_text import cell_text
from tilannekuva.resources import resource_folder

pytest_plugins = ("collecting",)

BOOK = "tilannekuva-2022-05.xlsx"
_ACTING = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NOT_WITHIN = re.compile(
    r"external|vba|activeX|embeddings|connection|queryTable|oleObject|ctrlProp"
)
_REACHES_OUT = re.compile(r"HYPERLINK|WEBSERVICE|DDE|cmd\||https?:|file:|\[", re.IGNORECASE)
_FORMULA_TAGS = {"f", "formula", "formula1", "formula2", "definedName", "oddHeader", "oddFooter"}
_BARE = {text.strip().lstrip("'=+-@") for text in ACTIVE.values()}


def test_every_text_came_in__ok(hostile_month: HostileMonth) -> None:
    """The returns are used, so that what is looked for in the outputs is there."""
    returned = {each["region"] for each in rows(hostile_month, "answers.csv")}
    assert returned == {"02", "08", "17"}
    assert set(TEXTS.values()) <= set(hostile_month.sent.descriptions.values())


# Workbooks


def parts_of(content: bytes) -> Iterator[tuple[str, XmlElement]]:
    """Yield the XML parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            assert not _NOT_WITHIN.search(name), name
            if name.endswith((".xml", ".rels", ".vml")):
                yield name, fromstring(parts.read(name))


def assert_inert(content: bytes) -> None:
    """Assert that a workbook has no formula, link or part that a text could have become."""
    for name, root in parts_of(content):
        for element in root.iter():
            tag = str(element.tag).rpartition("}")[2]
            text = element.text or ""
            if tag in _FORMULA_TAGS:
                assert not _REACHES_OUT.search(text), (name, text)
                assert text not in _BARE, (name, text)
            if tag == "hyperlink":
                assert element.get("location"), (name, element.attrib)
                assert not any(key.endswith("}id") for key in element.attrib), name
            assert element.get("TargetMode") != "External", (name, element.attrib)


def cells_of(content: bytes) -> list[list[str]]:
    """Return the texts of a workbook's rows, of all its sheets."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        [value for value in row if isinstance(value, str)]
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
    ]


def test_national_workbook_is_inert__ok(hostile_month: HostileMonth) -> None:
    assert_inert(hostile_month.read(BOOK))


def test_national_workbook_tells_every_text__ok(hostile_month: HostileMonth) -> None:
    """Each stands whole in its cell, line ends and what cannot be written made visible."""
    found = [set(row) for row in cells_of(hostile_month.read(BOOK))]
    sent = hostile_month.sent
    for key, text in sent.descriptions.items():
        wanted = {*key, cell_text(text), cell_text(sent.responsible[key])}
        assert any(wanted <= row for row in found), (key, text[:40])
    everything = set().union(*found)
    assert {cell_text(text) for text in sent.fields.values()} <= everything
    assert {cell_text(name) for name in sent.files.values()} <= everything


def test_marked_workbooks_are_inert__ok(hostile_month: HostileMonth) -> None:
    """The sender's own workbook goes back with marks, its texts as they read, inert."""
    sent = hostile_month.sent
    for region in SENDERS:
        [name] = hostile_month.names(f"replies/{region}/*.xlsx")
        content = hostile_month.read(name)
        assert_inert(content)
        found = {value.strip() for row in cells_of(content) for value in row}
        own = {text for key, text in sent.descriptions.items() if key[0] == region}
        assert {only_text(text).strip() for text in own} <= found


def test_prefilled_forms_are_inert__ok(hostile_month: HostileMonth) -> None:
    """Next month's forms carry the texts on, each as the text it was."""
    office = hostile_month.office
    june = ReportingMonth(2022, 6)
    issued = issue_templates(
        office.workspace, office.foundations, june, regions=("02", "17"), prefill=True
    )
    for name, region in zip(issued.files, ("02", "17"), strict=True):
        content = (issued.folder / name).read_bytes()
        assert_inert(content)
        told = {value.strip() for row in cells_of(content) for value in row}
        sent = {text for key, text in hostile_month.sent.descriptions.items() if key[0] == region}
        assert {only_text(text).strip() for text in sent} <= told


# Pages


@pytest.fixture(scope="module")
def pages(hostile_month: HostileMonth) -> dict[str, Element]:
    """Every page of the month, read."""
    names = hostile_month.names("*.html")
    return {name: read_page(hostile_month.read(name).decode()) for name in names}


def test_pages_hold_their_templates_elements_only__ok(pages: dict[str, Element]) -> None:
    """No element and no attribute comes from a text, and nothing runs, loads or leads away."""
    templates = resource_folder("templates").rglob("*.html")
    tags, attributes = vocabulary([path.read_text(encoding="utf-8") for path in templates])
    assert "script" not in tags
    for name, page in pages.items():
        for element in page.every():
            assert element.tag in tags, (name, element.tag)
            assert set(element.attributes) <= attributes, (name, element)
            assert not any(each.startswith("on") for each in element.attributes), name
            assert "src" not in element.attributes, name
            target = element.attributes.get("href", "#")
            assert re.fullmatch(r"#[a-zA-Z0-9-]+|#|[A-Za-z0-9-]+\.html(#[a-z-]+)?", target), target


def test_pages_have_nothing_hidden__ok(pages: dict[str, Element]) -> None:
    """No character turns the reading order around or cannot be seen."""
    for name, page in pages.items():
        text = page.first("body").text
        hidden = {each for each in text if unicodedata.category(each) in {"Cc", "Cf", "Cn", "Cs"}}
        assert hidden <= {"\n", "\t", "\u00ad", "\u200d"}, (name, hidden)


def test_packs_tell_every_text__ok(hostile_month: HostileMonth, pages: dict[str, Element]) -> None:
    """Each stands in its place with what is hidden in it made visible, and nothing else done."""
    sent = hostile_month.sent
    for page, region in (("02-fi", "02"), ("08-fi", "08"), ("17-sv", "17"), ("17-fi", "17")):
        body = pages[f"briefings/{page}.html"].first("body")
        told = {element.text.strip("\n") for element in body.every("span", "bdi", "dd", "td", "p")}
        for kind in (sent.descriptions, sent.responsible):
            for key, text in kind.items():
                if key[0] == region:
                    assert visible(text).strip("\n") in told, (key, text[:40])
        for place, text in sent.fields.items():
            if place[0] == region:
                assert visible(text).strip("\n") in told or visible(text) in body.text, place
        assert visible(sent.files[region]) in body.text
        statuses = {text for key, text in sent.statuses.items() if key[0] == region}
        for text in statuses - {TEXTS["longest"]}:
            assert visible(text).strip("\n") in body.text, text


def test_public_pages_tell_none__ok(hostile_month: HostileMonth, pages: dict[str, Element]) -> None:
    """What is published has no words of a region in it."""
    sent = hostile_month.sent
    public = {name: page for name, page in pages.items() if name.startswith("public/")}
    assert len(public) == 33
    texts = {*sent.descriptions.values(), *sent.fields.values(), *sent.files.values()}
    shown = {visible(text).strip() for text in texts}
    for name, page in public.items():
        told = page.text
        assert not [text for text in shown if len(text) > 4 and text in told], name


# Data


def rows(month: HostileMonth, name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the data package."""
    text = month.read(f"data/{name}").decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "name", ["answers.csv", "narratives.csv", "findings.csv", "indicators.csv", "changes.csv"]
)
def test_tables_begin_no_formula__ok(hostile_month: HostileMonth, name: str) -> None:
    """No cell begins like a formula, whatever program opens the file."""
    text = hostile_month.read(f"data/{name}").decode()
    for row in csv.reader(io.StringIO(text, newline="")):
        for value in row:
            assert not value.startswith(_ACTING), value[:40]


def test_tables_tell_every_text__ok(hostile_month: HostileMonth) -> None:
    """Each stands there, guarded and with what is hidden in it made visible."""
    sent = hostile_month.sent
    answers = {
        (each["region"], each["subtask"]): each for each in rows(hostile_month, "answers.csv")
    }
    for key, text in sent.descriptions.items():
        assert answers[key]["description"] == guarded(text), key
        assert answers[key]["responsible"] == guarded(sent.responsible[key]), key
    narratives = {
        (each["region"], each["group"], each["question"]): each["text"]
        for each in rows(hostile_month, "narratives.csv")
    }
    signed = {
        (each["region"], each["group"], "filled_by"): each["filled_by"] for each in answers.values()
    }
    for place, text in sent.fields.items():
        if place in narratives or place in signed:
            assert (narratives | signed)[place] == guarded(text), place
    assert narratives.keys() <= sent.fields.keys()
    assert len(narratives) >= 50
    found = {
        (each["region"], each["subtask"]): each["found"]
        for each in rows(hostile_month, "findings.csv")
        if each["code"] == "CELL-001"
    }
    assert found == {key: guarded(text) for key, text in sent.statuses.items()}


def test_reports_are_plain__ok(hostile_month: HostileMonth) -> None:
    """The account of the run and the description of the data hold no raw sign of control."""
    for name in ("run.json", "data/datapackage.json"):
        text = hostile_month.read(name).decode()
        assert json.loads(text)
        assert {each for each in text if unicodedata.category(each) in {"Cc", "Cs"}} == {"\n"}
    files = {each["path"] for each in json.loads(hostile_month.read("run.json"))["files"]}
    assert {
        unicodedata.normalize("NFC", name) for name in hostile_month.sent.files.values()
    } <= files


# Letters


def test_letters_have_their_own_headers_only__ok(hostile_month: HostileMonth) -> None:
    """A message has the headers we give it, each on its line, and a plain text as its body."""
    for name in hostile_month.names("replies/*/*.eml"):
        content = hostile_month.read(name)
        message = email.message_from_bytes(content, policy=email.policy.default)
        own = {"Content-Type", "MIME-Version", "X-Unsent", "Subject", "Content-Transfer-Encoding"}
        assert set(message.keys()) <= own, (name, message.keys())
        assert not message.defects, name
        body = message.get_body()
        assert body is not None
        assert body.get_content_type() == "text/plain", name
        kinds = [part.get_content_maintype() for part in message.walk()]
        assert set(kinds) <= {"multipart", "text", "application"}, name
        assert_one_reads_it_all(body.get_content().replace("\r\n", "\n"))


def test_texts_to_paste_are_plain__ok(hostile_month: HostileMonth) -> None:
    for name in hostile_month.names("replies/*/*.txt"):
        assert_one_reads_it_all(hostile_month.read(name).decode("utf-8-sig").replace("\r\n", "\n"))


def assert_one_reads_it_all(text: str) -> None:
    """Assert that a text hides nothing, injects no line and is short enough to be read."""
    hidden = {each for each in text if unicodedata.category(each) in {"Cc", "Cf", "Cs", "Cn"}}
    assert hidden <= {"\n"}, hidden
    assert not re.search(r"^Bcc:", text, re.MULTILINE)
    assert max(map(len, text.splitlines())) < 1_500


# The terminal


@pytest.mark.parametrize("language", LANGUAGES)
def test_terminal_is_told_plain_texts__ok(
    hostile_month: HostileMonth, language: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names and texts cannot colour, move or rename anything on a terminal."""
    inbox = hostile_month.office.inbox
    files = [str(path) for path in sorted(inbox.rglob("*")) if path.is_file()]
    checked = CliRunner().invoke(app, ["check", *files, "--lang", language])
    assert checked.exit_code == 1, checked.output[-2_000:]
    collected = collected_month(hostile_month.collected, Words(language, "console"))
    write_out(collected, "text", quiet=False)
    for told in (checked.output, capsys.readouterr().out):
        assert_one_reads_it_all(told)
        assert "@SUM(A1).pdf" in told
    assert "[red]x[" in checked.output
