"""One call of the command line: its language, workspace, clock, and the way it ends."""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from typing import TextIO

    from tilannekuva.archive.workspace import Workspace
    from tilannekuva.cli.console.telling import Telling
    from tilannekuva.cli.options import FormatChoice, LanguageChoice, LogFormatChoice
    from tilannekuva.cli.run_log import RunLog
    from tilannekuva.domain.messages import CannotRunError, Message
    from tilannekuva.domain.month import ReportingMonth
    from tilannekuva.domain.settings import Settings
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.foundations import Foundations
    from tilannekuva.pipeline.progress import Progress
    from tilannekuva.pipeline.publishing import Entry

DONE = 0
SOMETHING_NEEDS_A_PERSON = 1
WRONG_USAGE = 2
CANNOT_RUN = 3
WORKSPACE_HELD = 4


class DefectError(Exception):
    """The program itself failed; the cause has its traceback.

    Args:
        sentence: what whoever runs the job is told.
    """


class CommandCall:
    """What a command asks of the world around it.

    Args:
        language: that of the messages, if it was chosen.
        output_format: text for people or JSON for machines.
        quiet: whether only what needs a person is told.
        logged: the name under which the run is in the log; None for a command that only reads.
        wait: the minutes to wait for another run.
        log_format: how the lines of the log are written.
    """

    def __init__(  # noqa: PLR0913 - the options commands share
        self,
        language: LanguageChoice | None,
        output_format: FormatChoice,
        *,
        quiet: bool = False,
        logged: str | None = None,
        wait: float = 0,
        log_format: LogFormatChoice = "text",
    ) -> None:
        self._chosen = language
        self._format: FormatChoice = output_format
        self._quiet = quiet
        self._logged = logged
        self._wait = wait
        self._log_format: LogFormatChoice = log_format
        self._zone: str | None = None
        self.log: RunLog | None = None
        self.language: LanguageChoice = language or language_of_locale()

    @property
    def words(self) -> Words:
        """The words of the call's language."""
        from tilannekuva.i18n.words import Words  # noqa: PLC0415 - start-up stays light

        return Words(self.language, "console")

    def tell(self, telling: Telling) -> None:
        """Tell people, or machines, what was done."""
        from tilannekuva.cli.console.telling import write_out  # noqa: PLC0415

        with _outlived(sys.stdout):
            write_out(telling, self._format, quiet=self._quiet)

    def note(self, event: str, /, **facts: object) -> None:
        """Put a line into the log, of facts that name no person and quote no return."""
        if self.log is not None:
            self.log.tell(event, **facts)

    def notice(self, message: Message, /) -> None:
        """Tell at once what whoever runs the job should know, and put it into the log."""
        with _outlived(sys.stderr):
            sys.stderr.write(f"{self.words.say(message)}\n")
        if self.log is not None:
            self.log.heed(message)

    def workspace(self, *, inbox: Path | None = None, output: Path | None = None) -> Workspace:
        """Return the workspace around the current folder, or around what is named.

        The log of a command that has one begins here.
        """
        from pathlib import Path  # noqa: PLC0415 - start-up stays light

        from tilannekuva.archive.workspace import open_workspace  # noqa: PLC0415

        workspace = open_workspace(Path.cwd(), inbox=inbox, output=output)
        if self._logged is not None:
            from importlib.metadata import version  # noqa: PLC0415

            from tilannekuva.cli.run_log import RunLog  # noqa: PLC0415

            self.log = RunLog(workspace, self._logged, self._log_format)
            named = None if inbox is None else _named(inbox, workspace.root)
            self.log.tell("start", version=version("tilannekuva"), inbox=named)
        return workspace

    def entry(self) -> Entry:
        """Return how the call asks for the workspace, and what others are told of it."""
        from datetime import datetime  # noqa: PLC0415
        from getpass import getuser  # noqa: PLC0415

        from tilannekuva.archive.lease import Claim  # noqa: PLC0415
        from tilannekuva.pipeline.publishing import Entry  # noqa: PLC0415

        user = ""
        # An account without a name, as in some containers.
        with suppress(OSError, KeyError, ImportError):
            user = getuser()
        now = datetime.now().astimezone()
        claim = Claim(self._logged or "", user, now.isoformat(" ", "minutes"))
        return Entry(claim, self._wait * 60, self.notice)

    def foundations(self, workspace: Workspace) -> Foundations:
        """Return the data files in force; the settings' language becomes the call's."""
        from tilannekuva.pipeline.foundations import lay_foundations  # noqa: PLC0415

        return lay_foundations(workspace, self.settings(workspace))

    def settings(self, workspace: Workspace) -> Settings:
        """Return the settings in force; their language and time zone become the call's."""
        from tilannekuva.reference.settings_file import load_settings  # noqa: PLC0415

        settings = load_settings(workspace.settings_file)
        self.language = self._chosen or settings.language or self.language
        self._zone = settings.time_zone
        return settings

    def month(self, text: str) -> ReportingMonth:
        """Return the month a person typed; refuse what is not one."""
        from tilannekuva.domain.month import ReportingMonth  # noqa: PLC0415

        try:
            return ReportingMonth.parse(text)
        except ValueError:
            raise typer.BadParameter(f"{text!r} is not a month such as 2022-05") from None

    def optional_month(self, text: str | None) -> ReportingMonth | None:
        """Return the month a person typed, if any."""
        return None if text is None else self.month(text)

    def today(self, text: str | None) -> date:
        """Return the day a person typed for today, else the clock's in the settings' time zone.

        The deadline ends there, wherever the machine stands.
        """
        from datetime import UTC, date, datetime  # noqa: PLC0415
        from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415

        if text is None:
            now = datetime.now(UTC)
            try:
                return now.astimezone(ZoneInfo(self._zone) if self._zone else None).date()
            except (ZoneInfoNotFoundError, ValueError):
                return now.astimezone().date()  # told by whoever reads the settings
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise typer.BadParameter(f"{text!r} is not a day such as 2022-06-15") from None

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Show a bar while something is done, on a terminal; else nothing."""
        from tilannekuva.pipeline.progress import silent  # noqa: PLC0415

        if self._quiet or self._format == "json" or not sys.stderr.isatty():
            yield silent
            return
        from rich.console import Console as Terminal  # noqa: PLC0415
        from rich.progress import Progress as Bar  # noqa: PLC0415

        with Bar(console=Terminal(stderr=True), transient=True) as bar:
            task = bar.add_task("")

            def advance(total: int, done: int, /) -> None:
                bar.update(task, total=total, completed=done)

            yield advance

    def leave(self, *, needs_a_person: bool) -> None:
        """End the command with the exit code that tells whether somebody must act."""
        if needs_a_person:
            raise typer.Exit(SOMETHING_NEEDS_A_PERSON)

    def refuse(self, error: CannotRunError, exit_code: int) -> typer.Exit:
        """Tell why nothing was done, and return the exit to raise."""
        sentences = [self.words.say(message) for message in error.messages]
        if self._format == "json":
            with _outlived(sys.stdout):
                sys.stdout.write(json.dumps({"errors": sentences}, ensure_ascii=False) + "\n")
        else:
            with _outlived(sys.stderr):
                sys.stderr.writelines(f"{sentence}\n" for sentence in sentences)
        if self.log is not None:
            self.log.refuse(error)
        return typer.Exit(exit_code)

    def failed(self, error: Exception) -> DefectError:
        """Note a defect of the program, and return what is told of it."""
        if self.log is None:
            return DefectError(
                self.words(
                    "The program itself has failed ({kind}). Nothing was changed. Please report it "
                    "with what is shown when TILANNEKUVA_DEBUG=1 is set.",
                    kind=type(error).__name__,
                )
            )
        self.log.defect(error)
        return DefectError(
            self.words(
                "The program itself has failed ({kind}). What was published before stands. Please "
                "report it with the lines of run {run} in the log.",
                kind=type(error).__name__,
                run=self.log.run_id,
            )
        )


@contextmanager
def command_call(  # noqa: PLR0913 - the options commands share
    *,
    lang: LanguageChoice | None,
    output_format: FormatChoice,
    quiet: bool = False,
    logged: str | None = None,
    wait: float = 0,
    log_format: LogFormatChoice = "text",
) -> Iterator[CommandCall]:
    """Begin a call; what cannot run is told, and becomes an exit code.

    Raises:
        DefectError: the program itself failed.
    """
    call = CommandCall(
        lang, output_format, quiet=quiet, logged=logged, wait=wait, log_format=log_format
    )
    from tilannekuva.domain.messages import (  # noqa: PLC0415 - start-up stays light
        CannotRunError,
        WorkspaceHeldError,
        msg,
    )

    code = CANNOT_RUN
    try:
        yield call
        code = DONE
    except typer.Exit as leaving:
        code = leaving.exit_code
        raise
    except (typer.BadParameter, typer.Abort):
        code = WRONG_USAGE
        raise
    except WorkspaceHeldError as error:
        code = WORKSPACE_HELD
        raise call.refuse(error, code) from error
    except CannotRunError as error:
        raise call.refuse(error, code) from error
    except KeyboardInterrupt as error:
        stopped = CannotRunError(msg("Stopped. What was published before stands."))
        raise call.refuse(stopped, code) from error
    except BrokenPipeError:
        raise  # whoever read along has left: no trouble of ours
    except OSError as error:
        raise call.refuse(_trouble(error), code) from error
    except Exception as error:
        raise call.failed(error) from error
    finally:
        if call.log is not None:
            call.log.end(code)


def _trouble(error: OSError) -> CannotRunError:
    """Return what is told of a drive that fails where nobody expected it to."""
    from tilannekuva.domain.messages import CannotRunError, msg  # noqa: PLC0415

    reason = error.strerror or str(error) or type(error).__name__
    told = CannotRunError(
        msg(
            "A file or a drive cannot be used ({trouble}). What was published before stands. "
            "Check that the drive is there, has room, and that you have the right to use it.",
            trouble=": ".join(str(each) for each in (error.filename, reason) if each),
        )
    )
    told.__cause__ = error  # which the log tells
    return told


def language_of_locale() -> LanguageChoice:
    """Return the language of the user's system, English where it is none of ours."""
    named = next(
        (value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))),
        None,
    )
    system = (named or locale.getlocale()[0] or "").casefold()
    if system.startswith("fi"):
        return "fi"
    return "sv" if system.startswith(("sv", "swed")) else "en"


def _named(folder: Path, root: Path) -> str:
    """Return a folder as the log names it: by its path in the workspace, if it is one of it."""
    whole = folder.resolve()
    if whole.is_dir() and whole.is_relative_to(root):
        return whole.relative_to(root).as_posix()
    return "elsewhere"


@contextmanager
def _outlived(stream: TextIO) -> Iterator[None]:
    """Go on where nobody listens any more, as behind a pipe that was closed."""
    try:
        yield
        stream.flush()
    except OSError:
        # What is still in the stream must not fail again when the program ends.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
