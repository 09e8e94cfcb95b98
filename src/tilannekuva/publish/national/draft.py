"""The workbook under construction: what it is drawn from, and the opening of its sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.regions import Region
from tilannekuva.i18n.words import Words
from tilannekuva.layout.look import ACCENT
from tilannekuva.publish.national.bulk_worksheet import BulkWorksheet, hooks_present
from tilannekuva.publish.national.formats import Formats
from tilannekuva.publish.national.labels import page_footer
from tilannekuva.publish.national.page import TABLE_ALONE, Heading, Page, PrintPlan

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class SheetPlan:
    """A sheet to be opened."""

    name: str
    title: str
    hint: str
    widths: Sequence[float]


class Draft:
    """A workbook that is being drawn from a picture in one language.

    Args:
        picture: what is told.
        words: the language it is told in.
        tool_version: the version of the product, told among the provenance.
        bulk: whether rows may be written in bulk; else the library writes each cell.
    """

    def __init__(
        self, picture: NationalPicture, words: Words, tool_version: str, *, bulk: bool
    ) -> None:
        self.picture = picture
        self.words = words
        self.tool_version = tool_version
        self._bulk = bulk and hooks_present()
        self._file = BytesIO()
        self.workbook: Any = Workbook(self._file, _OPTIONS)
        self.formats = Formats(self.workbook, words.language)
        self.workbook.set_properties(
            {
                "title": words("National situational picture, {month}", month=picture.month),
                "created": datetime.combine(picture.month.as_of, time()),
            }
        )

    def page(self, plan: SheetPlan, *, bulk: bool = False) -> Page:
        """Open a sheet and write its heading."""
        kind = BulkWorksheet if bulk and self._bulk else None
        sheet = self.workbook.add_worksheet(plan.name, kind)
        if not bulk:
            # The pages that are read, beside the tables that are looked things up in.
            sheet.set_tab_color(ACCENT)
        page = Page(sheet, self.words, self.formats)
        page.head(Heading(plan.title, self.subtitle, plan.hint), plan.widths)
        return page

    def finish(
        self, page: Page, title: str, last: tuple[int, int], plan: PrintPlan = TABLE_ALONE
    ) -> None:
        """Set up a sheet's printing, as far as its last row and column."""
        page.print_set_up(last, self.footer(title), plan)

    def footer(self, title: str) -> str:
        """Return what stands at the foot of a sheet's printed pages."""
        return page_footer(self.words, title, self.words.month(self.picture.month))

    def region_name(self, region: Region) -> str:
        """Return a region's name in the language of the workbook."""
        return self.words.text(region.name)

    def name_of(self, code: str) -> str:
        """Return a region's name by its code; an unknown code as it is, none as nothing."""
        region = self.picture.regions.by_code.get(code)
        return code if region is None else self.region_name(region)

    def short_names(self, codes: Sequence[str]) -> str:
        """Return regions by their short names."""
        known = self.picture.regions.by_code
        language = self.words.language
        return self.words.listing([known[code].short_name(language) for code in codes])

    @property
    def subtitle(self) -> str:
        """The month, the day the figures are told for, and how many regions report."""
        picture, words = self.picture, self.words
        return words(
            "{month} · as of {day} · {reporting}/{all} regions report",
            month=picture.month,
            day=picture.month.as_of,
            reporting=len(picture.reporting),
            all=len(picture.standings),
        )

    def saved(self) -> bytes:
        """Close the workbook and return its bytes."""
        self.workbook.close()
        return self._file.getvalue()
