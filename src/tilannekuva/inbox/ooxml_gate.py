"""Go through an .xlsx or .xlsm file before the reader does."""

import posixpath
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilannekuva.inbox.amounts import hold_to_limits
from tilannekuva.inbox.comments import sheet_comments
from tilannekuva.inbox.contract import Limits, RefusedError
from tilannekuva.inbox.facts import XML_TRUE, SheetFacts, WorkbookFacts
from tilannekuva.inbox.parts import DamagedPartError, Parts
from tilannekuva.inbox.properties import attribute, local_tag, ooxml_modified, ooxml_properties
from tilannekuva.inbox.sheet_parse import parse_sheet
from tilannekuva.inbox.sheet_scan import Scan, scan_sheet

if TYPE_CHECKING:
    from datetime import datetime
    from xml.etree.ElementTree import Element

_USUAL_WORKBOOK = "xl/workbook.xml"
_DECLARATION = 10


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    """The last word of its type: ``worksheet``."""
    target: str | None
    """The part it names, or None outside the file."""


def ooxml_facts(parts: Parts, limits: Limits) -> WorkbookFacts:
    """Return what the gate finds in an Office Open XML workbook.

    Raises:
        RefusedError: it is another kind of document, damaged at its core, or not safe to read.
    """
    package = _package_relations(parts)
    workbook = _named(package, "officeDocument") or _USUAL_WORKBOOK
    if not workbook.endswith(".xml"):
        raise RefusedError("other-format")  # .xlsb has the same frame with binary parts
    try:
        root = parts.xml(workbook)
        relations = _relations(parts, workbook)
    except DamagedPartError as error:
        raise RefusedError("unreadable") from error
    if local_tag(root) != "workbook":
        raise RefusedError("other-format")
    _check_shared_strings(parts, relations)
    properties, modified = _about(parts, package)
    sheets = _sheets(parts, root, relations, limits)
    return WorkbookFacts("ooxml", sheets, properties, modified, _counts_from_1904(root))


def shared_strings_part(parts: Parts) -> str | None:
    """Return the part that lists the texts of a workbook, or None where it has none.

    Raises:
        DamagedPartError: the parts that lead there are damaged.
    """
    workbook = _named(_package_relations(parts), "officeDocument") or _USUAL_WORKBOOK
    name = _named(_relations(parts, workbook), "sharedStrings")
    return name if name is not None and name in parts else None


def _counts_from_1904(root: "Element") -> bool:
    said = (group.get("date1904", "") for group in root if local_tag(group) == "workbookPr")
    return any(each in XML_TRUE for each in said)


def _package_relations(parts: Parts) -> Mapping[str, _Relation]:
    try:
        return _relations(parts, "")
    except DamagedPartError:
        return {}


def _relations(parts: Parts, source: str) -> Mapping[str, _Relation]:
    folder, name = posixpath.split(source)
    found: dict[str, _Relation] = {}
    for element in parts.xml(posixpath.join(folder, "_rels", f"{name}.rels")):
        target: str | None = element.get("Target", "")
        if element.get("TargetMode") == "External":
            target = None
        if target is not None:
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = element.get("Type", "").rpartition("/")[2]
        found[element.get("Id", "")] = _Relation(kind, target)
    return found


def _named(relations: Mapping[str, _Relation], kind: str) -> str | None:
    return next((each.target for each in relations.values() if each.kind == kind), None)


def _check_shared_strings(parts: Parts, relations: Mapping[str, _Relation]) -> None:
    name = _named(relations, "sharedStrings")
    if name is None or name not in parts:
        return
    try:
        parts.refuse_false_count(name)
    except DamagedPartError as error:
        raise RefusedError("unreadable") from error


def _about(
    parts: Parts, package: Mapping[str, _Relation]
) -> tuple[dict[str, str], "datetime | None"]:
    properties: dict[str, str] = {}
    modified = None
    # Either may be missing: the form carries its identity in cells too, and a file has a time.
    with suppress(DamagedPartError):
        custom = _named(package, "custom-properties") or "docProps/custom.xml"
        properties = ooxml_properties(parts.xml(custom))
    with suppress(DamagedPartError):
        core = _named(package, "core-properties") or "docProps/core.xml"
        modified = ooxml_modified(parts.xml(core))
    return properties, modified


def _sheets(
    parts: Parts, root: "Element", relations: Mapping[str, _Relation], limits: Limits
) -> tuple[SheetFacts, ...]:
    found: list[SheetFacts] = []
    names: set[str] = set()
    for group in root:
        if local_tag(group) != "sheets":
            continue
        for element in group:
            name = element.get("name", "")
            relation = relations.get(attribute(element, "id") or "")
            if relation is not None and relation.kind != "worksheet":
                continue  # charts, dialogs and macro sheets hold no answers
            part = relation.target if relation is not None else None
            visible = element.get("state", "visible") == "visible"
            found.append(_sheet(parts, name, part, limits, visible=visible, again=name in names))
            hold_to_limits(found, limits)
            names.add(name)
    return tuple(found)


def _sheet(  # noqa: PLR0913 - what is known of one sheet
    parts: Parts, name: str, part: str | None, limits: Limits, *, visible: bool, again: bool
) -> SheetFacts:
    if again:
        return SheetFacts(name, unread="another sheet has the same name", visible=visible)
    if part is None or part not in parts:
        return SheetFacts(name, unread=f"no part {part}", visible=visible)
    scan = Scan(name, limits, part=part)
    plain = True
    try:
        if not scan_sheet(parts.chunks(part), scan):
            scan = Scan(name, limits, part=part)
            plain = _is_plain(parts, part)
            parse_sheet(parts.chunks(part), scan)
        scan.comments.update(sheet_comments(parts, part))
    except DamagedPartError as error:
        return SheetFacts(name, unread=str(error), visible=visible)
    return scan.facts(plain=plain, visible=visible)


def _is_plain(parts: Parts, part: str) -> bool:
    """Tell whether a part is written such that the fast reader reads it rightly.

    It takes other encodings than UTF-8 for nothing, and a comment for the end of a value.
    """
    last = b""
    for number, piece in enumerate(parts.chunks(part)):
        end = piece.find(b"?>") if number == 0 and b"<?xml" in piece[:_DECLARATION] else -1
        declaration = piece[: max(end, 0)].lower()
        if b"\0" in piece or (b"encoding" in declaration and b"utf-8" not in declaration):
            return False
        body = last + piece[end + 1 :]
        if b"<!" in body or b"<?" in body:
            return False
        last = piece[-1:]
    return True
