"""The command line: every command is parse, one pipeline call, words, exit code."""

import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from tilannekuva.cli import options
from tilannekuva.cli.command_call import CANNOT_RUN, command_call

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
    except Exception:  # noqa: BLE001 - a defect keeps its traceback, but must not leave as "done"
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


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(help="Folder of the workspace.")] = Path(),
    lang: options.Lang = None,
    output_format: options.Format = "text",
) -> None:
    """Make a workspace: folders, and settings with comments."""
    with command_call(lang=lang, output_format=output_format) as call:
        from tilannekuva.pipeline.setting_up import make_workspace  # noqa: PLC0415

        call.show.made_workspace(make_workspace(folder, call.language))


@app.command()
def templates(  # noqa: PLR0913 - each choice is one option
    month: Annotated[
        str,
        typer.Option("--month", "-m", metavar="YYYY-MM", help="The month the forms ask about."),
    ],
    region: Annotated[
        list[str] | None,
        typer.Option("--region", "-r", metavar="CODE", help="Only this region; may be repeated."),
    ] = None,
    *,
    per_group: Annotated[
        bool, typer.Option("--per-group", help="A workbook for each preparation group.")
    ] = False,
    prefill: Annotated[
        bool, typer.Option("--prefill", help="Carry last month's answers, to be changed.")
    ] = False,
    language: Annotated[
        options.FormLanguageChoice | None,
        typer.Option("--language", help="Language of the forms, in place of each region's own."),
    ] = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
    quiet: options.Quiet = False,
) -> None:
    """Write the blank working tools of a month into the outbox."""
    with command_call(lang=lang, output_format=output_format, quiet=quiet) as call:
        from tilannekuva.pipeline.issue import issue_templates  # noqa: PLC0415

        workspace = call.workspace()
        with call.progress() as progress:
            issued = issue_templates(
                workspace,
                call.foundations(workspace),
                call.month(month),
                regions=region or (),
                language=language,
                per_group=per_group,
                prefill=prefill,
                progress=progress,
            )
        call.show.issued_forms(issued)


@app.command()
def check(
    files: Annotated[
        list[Path], typer.Argument(help="Returned workbooks.", exists=True, dir_okay=False)
    ],
    lang: options.Lang = None,
    output_format: options.Format = "text",
    *,
    quiet: options.Quiet = False,
) -> None:
    """Check returned workbooks as collecting would, and write nothing."""
    with command_call(lang=lang, output_format=output_format, quiet=quiet) as call:
        from tilannekuva.pipeline.check import check_files  # noqa: PLC0415

        with call.progress() as progress:
            checked = check_files(files, call.foundations(call.workspace()), progress)
        call.show.checked_files(checked)
        call.leave(needs_a_person=any(each.has_errors for each in checked))


@app.command()
def collect(  # noqa: PLR0913 - each choice is one option
    inbox: Annotated[Path, typer.Argument(help="Folder of the returned workbooks; only read.")],
    *,
    month: options.Month = None,
    output: options.Output = None,
    today: options.Today = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
    quiet: options.Quiet = False,
) -> None:
    """Read the returns and publish the month: workbook, packs and data."""
    with command_call(lang=lang, output_format=output_format, quiet=quiet) as call:
        from tilannekuva.pipeline import collect as job  # noqa: PLC0415

        workspace = call.workspace(inbox=inbox, output=output)
        with call.progress() as progress:
            collected = job.collect(
                workspace,
                call.foundations(workspace),
                inbox,
                month=call.optional_month(month),
                today=call.today(today),
                progress=progress,
            )
        call.show.collected(collected)
        call.leave(needs_a_person=collected.needs_a_person)


@app.command()
def brief(  # noqa: PLR0913 - each choice is one option
    regions: Annotated[
        list[str] | None, typer.Argument(metavar="[REGION]...", help="Codes; by default all.")
    ] = None,
    *,
    month: options.Month = None,
    output: options.Output = None,
    today: options.Today = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
    quiet: options.Quiet = False,
) -> None:
    """Write briefing packs again from the archive, just before a discussion."""
    with command_call(lang=lang, output_format=output_format, quiet=quiet) as call:
        from tilannekuva.pipeline import brief as job  # noqa: PLC0415

        workspace = call.workspace(output=output)
        briefed = job.brief(
            workspace,
            call.foundations(workspace),
            regions=regions or (),
            month=call.optional_month(month),
            today=call.today(today),
        )
        call.show.briefed(briefed)
        call.leave(needs_a_person=bool(briefed.publication.held_open))


@app.command()
def status(
    month: options.Month = None,
    output: options.Output = None,
    today: options.Today = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
) -> None:
    """Tell who has returned, who has not, and the days to the deadline."""
    with command_call(lang=lang, output_format=output_format) as call:
        from tilannekuva.pipeline.status import month_status  # noqa: PLC0415

        workspace = call.workspace(output=output)
        call.show.month_status(
            month_status(
                workspace,
                call.foundations(workspace),
                month=call.optional_month(month),
                today=call.today(today),
            )
        )


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(help="Folder to make.")] = Path("tilannekuva-demo"),
    today: options.Today = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
    *,
    quiet: options.Quiet = False,
) -> None:
    """Make a worked example: a workspace with a month's returns, collected."""
    with command_call(lang=lang, output_format=output_format, quiet=quiet) as call:
        from tilannekuva.pipeline import collect as job  # noqa: PLC0415
        from tilannekuva.pipeline.setting_up import (  # noqa: PLC0415
            copy_sample_inbox,
            make_workspace,
        )

        made = make_workspace(folder, call.language)
        inbox = copy_sample_inbox(made.workspace)
        with call.progress() as progress:
            collected = job.collect(
                made.workspace,
                call.foundations(made.workspace),
                inbox,
                month=None,
                today=call.today(today),
                progress=progress,
            )
        call.show.collected(collected)
        call.leave(needs_a_person=collected.needs_a_person)
