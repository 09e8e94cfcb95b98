"""Find rules by what a person types for their code."""

import re
from difflib import get_close_matches

from tilannekuva.domain.rule import Rule
from tilannekuva.domain.rules.catalogue import RULES
from tilannekuva.domain.rules.gates import GATES

_CODE = re.compile(r"([A-Z]+)[-_ .]*(\d*)")
_MOST_NEAR = 3


def rules_called(text: str) -> tuple[Rule, ...]:
    """Return the rule of a code, or every rule of a gate; nothing where there is none.

    >>> [rule.code for rule in rules_called("cell4")]
    ['CELL-004']
    """
    found = _CODE.fullmatch(text.strip().upper())
    if found is None:
        return ()
    gate, number = found.groups()
    if not number:
        return tuple(rule for rule in RULES.values() if rule.gate == gate)
    rule = RULES.get(f"{gate}-{int(number):03}")
    return () if rule is None else (rule,)


def nearest_codes(text: str) -> tuple[str, ...]:
    """Return the codes that may be meant by one that is not there, the nearest first."""
    found = _CODE.match(text.strip().upper())
    gate, number = found.groups() if found is not None else ("", "")
    [meant] = get_close_matches(gate, GATES, n=1, cutoff=0.0)
    codes = sorted(
        (code for code, rule in RULES.items() if rule.gate == meant),
        key=lambda code: abs(int(code.rpartition("-")[2]) - int(number or 0)),
    )
    return tuple(codes[:_MOST_NEAR])
