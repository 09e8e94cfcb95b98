"""How the cells of a returned sheet add up: each that holds something is used, told or ours."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SheetTally:
    """One sheet of a return; a cell is counted once, by what became of it."""

    sheet: str
    seen: int
    """Cells that hold something, as they are counted in the file, apart from the reading."""
    used: int = 0
    """Answers, free texts, who filled it in and when; said twice alike counts as used."""
    told: int = 0
    """In a finding that keeps or names them, and not used."""
    own: int = 0
    """The form's own texts, codes and hidden sheets, and cells with nothing to be seen."""
    known: tuple[str, ...] = ()
    """The addresses of cells that are unaccounted for, as far as they are known."""

    @property
    def lost(self) -> int:
        """How many cells are unaccounted for; below 0, how many more were read than there are."""
        return self.seen - self.used - self.told - self.own

    @property
    def closes(self) -> bool:
        """Whether every cell is accounted for."""
        return self.lost == 0 and not self.known
