"""What every suite starts from: the built-in data files, and a month made up by rule."""

import os
import random
from datetime import UTC, date, datetime

import pytest
from hypothesis import settings

from effort import FIGURE, SEED
from tilannekuva.domain.answers import COVER, Answer, GroupReturn, Narrative
from tilannekuva.domain.glossary import Glossary
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord, NationalPicture
from tilannekuva.domain.regions import Region, Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.picture.changes import EarlierMonth
from tilannekuva.picture.national import national_picture
from tilannekuva.reference.glossary_file import load_glossary
from tilannekuva.reference.regions_file import load_regions
from tilannekuva.reference.roadmap_file import load_roadmap
from tilannekuva.resources import resource_folder

pytest_plugins = ("offices",)

# A defect in a process that a test starts shows its traceback.
os.environ["TILANNEKUVA_DEBUG"] = "1"

# How long an example takes says more of the machine than of the code.
settings.register_profile("project", parent=settings(), deadline=None)
settings.load_profile("project")

MAY = ReportingMonth(2022, 5)


@pytest.fixture(scope="session")
def regions() -> Regions:
    """The built-in regions."""
    return load_regions(resource_folder("schemas") / "regions.yaml")


@pytest.fixture(scope="session")
def roadmap(regions: Regions) -> Roadmap:
    """The built-in roadmap."""
    return load_roadmap(resource_folder("schemas") / "roadmaps" / "2022-draft-2.yaml", regions)


@pytest.fixture(scope="session")
def glossary() -> Glossary:
    """The built-in glossary."""
    return load_glossary(resource_folder("schemas") / "glossary.yaml")


@pytest.fixture(scope="session")
def picture(roadmap: Roadmap, regions: Regions) -> NationalPicture:
    """A month in which 22 of 23 regions return, with every kind of answer."""
    returns = tuple(
        each
        for region in regions.regions
        if region.code != "20"
        for each in _returns(region, roadmap, random.Random(region.code))  # noqa: S311
    )
    record = MonthRecord(MAY, roadmap.version, "all", date(2022, 6, 10), (), returns)
    return national_picture(record, roadmap, regions, after_deadline=True)


@pytest.fixture(scope="session")
def two_months(picture: NationalPicture) -> NationalPicture:
    """The same month after an April and a March in which everything was less far.

    Regions 20 and 21 returned nothing in April: they cannot be compared.
    """
    april, march = (_stepped_back(picture.record, months) for months in (1, 2))
    earlier = [EarlierMonth(each, picture.roadmap, each) for each in (april, march)]
    return national_picture(
        picture.record, picture.roadmap, picture.regions, after_deadline=True, earlier=earlier
    )


def _stepped_back(record: MonthRecord, months: int) -> MonthRecord:
    """Return a record of an earlier month, some of its answers other than in the later one."""
    chance = random.Random(months)  # noqa: S311
    month = record.month.shifted(-months)

    def earlier(answer: Answer) -> Answer:
        changed: dict[str, object] = {"month": month}
        if chance.random() < 0.2:
            changed["status"] = chance.choice(["not_started", "in_progress", "done", None])
        if chance.random() < 0.1:
            changed |= {"risk": "low", "support": "none"}
        return answer.model_copy(update=changed)

    returns = tuple(
        each.model_copy(update={"month": month, "answers": tuple(map(earlier, each.answers))})
        for each in record.returns
        if each.region != "21"
    )
    deadline = month.shifted(1).first_day.replace(day=10)
    return MonthRecord(month, record.roadmap_version, record.ask, deadline, (), returns)


def _returns(region: Region, roadmap: Roadmap, chance: random.Random) -> list[GroupReturn]:
    common = {"region": region.code, "month": MAY, "source_file": f"{region.code}.xlsx"}
    answers: dict[str, list[Answer]] = {}
    for row, step in enumerate(roadmap.asked(region.code, MAY), start=8):
        of_group = answers.setdefault(step.group.id, [])
        if chance.random() < 0.1:
            continue
        answer = {
            "status": chance.choices(
                ["done", "in_progress", "not_started", "not_applicable", None], [35, 40, 20, 2, 3]
            )[0],
            "estimated_completion": chance.choice([None, date(2022, 6, 30), date(2022, 12, 31)]),
            "risk": chance.choice([None, "low", "moderate", "high"]),
            "support": chance.choices([None, "none", "regional", "national"], [4, 3, 2, 1])[0],
            "description": chance.choice([None, "Valmistelu etenee.", "=Ei kaava <b>tässä</b>"]),
            "responsible": chance.choice([None, "talousjohtaja"]),
        }
        if any(answer.values()):
            source = {"source_sheet": step.group.id, "source_cell": f"K{row}"}
            ids = {"group": step.group.id, "subtask": step.subtask.id}
            of_group.append(Answer.model_validate({**common, **source, **ids, **answer}))
    groups = [_group(common, group, tuple(given)) for group, given in answers.items()]
    return [_cover(common, roadmap), *groups]


def _group(common: dict[str, object], group: str, answers: tuple[Answer, ...]) -> GroupReturn:
    source = {"source_sheet": group, "source_cell": "C70"}
    narratives = tuple(
        Narrative.model_validate(
            {
                **common,
                **source,
                "group": group,
                "question": question,
                "text": f"{question} {group}",
            }
        )
        for question in ("strengths", "challenges", "support_wished")
    )
    return GroupReturn.model_validate(
        {
            **common,
            **source,
            "source_cell": "",
            "group": group,
            "returned_at": datetime(2022, 6, 7, 12, 0, tzinfo=UTC),
            "late": False,
            "sha256": "0" * 64,
            "filled_by": "projektipäällikkö",
            "filled_on": date(2022, 6, 7),
            "answers": answers,
            "narratives": narratives,
        }
    )


def _cover(common: dict[str, object], roadmap: Roadmap) -> GroupReturn:
    source = {"source_sheet": "Etusivu", "source_cell": "D20", "group": COVER}
    narratives = tuple(
        Narrative.model_validate(
            {**common, **source, "question": each.id, "light": "yellow", "text": "Tilanne."}
        )
        for each in roadmap.questions.region
    )
    return GroupReturn.model_validate(
        {
            **common,
            **source,
            "source_cell": "",
            "returned_at": datetime(2022, 6, 7, 12, 0, tzinfo=UTC),
            "late": False,
            "sha256": "0" * 64,
            "narratives": narratives,
        }
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List the figures that were reached, and the seed they were reached with."""
    reports = [
        report
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
    ]
    figures = [
        f"{report.nodeid.partition('::')[2]} {report.outcome}: {told}"
        for report in reports
        for name, told in report.user_properties
        if name == FIGURE
    ]
    if figures:
        terminalreporter.section(f"figures, with the seed {SEED}")
        terminalreporter.write("".join(f"{figure}\n" for figure in sorted(figures)))
