"""The commands about findings: check, explain."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tilannekuva.cli import options
from tilannekuva.cli.command_call import command_call

if TYPE_CHECKING:
    from tilannekuva.domain.rule import Rule


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
        from tilannekuva.cli.console.checked import checked_files  # noqa: PLC0415
        from tilannekuva.cli.console.paragraphs import terminal_width  # noqa: PLC0415
        from tilannekuva.pipeline.check import check_files  # noqa: PLC0415

        workspace = call.workspace()
        with call.progress() as progress:
            checked = check_files(files, workspace, call.foundations(workspace), progress)
        call.tell(checked_files(checked, call.words, terminal_width()))
        call.leave(needs_a_person=any(each.has_errors for each in checked))


def explain(
    codes: Annotated[
        list[str] | None,
        typer.Argument(metavar="CODE...", help="Rules or gates, such as CELL-004; by default all."),
    ] = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
) -> None:
    """Explain rules: what is checked, why, and what to do about a finding."""
    with command_call(lang=lang, output_format=output_format) as call:
        from tilannekuva.cli.console import rules as telling  # noqa: PLC0415
        from tilannekuva.cli.console.paragraphs import terminal_width  # noqa: PLC0415
        from tilannekuva.domain.rules.lookup import nearest_codes, rules_called  # noqa: PLC0415

        call.settings(call.workspace())
        if not codes:
            call.tell(telling.listed_rules(call.words, terminal_width()))
            return
        found: list[Rule] = []
        for code in codes:
            called = rules_called(code)
            if not called:
                near = nearest_codes(code)
                raise typer.BadParameter(
                    call.words(
                        "There is no rule {code}. The nearest are: {near}.", code=code, near=near
                    )
                )
            found += called
        call.tell(telling.explained_rules(found, call.words, terminal_width()))
