"""Every rule by its code."""

from collections.abc import Mapping

from tilannekuva.domain.rule import Rule
from tilannekuva.domain.rules.cells import CELL_RULES
from tilannekuva.domain.rules.files import FILE_RULES
from tilannekuva.domain.rules.identity import IDENTITY_RULES
from tilannekuva.domain.rules.roadmap_file import ROADMAP_RULES
from tilannekuva.domain.rules.rows import ROW_RULES
from tilannekuva.domain.rules.stored_cells import STORED_CELL_RULES
from tilannekuva.domain.rules.trend import TREND_RULES

RULES: Mapping[str, Rule] = {
    rule.code: rule
    for rule in (
        *FILE_RULES,
        *IDENTITY_RULES,
        *CELL_RULES,
        *STORED_CELL_RULES,
        *ROW_RULES,
        *TREND_RULES,
        *ROADMAP_RULES,
    )
}
"""Every rule by its code, in the order of the gates; codes are never reused."""
