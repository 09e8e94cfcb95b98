"""Find what is amiss with who filled in a group's sheet, and when."""

from collections.abc import Iterator
from datetime import date, timedelta

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.validation.cells import Place
from tilannekuva.validation.combinations import ReadAnswers

# A file may be saved before midnight in Greenwich and after it in Finland.
_A_DAY = timedelta(days=1)


def signature_findings(
    signed: ReadAnswers,
    place: Place,
    roadmap: Roadmap,
    month: ReportingMonth,
    returned_on: date | None = None,
) -> Iterator[Finding]:
    """Yield what is amiss with the signature of a sheet that is a return, in reading order.

    Args:
        signed: what stands beside the labels of the sheet, by the id of the group's question.
        place: the sheet.
        roadmap: what is asked.
        month: the month the answers are of.
        returned_on: the day the file was last saved; by default the day is not compared with it.
    """
    names = {question.id: question.name for question in roadmap.questions.group}
    for asked, cell in signed.cells.items():
        if asked == "filled_by" and signed.is_blank(asked):
            yield place.finding("ROW-027", cell, "", asked, question=names[asked])
        day = signed.values.get(asked)
        if asked == "filled_on" and isinstance(day, date):
            too_late = returned_on is not None and day > returned_on + _A_DAY
            if day < month.first_day or too_late:
                yield place.finding("ROW-026", cell, "", asked, question=names[asked], day=day)
