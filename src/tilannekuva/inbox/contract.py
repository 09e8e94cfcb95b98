"""What the program and the worker that reads for it tell each other, beside the cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tilannekuva.domain.settings import ReadingLimits

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may take; the defaults are those of the settings.

    The worker has this in place of the settings' own class, which would cost it the import of
    pydantic at every start.
    """

    file_megabytes: int = 50
    unpacked_megabytes: int = 300
    parts: int = 2000
    ratio: int = 100
    sheets: int = 200
    cells: int = 150_000
    tags: int = 3_000_000
    last_row: int = 20_000
    last_column: int = 702
    seconds: float = 60
    processor_seconds: float = 8
    memory_megabytes: int = 1024


def limits_from(settings: "ReadingLimits") -> Limits:
    """Return the limits of a workspace as the worker takes them."""
    return Limits(
        file_megabytes=settings.file_megabytes,
        unpacked_megabytes=settings.unpacked_megabytes,
        parts=settings.parts,
        ratio=settings.ratio,
        sheets=settings.sheets,
        cells=settings.cells,
        tags=settings.tags,
        last_row=settings.last_row,
        last_column=settings.last_column,
        seconds=settings.seconds,
        processor_seconds=settings.processor_seconds,
        memory_megabytes=settings.memory_megabytes,
    )


@dataclass(frozen=True, slots=True)
class ReadFailure:
    """A file that gives no cells, and why."""

    reason: str
    """A key of `tilannekuva.domain.dispositions.REASONS`."""
    values: Mapping[str, str | int] = field(default_factory=dict)
    """What goes into the reason's sentence."""


class RefusedError(Exception):
    """The file is not read; carries the failure to tell.

    Args:
        reason: a key of `tilannekuva.domain.dispositions.REASONS`.
        values: what goes into the reason's sentence.
    """

    def __init__(self, reason: str, **values: str | int) -> None:
        super().__init__(reason)
        self.failure = ReadFailure(reason, values)
