"""What examining a workspace finds, and what it asks of the machine."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from tilannekuva.domain.messages import Message

State = Literal["ok", "note", "fault"]
"""As it should be; good to know; somebody must mend it."""


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at."""

    about: str
    """A fixed word for it."""
    state: State
    message: Message
    """How it is and, where it is not as it should be, what to do."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is around the workspace: the machine, its clock and its environment."""

    version: str
    today: date
    now: Callable[[], float]
    """The clock of this machine, in seconds."""
    environment: Mapping[str, str]
    inbox: Path
    windows: bool = sys.platform == "win32"
    file_names: str = sys.getfilesystemencoding()


def ok(about: str, message: Message) -> Examined:
    """Return that something is as it should be."""
    return Examined(about, "ok", message)


def note(about: str, message: Message) -> Examined:
    """Return something good to know."""
    return Examined(about, "note", message)


def fault(about: str, message: Message) -> Examined:
    """Return something that somebody must mend."""
    return Examined(about, "fault", message)
