"""Every number of a page beside the one it must be; what is no number of ours is not looked at."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from declared_sentences import Declared, Told, untold
from indicators_read import Counts, Spread

from pages_read import Element, read_page

_CLASSES = (
    ("bar-done", "completed"),
    ("bar-in_progress", "in_progress"),
    ("bar-not_started", "not_started"),
    ("bar-missing", "missing"),
)
_DIGIT = re.compile(r"\d")
_ROWS = re.compile(r" \(\d+\)$")


class Checked:
    """A part of a page whose numbers are looked at one by one; what is wrong is kept."""

    def __init__(self, part: Element, told: Told) -> None:
        self.part = part
        self.told = told
        self.faults: list[str] = []
        self._seen: set[int] = set()

    def seen(self, *elements: Element) -> None:
        """Note that the numbers in some elements are looked at, or are none of ours."""
        self._seen |= {id(each) for each in elements}

    def equal(self, element: Element, expected: str, what: str) -> None:
        """Look at an element that says one thing."""
        self.seen(element)
        if element.told != expected:
            self.faults.append(f"{what}: {expected!r} is told as {element.told!r}")

    def same(self, found: object, expected: object, what: str) -> None:
        """Look at something that is no text of an element."""
        if found != expected:
            self.faults.append(f"{what}: {expected!r} is told as {found!r}")

    def near(self, found: str, expected: float, what: str, within: float = 0.06) -> None:
        """Look at a length of a drawing, which has one decimal."""
        if abs(float(found) - expected) > within:
            self.faults.append(f"{what}: drawn at {found}, not {expected:.1f}")

    def paragraph(self, element: Element, declared: tuple[Declared, ...]) -> None:
        """Look at a paragraph whose sentences are declared."""
        self.seen(element)
        self.faults.extend(untold(element.told, self.told, declared))

    def row(self, row: Element, expected: Sequence[str], what: str) -> None:
        """Look at the cells of a table's row."""
        cells = row.own("td")
        self.same([each.told for each in cells], list(expected), what)
        self.seen(*cells, *row.own("th"))

    def captioned(self, caption: str) -> Element | None:
        """Return the table under a caption's id."""
        for table in self.part.every("table"):
            if table.own("caption")[0].attributes.get("id") == caption:
                for each in (*table.own("caption"), *table.first("thead").every("th")):
                    self.dated(each)
                self.seen(*table.own("thead"))
                return table
        return None

    def dated(self, element: Element) -> None:
        """Look at a heading: it has no number but a day or month, and how many rows follow."""
        rest = _ROWS.sub("", element.told).casefold()
        for day in sorted(self.told.days.values(), key=len, reverse=True):
            rest = rest.replace(day.casefold(), " ")
        self.same(_DIGIT.search(rest), None, f"heading {element.told!r}")
        self.seen(element)

    def unseen(self) -> Iterator[str]:
        """Yield the texts with a number that nothing has looked at."""
        yield from self._unseen(self.part)

    def _unseen(self, element: Element) -> Iterator[str]:
        if id(element) in self._seen or element.tag in {"style", "nav"}:
            return
        for each in element.children:
            if not isinstance(each, str):
                yield from self._unseen(each)
            elif _DIGIT.search(each):
                yield f"a number nothing looks at: {each.strip()[:80]!r} in <{element.tag}>"

    # Charts

    def drawing(self, name: str) -> Element | None:
        """Return a chart by its name, if there is one."""
        for svg in self.part.every("svg"):
            if svg.attributes.get("aria-labelledby") == f"{name}-title {name}-desc":
                return svg
        return None

    def texts(self, svg: Element, kind: str) -> list[str]:
        """Return the texts of a kind in a chart, from top to bottom."""
        found = [each for each in svg.every("text") if kind in each.classes]
        self.seen(*found, *(each for each in svg.every("text") if "letter" in each.classes))
        return [each.told for each in found]

    def described(self, svg: Element, expected: str, what: str) -> None:
        """Look at what a chart says to those who cannot see it."""
        self.equal(svg.first("desc"), expected, f"{what}, description")
        self.seen(svg.first("title"))

    def bars(self, svg: Element, counts: Iterable[Counts], step: int, what: str) -> None:
        """Look at the lengths of stacked bars."""
        rows: dict[float, list[Element]] = {}
        for rect in svg.every("rect"):
            rows.setdefault(float(rect.attributes["y"]), []).append(rect)
        whole = sum(
            float(each.attributes["width"]) for each in min(rows.items(), default=(0, ()))[1]
        )
        for number, each in enumerate(counts):
            drawn = rows.pop(number * step + 19.0, [])
            expected = [
                (kind, getattr(each, measure))
                for kind, measure in _CLASSES
                if getattr(each, measure)
            ]
            kinds = [rect.attributes["class"] for rect in drawn]
            self.same(kinds, [kind for kind, _ in expected], f"{what}, bar {number}")
            start = 0.0
            for rect, (_, count) in zip(drawn, expected, strict=False):
                width = whole * count / each.n
                self.near(rect.attributes["width"], width, f"{what}, bar {number}", 0.25)
                # Each piece begins where the rounded one before it ends.
                self.near(rect.attributes["x"], start, f"{what}, start in bar {number}", 0.25)
                start += width
        self.same(rows, {}, f"{what}, more bars")

    def axis(self, svg: Element) -> "Axis":
        """Look at the steps under a chart of shares, and return where shares stand on it."""
        percent = "%" if self.told.language == "en" else "\u00a0%"
        steps = [f"{step}{percent}" for step in (0, 25, 50, 75, 100)]
        self.same(self.texts(svg, "step"), steps, "axis")
        lines = [each for each in svg.every("line") if each.classes == ["grid"]]
        grid = [float(each.attributes["x1"]) for each in lines]
        axis = Axis(grid[0], grid[-1] - grid[0])
        for number, place in enumerate(grid):
            self.near(f"{place}", axis.at(number / 4), "grid")
        under = [each.attributes["x"] for each in svg.every("text") if "step" in each.classes]
        for text, place in zip(under, grid, strict=True):
            self.near(text, place, "step")
        return axis

    def spread(self, line: "Drawn", spread: Spread | None, own: float | None, what: str) -> None:
        """Look at where a region stands beside the nation."""
        axis = line.axis
        ends = None if spread is None else (float(spread.low), float(spread.high))
        self.same(line.range is None, ends is None, f"{what}, range")
        self.same(line.own is None, own is None, f"{what}, own")
        if spread is not None and line.range and line.median and ends:
            self.near(line.range[0], axis.at(ends[0]), f"{what}, lowest")
            self.near(line.range[1], axis.at(ends[1]), f"{what}, highest")
            self.near(line.median, axis.at(float(spread.median)), f"{what}, median")
        if own is not None and line.own:
            self.near(line.own, axis.at(own), f"{what}, own")


class Drawn:
    """One line of a chart of shares: what is drawn at its height."""

    def __init__(self, svg: Element, middle: float, axis: "Axis") -> None:
        self.axis = axis
        lines = list(svg.every("line"))
        at = [each for each in lines if each.attributes["y1"] == f"{middle:g}"]
        ranges = [each for each in at if each.classes == ["range"]]
        self.range = (ranges[0].attributes["x1"], ranges[0].attributes["x2"]) if ranges else None
        medians = [
            each.attributes["x1"]
            for each in lines
            if each.classes == ["median"] and each.attributes["y1"] == f"{middle - 8:g}"
        ]
        self.median = medians[0] if medians else None
        marks = [
            each.attributes["d"] for each in svg.every("path") if each.classes == ["own-place"]
        ]
        places = [re.match(r"M([\d.]+) ([\d.]+)l", each) for each in marks]
        here = [each[1] for each in places if each and float(each[2]) == middle - 7]
        self.own = here[0] if here else None
        rings = [each for each in svg.every("circle") if each.attributes["cy"] == f"{middle:g}"]
        self.then = rings[0].attributes["cx"] if rings else None


@dataclass(frozen=True)
class Axis:
    """Where shares stand in a chart."""

    start: float
    length: float

    def at(self, share: float) -> float:
        """Return where a share stands."""
        return self.start + self.length * share


_SECTION = re.compile(r'<section id="([a-z-]+)"')


def section(page: str, name: str) -> Element | None:
    """Return one of the sections of a page, read alone, which is quicker than the whole."""
    starts = {found[1]: found.start() for found in _SECTION.finditer(page)}
    if name not in starts:
        return None
    after = [at for at in starts.values() if at > starts[name]]
    text = page[starts[name] : min(after, default=page.index("</main>"))]
    return read_page(text[: text.rindex("</section>") + len("</section>")])
