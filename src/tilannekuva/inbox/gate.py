"""Look at a returned file within limits, before the reader may open it.

The reader can be made to take all memory or to end its process by a few bytes, and it shows
neither error cells nor formulas without a result. What it would stumble on is refused here, and
what it does not show is collected here.
"""

from tilannekuva.inbox.contract import MEGABYTE, Limits, RefusedError
from tilannekuva.inbox.facts import WorkbookFacts
from tilannekuva.inbox.ods_gate import is_ods, ods_facts
from tilannekuva.inbox.ooxml_gate import ooxml_facts
from tilannekuva.inbox.parts import Parts

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_ZIP = b"PK"


def examine(data: bytes, limits: Limits) -> WorkbookFacts:
    """Return what the gate finds in a file.

    The kind of the file is told by its bytes, not by its name. Memory stays at the file's size
    and a few megabytes.

    Raises:
        RefusedError: the file is not a workbook, is protected, is damaged, is larger than the
            limits, or is made in a way that could harm the reader.
    """
    if not data:
        raise RefusedError("empty-file")
    if len(data) > limits.file_megabytes * MEGABYTE:
        raise RefusedError("too-large", limit=f"{limits.file_megabytes} MB")
    if data.startswith(_OLE):
        # The old binary formats and the envelope around a protected workbook begin alike.
        raise RefusedError("password" if _ENCRYPTED_PACKAGE in data else "other-format")
    if not data.startswith(_ZIP):
        raise RefusedError("unreadable")
    parts = Parts(data, limits)
    parts.refuse_document_types()
    facts = ods_facts(parts, limits) if is_ods(parts) else ooxml_facts(parts, limits)
    if not facts.sheets:
        raise RefusedError("no-sheets")
    return facts
