"""Read the comments of a sheet: a person may have answered in one in place of the cell.

A comment with a thread stands in the file twice, once for older programs; that one is read.
"""

import posixpath
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from tilannekuva.inbox.facts import COMMENT_LIMIT, COMMENTS_LIMIT, parse_address
from tilannekuva.inbox.parts import DamagedPartError, Parts
from tilannekuva.inbox.properties import local_tag


def sheet_comments(parts: Parts, part: str) -> Mapping[str, str]:
    """Return the comments of a worksheet part by the address of their cell.

    Comments that cannot be read are passed over: no answer is asked for in them.

    Raises:
        RefusedError: the part of the comments is not safe to read.
    """
    folder, name = posixpath.split(part)
    related = posixpath.join(folder, "_rels", f"{name}.rels")
    if related not in parts:
        return {}
    try:
        for element in parts.xml(related):
            if element.get("Type", "").endswith("/relationships/comments"):
                target = posixpath.join("/", folder, element.get("Target", ""))
                return _comments(parts.xml(posixpath.normpath(target).lstrip("/")))
    except DamagedPartError:
        pass
    return {}


def _comments(root: Element) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for element in root.iter():
        if local_tag(element) != "comment" or len(found) >= COMMENTS_LIMIT:
            continue
        address = element.get("ref", "").replace("$", "").upper()
        try:
            parse_address(address)
        except ValueError:
            continue
        text = "".join(_runs(element)).strip()
        if text:
            found[address] = text[:COMMENT_LIMIT]
    return found


def _runs(comment: Element) -> list[str]:
    """Return the texts of a comment, without how they are spoken."""
    texts: list[str] = []
    waiting = [comment]
    while waiting:
        element = waiting.pop()
        if local_tag(element) == "t":
            texts.append(element.text or "")
        elif local_tag(element) != "rPh":
            waiting.extend(reversed(element))
    return texts
