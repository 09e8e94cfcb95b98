"""The command that proves outputs against inputs."""

from tilannekuva.cli import options
from tilannekuva.cli.command_call import command_call


def verify(
    month: options.Month = None,
    output: options.Output = None,
    lang: options.Lang = None,
    output_format: options.Format = "text",
    quiet: options.Quiet = False,
) -> None:
    """Prove that archive, outputs and the returns kept agree, byte for byte; writes nothing."""
    with command_call(lang=lang, output_format=output_format, quiet=quiet) as call:
        from tilannekuva.cli.console.verified import verified_months  # noqa: PLC0415
        from tilannekuva.pipeline.verify import verify as look_through  # noqa: PLC0415

        workspace = call.workspace(output=output)
        call.settings(workspace)  # for the language they name
        verified = look_through(workspace, call.optional_month(month))
        call.tell(verified_months(verified, call.words))
        call.leave(needs_a_person=bool(verified.faults))
