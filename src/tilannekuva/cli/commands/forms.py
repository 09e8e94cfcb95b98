"""The commands that make a workspace and write forms: init, templates, demo."""

from pathlib import Path
from typing import Annotated

import typer

from tilannekuva.cli import options
from tilannekuva.cli.command_call import command_call


def init(
    folder: Annotated[Path, typer.Argument(help="Folder of the workspace.")] = Path(),
    lang: options.Lang = None,
    output_format: options.Format = "text",
) -> None:
    """Make a workspace: folders, settings and notes on the discussions, with comments."""
    with command_call(lang=lang, output_format=output_format) as call:
        from tilannekuva.cli.console.forms import made_workspace  # noqa: PLC0415
        from tilannekuva.pipeline.setting_up import make_workspace  # noqa: PLC0415

        call.tell(made_workspace(make_workspace(folder, call.language), call.words))


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
    log_format: options.LogFormat = "text",
) -> None:
    """Write the blank working tools of a month into the outbox."""
    with command_call(
        lang=lang,
        output_format=output_format,
        quiet=quiet,
        logged="templates",
        log_format=log_format,
    ) as call:
        from tilannekuva.cli.console.forms import issued_forms  # noqa: PLC0415
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
        call.note("issued", month=month, files=len(issued.files))
        call.tell(issued_forms(issued, call.words))


def demo(
    folder: Annotated[Path, typer.Argument(help="Folder to make.")] = Path("tilannekuva-demo"),
    today: options.Today = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
    *,
    quiet: options.Quiet = False,
) -> None:
    """Make a worked example: a workspace with two months' returns, collected."""
    with command_call(lang=lang, output_format=output_format, quiet=quiet) as call:
        from tilannekuva.cli.console.worked_example import worked_example  # noqa: PLC0415
        from tilannekuva.pipeline import collect as job  # noqa: PLC0415
        from tilannekuva.pipeline.setting_up import (  # noqa: PLC0415
            copy_sample_returns,
            make_sample_workspace,
        )

        workspace = make_sample_workspace(folder, call.language)
        months = []
        for inbox in copy_sample_returns(workspace):
            with call.progress() as progress:
                collected = job.collect(
                    workspace,
                    call.foundations(workspace),
                    inbox,
                    month=None,
                    today=call.today(today),
                    progress=progress,
                )
            months.append(collected)
        call.tell(worked_example(months, call.words))
        call.leave(needs_a_person=any(each.needs_a_person for each in months))
