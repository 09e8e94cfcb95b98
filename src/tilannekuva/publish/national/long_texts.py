"""Texts of answers that are longer than a row can show; they are told whole elsewhere."""

from collections.abc import Iterator
from typing import Final

from tilannekuva.domain.answers import Answer
from tilannekuva.domain.picture import NationalPicture
from tilannekuva.publish.national.row_heights import MOST_LINES, lines

DESCRIPTION_WIDTH: Final = 56.0
"""The width of the column of descriptions among all answers."""
RESPONSIBLE_WIDTH: Final = 14.0
"""The width of the column of persons responsible there."""


def long_texts(picture: NationalPicture) -> Iterator[tuple[Answer, str, str]]:
    """Yield each such text with its answer and the id of its question."""
    for answer in picture.record.answers:
        for question, text, width in (
            ("description", answer.description, DESCRIPTION_WIDTH),
            ("responsible", answer.responsible, RESPONSIBLE_WIDTH),
        ):
            if text is not None and lines(text, width) > MOST_LINES:
                yield answer, question, text
