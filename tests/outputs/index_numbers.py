"""The numbers of an index, the ministry's own or the public one, place by place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from checked_numbers import Checked
from declared_sentences import Declared, Told, spoken
from indicators_read import NATION, Counts, part_of
from pack_sentences import OF_VIEW_A

from pages_read import Element

KINDS = (
    "completed",
    "advanced",
    "regressed",
    "newly_delayed",
    "new_challenge",
    "stuck",
    "unanswered",
)

SENTENCES = (
    Declared("No region reports for this month.", when=lambda told: not told.now.reporting),
    Declared(
        "No critical subtask is due by {day}.",
        values={"day": lambda told: told.days["as of"]},
        when=lambda told: told.a.n == 0,
    ),
    *OF_VIEW_A,
    Declared("Every region has reported."),
    Declared("Every region has returned in full, and nothing has to be corrected."),
    Declared(
        "Share completed of the critical subtasks due by {day}.",
        values={"day": lambda told: told.days["as of"]},
    ),
    Declared("Each square leads to the region’s own page."),
    Declared(
        "Last month ({month}) was not collected, so changes cannot be told.",
        values={"month": lambda told: told.days["last month"]},
        when=lambda told: told.before is None,
    ),
    Declared(
        "Share completed last month ({before}) and now. Each share is told over the regions that "
        "reported in its month; meanwhile more subtasks may have come due.",
        values={"before": lambda told: told.days["last month"]},
        when=lambda told: told.before is not None,
    ),
    Declared("Not compared, because they do not report in both months: {regions}."),
    Declared(
        "A region is affected where the subtask is delayed, its risk is high, or national support "
        "is needed. A region counts once."
    ),
    Declared("No subtask is a national risk."),
    Declared(
        "Month: {month}. The situation on {day}.",
        values={
            "month": lambda told: told.days["this month"],
            "day": lambda told: told.days["as of"],
        },
    ),
    Declared(
        "Reporting: {part} regions.",
        values={"part": lambda told: f"{len(told.now.reporting)}/{len(told.now.regions)}"},
    ),
    Declared("Deadline for returns: {day}.", values={"day": lambda told: told.days["deadline"]}),
)
"""Every sentence with a number or about one that an index may say outside its footer."""


@dataclass(frozen=True)
class Country:
    """What an index tells that no table of the data package has: names, states, coverage."""

    regions: Mapping[str, str]
    """Names in the page's language, by code."""
    states: Mapping[str, int]
    """How many regions have each state of the return."""
    answered: Mapping[str, tuple[str, str]]
    """What of a region's form is answered, and what of it critical, as told."""
    coverage: Mapping[tuple[str, str], tuple[str, str]]
    """By view and area: now and last month."""


def faults_of_index(page: Element, told: Told, country: Country) -> Iterator[str]:
    """Yield what an index tells otherwise than the data package does."""
    body = page.first("body")
    checked = Checked(body, told)
    checked.seen(*body.every("nav", "footer", "h1", "h2", "h3"))
    for paragraph in (*body.first("header").every("p"), *body.first("main").every("p")):
        if any(sign.isdigit() for sign in paragraph.told) and not paragraph.own("strong"):
            checked.paragraph(paragraph, SENTENCES)
    _headlines(checked)
    _bars(checked)
    _tiles(checked, country)
    _parts(checked)
    _areas(checked, country)
    _compared(checked, country)
    _regions(checked, country)
    _region_changes(checked)
    _counted_lists(checked, country)
    _risks(checked)
    yield from checked.faults
    yield from checked.unseen()


def _shaded(told: Told, counts: Counts | None, measure: str = "completed") -> list[str]:
    if counts is None:
        return ["–", "–"]
    return [told.form.share(counts, measure), part_of(counts, measure)]


def _headlines(checked: Checked) -> None:
    told, language, before = checked.told, checked.told.language, checked.told.before

    def then(value: str) -> list[str]:
        return [] if before is None else [spoken(language, "last month {n}", n=value)]

    def was(view: str) -> str:
        counts = before and before.of(view)
        return f"{told.form.share(counts)} ({part_of(counts)})" if counts else ""

    expected = [[told.form.share(each), part_of(each)] for each in (told.a, told.b)]
    for values, view in zip(expected, "AB", strict=True):
        values.extend(then(was(view)))
    delayed = before.of("A").delayed if before else 0
    expected.append([told.form.whole(told.a.delayed), *then(told.form.whole(delayed))])
    all_regions = len(told.now.regions)
    reported = len(before.reporting) if before else 0
    expected.append(
        [f"{len(told.now.reporting)}/{all_regions}", *then(f"{reported}/{all_regions}")]
    )
    [figures] = [each for each in checked.part.every("dl") if "headlines" in each.classes]
    blocks = figures.own("div")
    checked.same(len(blocks), 4, "headlines")
    for block, values in zip(blocks, expected, strict=False):
        # What is in no element of its own is spaces and the count.
        texts = [
            each if isinstance(each, str) else each.told for each in block.first("dd").children
        ]
        found = [each.strip(" \n") for each in texts if each.strip(" \n")]
        checked.same(found, values, f"headline {block.first('dt').told}")
        checked.seen(block)


def _bars(checked: Checked) -> None:
    told = checked.told
    svg = checked.drawing("bars")
    if svg is None:
        checked.faults.append("there is no chart of the nation")
        return
    counts = [told.now.of("A", NATION, part) for part in told.now.parts]
    checked.same(checked.texts(svg, "told"), [told.form.share(each) for each in counts], "bars")
    checked.same(checked.texts(svg, "of"), [part_of(each) for each in counts], "bars")
    described = [
        spoken(
            told.language,
            "{name}: completed {told}.",
            name=label,
            told=f"{part_of(each)} ({told.form.share(each)})",
        )
        for label, each in zip(checked.texts(svg, "label"), counts, strict=True)
    ]
    checked.described(svg, " ".join(described), "bars")
    checked.bars(svg, counts, 46, "bars")


def _tiles(checked: Checked, country: Country) -> None:
    told = checked.told
    found = {}
    for tile in (each for each in checked.part.every("li") if "tile" in each.classes):
        code = next(each for each in tile.every("span") if "code" in each.classes).told
        [share] = [each.told for each in tile.every("span") if "tile-share" in each.classes]
        found[code] = share
        checked.seen(tile)
    expected = {code: told.form.share(told.now.of("A", code)) for code in country.regions}
    checked.same(found, expected, "tiles")
    for legend in (each for each in checked.part.every("ul") if "legend" in each.classes):
        limits = [item.told for item in legend.own("li") if any(map(str.isdigit, item.told))]
        checked.same(limits in ([], _limits(told)), True, f"classes {limits}")  # noqa: FBT003
        checked.seen(legend)


def _limits(told: Told) -> list[str]:
    """Return the classes shares are coloured in: five, with the limits of the design."""
    sign = "%" if told.language == "en" else "\u00a0%"
    return [f"{each}{sign}" for each in ("0–24", "25–49", "50–74", "75–89", "90–100")]


def _body(checked: Checked, caption: str) -> list[Element]:
    table = checked.captioned(caption)
    return [] if table is None else table.first("tbody").own("tr")


def _parts(checked: Checked) -> None:
    told = checked.told
    parts = [*told.now.parts[1:], told.now.parts[0]]
    rows = _body(checked, "groups-caption")
    checked.same(len(rows), len(parts), "rows of groups")
    for row, part in zip(rows, parts, strict=False):
        cells: list[str] = []
        for view in "AB":
            counts = told.now.of(view, NATION, part)
            cells += [*_shaded(told, counts), *_shaded(told, counts, "started")]
            cells.append(part_of(counts, "missing"))
        checked.row(row, cells, f"group {part[1]}")


def _areas(checked: Checked, country: Country) -> None:
    told = checked.told
    rows = _body(checked, "totals-caption")
    checked.same(len(rows), len(told.now.areas), "rows of areas")
    for row, area in zip(rows, told.now.areas, strict=False):
        cells: list[str] = []
        for view in "AB":
            counts = told.now.of(view, area)
            cells += [country.coverage[view, area][0], *_shaded(told, counts)]
            cells += [*_shaded(told, counts, "started"), part_of(counts, "missing")]
        checked.row(row, cells, f"area {area}")


def _compared(checked: Checked, country: Country) -> None:
    told, before = checked.told, checked.told.before
    rows = _body(checked, "compared-caption")
    checked.same(len(rows), 0 if before is None else len(told.now.areas), "rows compared")
    for row, area in zip(rows, told.now.areas, strict=False):
        cells: list[str] = []
        for view in "AB":
            now, then = country.coverage[view, area]
            cells += [*_shaded(told, None if before is None else before.of(view, area)), then]
            cells += [*_shaded(told, told.now.of(view, area)), now]
        checked.row(row, cells, f"compared {area}")


def _regions(checked: Checked, country: Country) -> None:
    told = checked.told
    rows = _body(checked, "regions-caption")
    checked.same(len(rows), len(country.regions), "rows of regions")
    for row in rows:
        cells = row.own("td")
        code = cells[0].told
        shares = [*_shaded(told, told.now.of("A", code)), *_shaded(told, told.now.of("B", code))]
        found = [each.told for each in cells[1:-1]]
        if len(found) > 6:
            errors = [str(told.now.errors(code, kind)) for kind in ("error", "warning")]
            shares = [*country.answered[code], *shares, *errors]
        checked.same(found[1:], shares, f"region {code}")
        checked.same(row.first("th").told, country.regions[code], f"region {code}")
        checked.seen(*cells, *row.own("th"))


def _region_changes(checked: Checked) -> None:
    told, before = checked.told, checked.told.before
    rows = _body(checked, "changes-caption")
    if not rows or before is None:
        return
    both = [code for code in told.now.regions if code in told.now.reporting & before.reporting]
    checked.same(len(rows), len(both) + 1, "rows of changes")
    for row, code in zip(rows, (*both, NATION), strict=False):
        counted = [
            sum(
                told.now.changed.get((each, kind), 0)
                for each in (both if code == NATION else [code])
            )
            for kind in KINDS
        ]
        summed = both if code == NATION else [code]
        cells = [
            text
            for month in (before, told.now)
            for text in _shaded(told, _sum(month.of("A", each) for each in summed))
        ]
        checked.row(row, [*cells, *map(str, counted)], f"changes of {code}")


def _sum(counts: Iterable[Counts]) -> Counts:
    return Counts(*map(sum, zip(*counts, strict=True)))


_COUNT = re.compile(r"^(.*) \((\d+)\):?$")


def _counted_lists(checked: Checked, country: Country) -> None:
    """Look at the filter by state, and at the lists of regions with their counts."""
    for label in checked.part.every("label"):
        found = _COUNT.match(label.told)
        chosen = label.attributes["for"].removeprefix("show-")
        expected = len(country.regions) if chosen == "all" else country.states.get(chosen)
        checked.same(found and int(found[2]), expected, f"filter {label.told}")
        checked.seen(label)
    for block in (each for each in checked.part.every("dl") if "returns" in each.classes):
        for each in block.own("div"):
            _counted(checked, each.first("dt").told, each.first("dd").told, country)
            checked.seen(each)
    for paragraph in checked.part.every("p"):
        for strong in paragraph.own("strong"):
            names = paragraph.told.removeprefix(strong.told).removesuffix(".")
            _counted(checked, strong.told, names, country)
            checked.seen(paragraph)


def _counted(checked: Checked, head: str, names: str, country: Country) -> None:
    found = _COUNT.match(head)
    listed = names.strip().split(", ")
    checked.same(set(listed) <= set(country.regions.values()), True, names)  # noqa: FBT003
    checked.same(found and int(found[2]), len(listed), head)


def _risks(checked: Checked) -> None:
    """Look at the counts of a risk: each reason is counted from the answers."""
    told = checked.told
    for kind in ("critical", "other"):
        rows = _body(checked, f"{kind}-risks-caption")
        for row in rows:
            code = next(each for each in row.every("span") if "code" in each.classes).told
            reasons = told.now.reasons(code, told.days["as of (code)"])
            cells = [each.told for each in row.own("td")]
            affected = len(set().union(*reasons))
            found = [int(cells[0].partition("/")[0]), *map(int, cells[1:4])]
            checked.same(found, [affected, *map(len, reasons)], f"risk {code}")
            checked.same(cells[4].count(",") + 1, affected, f"regions of {code}")
            checked.seen(*row.own("td"), *row.own("th"))
