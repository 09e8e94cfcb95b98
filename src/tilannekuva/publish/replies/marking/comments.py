"""The comments in marked cells, recognised again whatever program saved them meanwhile."""

from math import ceil

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment

from tilannekuva.layout.reply_comment import AUTHOR, OTHERS, OURS, SIGNATURE

_WIDTH = 300
_LETTERS_A_LINE = 46
_LINE = 17
_AROUND = 16
_TALLEST = 420


def add_comment(cell: Cell, text: str) -> None:
    """Put our comment on a cell, before that of somebody else if there is one."""
    said = f"{text}{SIGNATURE}"
    if cell.comment is not None:
        author = (cell.comment.author or "").replace("\n", " ").strip()
        said += f"{OTHERS}{author}:\n{cell.comment.text}"
    cell.comment = Comment(said, AUTHOR, height=_height(said), width=_WIDTH)


def take_away_comment(cell: Cell) -> None:
    """Take our comment away from a cell, and leave there what somebody else said."""
    if cell.comment is None:
        return
    ours = OURS.search(cell.comment.text)
    if ours is not None:
        text = ours["text"]
        cell.comment = None if text is None else sized(Comment(text, ours["author"]))
    elif (cell.comment.author or "").strip() == AUTHOR:
        cell.comment = None


def sized(comment: Comment) -> Comment:
    """Return a comment with a box large enough to be read."""
    comment.height, comment.width = _height(comment.text), _WIDTH
    return comment


def _height(text: str) -> int:
    lines = sum(max(ceil(len(part) / _LETTERS_A_LINE), 1) for part in text.split("\n"))
    return min(lines * _LINE + _AROUND, _TALLEST)
