"""What a command has to tell, and the one place where it is written out."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tilannekuva.cli.console.paragraphs import printable
from tilannekuva.cli.options import FormatChoice
from tilannekuva.publish.data.json_text import json_text

Data = Mapping[str, Any]
"""What JSON is made of: texts, numbers, lists and mappings."""


@dataclass(frozen=True, slots=True)
class Telling:
    """The same thing told twice: to machines and to people."""

    data: Data
    """For machines; nothing in it depends on the language but sentences."""
    lines: tuple[str, ...]
    """For people."""
    needed: tuple[str, ...] | None = None
    """What is left of the lines with ``--quiet``; by default all of them."""


def write_out(telling: Telling, output_format: FormatChoice, *, quiet: bool) -> None:
    """Write to the standard output what was asked for: JSON, all lines, or the needed ones."""
    if output_format == "json":
        sys.stdout.write(json_text(telling.data))
        return
    lines = telling.needed if quiet and telling.needed is not None else telling.lines
    # Anyone can name a file of the inbox, and its name is told here.
    sys.stdout.writelines(f"{printable(line)}\n" for line in lines)


def listed(heading: str, items: Iterable[str]) -> tuple[str, ...]:
    """Return a heading with its items below it, or nothing where there are none."""
    below = tuple(f"  {item}" for item in items)
    return (heading, *below) if below else ()
