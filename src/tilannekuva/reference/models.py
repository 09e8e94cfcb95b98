"""Check a data file against its pydantic model, and say every problem with its line."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import msg
from tilannekuva.reference.yaml_file import YamlFile, spell

ModelType = TypeVar("ModelType", bound=BaseModel)

_LANGUAGE_NAMES = {"fi": msg("Finnish"), "sv": msg("Swedish"), "en": msg("English")}

_EXPECTED = {
    "date_type": msg("a date such as 2022-05-31"),
    "date_from_datetime_parsing": msg("a date such as 2022-05-31"),
    "bool_type": msg("true or false"),
    "bool_parsing": msg("true or false"),
    "int_type": msg("a whole number"),
    "int_parsing": msg("a whole number"),
    "string_type": msg("a text"),
    "string_too_short": msg("a text that is not empty"),
    "string_pattern_mismatch": msg("a code in the form of the others"),
    "tuple_type": msg("a list"),
    "too_short": msg("a list that is not empty"),
    "dict_type": msg("keys with values"),
    "model_type": msg("keys with values"),
}


def checked(
    file: YamlFile, model: type[ModelType], data: Mapping[str, Any] | None = None
) -> tuple[ModelType | None, tuple[Finding, ...]]:
    """Return the model made of a file, or None, and every problem the model sees.

    Args:
        file: the file as read.
        model: what it should be.
        data: the part of the file the model is about; by default all of it.
    """
    try:
        return model.model_validate(file.data if data is None else data), ()
    except ValidationError as error:
        details = error.errors(include_url=False)
        own = (each for each in details if not _is_echo(each, details))
        return None, tuple(problem for each in own for problem in _problems(file, each))


def _is_echo(error: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Tell whether a list is called too short only because something in it is wrong."""
    location = error["loc"]
    return error["type"] == "too_short" and any(
        each["loc"][: len(location)] == location for each in details if each is not error
    )


def _problems(file: YamlFile, error: ErrorDetails) -> Iterator[Finding]:
    location = tuple(step for step in error["loc"] if step != "[key]")
    key = str(location[-1]) if location else ""
    found = error["input"]
    if error["type"] == "missing":
        if key in _LANGUAGE_NAMES:
            language = _LANGUAGE_NAMES[key]
            path = spell(location[:-1])
            yield file.problem("ROADMAP-002", location, path=path, key=key, language=language)
        else:
            yield file.problem("ROADMAP-008", location, path=spell(location[:-1]), key=key)
    elif error["type"] == "extra_forbidden":
        yield file.problem("ROADMAP-009", location, path=spell(location[:-1]), key=key)
    elif "edge_spaces" in error["msg"]:
        yield file.problem("ROADMAP-005", location, found=str(found))
    else:
        choices = error.get("ctx", {}).get("expected")
        expected = _EXPECTED.get(error["type"]) or msg("{choices}", choices=str(choices or key))
        shown = "–" if found is None else str(found)[:80]
        yield file.problem("ROADMAP-010", location, found=shown, expected=expected)
