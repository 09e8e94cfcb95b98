"""Tell plainly when something in the archive cannot be read."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tilannekuva.domain.messages import CannotRunError, msg


@contextmanager
def told_when_damaged(path: Path) -> Iterator[None]:
    """Refuse to go on where a file of the archive is damaged; guessing could lose returns.

    Raises:
        CannotRunError: reading the file failed, in whatever way.
    """
    try:
        yield
    except (FileNotFoundError, ValueError, KeyError, TypeError, sqlite3.Error) as error:
        raise CannotRunError(
            msg(
                "{file} in the archive cannot be read. Restore it from a back-up, or move the "
                "folder {folder} away and collect the month again.",
                file=path.name,
                folder=str(path.parent),
            )
        ) from error
    except OSError as error:
        raise CannotRunError(
            msg(
                "{file} in the archive cannot be read ({reason}). Check that the drive is there "
                "and that you have the right to read {folder}, and start again.",
                file=path.name,
                folder=str(path.parent),
                reason=error.strerror or str(error),
            )
        ) from error
