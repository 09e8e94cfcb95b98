"""Read the settings of a workspace."""

import tomllib
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tilannekuva.domain.messages import CannotRunError, Message, msg
from tilannekuva.domain.settings import Settings


def load_settings(path: Path | None) -> Settings:
    """Return the settings of a file, or the defaults where there is none.

    Raises:
        CannotRunError: the file is not TOML, or a setting is unknown or wrong.
    """
    if path is None:
        return Settings()
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CannotRunError(
            msg(
                "The settings {file} cannot be read: {reason}. Correct the line, "
                "or take the file away to use the defaults.",
                file=path.name,
                reason=str(error),
            )
        ) from error
    try:
        return Settings.model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise CannotRunError(*(_problem(path.name, each) for each in details)) from error


def _problem(file: str, error: ErrorDetails) -> Message:
    if error["type"] == "accept_one_file":
        return msg(
            "The settings {file}: [[accept]] number {n} must name its file in one way: either "
            "file or sha256.",
            file=file,
            n=int(error["loc"][1]) + 1,
        )
    if error["type"] == "accept_twice":
        return msg(
            "The settings {file}: [[accept]] names {name} more than once. Leave one of them.",
            file=file,
            name=error["ctx"]["name"],
        )
    return msg(
        "The settings {file}: “{key}” is unknown or has a value that cannot be "
        "used ({found}). Correct it; tilannekuva init shows every setting.",
        file=file,
        key=".".join(map(str, error["loc"])),
        found=str(error["input"])[:80],
    )
