"""Workspaces for the jobs: the sample month collected once, and small inboxes of one's own."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tilannekuva.archive.workspace import Workspace, open_workspace
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.settings import Settings
from tilannekuva.domain.texts import FormLanguage
from tilannekuva.domain.workbook import CellValue
from tilannekuva.layout.form import Form, FormContents
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.collect import Collected, collect, gather, listed_inbox
from tilannekuva.pipeline.foundations import Foundations, lay_foundations
from tilannekuva.resources import resource_folder

AFTER_DEADLINE = date(2022, 6, 20)


@dataclass(frozen=True)
class Office:
    """A workspace with an inbox, and the people who send returns into it."""

    workspace: Workspace
    foundations: Foundations

    @property
    def inbox(self) -> Path:
        """The inbox's folder."""
        return self.workspace.inbox

    def send(  # noqa: PLR0913 - what a sender can vary
        self,
        name: str,
        answers: Mapping[tuple[str, str], CellValue],
        *,
        region: str = "02",
        month: str = "2022-05",
        saved: datetime = datetime(2022, 6, 7, 12, 0, tzinfo=UTC),
        language: FormLanguage = "fi",
        group: str = "",
        edit: Callable[[Workbook], None] | None = None,
    ) -> Path:
        """Put a filled form into the inbox, edited by hand if an edit is given."""
        form = self.form(region, month, language)
        contents = FormContents(answers=answers, saved=saved)
        data = draw_working_tool(form.for_group(group) if group else form, contents)
        if edit is not None:
            data = edited(data, edit, saved)
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def form(self, region: str, month: str, language: FormLanguage = "fi") -> Form:
        """Return the layout of a region's form."""
        return Form(
            roadmap=self.foundations.roadmap,
            glossary=self.foundations.glossary,
            region=self.foundations.regions.by_code[region],
            month=ReportingMonth.parse(month),
            language=language,
            deadline=self.foundations.deadline(ReportingMonth.parse(month)),
        )

    def gather(self, month: str | None = None) -> MonthRecord:
        """Read and merge the inbox, and publish nothing."""
        named = ReportingMonth.parse(month) if month else None
        with TemporaryDirectory() as private:
            listed = listed_inbox(self.workspace, self.inbox)
            gathered = gather(self.workspace, self.foundations, listed, Path(private), month=named)
        return gathered.record

    def collect(self, month: str | None = None, today: date = AFTER_DEADLINE) -> Collected:
        """Collect the inbox."""
        named = ReportingMonth.parse(month) if month else None
        return collect(self.workspace, self.foundations, self.inbox, month=named, today=today)


def edited(data: bytes, edit: Callable[[Workbook], None], saved: datetime) -> bytes:
    """Return a workbook as somebody edited it in another program and saved it."""
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    edit(workbook)
    content = io.BytesIO()
    workbook.save(content)
    # The library stamps the clock's time when it saves; the sender's clock is ours to choose.
    return _saved_at(content.getvalue(), saved)


def _saved_at(data: bytes, saved: datetime) -> bytes:
    result = io.BytesIO()
    stamp = saved.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            new.writestr(member, content, zipfile.ZIP_DEFLATED)
    return result.getvalue()


@pytest.fixture(scope="session")
def foundations(tmp_path_factory: pytest.TempPathFactory) -> Foundations:
    """The built-in data files."""
    return lay_foundations(open_workspace(tmp_path_factory.mktemp("nothing")), Settings())


@pytest.fixture
def office(tmp_path: Path, foundations: Foundations) -> Office:
    """An office with an empty inbox."""
    workspace = open_workspace(tmp_path, inbox=tmp_path / "inbox")
    workspace.inbox.mkdir()
    return Office(workspace, foundations)


@dataclass(frozen=True)
class SampleMonth:
    """The sample month, collected."""

    office: Office
    collected: Collected

    @property
    def output(self) -> Path:
        """The month's output folder."""
        return self.collected.output


@pytest.fixture(scope="session")
def sample_month(tmp_path_factory: pytest.TempPathFactory, foundations: Foundations) -> SampleMonth:
    """The sample inbox, collected once for all who only look."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(resource_folder("sample_workbooks") / "inbox", root / "inbox")
    office = Office(open_workspace(root, inbox=root / "inbox"), foundations)
    return SampleMonth(office, office.collect())


@dataclass(frozen=True)
class TwoSampleMonths:
    """The sample months, collected one after the other in one workspace."""

    before: SampleMonth
    month: SampleMonth


@pytest.fixture(scope="session")
def two_sample_months(
    tmp_path_factory: pytest.TempPathFactory, foundations: Foundations
) -> TwoSampleMonths:
    """April and then May, collected once for all who only look."""
    root = tmp_path_factory.mktemp("samples")
    months = []
    for name in ("inbox-2022-04", "inbox"):
        shutil.copytree(resource_folder("sample_workbooks") / name, root / name)
        office = Office(open_workspace(root, inbox=root / name), foundations)
        collected = collect(
            office.workspace, foundations, root / name, month=None, today=AFTER_DEADLINE
        )
        months.append(SampleMonth(office, collected))
    return TwoSampleMonths(*months)


def answers(record: MonthRecord) -> list[dict[str, object]]:
    """Return the answers of a record but for where they stood."""
    return [
        answer.model_dump(exclude={"source_file", "source_sheet", "source_cell"})
        for each in record.returns
        for answer in each.answers
    ]
