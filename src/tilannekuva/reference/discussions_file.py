"""Read what the ministry has noted of the discussions and of other material."""

import re
import tomllib
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tilannekuva.domain.discussions import REGIONS, Agreement, Discussions, Material
from tilannekuva.domain.messages import CannotRunError, Message, msg
from tilannekuva.domain.regions import Regions

_KEYS = {
    "agreement": tuple(Agreement.model_fields),
    "material": tuple(Material.model_fields),
}
"""What can stand under each heading."""

_EXPECTED = {
    "agreed": msg("a text that is not empty"),
    "title": msg("a text that is not empty"),
    "discussed": msg("a month such as 2022-04, in quotation marks"),
    "due": msg("a date such as 2022-05-31"),
    "date": msg("a date such as 2022-05-31"),
    "state": msg("“open”, “done” or “dropped”"),
}
_TEXT = msg("a text in quotation marks")


def load_discussions(path: Path, regions: Regions) -> Discussions:
    """Return what a file notes; nothing where there is no file.

    Raises:
        CannotRunError: the file is not TOML, or something in it is unknown or wrong; all of it
            is named, each with its line.
    """
    if not path.is_file():
        return Discussions()
    try:
        text = path.read_text(encoding="utf-8-sig")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CannotRunError(
            msg(
                "The notes {file} cannot be read: {reason}. Correct the line, or take the file "
                "away to do without it.",
                file=path.name,
                reason=str(error),
            )
        ) from error
    try:
        return Discussions.model_validate(data, context={REGIONS: regions.by_code})
    except ValidationError as error:
        notes = _Notes(path.name, text, regions)
        details = sorted(error.errors(include_url=False), key=notes.line)
        raise CannotRunError(*map(notes.problem, details)) from error


class _Notes:
    """A file of notes, for telling where in it something is wrong."""

    def __init__(self, name: str, text: str, regions: Regions) -> None:
        self._name = name
        self._lines = text.splitlines()
        self._regions = tuple(regions.by_code)

    def line(self, error: ErrorDetails) -> int:
        """Return the line something is wrong in; 0 where it is the whole file."""
        heading, *rest = map(str, error["loc"])
        return (self._line(heading, int(rest[0]), rest[-1]) or 0) if rest else 0

    def problem(self, error: ErrorDetails) -> Message:
        """Return what is wrong, in the place where it is."""
        heading, *rest = map(str, error["loc"])
        if heading not in _KEYS:
            return msg(
                "The notes {file}: “{key}” is not known. Use [[agreement]] and [[material]].",
                file=self._name,
                key=heading,
            )
        if not rest or error["type"] == "model_type":
            return msg(
                "The notes {file}: write [[{key}]], in double brackets, above each entry.",
                file=self._name,
                key=heading,
            )
        number, key = int(rest[0]), rest[-1]
        place = self._place(heading, number, key)
        if error["type"] == "missing":
            return msg("{place}: “{key}” is missing. Add it.", place=place, key=key)
        if error["type"] == "extra_forbidden":
            return msg(
                "{place}: “{key}” is not known. Use these: {keys}.",
                place=place,
                key=key,
                keys=_KEYS[heading],
            )
        if key == "region":
            return msg(
                "{place}: the region “{found}” does not exist. Use one of these, in quotation "
                "marks: {codes}.",
                place=place,
                found=str(error["input"]),
                codes=self._regions,
            )
        return msg(
            "{place}: “{key}” is “{found}”, which cannot be used. Expected is {expected}.",
            place=place,
            key=key,
            found=str(error["input"])[:80],
            expected=_EXPECTED.get(key, _TEXT),
        )

    def _place(self, heading: str, number: int, key: str) -> Message:
        """Return the file with the entry and its line: that of the key where it is written."""
        line = self._line(heading, number, key)
        if line is None:
            return msg(
                "The notes {file}, [[{heading}]] number {n}",
                file=self._name,
                heading=heading,
                n=number + 1,
            )
        return msg(
            "The notes {file}, line {line}, [[{heading}]] number {n}",
            file=self._name,
            line=str(line),
            heading=heading,
            n=number + 1,
        )

    def _line(self, heading: str, number: int, key: str) -> int | None:
        """Return the line of a key of an entry, else of the entry's heading.

        None where the entries are not written under headings of their own.
        """
        top = re.compile(rf"\s*\[\[\s*[\"']?{heading}[\"']?\s*\]\]")
        tops = [at for at, line in enumerate(self._lines) if top.match(line)]
        if number >= len(tops):
            return None
        written = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        for at in range(tops[number] + 1, len(self._lines)):
            if self._lines[at].lstrip().startswith("["):
                break
            if written.match(self._lines[at]):
                return at + 1
        return tops[number] + 1
