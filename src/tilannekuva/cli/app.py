"""The command line: what the commands of `cli.commands` have in common."""

import os
import sys
import traceback
from typing import Annotated

import typer

from tilannekuva.cli.command_call import CANNOT_RUN, DefectError
from tilannekuva.cli.commands.checks import check, explain
from tilannekuva.cli.commands.closing import close, reopen
from tilannekuva.cli.commands.doctor import doctor
from tilannekuva.cli.commands.forgetting import forget
from tilannekuva.cli.commands.forms import demo, init, templates
from tilannekuva.cli.commands.months import brief, collect, status
from tilannekuva.cli.commands.proof import verify
from tilannekuva.cli.commands.withdrawing import withdraw

DEBUG = "TILANNEKUVA_DEBUG"
"""Set to anything, this variable shows where the program failed; that may quote a return."""

app = typer.Typer(
    name="tilannekuva",
    help=(
        "Monthly situational pictures from Excel returns: forms out, returns in, one national "
        "workbook and a briefing pack for every region."
    ),
    epilog=(
        "Exit codes: 0 done, nothing needs a person. 1 done, outputs written, something needs "
        "a person. 2 wrong usage. 3 cannot run, nothing was changed. 4 another run holds the "
        "workspace."
    ),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def run() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may speak a code page that lacks letters of a region's text.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app()
    except Exception as error:  # noqa: BLE001 - a defect must not leave as "done"
        told = error if isinstance(error, DefectError) else f"{type(error).__name__} ({DEBUG}=1)"
        sys.stderr.write(f"{told}\n")
        if os.environ.get(DEBUG):
            traceback.print_exc()
        sys.exit(CANNOT_RUN)


def _show_version(*, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - only when asked

        typer.echo(version("tilannekuva"))
        raise typer.Exit


@app.callback()
def common(
    *,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Tell the version and leave.",
            is_eager=True,
            callback=lambda value: _show_version(wanted=value),
        ),
    ] = False,
) -> None:
    """Take the options that stand before a command."""


for _command in (
    init, templates, check, collect, brief, status, withdraw, forget, close, reopen, verify,
    doctor, explain, demo,
):  # fmt: skip
    app.command()(_command)
