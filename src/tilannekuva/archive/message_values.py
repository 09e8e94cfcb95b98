"""Values of sentences as JSON and back, so that findings and reasons can be kept."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tilannekuva.domain.messages import Message, MessageValue, SingleValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.texts import LocalText


def values_to_json(values: Mapping[str, MessageValue]) -> str:
    """Return values as JSON; what is not a text or number carries its kind."""
    return json.dumps(_plain_mapping(values), ensure_ascii=False, sort_keys=True)


def values_from_json(text: str) -> dict[str, MessageValue]:
    """Return the values of `values_to_json`.

    Raises:
        ValueError: the text is not of that form.
    """
    return _mapping(json.loads(text))


def _plain_mapping(values: Mapping[str, MessageValue]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: MessageValue) -> Any:
    match value:
        case tuple():
            return [_plain(each) for each in value]
        case LocalText():
            return {"text": value.model_dump()}
        case Message():
            return {"message": value.pattern, "values": _plain_mapping(value.values)}
        case ReportingMonth():
            return {"month": str(value)}
        case date():
            return {"date": value.isoformat()}
        case str() | int():
            return value


def _mapping(data: dict[str, Any]) -> dict[str, MessageValue]:
    return {name: _value(value) for name, value in data.items()}


def _value(data: Any) -> MessageValue:
    if isinstance(data, list):
        return tuple(_single(each) for each in data)
    return _single(data)


def _single(data: Any) -> SingleValue:
    match data:
        case str() | int():
            return data
        case {"text": dict(text)}:
            return LocalText.model_validate(text)
        case {"message": str(pattern), "values": dict(values)}:
            return Message(pattern, _mapping(values))
        case {"month": str(month)}:
            return ReportingMonth.parse(month)
        case {"date": str(day)}:
            return date.fromisoformat(day)
    raise ValueError(data)
