"""The options the commands share, and what a person may write for them.

Nothing here imports the product: ``--help`` must answer at once.
"""

from pathlib import Path
from typing import Annotated, Literal

import typer

LanguageChoice = Literal["fi", "sv", "en"]
FormatChoice = Literal["text", "json"]
FormLanguageChoice = Literal["fi", "sv", "fi+sv"]

Lang = Annotated[
    LanguageChoice | None,
    typer.Option("--lang", help="Language of the messages; by default that of the settings."),
]
Format = Annotated[
    FormatChoice, typer.Option("--format", help="Text for people or JSON for machines.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say only what needs a person.")]
Today = Annotated[
    str | None,
    typer.Option("--today", metavar="YYYY-MM-DD", help="The day taken for today."),
]
Month = Annotated[
    str | None,
    typer.Option("--month", "-m", metavar="YYYY-MM", help="The reporting month."),
]
LogFormatChoice = Literal["text", "json"]
Wait = Annotated[
    float,
    typer.Option(
        "--wait",
        metavar="MINUTES",
        min=0,
        max=24 * 60,
        help="How long to wait for another run, before leaving with exit code 4.",
    ),
]
LogFormat = Annotated[
    LogFormatChoice,
    typer.Option(
        "--log-format",
        envvar="TILANNEKUVA_LOG_FORMAT",
        help="Lines of the log: text for people or JSON for machines.",
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Folder for the outputs; a folder a month is made in it."),
]
