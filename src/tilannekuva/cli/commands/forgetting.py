"""The command that erases personal data."""

from pathlib import Path
from typing import Annotated

import typer

from tilannekuva.cli import options
from tilannekuva.cli.command_call import command_call

_FEWEST_LETTERS = 3
"""A shorter text stands by chance in too many words."""


def forget(  # noqa: PLR0913 - each choice is one option
    region: Annotated[
        str | None, typer.Argument(help="Code of the region whose names and free texts go.")
    ] = None,
    group: Annotated[
        str | None, typer.Argument(help="Only this preparation group, or cover.")
    ] = None,
    *,
    text: Annotated[
        str | None,
        typer.Option("--text", metavar="TEXT", help="A name or text, wherever it stands."),
    ] = None,
    expired: Annotated[
        bool,
        typer.Option("--expired", help="Names and free texts older than the settings keep them."),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Erase it; else only tell what would be erased.")
    ] = False,
    month: options.Month = None,
    inbox: Annotated[
        Path | None,
        typer.Option("--inbox", help="Folder of the returned workbooks; only looked through."),
    ] = None,
    output: options.Output = None,
    today: options.Today = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
    wait: options.Wait = 0,
    log_format: options.LogFormat = "text",
) -> None:
    """Erase personal data from every month kept and all its outputs; for good, with --yes."""
    if sum((region is not None, text is not None, expired)) != 1:
        raise typer.BadParameter("Give a region, --text TEXT, or --expired: one of the three")
    if text is not None and len("".join(text.split())) < _FEWEST_LETTERS:
        raise typer.BadParameter("The text has fewer than three letters", param_hint="--text")
    if expired and month is not None:
        raise typer.BadParameter("--expired goes by the settings and takes no --month")
    with command_call(
        lang=lang,
        output_format=output_format,
        logged="forget",
        wait=wait,
        log_format=log_format,
    ) as call:
        from tilannekuva.cli.console.forgetting import forgotten_data  # noqa: PLC0415
        from tilannekuva.pipeline import forget as job  # noqa: PLC0415

        workspace = call.workspace(output=output)
        foundations = call.foundations(workspace)
        day = call.today(today)
        request = job.asked_for(
            foundations,
            region=region,
            group=group,
            month=call.optional_month(month),
            text=text,
            today=day,
        )
        done = job.forget(
            workspace, foundations, request, today=day, yes=yes, inbox=inbox, entry=call.entry()
        )
        call.note(
            "forgotten",
            request=request.kind,
            erased=done.done,
            months=[str(each.month) for each in done.found.months],
            returns=len(done.found.returns),
        )
        call.tell(forgotten_data(done, call.words))
        call.leave(needs_a_person=done.needs_a_person)
