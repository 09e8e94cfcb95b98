"""The classes by which shares are coloured: their limits, colours and words."""

from collections.abc import Iterator
from dataclasses import dataclass

from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.i18n.words import Words
from tilannekuva.layout.look import class_colour


@dataclass(frozen=True, slots=True)
class ColourClass:
    """One class of shares."""

    low: int
    """Its lower limit in whole percents, which belongs to it."""
    high: int | None
    """Its upper limit, which does not belong to it; the highest class has none."""
    colour: str

    def label(self, words: Words) -> str:
        """Return the class in words: 25–49 %."""
        if self.high is None:
            return words("{low}–100 %", low=self.low)
        return words("{low}–{high} %", low=self.low, high=self.high - 1)


def colour_classes(roadmap: Roadmap) -> Iterator[ColourClass]:
    """Yield the classes, the lowest first."""
    limits = (0, *roadmap.measures.colour_classes)
    for index, low in enumerate(limits):
        high = limits[index + 1] if index + 1 < len(limits) else None
        yield ColourClass(low, high, class_colour(index, len(limits)))
