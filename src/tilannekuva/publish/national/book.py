"""The national workbook: its sheets in the order they are read."""

from collections.abc import Callable
from typing import Final

from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.texts import Language
from tilannekuva.i18n.words import Words
from tilannekuva.publish.national.answers import answers
from tilannekuva.publish.national.changes import changes, changes_by_subtask
from tilannekuva.publish.national.draft import Draft
from tilannekuva.publish.national.files import files
from tilannekuva.publish.national.findings import findings, repairs
from tilannekuva.publish.national.heat_map import entity_heat_map, group_heat_map
from tilannekuva.publish.national.matrix import matrix
from tilannekuva.publish.national.narratives import narratives_by_group, narratives_by_region
from tilannekuva.publish.national.provenance import provenance
from tilannekuva.publish.national.returns import returns, returns_used
from tilannekuva.publish.national.risks import risks, support
from tilannekuva.publish.national.summary import summary

SHEETS: Final[tuple[Callable[[Draft], None], ...]] = (
    summary,
    group_heat_map,
    entity_heat_map,
    matrix,
    changes,
    changes_by_subtask,
    risks,
    support,
    narratives_by_group,
    narratives_by_region,
    answers,
    returns,
    returns_used,
    findings,
    repairs,
    files,
    provenance,
)
"""What draws each sheet, in their order."""


def national_workbook(
    picture: NationalPicture, language: Language, *, tool_version: str, bulk: bool = True
) -> bytes:
    """Return the national workbook of a month as an .xlsx file.

    The same picture, language and version give the same bytes. No text of a return becomes a
    formula or a link, and the workbook has neither of its own.

    Args:
        picture: what is told.
        language: the language it is told in; names of the roadmap follow it where it has them.
        tool_version: the version of the product, told among the provenance.
        bulk: whether long tables are written in bulk; the workbook reads the same without.

    Raises:
        WriteRefusedError: the library refused or cut a write; a defect of the product.
    """
    draft = Draft(picture, Words(language, "workbook"), tool_version, bulk=bulk)
    for draw in SHEETS:
        draw(draft)
    return draft.saved()
