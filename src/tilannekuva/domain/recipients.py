"""Whom a region's replies are addressed to, as the settings say."""

import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from tilannekuva.domain.roadmap import Identifier

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_SEPARATORS = re.compile(r"[,;]")

EmailAddress = Annotated[
    str,
    StringConstraints(
        pattern=rf"^{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+[A-Za-z]{{2,}}$", max_length=254
    ),
]
"""A plain address, without a name: what stands in a header is never anything else."""


def _listed(value: object) -> object:
    """Return addresses written in one text as a list of them."""
    if not isinstance(value, str):
        return value
    return [part.strip() for part in _SEPARATORS.split(value) if part.strip()]


Addresses = Annotated[
    tuple[EmailAddress, ...],
    BeforeValidator(_listed, json_schema_input_type=str | list[str]),
]
"""One address or several, as a list or in one text with commas between."""


class Recipients(BaseModel):
    """Whom one region's replies are addressed to."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    email: Addresses = ()
    """Whoever answers for the region's return as a whole."""
    groups: dict[Identifier, Addresses] = Field(default_factory=dict)
    """Those who answer for one preparation group, by its id."""

    def for_region(self) -> tuple[str, ...]:
        """Return whom a reply about the whole return goes to."""
        return self.email or _each_once(self.groups.values())

    def for_groups(self, groups: Iterable[str]) -> tuple[str, ...]:
        """Return whom a reply about some groups goes to; the region's stand in for theirs."""
        return _each_once(self.groups.get(group) or self.email for group in groups)


def _each_once(addresses: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for each in addresses for address in each))
