"""Progress told to whoever shows it."""

from typing import Protocol


class Progress(Protocol):
    """Told how much there is to do and how much is done, in steps of the job."""

    def __call__(self, total: int, done: int, /) -> None:
        """Take note of the progress."""


def silent(_total: int, _done: int, /) -> None:
    """Show nothing."""
