"""A month in a test: four subtasks, five regions in two areas, answers as a small table."""

from datetime import UTC, date, datetime
from textwrap import dedent

from tilannekuva.domain.answers import Answer, GroupReturn
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, NationalPicture, SharedRisk
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.picture.national import national_picture

MAY = ReportingMonth(2022, 5)
DEADLINE = date(2022, 6, 10)

SUBTASKS = {
    "a": ("HT", "HT-1", True, date(2022, 5, 31), "all"),
    "b": ("HT", "HT-1", True, date(2022, 6, 1), "all"),
    "c": ("HT", "HT-2", True, date(2023, 1, 1), "all"),
    "d": ("HT", "HT-2", False, date(2022, 5, 1), "all"),
    "e": ("JO", "JO-1", True, date(2022, 12, 31), "few"),
}
"""Group, entity, whether critical, due date and set of each subtask.

``a`` is due on as of and ``b`` the day after; ``c`` falls due on the target date itself.
"""

CONCERNED = {"all": ("01", "02", "06", "07", "08"), "few": ("02", "08", "HUS")}
AREAS = {"01": 1, "02": 1, "HUS": 1, "06": 2, "07": 2, "08": 2}

COLUMNS = {
    "status": "status",
    "estimate": "estimated_completion",
    "risk": "risk",
    "support": "support",
    "description": "description",
}


def tiny_roadmap(roadmap: Roadmap) -> Roadmap:
    """Return the built-in roadmap with the subtasks of the table above alone."""
    model = next(iter(roadmap.positions.values()))
    groups = []
    for group in ("HT", "JO"):
        entities = []
        for entity in dict.fromkeys(row[1] for row in SUBTASKS.values() if row[0] == group):
            subtasks = tuple(
                model.subtask.model_copy(
                    update={
                        "id": key,
                        "critical": critical,
                        "due": due,
                        "applies": concerns,
                        "phase": "VATE",
                        "depends_on": (),
                    }
                )
                for key, (_, of_entity, critical, due, concerns) in SUBTASKS.items()
                if of_entity == entity
            )
            task = model.task.model_copy(update={"id": f"{entity}.1", "subtasks": subtasks})
            entities.append(model.entity.model_copy(update={"id": entity, "tasks": (task,)}))
        groups.append(roadmap.group(group).model_copy(update={"entities": tuple(entities)}))
    sets = {
        name: roadmap.applicability["all"].model_copy(update={"codes": codes})
        for name, codes in CONCERNED.items()
    }
    fields = {name: getattr(roadmap, name) for name in Roadmap.model_fields}
    return Roadmap.model_validate({**fields, "groups": tuple(groups), "applicability": sets})


def tiny_regions(regions: Regions) -> Regions:
    """Return six regions in two collaboration areas."""
    kept = tuple(
        regions.by_code[code].model_copy(update={"collaboration_area": area})
        for code, area in AREAS.items()
    )
    return Regions(regions=kept, collaboration_areas=regions.collaboration_areas[:2])


def group_return(
    region: str, group: str, answers: tuple[Answer, ...] = (), *, late: bool = False
) -> GroupReturn:
    """Return what a group of a region sent."""
    return GroupReturn(
        region=region,
        month=MAY,
        source_file=f"{region}.xlsx",
        source_sheet=group or "Etusivu",
        source_cell="",
        group=group,
        returned_at=datetime(2022, 6, 7, tzinfo=UTC),
        late=late,
        sha256="0" * 64,
        answers=answers,
    )


def answers_of(table: str) -> tuple[Answer, ...]:
    """Return the answers of a table: its head names the columns, empty cells are no answers."""
    head, *lines = (
        [cell.strip() for cell in line.split("|")] for line in dedent(table).strip().split("\n")
    )
    answers = []
    for row, cells in enumerate(lines, start=2):
        given = {key: cell for key, cell in zip(head, cells, strict=True) if cell}
        source = {"source_file": f"{given['region']}.xlsx", "source_sheet": "HT"}
        where = {"region": given["region"], "month": MAY, "source_cell": f"K{row}", **source}
        about = {"group": SUBTASKS[given["subtask"]][0], "subtask": given["subtask"]}
        values = {COLUMNS[key]: value for key, value in given.items() if key in COLUMNS}
        answers.append(Answer.model_validate({**where, **about, **values}))
    return tuple(answers)


def record_of(answers: tuple[Answer, ...]) -> MonthRecord:
    """Return the record of a month with these answers, each region's groups as its returns."""
    units = dict.fromkeys((each.region, each.group) for each in answers)
    returns = (
        group_return(
            region,
            group,
            tuple(each for each in answers if (each.region, each.group) == (region, group)),
        )
        for region, group in units
    )
    return MonthRecord(MAY, "1", "all", DEADLINE, (), tuple(returns))


class Country:
    """Draws pictures of the tiny country."""

    def __init__(self, roadmap: Roadmap, regions: Regions) -> None:
        self.roadmap = tiny_roadmap(roadmap)
        self.regions = tiny_regions(regions)

    def picture(self, table: str) -> NationalPicture:
        """Return the picture of a month with the answers of a table."""
        return self.picture_of(record_of(answers_of(table)))

    def picture_of(self, record: MonthRecord, *, after_deadline: bool = True) -> NationalPicture:
        """Return the picture of a month's record."""
        return national_picture(record, self.roadmap, self.regions, after_deadline=after_deadline)

    def risks(self, table: str) -> dict[str, SharedRisk]:
        """Return the shared risks of a month, by subtask."""
        return {risk.position.subtask.id: risk for risk in self.picture(table).risks}
