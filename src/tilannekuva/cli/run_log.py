"""The log of the runs: what was done when, for whoever keeps the job running.

It lies in the workspace and rotates. It holds no text from a return, no person's name and no
name of a file, since people name files after people: a file is told by its number in the
listing and by the beginning of its sha256, and ``run.json`` has both beside its name.
A log that cannot be written never keeps a run from going on.
"""

import errno
import json
import logging
import secrets
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import monotonic
from typing import Literal

from tilannekuva.archive.workspace import Workspace
from tilannekuva.domain.messages import CannotRunError, Message, MessageValue

LogFormat = Literal["text", "json"]

LOG_NAME = "tilannekuva.log"
_BYTES = 1_000_000
_KEPT = 4
"""How many full files are kept besides the one that is written."""
_SAID = frozenset({"command", "holder", "host", "month", "n", "pid", "since"})
"""The values of sentences that the log may have; of the others it has only that there was one."""
_UNSAID = "…"


class RunLog:
    """The log of one run, which begins when it is made.

    What is told before there is a workspace to write in is kept until there is one; nothing is
    written where a run is refused in a folder that was never worked in.

    Args:
        workspace: where the log lies.
        command: what runs.
        log_format: one line of text, or one JSON object, for each event.
    """

    def __init__(self, workspace: Workspace, command: str, log_format: LogFormat) -> None:
        self.run_id = secrets.token_hex(4)
        self._workspace = workspace
        self._handler = _Handler(workspace.log_folder / LOG_NAME)
        self._handler.setFormatter(_formatter(log_format, self.run_id, command))
        self._waiting: list[logging.LogRecord] = []
        self._began = monotonic()

    def tell(self, event: str, level: int = logging.INFO, /, **facts: object) -> None:
        """Write a line: what happened, with its facts."""
        record = logging.makeLogRecord(
            {"msg": event, "levelno": level, "levelname": logging.getLevelName(level)}
        )
        record.facts = {key: value for key, value in facts.items() if value is not None}
        self._waiting.append(record)
        if self._workspace.settings_file is None and not self._workspace.archive.is_dir():
            return
        for each in self._waiting:
            self._handler.handle(each)
        self._waiting.clear()

    def heed(self, message: Message) -> None:
        """Write what whoever runs the job was told at once."""
        self.tell("notice", logging.WARNING, what=said(message))

    def refuse(self, error: CannotRunError) -> None:
        """Write why nothing was done."""
        cause = error.__cause__
        number = cause.errno if isinstance(cause, OSError) else None
        for message in error.messages:
            self.tell(
                "refused",
                logging.ERROR,
                why=said(message),
                cause=None if number is None else errno.errorcode.get(number, str(number)),
            )

    def defect(self, error: BaseException) -> None:
        """Write where the program itself failed.

        The error's own words may quote a return, and are left out.
        """
        frames = traceback.extract_tb(error.__traceback__)
        where = [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames]
        kinds = [type(each).__name__ for each in _chain(error)]
        self.tell("defect", logging.CRITICAL, error=" < ".join(kinds), where=" > ".join(where))

    def end(self, exit_code: int) -> None:
        """Write the last line, with the exit code, and let the file go."""
        self.tell("end", exit_code=exit_code, seconds=round(monotonic() - self._began, 2))
        self._handler.close()


def said(message: Message) -> str:
    """Return a message in English with those of its values that the log may have."""
    values = {
        name: _said(value) if name in _SAID else _UNSAID for name, value in message.values.items()
    }
    return message.pattern.format(**values)


def _said(value: MessageValue) -> str:
    return said(value) if isinstance(value, Message) else str(value)


def _chain(error: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain


class _Handler(RotatingFileHandler):
    """A rotating file that is opened late and whose troubles are nobody's."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        try:
            self._path.parent.mkdir(exist_ok=True)
            super().emit(record)
        except OSError:
            self.handleError(record)

    def doRollover(self) -> None:  # noqa: N802 - the library's name
        try:
            super().doRollover()
        except OSError:
            # Another run has the file open, on a system that then lets nobody rename it.
            self.stream = self._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Let it go: the drive may be full, read-only or away, and the run must not care."""

    def close(self) -> None:
        try:
            super().close()
        except OSError:
            self.stream = None


def _formatter(log_format: LogFormat, run_id: str, command: str) -> logging.Formatter:
    return _Json(run_id, command) if log_format == "json" else _Text(run_id, command)


class _Line(logging.Formatter):
    """One line for each event, however many are in its words."""

    def __init__(self, run_id: str, command: str) -> None:
        super().__init__()
        self.run_id = run_id
        self.command = command

    @staticmethod
    def facts(record: logging.LogRecord) -> dict[str, object]:
        """Return the facts of a line."""
        facts: dict[str, object] = record.__dict__["facts"]
        return facts

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: ARG002, N802 - the library's name
        """Return the time with its distance from UTC."""
        from datetime import datetime  # noqa: PLC0415

        return datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="seconds")


class _Json(_Line):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record),
            "level": record.levelname.lower(),
            "run": self.run_id,
            "command": self.command,
            "event": record.msg,
            **self.facts(record),
        }
        return json.dumps(line, ensure_ascii=False)


class _Text(_Line):
    def format(self, record: logging.LogRecord) -> str:
        facts = "".join(f" {key}={_plain(value)}" for key, value in self.facts(record).items())
        return (
            f"{self.formatTime(record)} {record.levelname:<8} {self.run_id} "
            f"{self.command} {record.msg}{facts}"
        )


def _plain(value: object) -> str:
    text = str(value)
    return (
        text if text and not set(text) & set(' "\t\n\r=') else json.dumps(text, ensure_ascii=False)
    )
