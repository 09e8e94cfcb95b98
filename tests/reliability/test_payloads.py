"""No text of a return acts in anything we write, wherever it stood in the return.

Each output is compared with that of returns of the same shape whose texts are harmless: what is
an element, a link, a formula or a name in one must be so in the other.
"""

import csv
import email
import email.policy
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.message import EmailMessage
from itertools import count
from pathlib import Path

import pytest
from hostile_office import MONTH, Sent, Texts, hostile_office, turns
from payloads import PAYLOADS, TOO_LONG
from typer.testing import CliRunner

from effort import FIGURE, amount, chance
from inert import active_in, assert_leads_nowhere, tags_in, unquoted_in
from pages_read import Element, read_page
from tilannekuva.archive.months import archived_record
from tilannekuva.archive.workspace import open_workspace
from tilannekuva.cli.app import app
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.layout.plain_text import FORMULA_STARTS
from tilannekuva.pipeline.issue import issue_templates

pytestmark = pytest.mark.reliability

SHARDS = 4
_TEXTS = tuple(chance("payloads").sample(PAYLOADS, amount(150, len(PAYLOADS))))
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
# Raw, as a reference, or as an escape that is not escaped itself.
_IN_A_DRAWING = re.compile(
    "[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
    "|&#(?:82(?:06|07|34|35|36|37|38)|829[4-7]|1564);"
)
_IN_A_PART = re.compile(
    f"{_IN_A_DRAWING.pattern}"
    "|(?<!_x005F)_x(?:00(?:0[0-8BbCcEeFf]|1[0-9A-Fa-f]|7[Ff]|[89][0-9A-Fa-f])|202[A-Ea-e]|206[6-9])_"
)
_ON_A_TERMINAL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_IN_A_TABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_ACTING = (*FORMULA_STARTS, "\t", "\r", "\n")
_HEADERS = {"Content-Type", "MIME-Version", "X-Unsent", "Subject", "Content-Transfer-Encoding"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)*")
_POLICY = re.compile(
    r"default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; img-src data:; "
    r"base-uri 'none'; form-action 'none'"
)
# Attributes that lead somewhere, look like something or are pointed at; a text has none of it.
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_TELLING = frozenset({"href", "src", "style", "id", "class", "xlink:href", "action", "http-equiv"})


@dataclass(frozen=True)
class Written:
    """What came of an inbox."""

    root: Path
    sent: Sent
    outputs: Mapping[str, bytes]
    told: tuple[str, ...]
    """What the terminal was told, and standing there."""

    def every(self, ending: str) -> dict[str, bytes]:
        """Return the outputs whose names have an ending."""
        return {name: data for name, data in self.outputs.items() if name.endswith(ending)}


def written_by(root: Path, texts: Texts) -> Written:
    """Have returns sent, checked and collected, and next month's forms made."""
    office, sent = hostile_office(root, texts)
    files = [str(path) for path in sorted(office.inbox.glob("*.xlsx"))]
    told = [
        _told(root, "collect", str(office.inbox), "--today", "2022-06-20"),
        _told(root, "check", *files[:2]),
        _told(root, "check", files[0], "--format", "json"),
        _told(root, "status", "--today", "2022-06-20"),
    ]
    issued = issue_templates(
        office.workspace,
        office.foundations,
        ReportingMonth(2022, 6),
        regions=("02", "17"),
        prefill=True,
    )
    outputs = {
        path.relative_to(root / "output" / MONTH).as_posix(): path.read_bytes()
        for path in sorted((root / "output" / MONTH).rglob("*"))
        if path.is_file()
    }
    outputs |= {f"outbox/{name}": (issued.folder / name).read_bytes() for name in issued.files}
    return Written(root, sent, outputs, tuple(told))


def _told(root: Path, *command: str) -> str:
    output = () if command[0] == "check" else ("--output", str(root / "output"))
    with pytest.MonkeyPatch.context() as here:
        here.chdir(root)
        result = CliRunner().invoke(app, [*command, *output])
    assert result.exit_code in {0, 1}, result.output[-2000:]
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.output


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """What comes of returns of the same shape with texts that could do nothing."""
    numbers = count(1)
    return written_by(
        tmp_path_factory.mktemp("harmless") / "office", lambda _: f"teksti {next(numbers)}"
    )


def batches(harmless: Written) -> int:
    """Return how many inboxes it takes until each text has stood in every kind of place."""
    fewest = min(len(taken) for kind, taken in harmless.sent.texts.items() if kind != "file name")
    return -(-len(_TEXTS) // fewest)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_payloads_stay_texts__ok(
    shard: int,
    harmless: Written,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    """Every text in every place of a return: nothing of it acts in any output."""
    sizes = {kind: len(taken) for kind, taken in harmless.sent.texts.items()}
    files = 0
    for batch in range(shard, batches(harmless), SHARDS):
        written = written_by(tmp_path / f"{batch}" / "office", turns(_TEXTS, batch, sizes))
        assert written.sent.texts.keys() == sizes.keys()
        assert_inert(written, harmless)
        files += len(written.outputs)
    record_property(
        FIGURE, f"payloads: {len(_TEXTS)} in {len(sizes)} kinds of places, {files} outputs, 0 act"
    )


def test_too_long_texts_stay_texts__ok(tmp_path: Path) -> None:
    """Texts longer than a cell holds are cut or refused, and act no more than the others."""
    long = iter(TOO_LONG)
    written = written_by(
        tmp_path / "office",
        lambda kind: next(long, "teksti") if kind == "description" else "teksti",
    )
    assert next(long, None) is None
    assert_no_file_acts(written)


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "briefings/02-fi.html": lambda page: page.replace(b"<main", b"<script>x</script><main", 1),
    "briefings/index.html": lambda page: page.replace(b'href="#', b'href="http://x/#', 1),
    "data/answers.csv": lambda rows: rows.replace(b"teksti", b"=1+1", 1),
    "data/findings.csv": lambda rows: rows.replace(b"teksti", b"\xe2\x80\xaex", 1),
    "run.json": lambda text: text.replace(b"teksti", b"\xc2\x9b", 1),
    "replies/02/tilannekuva-2022-05-02.eml": lambda mail: b"Bcc: x@example.fi\r\n" + mail,
    "replies/17/tilannekuva-2022-05-17.txt": lambda text: text + b"\x1b[2J",
    "replies/08/tilannekuva-2022-05-08.xlsx": lambda book: with_cell(book, "<f>1+1</f>"),
    "tilannekuva-2022-05.xlsx": lambda book: with_cell(book, "<is><t>=1+1</t></is>"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_what_acts_is_noticed__error(name: str, harmless: Written) -> None:
    """One script, link, formula, header or sign of control anywhere would be seen."""
    spoilt = SPOILT[name](harmless.outputs[name])
    assert spoilt != harmless.outputs[name]
    with pytest.raises(AssertionError):
        assert_inert(replace(harmless, outputs={**harmless.outputs, name: spoilt}), harmless)


def with_cell(book: bytes, inside: str) -> bytes:
    """Return a workbook with one more cell on its first sheet."""
    result = io.BytesIO()
    cell = f'<row r="9999"><c r="A9999" t="inlineStr">{inside}</c></row></sheetData>'
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"</sheetData>", cell.encode())
            new.writestr(name, part)
    return result.getvalue()


def assert_inert(written: Written, harmless: Written) -> None:
    """Assert that what acts in some outputs is what acts in the harmless ones."""
    assert written.outputs.keys() == harmless.outputs.keys()
    assert_no_file_acts(written)
    for name, data in written.every(".xlsx").items():
        twin = harmless.outputs[name]
        assert (name, active_in(data) - active_in(twin)) == (name, set())
        assert (name, tags_in(data) - tags_in(twin)) == (name, set())
    for name, data in written.every(".html").items():
        page, twin_page = (read_page(each.decode()) for each in (data, harmless.outputs[name]))
        assert (name, skeleton(page) - skeleton(twin_page)) == (name, set())
    for name, data in written.every(".csv").items():
        wide = {len(row) for row in table(harmless.outputs[name])}
        assert (name, {len(row) for row in table(data)}) == (name, wide)


def assert_no_file_acts(written: Written) -> None:
    """Assert of each output by itself that nothing in it acts."""
    for name, data in written.outputs.items():
        assert _NAME.fullmatch(name), name
        check = {
            ".xlsx": assert_plain_workbook,
            ".html": assert_plain_page,
            ".csv": assert_plain_table,
            ".json": assert_plain_json,
            ".eml": assert_plain_mail,
            ".txt": assert_plain_text,
        }[Path(name).suffix]
        try:
            check(data)
        except AssertionError as error:
            raise AssertionError(f"{name}: {error}") from error
    for told in written.told:
        assert not _ON_A_TERMINAL.search(told), ascii(_ON_A_TERMINAL.search(told))
    month = ReportingMonth.parse(MONTH)
    assert archived_record(open_workspace(written.root), month) is not None
    for path in written.root.rglob("month.sqlite"):
        with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        database.close()


def assert_plain_workbook(content: bytes) -> None:
    """Assert that a workbook links to itself alone, and that its texts stay texts."""
    assert_leads_nowhere(content)
    for _, _, told in active_in(content):
        assert "External" not in told, told
        assert "macro" not in told.casefold(), told
    assert unquoted_in(content, FORMULA_STARTS) == []
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            # A drawing of the old kind has names such as _x0000_t202, which are no escapes.
            sought = _IN_A_DRAWING if name.endswith(".vml") else _IN_A_PART
            found = sought.search(parts.read(name).decode())
            assert not found, (name, found)


def assert_plain_page(content: bytes) -> None:
    """Assert that a page loads and runs nothing, and says so first."""
    text = content.decode()
    assert not _HIDDEN.search(text.replace("\t", ""))
    page = read_page(text)
    first, second = list(page.first("head").every())[:2]
    assert first.attributes == {"charset": "utf-8"}
    assert second.attributes["http-equiv"] == "Content-Security-Policy"
    assert _POLICY.fullmatch(second.attributes["content"])
    for each in page.every():
        assert each.tag not in {"script", "iframe", "object", "embed", "form", "link", "base"}
        assert not any(name.startswith("on") for name in each.attributes), each
        assert not {"src", "srcset", "action", "formaction", "ping"} & each.attributes.keys()
        target = each.attributes.get("href", "#")
        assert re.fullmatch(r"#[a-zA-Z0-9-]*|[A-Za-z0-9-]+\.html(#[a-z-]+)?", target), target
        assert "url(" not in each.attributes.get("style", "")


def assert_plain_table(content: bytes) -> None:
    """Assert that no cell of a table begins like a formula or hides anything."""
    for row in table(content):
        for value in row:
            assert not value.startswith(_ACTING), value[:60]
            assert not _IN_A_TABLE.search(value), ascii(value[:60])


def assert_plain_json(content: bytes) -> None:
    """Assert that it is JSON, and nothing but text to whoever prints it."""
    text = content.decode()
    assert isinstance(json.loads(text), dict)
    assert not _HIDDEN.search(text)


def assert_plain_mail(content: bytes) -> None:
    """Assert that a mail has our headers alone, one plain text, and our workbook at most."""
    mail = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(mail, EmailMessage)
    assert not mail.defects
    assert set(mail.keys()) <= _HEADERS
    assert len(mail.keys()) == len(set(mail.keys()))
    assert len(str(mail["Subject"])) < 400
    head = content.split(b"\r\n\r\n", 1)[0]
    assert head.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 998
    body = mail.get_body()
    assert body is not None
    assert body.get_content_type() == "text/plain"
    assert_plain_text(body.get_content().encode())
    attached = list(mail.iter_attachments())
    assert len(attached) <= 1
    for each in attached:
        assert re.fullmatch(r"tilannekuva-2022-05-[A-Z0-9-]+\.xlsx", each.get_filename() or "")
        data = each.get_payload(decode=True)
        assert isinstance(data, bytes)
        assert_plain_workbook(data)


def assert_plain_text(content: bytes) -> None:
    """Assert that a text to paste hides nothing and injects no line of a mail."""
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    assert not _HIDDEN.search(text), ascii(_HIDDEN.search(text))
    assert not re.search(r"^(Bcc|To|Content-Type|From):? [^ ]+@", text, re.MULTILINE)
    assert max(map(len, text.splitlines())) < 1_500


def table(content: bytes) -> list[list[str]]:
    """Return the rows of a table of the data package."""
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def skeleton(page: Element) -> set[tuple[object, ...]]:
    """Return the kinds of elements of a page: each with its attributes, and what those lead to.

    There may be more of one kind where there is more to tell, with other numbers in their names.
    """
    return {
        (
            each.tag,
            tuple(sorted(each.attributes)),
            tuple(
                sorted(
                    (name, _NUMBER.sub("0", value))
                    for name, value in each.attributes.items()
                    if name in _TELLING
                )
            ),
        )
        for each in page.every()
    }
