"""Tell what looking through the archive found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilannekuva.cli.console.telling import Telling, listed

if TYPE_CHECKING:
    from tilannekuva.archive.proof import Fault
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.verify import Verified


def verified_months(verified: Verified, words: Words) -> Telling:
    """Tell the faults, one a line, or that everything is as it was written."""
    looked_at = words(
        "Months looked through: {n}. Files read: {files}.",
        n=len(verified.months),
        files=verified.files,
    )
    faults = listed(
        words("Not as it was written:"), (_line(fault, words) for fault in verified.faults)
    )
    sound = (words("Archive, outputs and returns agree."),)
    data = {
        "months": [str(month) for month in verified.months],
        "files": verified.files,
        "faults": [
            {
                "file": fault.file,
                "what": words.say(fault.what),
                "advice": words.say(fault.advice),
            }
            for fault in verified.faults
        ],
    }
    return Telling(data, (looked_at, *(faults or sound)), faults)


def _line(fault: Fault, words: Words) -> str:
    return f"{fault.file}: {words.say(fault.what)} {words.say(fault.advice)}"
