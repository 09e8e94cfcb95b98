"""Part words that are too long for their column where a person would part them.

A spreadsheet breaks such a word at whatever letter the line ends with, and shows no hyphen.
The reader joins again what is parted here (`tilannekuva.layout.vocabulary.joined`).
"""

import re
from functools import lru_cache
from typing import Final

from tilannekuva.layout.text_width import longest_word_width

_FEWEST_LETTERS: Final = 3
"""No part of a word is shorter."""

# Where the parts of the compounds of this field meet: in Swedish after endings whose s links
# one part to the next, and before what a later part begins with. A word in which none of these
# is found is not parted: its column becomes wider.
_SEAM: Final = re.compile(
    r"""
    (?<=ings|ions|hets|kaps|ådes)
    | (?=
        alue | asiakirj | avustu | edellyty | hallin | hallit | henkilö | hoito | huolto |
        johtam | järjestelm | kertomu | keskuk | keskus | lautakun | luovutu | maksul |
        materiaal | menettely | ministeriö | palvelu | pinta | politiik | päätö | rakenne |
        rakente | riippumat | sisältö | sopimu | strategi | suunnitel | suunnittel | tekniik
        | terveyden | toimieli | toimin | turvallisuu | vaihe | valmistel | valtuutet |
        vastaava | vastuu | verkosto | viestint | virasto | yhteisty | yhteyd
        | bedömning | berättels | beslut | centr | central | fasen | fullmäktig | förbindels |
        förbund | förfarand | förhålland | förmedling | förutsättning | förvaltning |
        granskning | hanter | indikator | innehavar | innehåll | kommunikation | ledning |
        material | ministeri | modell | myndighet | nämnd | ombud | organ | period | process
        | produktion | samarbet | struktur | ställning | system | säkerhet | tjänst |
        uppgift | utrustning | utveckling | verken | väsend
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


def hyphenated(text: str, width: float, points: float, *, bold: bool = False) -> str:
    r"""Return a text in which each word that is too long for a column is parted at a seam.

    A word without a fitting seam is left as it is.

    Args:
        text: the text.
        width: the width of the column in characters.
        points: the size of the letters.
        bold: whether they are bold.

    >>> hyphenated("Aluevaltuustovaihe", 12, 9)
    'Aluevaltuusto-\nvaihe'
    """
    if longest_word_width(text, points, bold=bold) <= width:
        return text
    return "\n".join(
        " ".join(_parted(word, width, points, bold) for word in line.split(" "))
        for line in text.split("\n")
    )


@lru_cache(maxsize=4096)
def _parted(word: str, width: float, points: float, bold: bool) -> str:  # noqa: FBT001 - cached
    if longest_word_width(word, points, bold=bold) <= width:
        return word
    for seam in reversed(_seams(word)):
        head = f"{word[:seam]}-"
        if longest_word_width(head, points, bold=bold) <= width:
            return f"{head}\n{_parted(word[seam:], width, points, bold)}"
    return word


def _seams(word: str) -> list[int]:
    places = (match.start() for match in _SEAM.finditer(word))
    last = len(word.rstrip(".,;:)")) - _FEWEST_LETTERS
    return [place for place in places if _FEWEST_LETTERS <= place <= last]
