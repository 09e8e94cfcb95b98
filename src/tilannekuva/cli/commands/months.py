"""The commands of a month: collect, brief, status."""

from pathlib import Path
from typing import Annotated

import typer

from tilannekuva.cli import options
from tilannekuva.cli.command_call import command_call


def collect(  # noqa: PLR0913 - each choice is one option
    inbox: Annotated[Path, typer.Argument(help="Folder of the returned workbooks; only read.")],
    *,
    month: options.Month = None,
    output: options.Output = None,
    today: options.Today = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
    quiet: options.Quiet = False,
    wait: options.Wait = 0,
    log_format: options.LogFormat = "text",
) -> None:
    """Read the returns and publish the month: workbook, packs and data."""
    with command_call(
        lang=lang,
        output_format=output_format,
        quiet=quiet,
        logged="collect",
        wait=wait,
        log_format=log_format,
    ) as call:
        from tilannekuva.cli.console.collected import collected_month  # noqa: PLC0415
        from tilannekuva.cli.noted import note_collected  # noqa: PLC0415
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
                entry=call.entry(),
            )
        note_collected(call, collected)
        call.tell(collected_month(collected, call.words))
        call.leave(needs_a_person=collected.needs_a_person)


def brief(  # noqa: PLR0913 - each choice is one option
    regions: Annotated[
        list[str] | None, typer.Argument(metavar="[REGION]...", help="Codes; by default all.")
    ] = None,
    *,
    public: Annotated[
        bool,
        typer.Option("--public", help="The public pages, without persons and free text."),
    ] = False,
    pdf: Annotated[
        bool, typer.Option("--pdf", help="Each page also as a PDF; needs the extra pdf.")
    ] = False,
    to: Annotated[
        Path | None,
        typer.Option(
            "--to", help="Write into this folder, and not into the outputs.", file_okay=False
        ),
    ] = None,
    month: options.Month = None,
    output: options.Output = None,
    today: options.Today = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
    quiet: options.Quiet = False,
    wait: options.Wait = 0,
    log_format: options.LogFormat = "text",
) -> None:
    """Write packs or public pages from the archive, as before a discussion, also as PDFs."""
    with command_call(
        lang=lang,
        output_format=output_format,
        quiet=quiet,
        logged="brief",
        wait=wait,
        log_format=log_format,
    ) as call:
        from tilannekuva.cli.console.briefed import briefed_regions  # noqa: PLC0415
        from tilannekuva.cli.noted import note_copies  # noqa: PLC0415
        from tilannekuva.pipeline import brief as job  # noqa: PLC0415
        from tilannekuva.pipeline.papers import PagePrinter  # noqa: PLC0415

        workspace = call.workspace(output=output)
        with call.progress() as progress:
            briefed = job.brief(
                workspace,
                call.foundations(workspace),
                regions=regions or (),
                month=call.optional_month(month),
                today=call.today(today),
                public=public,
                printer=PagePrinter() if pdf else None,
                folder=to,
                progress=progress,
                entry=call.entry(),
            )
        note_copies(call, briefed.publication, month=str(briefed.month), packs=len(briefed.packs))
        call.tell(briefed_regions(briefed, call.words))
        call.leave(needs_a_person=not briefed.publication.all_copied)


def status(
    month: options.Month = None,
    output: options.Output = None,
    today: options.Today = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
) -> None:
    """Tell who has returned, who has not, and the days to the deadline."""
    with command_call(lang=lang, output_format=output_format) as call:
        from tilannekuva.cli.console.standings import regions_standing  # noqa: PLC0415
        from tilannekuva.pipeline.status import month_status  # noqa: PLC0415

        workspace = call.workspace(output=output)
        stands = month_status(
            workspace,
            call.foundations(workspace),
            month=call.optional_month(month),
            today=call.today(today),
        )
        call.tell(regions_standing(stands, call.words))
