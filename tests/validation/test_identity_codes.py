"""A personal identity code in a text is noticed; what only looks like one is not.

Numbers from 900 on are never given to a person.
"""

import pytest

from tilannekuva.validation.identity_codes import holds_identity_code


@pytest.mark.parametrize(
    "text", ["010190-900P", "Asiakas (010190-900P) odottaa.", "010190U900P", "010100A900F."]
)
def test_identity_code__ok(text: str) -> None:
    """Marks of every century are known, and a code may stand within a sentence."""
    assert holds_identity_code(text)


@pytest.mark.parametrize(
    "text",
    ["010190-900R", "310290-900P", "1.1.1990", "010190-900", "diaarinumero 0101901-9001P", "", "X"],
)
def test_identity_code__error(text: str) -> None:
    """A wrong check character, a day that does not exist and other numbers are no code."""
    assert not holds_identity_code(text)
