"""Forms as Hypothesis fills them in, rearranges and spoils them, as cells that were read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st
from small_form import QUESTIONS, form

from tilannekuva.domain.roadmap import Question
from tilannekuva.domain.texts import FORM_LANGUAGES, FormLanguage
from tilannekuva.domain.workbook import CellValue, SheetCells, WorkbookCells, cell_address
from tilannekuva.inbox.contract import Limits
from tilannekuva.inbox.reader import read_workbook
from tilannekuva.layout.form import FIELD_COLUMN, LIGHT_COLUMN, TEXT_COLUMN, Form, FormContents
from tilannekuva.layout.vocabulary import plain
from tilannekuva.outbox.working_tool import draw_working_tool
from tilannekuva.pipeline.foundations import Foundations

Piece = tuple[CellValue, str | None]
"""What stands in a cell: a value, or an error."""

NOTHING: Piece = (None, None)
NOTHING_SENT = FormContents()
_NEVER_TYPED = {"_meta", "_lists", "_issued"}

days = st.dates(date(2022, 6, 1), date(2026, 12, 31))
texts = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Cf", "Zs", "Zl", "Zp")) | st.just(" "),
    min_size=1,
    max_size=30,
).filter(lambda text: bool(text.strip()))
junk = st.one_of(
    texts,
    st.sampled_from(
        [
            "valmis",
            "ehkä",
            "x",
            "HT-1.2.1",
            "JO-1.1.1",
            "OMA-1",
            "1.11.2022",
            "31.2.2022",
            "marraskuu 2022",
            "matala",
            "korkea!",
            "ks. liite",
            "=1+1",
            "toukokuu 2022",
            "0",
        ]
    ),
    days,
    st.integers(-5, 50_000).map(float),
    st.booleans(),
).map(lambda value: (value, None)) | st.sampled_from(
    [(None, "#REF!"), (None, "#N/A"), (None, "=A1+B2")]
)
"""Anything a person may type or a formula may show."""


@dataclass
class Paper:
    """One sheet that is being worked on."""

    name: str
    rows: list[list[Piece]]
    merged: tuple[str, ...] = ()
    visible: bool = True

    def put(self, row: int, column: int, piece: Piece) -> None:
        """Put something into a cell, also one beyond the last."""
        while len(self.rows) <= row:
            self.rows.append([])
        self.rows[row] += [NOTHING] * (column + 1 - len(self.rows[row]))
        self.rows[row][column] = piece

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(map(len, self.rows), default=0)

    def cells(self) -> SheetCells:
        """Return the sheet as it would be read."""
        width = self.width
        rows = [[*row, *[NOTHING] * (width - len(row))] for row in self.rows]
        errors = {
            cell_address(number, column): error
            for number, row in enumerate(rows)
            for column, (_, error) in enumerate(row)
            if error is not None
        }
        values = tuple(tuple(value for value, _ in row) for row in rows)
        return SheetCells(self.name, values, self.visible, errors, self.merged)


class Rearranged:
    """A form that was filled in, rearranged and perhaps spoiled.

    It is no dataclass, so that a failing one is shown by what was done and not cell by cell.

    Args:
        workbook: what became of it.
        answers: what was filled in, by what is asked, as it should be read.
        done: what was done to it, in words.
    """

    def __init__(
        self, workbook: WorkbookCells, answers: Mapping[str, object], done: Sequence[str]
    ) -> None:
        self.workbook = workbook
        self.answers = answers
        self._done = done

    @property
    def language(self) -> FormLanguage:
        """The language of the form."""
        return next(each for each in FORM_LANGUAGES if each == self._done[0])

    @property
    def is_copied(self) -> bool:
        """Whether something of the form was copied, so that its texts are there more often."""
        return any("cop" in each for each in self._done)

    def __repr__(self) -> str:
        return f"<{', '.join(self._done)}; {dict(self.answers)}>"


class Forms:
    """The forms of a region in every language, as they were sent and read once."""

    def __init__(self, foundations: Foundations, contents: FormContents = NOTHING_SENT) -> None:
        drawn = {each: form(foundations, language=each) for each in FORM_LANGUAGES}
        self.forms = drawn
        self.sent = {language: _read(each, contents) for language, each in drawn.items()}
        vocabulary = foundations.vocabulary
        self._words = {*vocabulary.headings, *vocabulary.group_labels, *vocabulary.region_labels}

    def is_word(self, text: str) -> bool:
        """Tell whether a text is a heading or a label, which nobody types as an answer."""
        return plain(text) in self._words


@st.composite
def rearranged(draw: st.DrawFn, forms: Forms, *, spoiled: bool) -> Rearranged:
    """Return a form in any language with any answers, in any order of rows, columns and sheets."""
    language = draw(st.sampled_from(FORM_LANGUAGES))
    drawn, sent = forms.forms[language], forms.sent[language]
    papers = [_paper(sheet) for sheet in sent.sheets if sheet.name not in _NEVER_TYPED]
    done: list[str] = [language]
    answers = _fill(draw, drawn, papers, texts.filter(lambda text: not forms.is_word(text)))
    for paper in papers[1:]:
        _rearrange(draw, drawn, paper, done)
    if spoiled:
        for _ in range(draw(st.integers(1, 6))):
            _spoil(draw, draw(st.sampled_from(papers)), done)
    copies = draw(st.lists(st.sampled_from(papers), max_size=1))
    papers += [replace(paper, name=f"{paper.name} (2)") for paper in copies]
    done += [f"{paper.name} copied" for paper in copies]
    sheets = [paper.cells() for paper in draw(st.permutations(papers))]
    hidden = [sheet for sheet in sent.sheets if sheet.name in _NEVER_TYPED]
    return Rearranged(replace(sent, sheets=(*sheets, *hidden)), answers, done)


def _fill(
    draw: st.DrawFn, drawn: Form, papers: list[Paper], texts: st.SearchStrategy[str]
) -> dict[str, object]:
    """Fill in any answers; return them as they should be read."""
    read: dict[str, object] = {}
    scales = drawn.roadmap.answer_scale
    questions: dict[str, Question] = {each.id: each for each in drawn.roadmap.questions.subtask}
    for layout, paper in zip(drawn.sheets, papers[1:], strict=True):
        for subtask, row in layout.subtask_rows.items():
            for asked in draw(st.lists(st.sampled_from(QUESTIONS), unique=True, max_size=6)):
                question = questions[asked]
                value: CellValue
                meant: object
                if question.scale is not None:
                    choice = draw(st.sampled_from(scales.choices(question.scale)))
                    value, meant = drawn.label(choice.label), choice.id
                elif question.kind == "date":
                    value = draw(days)
                    meant = value
                else:
                    value = draw(texts)
                    meant = value
                paper.put(row, drawn.column_numbers[asked], (value, None))
                read[f"{subtask} {asked}"] = meant
        for asked, row in layout.field_rows.items():
            if draw(st.booleans()):
                text = draw(days) if asked == "filled_on" else draw(texts)
                paper.put(row, FIELD_COLUMN, (text, None))
                read[f"{layout.name} {asked}"] = text
    return read | _fill_cover(draw, drawn, papers[0], texts)


def _fill_cover(
    draw: st.DrawFn, drawn: Form, cover: Paper, texts: st.SearchStrategy[str]
) -> dict[str, object]:
    read: dict[str, object] = {}
    for question in drawn.region_questions:
        label = drawn.label(question.name)
        [row] = [number for number, row in enumerate(cover.rows) if (label, None) in row]
        if draw(st.booleans()):
            choice = draw(st.sampled_from(drawn.roadmap.answer_scale.light))
            cover.put(row, LIGHT_COLUMN, (drawn.label(choice.label), None))
            read[f"{question.id} light"] = choice.id
        if draw(st.booleans()):
            read[question.id] = draw(texts)
            cover.put(row, TEXT_COLUMN, (str(read[question.id]), None))
    return read


def _rearrange(draw: st.DrawFn, drawn: Form, paper: Paper, done: list[str]) -> None:
    """Move the columns and rows of a group's sheet about, and put empty ones between them."""
    [layout] = [each for each in drawn.sheets if each.name == paper.name]
    table = range(layout.first_row, layout.last_row + 1)
    order = draw(st.permutations(table))
    rows = [paper.rows[number] for number in order]
    done.append(f"{paper.name}: rows {order}")
    for number, row in zip(table, rows, strict=True):
        paper.rows[number] = row
    if draw(st.booleans()):
        # The narratives stay where they are: only the columns of the table change places.
        places = draw(st.permutations(range(len(drawn.columns))))
        done.append(f"columns {places}")
        for number in (layout.header_row, *table):
            row = paper.rows[number] + [NOTHING] * (len(places) - len(paper.rows[number]))
            paper.rows[number] = [row[place] for place in places]
        paper.merged = ()
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(paper.rows)))
        paper.rows.insert(place, [])
        done.append(f"row inserted at {place}")
        paper.merged = ()
    for _ in range(draw(st.integers(0, 2))):
        column = draw(st.integers(0, paper.width))
        for cells in paper.rows:
            cells.insert(min(column, len(cells)), NOTHING)
        done.append(f"column inserted at {column}")
        paper.merged = ()
    if draw(st.booleans()):
        paper.name = draw(st.sampled_from(["Taul1", "Ryhmä", paper.name.lower(), "x"])) + paper.name


def _spoil(draw: st.DrawFn, paper: Paper, done: list[str]) -> None:
    """Do something to a sheet that nobody should."""
    row = draw(st.integers(0, len(paper.rows) - 1)) if paper.rows else 0
    column = draw(st.integers(0, paper.width + 1))
    kind = draw(st.sampled_from(list(_SPOILING)))
    if kind != "type":
        # A merge that stands no more where it stood would hide something else.
        paper.merged = paper.merged if kind in _LEAVES_IN_PLACE else ()
    said = _SPOILING[kind](draw, paper, row, column)
    done.append(f"{kind} {paper.name}!{cell_address(row, column)} {said or ''}".strip())


def _type(draw: st.DrawFn, paper: Paper, row: int, column: int) -> str:
    piece = draw(junk)
    paper.put(row + draw(st.integers(0, 2)), column, piece)
    return str(piece)


def _clear(_draw: st.DrawFn, paper: Paper, row: int, column: int) -> None:
    paper.put(row, column, NOTHING)


def _delete_row(_draw: st.DrawFn, paper: Paper, row: int, _column: int) -> None:
    del paper.rows[row : row + 1]


def _delete_column(_draw: st.DrawFn, paper: Paper, _row: int, column: int) -> None:
    for cells in paper.rows:
        del cells[column : column + 1]


def _copy_row(_draw: st.DrawFn, paper: Paper, row: int, _column: int) -> None:
    paper.rows += [list(cells) for cells in paper.rows[row : row + 1]]


def _copy_column(_draw: st.DrawFn, paper: Paper, _row: int, column: int) -> None:
    for cells in paper.rows:
        cells.extend(cells[column : column + 1])


def _copy_cell(draw: st.DrawFn, paper: Paper, row: int, column: int) -> None:
    to = draw(st.integers(0, len(paper.rows))), draw(st.integers(0, paper.width))
    for cells in paper.rows[row : row + 1]:
        for piece in cells[column : column + 1]:
            paper.put(*to, piece)


def _shift_row(draw: st.DrawFn, paper: Paper, row: int, column: int) -> None:
    for cells in paper.rows[row : row + 1]:
        cells.insert(min(column, len(cells)), draw(junk))


def _own_row(draw: st.DrawFn, paper: Paper, row: int, _column: int) -> None:
    paper.rows.insert(row, draw(st.lists(st.just(NOTHING) | junk, max_size=18)))


def _merge(draw: st.DrawFn, paper: Paper, row: int, column: int) -> str:
    last = cell_address(row + draw(st.integers(0, 2)), column + draw(st.integers(0, 2)))
    first = cell_address(row, column)
    paper.merged += (f"{first}:{last}",) if first != last else ()
    return last


def _hide(_draw: st.DrawFn, paper: Paper, _row: int, _column: int) -> None:
    paper.visible = False


_SPOILING: Mapping[str, Callable[[st.DrawFn, Paper, int, int], str | None]] = {
    "type": _type,
    "clear": _clear,
    "delete row": _delete_row,
    "delete column": _delete_column,
    "copy row": _copy_row,
    "copy column": _copy_column,
    "copy cell": _copy_cell,
    "shift row": _shift_row,
    "own row": _own_row,
    "merge": _merge,
    "hide": _hide,
}
_LEAVES_IN_PLACE = {"clear", "merge", "hide"}


def _paper(sheet: SheetCells) -> Paper:
    rows = [
        [
            (value, sheet.error_cells.get(cell_address(number, column)))
            for column, value in enumerate(row)
        ]
        for number, row in enumerate(sheet.rows)
    ]
    return Paper(sheet.name, rows, sheet.merged)


def _read(drawn: Form, contents: FormContents) -> WorkbookCells:
    with TemporaryDirectory() as folder:
        path = Path(folder, "form.xlsx")
        path.write_bytes(draw_working_tool(drawn, contents))
        read = read_workbook(path, Limits())
    assert isinstance(read, WorkbookCells)
    return read
