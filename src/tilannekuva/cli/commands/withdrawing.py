"""The command that takes back a return."""

from typing import Annotated

import typer

from tilannekuva.cli import options
from tilannekuva.cli.command_call import command_call


def withdraw(  # noqa: PLR0913 - each choice is one option
    region: Annotated[str, typer.Argument(help="Code of the region.", show_default=False)],
    group: Annotated[
        str | None,
        typer.Argument(help="Only this preparation group, or cover; by default all of them."),
    ] = None,
    *,
    month: options.Month = None,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why; shown wherever returns are.")
    ] = "",
    output: options.Output = None,
    today: options.Today = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
    quiet: options.Quiet = False,
    wait: options.Wait = 0,
    log_format: options.LogFormat = "text",
) -> None:
    """Take back a region's return: the month is published without it until a newer one comes."""
    with command_call(
        lang=lang,
        output_format=output_format,
        quiet=quiet,
        logged="withdraw",
        wait=wait,
        log_format=log_format,
    ) as call:
        from tilannekuva.cli.console.withdrawing import withdrawn_return  # noqa: PLC0415
        from tilannekuva.cli.noted import note_copies  # noqa: PLC0415
        from tilannekuva.pipeline import withdraw as job  # noqa: PLC0415

        workspace = call.workspace(output=output)
        done = job.withdraw(
            workspace,
            call.foundations(workspace),
            region,
            group,
            month=call.optional_month(month),
            reason=reason,
            today=call.today(today),
            entry=call.entry(),
        )
        note_copies(call, done.publication, month=str(done.month), withdrawn=len(done.taken_back))
        call.tell(withdrawn_return(done, call.words))
        call.leave(needs_a_person=not done.publication.all_copied)
