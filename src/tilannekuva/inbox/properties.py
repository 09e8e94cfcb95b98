"""Read what a document says about itself: custom properties and the time of its last save."""

from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from tilannekuva.inbox.sheet_parse import local_name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def local_tag(element: "Element") -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: "Element", name: str) -> str | None:
    """Return an attribute whatever its namespace, as Strict and usual files differ in it."""
    if name in element.attrib:
        return element.attrib[name]
    for key, value in element.attrib.items():
        if local_name(key.rpartition("}")[2]) == name:
            return value
    return None


def ooxml_properties(root: "Element") -> dict[str, str]:
    """Return the custom properties of ``docProps/custom.xml``, every type as its text."""
    found: dict[str, str] = {}
    for element in root:
        name = attribute(element, "name")
        if name is not None and len(element):
            found[name] = "".join(element[0].itertext())
    return found


def ods_properties(root: "Element") -> dict[str, str]:
    """Return the custom properties of ``meta.xml``, every type as its text."""
    found: dict[str, str] = {}
    for element in root.iter():
        name = attribute(element, "name")
        if local_tag(element) == "user-defined" and name is not None:
            found[name] = "".join(element.itertext())
    return found


def ooxml_modified(root: "Element") -> datetime | None:
    """Return ``dcterms:modified`` of ``docProps/core.xml``; without a zone it is in UTC."""
    return _time_of(root, "modified", UTC)


def ods_modified(root: "Element") -> datetime | None:
    """Return ``dc:date`` of ``meta.xml``; LibreOffice writes local time and no zone.

    The returns come from Finland, so that is the clock it was read from.
    """
    from zoneinfo import ZoneInfo  # noqa: PLC0415 - only .ods files have use for it

    return _time_of(root, "date", ZoneInfo("Europe/Helsinki"))


def _time_of(root: "Element", tag: str, zone: tzinfo) -> datetime | None:
    for element in root.iter():
        if local_tag(element) == tag and element.text:
            try:
                time = datetime.fromisoformat(element.text.strip())
                return (time if time.tzinfo else time.replace(tzinfo=zone)).astimezone(UTC)
            except (ValueError, OverflowError):
                return None
    return None
