"""The numbers of a briefing pack, place by place."""

from collections.abc import Iterator
from fractions import Fraction

from checked_numbers import Checked, Drawn, section
from declared_sentences import Told, spoken, told_change
from indicators_read import Counts, part_of, points, signed, whole_percents
from pack_sentences import CHANGES, LEAD, RETURN, view_sentences

from pages_read import Element

Part = tuple[str, str]


def faults_of_pack(page: str, told: Told, names: dict[str, str]) -> Iterator[str]:
    """Yield what a pack tells otherwise than the data package does.

    Args:
        page: the page's text.
        told: what may be told on it.
        names: the preparation groups' names in its language, by their id.
    """
    at_a_glance = section(page, "overview")
    assert at_a_glance is not None
    checked = Checked(at_a_glance, told)
    checked.seen(at_a_glance.first("h2"))
    _lead(checked)
    _key_figures(checked)
    _return(checked)
    for view, part in zip("AB", _of_class(at_a_glance, "view"), strict=True):
        _view(checked, view, part, names)
        _table(checked, view)
    yield from checked.faults
    yield from checked.unseen()
    yield from _changes(page, told, names)
    yield from _attention(page, told)


def _of_class(part: Element, name: str) -> list[Element]:
    return [each for each in part.every() if name in each.classes]


def _lead(checked: Checked) -> None:
    for kind in ("lead", "then"):
        for each in _of_class(checked.part, kind):
            checked.paragraph(each, LEAD)
    checked.same(len(_of_class(checked.part, "lead")), 1, "lead")


def _key_figures(checked: Checked) -> None:
    told, language = checked.told, checked.told.language
    then_a, then_b = told.then("A"), told.then("B")
    last = [None if each is None else each for each in (then_a, then_b)]
    expected = [*(_share_figure(told, view) for view in "AB")]
    expected.append(
        (
            spoken(language, "Delayed critical subtasks"),
            told.form.whole(told.a.delayed) if told.a.told or not told.a.n else "–",
            None,
            [spoken(language, "last month {n}", n=told.form.whole(last[0].delayed))]
            if last[0]
            else [],
        )
    )
    expected.append(
        (
            spoken(language, "Critical subtasks without an answer"),
            part_of(told.b, "missing") if told.b.n else "–",
            None,
            [spoken(language, "last month {n}", n=part_of(last[1], "missing"))] if last[1] else [],
        )
    )
    [figures] = _of_class(checked.part, "key-figures")
    blocks = figures.own("div")
    checked.same(len(blocks), len(expected), "key figures")
    for block, (name, value, counted, beside) in zip(blocks, expected, strict=False):
        checked.equal(block.first("dt"), name, "key figure")
        spans = list(block.first("dd").every("span"))
        wanted = [value, *([] if counted is None else [counted]), *beside]
        checked.same([each.told for each in spans], wanted, name)
        checked.seen(*spans)


def _share_figure(told: Told, view: str) -> tuple[str, str, str | None, list[str]]:
    names = {
        "A": "Completed of those due by now",
        "B": "Completed of those due before the target date",
    }
    language, counts = told.language, told.now.of(view, told.region)
    change, spread = told.change(view), told.now.spread(view, "completed")
    beside = [] if change is None else [told_change(language, change)]
    if spread is not None:
        median = told.form.percent(spread.median)
        beside.append(spoken(language, "median of the nation {share}", share=median))
    counted = None if counts.n and not counts.told else spoken(language, "none to count")
    if counts.told:
        counted = part_of(counts)
    return spoken(language, names[view]), told.form.share(counts), counted, beside


def _return(checked: Checked) -> None:
    [state] = _of_class(checked.part, "state")
    said = Element(
        "p", {}, None, [each for each in state.children if each not in state.own("strong")]
    )
    checked.paragraph(said, RETURN)
    checked.seen(state)


def _view(checked: Checked, view: str, part: Element, names: dict[str, str]) -> None:
    told = checked.told
    title = {
        "A": spoken(told.language, "Progress along the roadmap by {day}", day=told.days["as of"]),
        "B": spoken(told.language, "Readiness for the target date {day}", day=told.days["target"]),
    }
    checked.equal(part.first("h3"), title[view], "heading")
    checked.paragraph(part.own("p")[0], view_sentences(view))
    counted = told.now.of(view, told.region)
    bars, spreads = checked.drawing(f"bars-{view}"), checked.drawing(f"spread-{view}")
    drawn = bars is not None, spreads is not None
    checked.same(drawn, (counted.told, counted.n > 0), f"charts of {view}")
    if bars is not None:
        _bars(checked, view, bars, names)
    if spreads is not None:
        _spreads(checked, view, spreads, counted)
    for legend in _of_class(part, "legend"):
        _legend(checked, view, legend)


def _bars(checked: Checked, view: str, svg: Element, names: dict[str, str]) -> None:
    told = checked.told
    parts = [part for part in told.now.parts if told.now.of(view, told.region, part).n]
    counts = [told.now.of(view, told.region, part) for part in parts]
    values = [f"{part_of(each)} · {told.form.share(each)}" for each in counts]
    what = f"bars of {view}"
    checked.same(checked.texts(svg, "told"), values, what)
    labels = checked.texts(svg, "label")
    wanted = [
        {spoken(told.language, "Whole roadmap")},
        *({names[key], key} for _, key in parts[1:]),
    ]
    checked.same(
        [label in each for label, each in zip(labels, wanted, strict=True)],
        [True] * len(wanted),
        what,
    )
    described = [
        spoken(told.language, "{name}: completed {told}.", name=label, told=value)
        for label, value in zip(labels, values, strict=True)
    ]
    checked.described(svg, " ".join(described), what)
    checked.bars(svg, counts, 44, what)


def _spreads(checked: Checked, view: str, svg: Element, counts: Counts) -> None:
    told, what = checked.told, f"spreads of {view}"
    names = {"completed": "Completed", "started": "In progress or completed"}
    shares = {each: told.form.share(counts, each) for each in names}
    labels = [spoken(told.language, name) for name in names.values()]
    checked.same(checked.texts(svg, "label"), labels, what)
    checked.same(checked.texts(svg, "told"), list(shares.values()), what)
    described = [
        spoken(told.language, "{name}: this region {told}.", name=label, told=share)
        for label, share in zip(labels, shares.values(), strict=True)
    ]
    described.append(
        spoken(told.language, "The median and range of the nation stand in the table.")
    )
    checked.described(svg, " ".join(described), what)
    axis = checked.axis(svg)
    for number, measure in enumerate(names):
        own = getattr(counts, measure) / counts.n if counts.told else None
        line = Drawn(svg, number * 46 + 30, axis)
        checked.spread(line, told.now.spread(view, measure), own, f"{what}, {measure}")


def _legend(checked: Checked, view: str, legend: Element) -> None:
    told, spread = checked.told, checked.told.now.spread(view, "completed")
    wanted = (
        ""
        if spread is None
        else spoken(told.language, "median of the regions that report ({n})", n=spread.regions)
    )
    for item in legend.own("li"):
        if any(sign.isdigit() for sign in item.told):
            checked.equal(item, wanted, "legend")


def _table(checked: Checked, view: str) -> None:
    told = checked.told
    table = checked.captioned(f"table-{view}")
    assert table is not None
    rows = table.first("tbody").own("tr")
    checked.same(len(rows), len(told.now.parts), f"rows of table {view}")
    for row, part in zip(rows, told.now.parts, strict=False):
        counts = told.now.of(view, told.region, part)
        between = [counts.delayed] if view == "A" else [counts.in_progress, counts.not_started]
        cells = [str(each) for each in (counts.n, counts.completed, *between, counts.missing)]
        for measure in ("completed", "started"):
            spread = told.now.spread(view, measure, part)
            form = told.form
            cells += [form.share(counts, measure), form.median(spread), form.range(spread)]
        checked.row(row, cells, f"table {view}, {part[1]}")


# What has changed


def _changes(page: str, told: Told, names: dict[str, str]) -> Iterator[str]:
    part = section(page, "changes")
    if part is None:
        yield "there is no section on changes"
        return
    checked = Checked(part, told)
    for paragraph in part.every("p"):
        if not paragraph.classes:
            checked.paragraph(paragraph, CHANGES)
    checked.seen(part.first("h2"))
    for heading in part.every("h3", "h4"):
        checked.dated(heading)
    for item in (each for legend in _of_class(part, "legend") for each in legend.own("li")):
        months = told.days["last month"], told.days["this month"]
        checked.same(item.told in months, True, "legend of the steps")  # noqa: FBT003
        checked.seen(item)
    if told.compared is None:
        checked.same([each.told for each in part.every("table", "svg")], [], "changes untold")
    else:
        for view in "AB":
            _steps(checked, view, names)
        _steps_table(checked)
        _kinds(checked)
    yield from checked.faults
    yield from checked.unseen()


def _percent(told: Told, counts: Counts | None) -> int | None:
    if counts is None or not counts.told:
        return None
    return whole_percents(Fraction(counts.completed, counts.n))


def _steps(checked: Checked, view: str, names: dict[str, str]) -> None:
    told, what = checked.told, f"steps of {view}"
    parts = [part for part in told.now.parts if told.now.of(view, told.region, part).n]
    svg = checked.drawing(f"step-{view}")
    checked.same(svg is None, not parts, what)
    if svg is None:
        return
    pairs = [(told.then(view, part), told.now.of(view, told.region, part)) for part in parts]
    values = [f"{told.form.share(then)} → {told.form.share(now)}" for then, now in pairs]
    checked.same(checked.texts(svg, "told"), values, what)
    labels = checked.texts(svg, "label")
    known = {*names, *names.values(), spoken(told.language, "Whole roadmap")}
    checked.same(set(labels) <= known, True, f"{what}, labels")  # noqa: FBT003 - what is expected
    described = [
        spoken(told.language, "{name}: {told}.", name=label, told=value)
        for label, value in zip(labels, values, strict=True)
    ]
    checked.described(svg, " ".join(described), what)
    axis = checked.axis(svg)
    for number, pair in enumerate(pairs):
        line = Drawn(svg, number * 44 + 29, axis)
        for drawn, counts in zip((line.then, line.own), pair, strict=True):
            percent = _percent(told, counts)
            checked.same(drawn is None, percent is None, f"{what}, line {number}")
            if drawn is not None and percent is not None:
                checked.near(drawn, axis.at(percent / 100), f"{what}, line {number}")


def _steps_table(checked: Checked) -> None:
    told = checked.told
    table = checked.captioned("table-steps")
    if table is None:
        checked.faults.append("there is no table of the figures then and now")
        return
    parts = [
        part
        for part in told.now.parts
        if any(
            each is not None and each.n
            for view in "AB"
            for each in (told.then(view, part), told.now.of(view, told.region, part))
        )
    ]
    rows = table.first("tbody").own("tr")
    checked.same(
        len(rows), len(parts) if told.now.parts[0] in parts else len(parts) + 1, "rows of steps"
    )
    for row, part in zip(rows, parts, strict=False):
        cells = []
        for view in "AB":
            then, now = told.then(view, part), told.now.of(view, told.region, part)
            cells += [_counted(told, then), _counted(told, now), signed(points(then, now))]
        checked.row(row, cells, f"steps of {part[1]}")


def _counted(told: Told, counts: Counts | None) -> str:
    if counts is None or not counts.n:
        return "–"
    return f"{told.form.share(counts)}{part_of(counts)}"


def _kinds(checked: Checked) -> None:
    told = checked.told
    counted = {kind: n for (region, kind), n in told.now.changed.items() if region == told.region}
    listed = {}
    for item in (each for ul in _of_class(checked.part, "counts") for each in ul.own("li")):
        kind = item.first("a").attributes["href"].removeprefix("#change-")
        listed[kind] = int(item.first("strong").told)
        checked.seen(item)
    checked.same(listed, counted, "counts of changes")
    for kind, count in counted.items():
        table = checked.captioned(f"change-{kind}")
        rows = [] if table is None else table.first("tbody").own("tr")
        checked.same(len(rows), count, f"rows of {kind}")
        checked.seen(*rows)
        if table is not None:
            caption = table.own("caption")[0].told
            checked.same(caption.endswith(f"({count})"), True, f"caption {caption}")  # noqa: FBT003


def _attention(page: str, told: Told) -> Iterator[str]:
    part = section(page, "attention")
    if part is None:
        return
    checked = Checked(part, told)
    for name, count in (("delayed", told.a.delayed), ("unanswered", told.a.missing)):
        table = checked.captioned(f"{name}-caption")
        rows = [] if table is None else table.first("tbody").own("tr")
        checked.same(len(rows), count, f"rows of {name}")
        if table is not None:
            caption = table.own("caption")[0].told
            checked.same(caption.endswith(f"({count})"), True, f"caption {caption}")  # noqa: FBT003
    yield from checked.faults
