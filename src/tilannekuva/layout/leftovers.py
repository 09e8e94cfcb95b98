"""What stands on a returned sheet that neither the form prints nor anybody was asked for."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property

from tilannekuva.domain.texts import LANGUAGES, LocalText
from tilannekuva.domain.workbook import SheetCells
from tilannekuva.i18n.words import Words
from tilannekuva.layout.grid import Grid, ReadCell
from tilannekuva.layout.own_texts import OwnTexts
from tilannekuva.layout.reading import ReadCover, ReadSheet
from tilannekuva.layout.table import ReadRow
from tilannekuva.layout.vocabulary import plain

_COUNTS = 4
"""So many counts the cover shows of each group."""
_COUNTING = ("=COUNT", "=ROWS", "=SUM")


@dataclass(frozen=True, slots=True)
class SortedOut:
    """What stands on a sheet outside of the answers and of what is beside them."""

    left: tuple[ReadCell, ...]
    """What is nobody's, in reading order."""
    own: frozenset[str]
    """The addresses of what the form itself prints."""


@dataclass(frozen=True)
class Leftovers:
    """Finds what is left over on the sheets of one region's returns."""

    own: OwnTexts
    region: LocalText
    """The region's name, which its form prints."""

    def without_own_rows(self, sheet: ReadSheet) -> ReadSheet:
        """Return a sheet without rows that have no code and nothing but the form's own texts.

        Columns moved to the left may cross what stands above and below the table.
        """
        rows: list[ReadRow] = []
        alone = list(sheet.rows_alone)
        for row in sheet.rows:
            if row.subtask is not None:
                rows.append(row)
                continue
            cells = {
                key: cell
                for key, cell in row.cells.items()
                if not self.own.prints(cell.value, self.region)
            }
            if any(not cell.is_empty for cell in cells.values()):
                rows.append(replace(row, cells=cells))
            else:
                alone.append(row)
        return replace(sheet, rows=tuple(rows), rows_alone=tuple(alone))

    def on(self, sheet: SheetCells, read: ReadSheet | ReadCover | None) -> SortedOut:
        """Return the filled cells that are nobody's and those the form itself prints.

        Args:
            sheet: the sheet.
            read: what was read on it, if anything.
        """
        known = read.grid if isinstance(read, ReadSheet) else None
        grid = known or Grid(sheet, self.own.vocabulary.longest)
        claimed: frozenset[str] = frozenset()
        table: dict[int, ReadRow] = {}
        counted = False
        if isinstance(read, ReadSheet):
            alone = {cell.address for row in read.rows_alone for cell in self._told(row)}
            claimed = read.off_rows | alone
            table = {row.number: row for row in read.rows}
        elif read is not None:
            claimed, counted = read.claimed, True
        else:
            counted = self._is_cover(grid)
        found = _Sorting()
        for number in range(len(sheet.rows)):
            row = table.get(number)
            if row is not None:
                self._on_a_row(grid, claimed, row, found)
            else:
                self._off_the_table(grid, number, claimed, found, counted=counted)
        return SortedOut(tuple(found.left), frozenset(found.own))

    def _on_a_row(
        self, grid: Grid, claimed: AbstractSet[str], row: ReadRow, found: "_Sorting"
    ) -> None:
        """Sort out what stands on a row of the table; off its columns the form has nothing."""
        for column in range(len(grid.rows[row.number])):
            if column in row.columns or grid.is_empty(row.number, column):
                continue
            cell = grid.cell(row.number, column)
            if cell.address in claimed:
                continue
            is_own = self.own.is_of_row(row.subtask, cell.value)
            is_own = is_own or (row.subtask is None and self._prints(cell))
            found.sort(cell, is_own=is_own)

    def _prints(self, cell: ReadCell) -> bool:
        return self.own.prints(cell.value, self.region)

    def _off_the_table(
        self,
        grid: Grid,
        number: int,
        claimed: AbstractSet[str],
        found: "_Sorting",
        *,
        counted: bool,
    ) -> None:
        """Sort out what stands above or below a table, or on a sheet that has none."""
        texts = grid.texts[number]
        counts = 0
        before = ""
        for column, cell in grid.filled(number):
            if counted and texts[column] in self._counted:
                counts = _COUNTS
            if counts and self._is_count(cell):
                counts -= 1
                found.sort(cell, is_own=True)
            elif cell.address not in claimed:
                is_month = before in self._month and self.own.is_month(cell.value)
                is_own = is_month or before in self._contact or self._prints(cell)
                found.sort(cell, is_own=is_own)
            before = texts[column]

    def _told(self, row: ReadRow) -> Iterator[ReadCell]:
        """Yield what the form tells in a row whose code is gone; names tell that it is one."""
        values = row.grid.rows[row.number]
        named = (values[at] for _key, at in row.told_columns if at < len(values))
        if any(isinstance(each, str) and self.own.is_of_row(None, each) for each in named):
            for key, cell in row.told:
                if cell.error is None and self.own.tells_of_any(key, cell.value):
                    yield cell

    def is_cover(self, sheet: SheetCells) -> bool:
        """Tell whether a sheet without a question of ours is a cover all the same."""
        return self._is_cover(Grid(sheet, self.own.vocabulary.longest))

    def _is_cover(self, grid: Grid) -> bool:
        return any(text in self._title for row in grid.texts for text in row)

    def _is_count(self, cell: ReadCell) -> bool:
        """Tell whether a cell is a count, or the formula of one that nobody has computed yet."""
        if cell.error is not None:
            return cell.error.startswith(_COUNTING)
        most = len(self.own.vocabulary.roadmap.positions)
        value = cell.value
        return isinstance(value, float) and value.is_integer() and 0 <= value <= most

    @cached_property
    def _counted(self) -> frozenset[str]:
        """What stands at the head of the rows in which the cover counts the answers."""
        groups = self.own.vocabulary.roadmap.groups
        names = (form for group in groups for form in group.name.every_form())
        full = (f"{group.id} · {form}" for group in groups for form in group.name.every_form())
        return frozenset(plain(each) for each in (*names, *full, *self._said("In all")))

    @cached_property
    def _title(self) -> frozenset[str]:
        said = self._said("Situational picture of the regional implementation")
        return frozenset(map(plain, said))

    @cached_property
    def _contact(self) -> frozenset[str]:
        """The label beside which the coordinator's own contact stands."""
        return frozenset(plain(each) for each in self._said("Further information"))

    @cached_property
    def _month(self) -> frozenset[str]:
        """The label beside which the month stands."""
        headings = self.own.vocabulary.glossary.headings
        return frozenset(plain(form) for form in headings["month"].every_form())

    def _said(self, pattern: str) -> tuple[str, ...]:
        words = [Words(language, "form")(pattern) for language in LANGUAGES]
        return LocalText(fi=words[0], sv=words[1], en=words[2]).every_form()


@dataclass(slots=True)
class _Sorting:
    """What has been sorted out so far."""

    left: list[ReadCell] = field(default_factory=list)
    own: set[str] = field(default_factory=set)

    def sort(self, cell: ReadCell, *, is_own: bool) -> None:
        """Put a cell where it belongs."""
        if is_own:
            self.own.add(cell.address)
        else:
            self.left.append(cell)
