"""The reporting month, from which every derived date follows."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True, slots=True)
class ReportingMonth:
    """A calendar month that returns are about, written ``2022-05``."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``YYYY-MM``.

        Raises:
            ValueError: the text is not a month in that form.
        """
        found = _MONTH.fullmatch(text.strip())
        if found is None:
            raise ValueError("month_form")
        return cls(int(found[1]), int(found[2]))

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.year, self.month, 1)

    @property
    def as_of(self) -> date:
        """The last day of the month: the day every derived figure is told for."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def shifted(self, months: int) -> Self:
        """Return the month this many months later, or earlier when negative."""
        index = self.year * 12 + self.month - 1 + months
        return type(self)(index // 12, index % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @classmethod
    def _from_value(cls, value: object) -> Self:
        """Return a month or its text as a month; one function, so that a problem is told once."""
        if isinstance(value, cls):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        raise ValueError("month_form")

    @classmethod
    def __get_pydantic_core_schema__(
        cls, _source: Any, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Let pydantic models hold a month as its text."""
        from_text = core_schema.no_info_after_validator_function(
            cls.parse, core_schema.str_schema(pattern=r"^\d{4}-\d{2}$")
        )
        return core_schema.json_or_python_schema(
            json_schema=from_text,
            python_schema=core_schema.no_info_plain_validator_function(cls._from_value),
            serialization=core_schema.to_string_ser_schema(),
        )
