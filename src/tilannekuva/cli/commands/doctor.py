"""The command that examines the set-up."""

from pathlib import Path
from typing import Annotated

import typer

from tilannekuva.cli import options
from tilannekuva.cli.command_call import command_call


def doctor(  # noqa: PLR0913 - each choice is one option
    *,
    inbox: Annotated[
        Path | None,
        typer.Option("--inbox", help="Folder of the returns; by default that of the workspace."),
    ] = None,
    output: options.Output = None,
    today: options.Today = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
    quiet: options.Quiet = False,
) -> None:
    """Examine the set-up: folders, rights, settings, room, clock, other runs; and what to mend."""
    with command_call(lang=lang, output_format=output_format, quiet=quiet) as call:
        import os  # noqa: PLC0415 - start-up stays light
        import time  # noqa: PLC0415
        from importlib.metadata import version  # noqa: PLC0415

        from tilannekuva.cli.console.doctor import examined_workspace  # noqa: PLC0415
        from tilannekuva.pipeline.doctor import examine  # noqa: PLC0415
        from tilannekuva.pipeline.examined import Surroundings  # noqa: PLC0415

        workspace = call.workspace(inbox=inbox, output=output)
        around = Surroundings(
            version=version("tilannekuva"),
            today=call.today(today),
            now=time.time,
            environment=os.environ,
            inbox=inbox or workspace.inbox,
        )
        found = examine(workspace, lambda: call.foundations(workspace), around)
        call.tell(examined_workspace(found, call.words))
        call.leave(needs_a_person=any(each.state == "fault" for each in found))
