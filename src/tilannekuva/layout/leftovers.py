"""What stands on a returned sheet that neither the form prints nor anybody was asked for."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from tilannekuva.domain.texts import LANGUAGES, LocalText
from tilannekuva.domain.workbook import SheetCells
from tilannekuva.i18n.words import Words
from tilannekuva.layout.grid import Grid, ReadCell
from tilannekuva.layout.own_texts import OwnTexts
from tilannekuva.layout.reading import ReadCover, ReadSheet
from tilannekuva.layout.table import ReadRow
from tilannekuva.layout.vocabulary import plain

Cells = list[tuple[int, ReadCell]]
"""The filled cells of a row with their columns."""

_COUNTS = 4
"""So many counts the cover shows of each group."""
_COUNTING = ("=COUNT", "=ROWS", "=SUM")


@dataclass(frozen=True)
class Leftovers:
    """Finds what is left over on the sheets of one region's returns."""

    own: OwnTexts
    region: LocalText
    """The region's name, which its form prints."""

    def on(self, sheet: SheetCells, read: ReadSheet | ReadCover | None) -> tuple[ReadCell, ...]:
        """Return the filled cells that are nobody's, in reading order.

        Args:
            sheet: the sheet.
            read: what was read on it, if anything.
        """
        claimed = read.claimed if read is not None else frozenset()
        if isinstance(read, ReadSheet):
            claimed |= {
                cell.address
                for key, cell in read.told_alone
                if self.own.tells_of_any(key, cell.value)
            }
        table = {row.number: row for row in read.rows} if isinstance(read, ReadSheet) else {}
        grid = Grid(sheet, self.own.vocabulary.longest)
        found: list[ReadCell] = []
        for number in range(len(sheet.rows)):
            cells = list(grid.filled(number))
            row = table.get(number)
            if row is not None:
                left = self._on_a_row(cells, claimed, row)
            else:
                left = self._off_the_table(cells, claimed, grid.texts[number])
            found += left
        return tuple(found)

    def _on_a_row(
        self, cells: Cells, claimed: AbstractSet[str], row: ReadRow
    ) -> Iterator[ReadCell]:
        """Yield what is left over on a row of the table; off its columns the form has nothing."""
        for _column, cell in cells:
            if cell.address not in claimed and not self.own.is_of_row(row.subtask, cell.value):
                yield cell

    def _off_the_table(
        self, cells: Cells, claimed: AbstractSet[str], texts: tuple[str, ...]
    ) -> Iterator[ReadCell]:
        """Yield what is left over above or below a table, or on a sheet that has none."""
        first = next(filter(None, texts), "")
        counts = _COUNTS if first in self._counted else 0
        before = ""
        for column, cell in cells:
            if counts and _is_count(cell):
                counts -= 1
            elif (
                cell.address not in claimed
                and not self.own.prints(cell.value, self.region)
                and before not in self._contact
            ):
                yield cell
            before = texts[column]

    def is_cover(self, sheet: SheetCells) -> bool:
        """Tell whether a sheet without a question of ours is a cover all the same."""
        titles = self._said("Situational picture of the regional implementation")
        titles = tuple(plain(each) for each in titles)
        grid = Grid(sheet, self.own.vocabulary.longest)
        return any(text in titles for row in grid.texts for text in row if text)

    @cached_property
    def _counted(self) -> frozenset[str]:
        """What stands at the head of the rows in which the cover counts the answers."""
        groups = self.own.vocabulary.roadmap.groups
        names = (form for group in groups for form in group.name.every_form())
        full = (f"{group.id} · {form}" for group in groups for form in group.name.every_form())
        return frozenset(plain(each) for each in (*names, *full, *self._said("In all")))

    @cached_property
    def _contact(self) -> frozenset[str]:
        """The label beside which the coordinator's own contact stands."""
        return frozenset(plain(each) for each in self._said("Further information"))

    def _said(self, pattern: str) -> tuple[str, ...]:
        words = [Words(language, "form")(pattern) for language in LANGUAGES]
        return LocalText(fi=words[0], sv=words[1], en=words[2]).every_form()


def _is_count(cell: ReadCell) -> bool:
    """Tell whether a cell is a count, or the formula of one that no program has computed yet."""
    if cell.error is not None:
        return cell.error.startswith(_COUNTING)
    return isinstance(cell.value, float)
