"""Values of findings as machines take them."""

from datetime import date

from tilannekuva.domain.messages import MessageValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.i18n.words import Words

Plain = str | int | list["Plain"]
"""A value as JSON has it."""


def machine_value(value: MessageValue, words: Words) -> Plain:
    """Return a value for JSON: days and months as ISO has them, names and sentences in words.

    A text stands as it was found, to the character.
    """
    match value:
        case tuple():
            return [machine_value(each, words) for each in value]
        case str() | int():
            return value
        case date():
            return value.isoformat()
        case ReportingMonth():
            return str(value)
        case _:
            return words.value(value)
