"""The examples of the gates FILE and IDENTITY do what they say, as files in an inbox."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from offices import Office, edited
from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import Message
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.domain.settings import Acceptance, Settings
from tilannekuva.domain.texts import LANGUAGES, Language
from tilannekuva.domain.workbook import CellValue
from tilannekuva.i18n.told_rule import told_rule
from tilannekuva.i18n.words import Words
from tilannekuva.layout.identity import META_SHEET
from tilannekuva.pipeline.closing import close_month
from tilannekuva.pipeline.foundations import lay_foundations
from tilannekuva.resources import resource_folder

MAY = ReportingMonth(2022, 5)
NOON = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
AN_HOUR_LATER = datetime(2022, 6, 7, 13, 0, tzinfo=UTC)
FOUR_DAYS_BEFORE = datetime(2022, 6, 3, 12, 0, tzinfo=UTC)

Answers = Mapping[tuple[str, str], CellValue]

HT: Answers = {("HT-1.2.1", "status"): "valmis"}
OTHER_HT: Answers = {("HT-1.2.1", "status"): "käynnissä"}
JO: Answers = {("JO-1.1.2", "status"): "valmis"}
PJ: Answers = {("PJ-2.1.3", "status"): "valmis"}
ICT: Answers = {("ICT-2.1.2", "status"): "valmis"}
EVERY: Answers = {**HT, **JO, **PJ, **ICT, ("YP-1.1.1", "status"): "valmis"}


def _send(office: Office, name: str, region: str, answers: Answers = EVERY) -> None:
    office.send(name, answers, region=region, saved=NOON)


def _empty(office: Office) -> None:
    (office.inbox / "empty.xlsx").write_bytes(b"")


def _damaged_sheet(office: Office) -> None:
    """Cut the sheet PJ off in the middle of a cell."""
    path = office.send("damaged.xlsx", EVERY, region="01", saved=NOON)
    number = openpyxl.load_workbook(path).sheetnames.index("PJ") + 1
    member = f"xl/worksheets/sheet{number}.xml"
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as old, zipfile.ZipFile(path, "w") as new:
        for each in old.infolist():
            content = old.read(each)
            new.writestr(each, content[: len(content) // 2] if each.filename == member else content)


def _own_sheet(office: Office) -> None:
    def edit(book: Workbook) -> None:
        memo = book.create_sheet("Memo")
        for row in range(12):
            memo.cell(row + 1, 1, f"{row + 1}.5. kokous")

    office.send("memo.xlsx", EVERY, region="02", saved=NOON, edit=edit)


def _copied_sheet(office: Office) -> None:
    def edit(book: Workbook) -> None:
        book.copy_worksheet(book["HT"]).title = "HT (2)"

    office.send("copied.xlsx", EVERY, region="03", saved=NOON, edit=edit)


def _without_a_sheet(office: Office) -> None:
    def edit(book: Workbook) -> None:
        del book["PJ"]

    office.send("without.xlsx", EVERY, region="04", saved=NOON, edit=edit)


def _unread_cells(office: Office) -> None:
    """Put two cells where no program looks for any: into a second table below the first."""
    path = office.send("second.xlsx", EVERY, region="13", saved=NOON)
    number = openpyxl.load_workbook(path).sheetnames.index("HT") + 1
    member = f"xl/worksheets/sheet{number}.xml"
    cells = "".join(f'<row r="{row}"><c r="K{row}"><v>1</v></c></row>' for row in (9, 10))
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as old, zipfile.ZipFile(path, "w") as new:
        for each in old.infolist():
            content = old.read(each)
            if each.filename == member:
                second = f"</sheetData><sheetData>{cells}</sheetData>"
                content = content.replace(b"</sheetData>", second.encode())
            new.writestr(each, content)


def _hidden_sheet(office: Office) -> None:
    def edit(book: Workbook) -> None:
        book["PJ"].sheet_state = "hidden"

    office.send("hidden.xlsx", EVERY, region="14", saved=NOON, edit=edit)


def _no_form(office: Office) -> None:
    book = Workbook()
    book.create_sheet("Asialista")["A1"] = "Kokouksen asialista"
    book.save(office.inbox / "agenda.xlsx")


def _without_hidden_sheets(office: Office) -> None:
    def edit(book: Workbook) -> None:
        for sheet in [each for each in book if each.sheet_state != "visible"]:
            book.remove(sheet)

    office.send("unhidden.xlsx", EVERY, region="05", saved=NOON, edit=edit)


def _at_once(office: Office) -> None:
    _send(office, "HT.xlsx", "08", HT)
    _send(office, "HT (1).xlsx", "08", OTHER_HT)
    _name_by_what_counts(office.inbox / "HT.xlsx", office.inbox / "HT (1).xlsx")


def _saved_again(office: Office) -> None:
    _send(office, "PJ.xlsx", "09", PJ)
    path = office.inbox / "PJ (1).xlsx"
    path.write_bytes(edited((office.inbox / "PJ.xlsx").read_bytes(), lambda _: None, NOON))
    _name_by_what_counts(office.inbox / "PJ.xlsx", path)


def _name_by_what_counts(used: Path, other: Path) -> None:
    """Give two files of the same time the names the example has for the one used and the other."""
    contents = sorted(
        (used.read_bytes(), other.read_bytes()), key=lambda each: sha256(each).digest()
    )
    for path, content in zip((used, other), contents, strict=True):
        path.write_bytes(content)


def _corrected(office: Office) -> None:
    both = {**HT, **ICT}
    office.send("first.xlsx", both, region="10", saved=FOUR_DAYS_BEFORE)
    office.send(
        "corrected.xlsx",
        {**OTHER_HT, ("ICT-2.1.2", "status"): "käynnissä"},
        region="10",
        saved=NOON,
    )


def _named_after_another(office: Office) -> None:
    _send(office, "tilannekuva-2022-05-07-fi.xlsx", "06", HT)


def _on_word(office: Office) -> None:
    def edit(book: Workbook) -> None:
        book.remove(book[META_SHEET])
        for name in list(vars(book)["custom_doc_props"].names):
            del vars(book)["custom_doc_props"][name]

    office.send("table.xlsx", EVERY, region="07", saved=NOON, edit=edit)


def _blank(office: Office) -> None:
    _send(office, "blank.xlsx", "11", {})


def _for_one_group(office: Office) -> None:
    _send(office, "whole.xlsx", "12", {**HT, **JO, **ICT})


ACCEPT = (
    Acceptance(file="table.xlsx", region="07", month=MAY, reason="puhelu"),
    Acceptance(file="whole.xlsx", region="12", month=MAY, group="ICT", reason="puhelu"),
    Acceptance(file="one.xlsx", region="12", month=MAY, group="ICT", reason="puhelu"),
)
"""The coordinator's word."""

FAILING: Mapping[str, Callable[[Office], None]] = {
    "FILE-001": _empty,
    "FILE-002": _damaged_sheet,
    "FILE-003": _own_sheet,
    "FILE-004": _copied_sheet,
    "FILE-005": _without_a_sheet,
    "FILE-006": _unread_cells,
    "FILE-007": _hidden_sheet,
    "IDENTITY-001": _no_form,
    "IDENTITY-002": _without_hidden_sheets,
    "IDENTITY-003": _at_once,
    "IDENTITY-004": _saved_again,
    "IDENTITY-005": _corrected,
    "IDENTITY-006": _named_after_another,
    "IDENTITY-007": _on_word,
    "IDENTITY-009": _blank,
    "IDENTITY-011": _for_one_group,
}
"""What is sent for the failing example of each rule; all of it fits into one inbox."""

ALONE = {"IDENTITY-008", "IDENTITY-010"}
"""Rules whose failing example needs a workspace of its own."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Finding, ...]:
    """What is told of the inbox of all failing examples."""
    office = _office(tmp_path_factory.mktemp("failing"))
    for send in FAILING.values():
        send(office)
    return office.gather("2022-05").findings


def _office(root: Path, settings: Settings | None = None) -> Office:
    workspace = open_workspace(root, inbox=root / "inbox")
    workspace.inbox.mkdir()
    settings = settings or Settings(accept=ACCEPT)
    return Office(workspace, lay_foundations(workspace, settings))


def test_passing_examples__ok(tmp_path: Path) -> None:
    """Of forms as they were sent, each alone or saved later than the other, nothing is told."""
    office = _office(tmp_path)
    _send(office, "return.xlsx", "01")
    _send(office, "tilannekuva-2022-05-06-fi.xlsx", "06")
    office.send("HT.xlsx", HT, region="08", saved=FOUR_DAYS_BEFORE, group="HT")
    office.send("HT (1).xlsx", OTHER_HT, region="08", saved=AN_HOUR_LATER, group="HT")
    office.send("one.xlsx", ICT, region="12", saved=NOON, group="ICT")
    found = {
        (each.code, each.region)
        for each in office.gather("2022-05").findings
        if each.rule.gate in {"FILE", "IDENTITY"}
    }
    assert found == {("IDENTITY-005", "08"), ("IDENTITY-007", "12")}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", FAILING)
def test_failing_example__error(told: tuple[Finding, ...], code: str, language: Language) -> None:
    """Of a rule's failing example is told just what the catalogue shows: the same sentence."""
    found = [each for each in told if each.code == code]
    _assert_as_shown(found, code, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_form_of_an_earlier_version__error(tmp_path: Path, language: Language) -> None:
    """A form of the version before is told of, and one of the version in force is not."""
    [built_in] = (resource_folder("schemas") / "roadmaps").glob("*.yaml")
    text = built_in.read_text(encoding="utf-8")
    values = RULES["IDENTITY-008"].example.values
    now, then = values["current"], values["found"]
    (tmp_path / f"{then}.yaml").write_text(
        text.replace(f'\nversion: "{now}"', f'\nversion: "{then}"'), encoding="utf-8"
    )
    earlier = f'\nearlier: [{{version: "{then}", file: "{then}.yaml"}}]\n'
    (tmp_path / "now.yaml").write_text(text + earlier, encoding="utf-8")
    office = _office(tmp_path, Settings(roadmap="now.yaml"))
    before = replace(
        office, foundations=lay_foundations(office.workspace, Settings(roadmap=f"{then}.yaml"))
    )
    _send(before, "old.xlsx", "01")
    _send(office, "new.xlsx", "02")
    found = [each for each in office.gather("2022-05").findings if each.code == "IDENTITY-008"]
    assert [each.file for each in found] == ["old.xlsx"]
    _assert_as_shown(found, "IDENTITY-008", language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_return_after_closing__error(office: Office, language: Language) -> None:
    """A return that comes after its month was closed is told of, and nothing before it is."""
    _send(office, "first.xlsx", "01")
    collected = office.collect("2022-05")
    assert "IDENTITY-010" not in {each.code for each in collected.record.findings}
    close_month(office.workspace, office.foundations, MAY, today=date(2022, 6, 30))
    _send(office, "late.xlsx", "02")
    found = [
        each for each in office.collect("2022-05").record.findings if each.code == "IDENTITY-010"
    ]
    _assert_as_shown(found, "IDENTITY-010", language)


def test_every_rule_of_files_has_its_files__ok() -> None:
    """Each rule of the two gates has an executor of its failing example."""
    codes = {code for code, rule in RULES.items() if rule.gate in {"FILE", "IDENTITY"}}
    assert codes == FAILING.keys() | ALONE


def _assert_as_shown(found: list[Finding], code: str, language: Language) -> None:
    words, rule = Words(language), RULES[code]
    shown = told_rule(rule, words)
    assert found
    assert f"{shown.there} {shown.to_do}" in {words.say(_as_shown(each)) for each in found}
    assert bool(found[0].sheet) != shown.place.endswith(".xlsx")


def _as_shown(finding: Finding) -> Message:
    """Return a finding's message; the coordinator's reason stands in its own language there."""
    declared = finding.rule.example.values
    shown = {"reason": declared["reason"]} if finding.code == "IDENTITY-007" else {}
    return replace(finding, values={**finding.values, **shown}).message
