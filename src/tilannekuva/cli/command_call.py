"""One call of the command line: its language, workspace, clock, and the way it ends."""

from __future__ import annotations

import json
import locale
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from tilannekuva.archive.workspace import Workspace
    from tilannekuva.cli.console.telling import Telling
    from tilannekuva.cli.options import FormatChoice, LanguageChoice
    from tilannekuva.domain.messages import Message
    from tilannekuva.domain.month import ReportingMonth
    from tilannekuva.domain.settings import Settings
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.foundations import Foundations
    from tilannekuva.pipeline.progress import Progress

SOMETHING_NEEDS_A_PERSON = 1
CANNOT_RUN = 3
WORKSPACE_HELD = 4


class CommandCall:
    """What a command asks of the world around it."""

    def __init__(
        self, language: LanguageChoice | None, output_format: FormatChoice, *, quiet: bool
    ) -> None:
        self._chosen = language
        self._format: FormatChoice = output_format
        self._quiet = quiet
        self.language: LanguageChoice = language or language_of_locale()

    @property
    def words(self) -> Words:
        """The words of the call's language."""
        from tilannekuva.i18n.words import Words  # noqa: PLC0415 - start-up stays light

        return Words(self.language, "console")

    def tell(self, telling: Telling) -> None:
        """Tell people, or machines, what was done."""
        from tilannekuva.cli.console.telling import write_out  # noqa: PLC0415

        write_out(telling, self._format, quiet=self._quiet)

    def workspace(self, *, inbox: Path | None = None, output: Path | None = None) -> Workspace:
        """Return the workspace around the current folder, or around what is named."""
        from pathlib import Path  # noqa: PLC0415 - start-up stays light

        from tilannekuva.archive.workspace import open_workspace  # noqa: PLC0415

        return open_workspace(Path.cwd(), inbox=inbox, output=output)

    def foundations(self, workspace: Workspace) -> Foundations:
        """Return the data files in force; the settings' language becomes the call's."""
        from tilannekuva.pipeline.foundations import lay_foundations  # noqa: PLC0415

        return lay_foundations(workspace, self.settings(workspace))

    def settings(self, workspace: Workspace) -> Settings:
        """Return the settings in force; their language becomes the call's."""
        from tilannekuva.reference.settings_file import load_settings  # noqa: PLC0415

        settings = load_settings(workspace.settings_file)
        self.language = self._chosen or settings.language or self.language
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
        """Return the day a person typed for today, else the clock's."""
        from datetime import date, datetime  # noqa: PLC0415

        if text is None:
            return datetime.now().astimezone().date()
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

    def refuse(self, messages: tuple[Message, ...], exit_code: int) -> typer.Exit:
        """Tell why nothing was done, and return the exit to raise."""
        sentences = [self.words.say(message) for message in messages]
        if self._format == "json":
            sys.stdout.write(json.dumps({"errors": sentences}, ensure_ascii=False) + "\n")
        else:
            sys.stderr.writelines(f"{sentence}\n" for sentence in sentences)
        return typer.Exit(exit_code)


@contextmanager
def command_call(
    *, lang: LanguageChoice | None, output_format: FormatChoice, quiet: bool = False
) -> Iterator[CommandCall]:
    """Begin a call; what cannot run is told, and becomes an exit code.

    A defect of the program itself keeps its traceback.
    """
    call = CommandCall(lang, output_format, quiet=quiet)
    from tilannekuva.domain.messages import CannotRunError, WorkspaceHeldError  # noqa: PLC0415

    try:
        yield call
    except WorkspaceHeldError as error:
        raise call.refuse(error.messages, WORKSPACE_HELD) from error
    except CannotRunError as error:
        raise call.refuse(error.messages, CANNOT_RUN) from error


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
