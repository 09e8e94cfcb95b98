"""What files in an inbox are made of, and what whoever made them knows of what they say."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from openpyxl.workbook import Workbook

from ods_files import as_ods
from offices import Office, edited
from small_office import GROUPS, MAY, SUBTASKS
from tilannekuva.domain.texts import FormLanguage
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import FormContents
from tilannekuva.layout.identity import META_SHEET
from tilannekuva.outbox.working_tool import draw_working_tool

SAVED: Final = datetime(2022, 6, 7, 12, 0, tzinfo=UTC)
LANGUAGE: Final[Mapping[str, FormLanguage]] = {"02": "fi", "17": "sv", "HUS": "fi"}
VERSIONS: Final = 4
"""How many different things a group can answer; by the number it is told which one it was."""
_STATUSES = ("käynnissä", "ei aloitettu", "käynnissä", "ei aloitettu")
_SUMMER_TIME = timedelta(hours=3)

Unit = tuple[str, str]
"""A region and a group."""


@dataclass(frozen=True, slots=True)
class Says:
    """What a workbook says, to whoever can read it."""

    region: str
    month: str
    groups: tuple[tuple[str, int], ...]
    """The groups that are filled in, each with the number of what it answers."""
    saved: datetime | None
    """When the workbook says it was saved; None where it does not."""


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of a file with what they say, or why they cannot be a return."""

    data: bytes
    says: Says | None = None
    refused: str = ""


class Typists:
    """Those who fill in forms; what was typed once is kept for the next time."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._drawn: dict[object, bytes] = {}

    def workbook(  # noqa: PLR0913 - what a sender can vary
        self,
        region: str,
        groups: Mapping[str, int],
        saved: datetime | None = SAVED,
        *,
        month: str = MAY,
        only: str = "",
        language: FormLanguage | None = None,
    ) -> Content:
        """Return a form with some groups filled in; with none it is as it was sent."""
        language = language or LANGUAGE[region]
        key = (region, month, only, language, tuple(sorted(groups.items())))
        if key not in self._drawn:
            form = self._office.form(region, month, language)
            contents = FormContents(answers=answers(groups), saved=SAVED)
            self._drawn[key] = draw_working_tool(form.for_group(only) if only else form, contents)
        says = Says(region, month, tuple(sorted(groups.items())), saved)
        return Content(saved_at(self._drawn[key], saved), says)

    def opendocument(self, region: str, groups: Mapping[str, int], saved: datetime) -> Content:
        """Return the same as LibreOffice saves it, by a clock that shows Finnish time."""
        made = self.workbook(region, groups, saved)
        key = ("ods", made)
        if key not in self._drawn:
            identity = self._office.form(region, MAY, LANGUAGE[region]).identity
            self._drawn[key] = as_ods(made.data, identity, saved + _SUMMER_TIME)
        return Content(self._drawn[key], made.says)

    def saved_again(self, content: Content, saved: datetime) -> Content:
        """Return a workbook as another program saves it, with nothing changed in it."""
        assert content.says is not None
        key = ("again", content.data)
        if key not in self._drawn:
            self._drawn[key] = edited(content.data, lambda _: None, SAVED)
        says = Says(content.says.region, content.says.month, content.says.groups, saved)
        return Content(saved_at(self._drawn[key], saved), says)

    def unstamped(self, region: str, groups: Mapping[str, int]) -> Content:
        """Return a return that has lost both of its stamps."""
        made = self.workbook(region, groups)
        key = ("unstamped", made.data)
        if key not in self._drawn:
            self._drawn[key] = edited(made.data, _without_stamps, SAVED)
        return Content(self._drawn[key], refused="identity-lost")


def answers(groups: Mapping[str, int]) -> dict[tuple[str, str], CellValue]:
    """Return what some groups answer, by the numbers of their answers."""
    given: dict[tuple[str, str], CellValue] = {}
    for subtask in SUBTASKS:
        version = groups.get(subtask.partition("-")[0])
        if version is not None:
            given[subtask, "status"] = _STATUSES[version]
            given[subtask, "estimated_completion"] = date(2022, 11, 30)
            given[subtask, "description"] = f"Kuvaus {version} osatehtävästä {subtask}."
    return given


def every_group(version: int) -> dict[str, int]:
    """Return the same answers for all groups."""
    return dict.fromkeys(GROUPS, version)


def saved_at(data: bytes, saved: datetime | None) -> bytes:
    """Return a workbook as if it had been saved at a time, or as one that does not say when."""
    stamp = b"" if saved is None else saved.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            new.writestr(member, content, zipfile.ZIP_STORED)
    return result.getvalue()


def strange_workbook() -> Content:
    """Return a workbook that has nothing to do with us."""
    book = Workbook()
    book.active.append(["Lounaslista", "hernekeitto"])  # type: ignore[union-attr]
    content = io.BytesIO()
    book.save(content)
    return Content(saved_at(content.getvalue(), SAVED), refused="not-ours")


def cut_short(content: Content, share: float) -> Content:
    """Return a file of which only the beginning is there yet."""
    return Content(content.data[: max(4, int(len(content.data) * share))], refused="not-finished")


def with_zeros_at_the_end(content: Content, share: float) -> Content:
    """Return a file that has its whole size, and zeros where the rest is to be written."""
    kept = int(len(content.data) * share)
    zeros = max(5000, len(content.data) - kept)
    return Content(content.data[:kept] + bytes(zeros), refused="not-finished")


def without_directory(content: Content) -> Content:
    """Return a workbook whose list of parts is destroyed, with an end that looks whole."""
    end = content.data.rindex(b"PK\x05\x06")
    start = int.from_bytes(content.data[end + 16 : end + 20], "little")
    broken = content.data[:start] + b"\x5a" * (end - start) + content.data[end:]
    return Content(broken, refused="unreadable")


EMPTY: Final = Content(b"", refused="empty-file")
PROTECTED: Final = Content(
    bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    + b"\x17" * 6000,
    refused="password",
)  # fmt: skip
OLD_FORMAT: Final = Content(
    bytes.fromhex("D0CF11E0A1B11AE1") + b"\x09\x08" * 4000, refused="other-format"
)
PAGE: Final = Content(
    b"<html><body><table><tr><td>02</td></tr></table></body></html>", refused="unreadable"
)
SHEET_IN_TEXT: Final = Content(b"alue;tila\r\n02;valmis\r\n", refused="unreadable")
NO_FILE: Final = Content(b"", refused="not-a-file")


def _without_stamps(book: Workbook) -> None:
    del book[META_SHEET]
    properties = book.custom_doc_props  # type: ignore[attr-defined] # the stubs do not know it
    for name in list(properties.names):
        del properties[name]
