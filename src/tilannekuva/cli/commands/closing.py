"""The commands that close a month and open it again."""

from typing import Annotated

import typer

from tilannekuva.cli import options
from tilannekuva.cli.command_call import command_call

_MonthArgument = Annotated[
    str,
    typer.Argument(
        metavar="MONTH", help="The reporting month, such as 2022-05.", show_default=False
    ),
]


def close(  # noqa: PLR0913, PLR0917 - options
    month: _MonthArgument,
    output: options.Output = None,
    today: options.Today = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
    wait: options.Wait = 0,
    log_format: options.LogFormat = "text",
) -> None:
    """Close a month: nothing of it is written again, and later returns are rejected."""
    with command_call(
        lang=lang, output_format=output_format, logged="close", wait=wait, log_format=log_format
    ) as call:
        from tilannekuva.cli.console.closing import closed_month  # noqa: PLC0415
        from tilannekuva.pipeline.closing import close_month  # noqa: PLC0415

        workspace = call.workspace(output=output)
        closed = close_month(
            workspace,
            call.foundations(workspace),
            call.month(month),
            call.today(today),
            call.entry(),
        )
        call.note("closed", month=str(closed.month), changed=closed.changed)
        call.tell(closed_month(closed, call.words))


def reopen(  # noqa: PLR0913, PLR0917 - options
    month: _MonthArgument,
    output: options.Output = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
    wait: options.Wait = 0,
    log_format: options.LogFormat = "text",
) -> None:
    """Open a closed month again, so that it can be collected."""
    with command_call(
        lang=lang, output_format=output_format, logged="reopen", wait=wait, log_format=log_format
    ) as call:
        from tilannekuva.cli.console.closing import reopened_month  # noqa: PLC0415
        from tilannekuva.pipeline.closing import reopen_month  # noqa: PLC0415

        workspace = call.workspace(output=output)
        call.foundations(workspace)  # for the language that the settings name
        reopened = reopen_month(workspace, call.month(month), call.entry())
        call.note("reopened", month=str(reopened.month), changed=reopened.changed)
        call.tell(reopened_month(reopened, call.words))
