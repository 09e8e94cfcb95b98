"""Files: every file of the inbox, and what became of it."""

from tilannekuva.domain.dispositions import FileOutcome
from tilannekuva.publish.national.bulk_worksheet import CellValue
from tilannekuva.publish.national.draft import Draft, SheetPlan
from tilannekuva.publish.national.formats import NUMBER
from tilannekuva.publish.national.labels import disposition_label
from tilannekuva.publish.national.page import HEADER_ROW
from tilannekuva.publish.national.returns import finnish_time
from tilannekuva.publish.national.tables import Column, Table, centred, draw, wrapped


def files(draft: Draft) -> None:
    """Draw every file found, with its disposition and the reason."""
    words = draft.words
    title = words("Files of the inbox")
    hint = words(
        "Every file that was found in the inbox, with what became of it and why. The "
        "files themselves are never changed."
    )
    columns = [
        wrapped(words("File"), 44),
        wrapped(words("Disposition"), 18),
        wrapped(words("Reason"), 60),
        centred(words("Region code"), 8),
        wrapped(words("Region"), 24),
        wrapped(words("Month"), 14),
        Column(words("Last saved"), 15, draft.formats.moment()),
        wrapped(words("Groups used"), 16),
        wrapped(words("Groups set aside"), 16),
        Column(words("Bytes"), 11, NUMBER),
    ]
    plan = SheetPlan(words("Files"), title, hint, [column.width for column in columns])
    page = draft.page(plan, bulk=True)
    rows = [_row(draft, each) for each in draft.picture.record.files]
    last_row = draw(page, Table(columns, rows, nothing=words("There are no files.")))
    page.freeze(HEADER_ROW + 1, 1)
    draft.finish(page, title, (last_row, len(columns) - 1))


def _row(draft: Draft, outcome: FileOutcome) -> list[CellValue]:
    words = draft.words
    return [
        outcome.path,
        disposition_label(words, outcome.disposition),
        words.say(outcome.message),
        outcome.region or "",
        _region(draft, outcome),
        None if outcome.month is None else words.month(outcome.month),
        None if outcome.returned_at is None else finnish_time(outcome.returned_at),
        words.listing(_groups(draft, outcome.groups_used)),
        words.listing(_groups(draft, outcome.groups_set_aside)),
        outcome.size,
    ]


def _region(draft: Draft, outcome: FileOutcome) -> str:
    """Return whose file it is; where only its name hints at that, it says so."""
    region = draft.name_of(outcome.region or "")
    if outcome.region_by_name:
        return draft.words("{region} (by the file's name)", region=region)
    return region


def _groups(draft: Draft, groups: tuple[str, ...]) -> list[str]:
    """Return groups by their ids; the cover, which has none, by its word."""
    return [group or draft.words("Cover") for group in groups]
