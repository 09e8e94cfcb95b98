"""Small workbooks to mark, and a look into what came of them."""

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import openpyxl
from openpyxl.styles import PatternFill, Protection
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tilannekuva.publish.replies.marking.marker import mark_workbook
from tilannekuva.publish.replies.marking.order import Line, Mark, Marked, Order

TO_FILL = "FFFFF9DB"
SAVED = datetime.fromisoformat("2022-06-03T09:02:00")
Edit = Callable[[Workbook], None]


def returned(cells: Mapping[str, str | float] | None = None, edit: Edit | None = None) -> bytes:
    """Return a workbook with a protected sheet HT whose answers are in the column B."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "HT"
    for row, status in enumerate(("valmis", "ehkä", "käynnissä"), start=1):
        sheet[f"A{row}"] = f"HT-1.2.{row}"
        answer = sheet[f"B{row}"]
        answer.value = status
        answer.fill = PatternFill("solid", fgColor=TO_FILL)
        answer.protection = Protection(locked=False)
    for address, value in (cells or {}).items():
        sheet[address] = value
    sheet.protection.sheet = True
    if edit is not None:
        edit(workbook)
    content = io.BytesIO()
    workbook.properties.modified = SAVED
    workbook.save(content)
    return with_part(content.getvalue())


def order(*marks: Mark, lines: tuple[Line, ...] = (), name: str = "Korjattavaa") -> Order:
    """Return an order to mark cells, with a line for each."""
    listed = tuple(
        Line(
            mark.kind,
            "Korjaa",
            f"{mark.sheet}!{mark.cell}",
            "",
            mark.text,
            "",
            mark.sheet,
            mark.cell,
        )
        for mark in marks
    )
    return Order(
        name=name,
        title="Korjattavaa · Satakunta",
        advice=("1. Korjaa.", "2. Palauta."),
        headings=("Toimi näin", "Paikka", "Osatehtävä", "Havainto", "Ohje"),
        lines=(*listed, *lines),
        marks=marks,
        footer="Satakunta & toukokuu",
        page="Sivu",
        shed_word="Tiedoksi",
        shed_sentence="Pois jätetty: {things}.",
        shed_things={"macros": "makrot", "formulas": "kaavat"},
    )


WRONG = Mark("HT", "B2", "error", "Korjaa: ”ehkä” ei ole vaihtoehto.\nValitse luettelosta.")
LONG = Mark("HT", "B3", "warning", "Tarkista: pitkä teksti.")


def marked(data: bytes, *marks: Mark, lines: tuple[Line, ...] = ()) -> Marked:
    """Return a workbook marked; it must be one that can be."""
    result = mark_workbook(data, order(*marks, lines=lines))
    assert isinstance(result, Marked), result
    return result


def opened(content: bytes) -> Workbook:
    """Return a workbook to look at."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of dates that are none
        return openpyxl.load_workbook(io.BytesIO(content))


def cell(content: bytes, address: str, sheet: str = "HT") -> Any:
    """Return a cell of a sheet."""
    return opened(content)[sheet][address]


def parts(content: bytes) -> dict[str, bytes]:
    """Return every part of a workbook's file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(content: bytes, changed: Mapping[str, bytes | None] | None = None) -> bytes:
    """Return a workbook with parts added, replaced or (None) taken away."""
    result = io.BytesIO()
    stamp = f"{SAVED.isoformat()}Z".encode()
    every = {**parts(content), **(changed or {})}
    core = every.get("docProps/core.xml")
    if core is not None and changed is None:
        before, _, rest = core.partition(b"<dcterms:modified")
        tag, _, after = rest.partition(b">")
        every["docProps/core.xml"] = (
            before + b"<dcterms:modified" + tag + b">" + stamp + after[after.index(b"<") :]
        )
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in every.items():
            if data is not None:
                archive.writestr(name, data)
    return result.getvalue()
