"""The pages of the sample month: every pack and every index, of the meeting and for the public."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tilannekuva.archive.months import archived_record
from tilannekuva.archive.workspace import open_workspace
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.settings import Settings
from tilannekuva.domain.texts import LANGUAGES
from tilannekuva.picture.national import national_picture
from tilannekuva.pipeline.collect import collect
from tilannekuva.pipeline.earlier_months import earlier_months
from tilannekuva.pipeline.foundations import lay_foundations
from tilannekuva.publish.briefing.pages import index_page, public_pack
from tilannekuva.publish.briefing.public_index import public_index
from tilannekuva.reference.regions_file import load_regions
from tilannekuva.resources import resource_folder

_LANGUAGES_OF = {
    region.code: region.languages
    for region in load_regions(resource_folder("schemas") / "regions.yaml").regions
}
PACKS = tuple(
    f"{code}-{language}.html" for code, languages in _LANGUAGES_OF.items() for language in languages
)
INDEXES = tuple(f"index-{language}.html" for language in LANGUAGES)
PAGES = tuple(f"{room}/{name}" for room in ("meeting", "public") for name in (*INDEXES, *PACKS))
"""Every page: those for the meetings and the ministry, and those for the public."""

_MONTH = ReportingMonth(2022, 5)


@dataclass(frozen=True, slots=True)
class SamplePages:
    """A folder with the pages of the sample month."""

    folder: Path

    def url(self, name: str) -> str:
        """Return where the browser finds a page."""
        return (self.folder / name).as_uri()


def drawn(folder: Path) -> SamplePages:
    """Collect the sample months, the earlier ones first, and write the pages of the last."""
    inboxes = resource_folder("sample_workbooks")
    workspace = open_workspace(folder, inbox=inboxes / "inbox", output=folder / "output")
    foundations = lay_foundations(workspace, Settings())
    for inbox in (*sorted(inboxes.glob("inbox-*")), inboxes / "inbox"):
        done = collect(workspace, foundations, inbox, month=None, today=date(2022, 6, 20))
    record = archived_record(workspace, _MONTH)
    assert record is not None
    picture = national_picture(
        record,
        foundations.roadmap_of(record.roadmap_version),
        foundations.regions,
        after_deadline=True,
        earlier=earlier_months(workspace, foundations, _MONTH),
    )
    pages = folder / "pages"
    for name, text in _rendered(picture).items():
        path = pages / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    for name in PACKS:
        # The packs are the very files that collecting wrote.
        text = (done.output / "briefings" / name).read_text(encoding="utf-8")
        (pages / "meeting" / name).write_text(text, encoding="utf-8", newline="\n")
    return SamplePages(pages)


def _rendered(picture: NationalPicture) -> dict[str, str]:
    version = "0"
    pages = {}
    for language in LANGUAGES:
        name = f"index-{language}.html"
        pages[f"meeting/{name}"] = index_page(
            picture, language, tool_version=version, packs=_LANGUAGES_OF
        )
        pages[f"public/{name}"] = public_index(
            picture, language, tool_version=version, packs=_LANGUAGES_OF
        )
    for code, languages in _LANGUAGES_OF.items():
        for language in languages:
            pages[f"public/{code}-{language}.html"] = public_pack(
                picture, code, language, tool_version=version
            )
    return pages
