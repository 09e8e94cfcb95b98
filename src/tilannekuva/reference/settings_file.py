"""Read the settings of a workspace."""

import tomllib
from pathlib import Path

from pydantic import ValidationError

from tilannekuva.domain.messages import CannotRunError, msg
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
        raise CannotRunError(
            *(
                msg(
                    "The settings {file}: “{key}” is unknown or has a value that cannot be "
                    "used ({found}). Correct it; tilannekuva init shows every setting.",
                    file=path.name,
                    key=".".join(map(str, each["loc"])),
                    found=str(each["input"])[:80],
                )
                for each in error.errors(include_url=False)
            )
        ) from error
