"""Tell a misspelt choice from a word that only resembles one.

Likeness alone reverses answers: *oklar* is one letter from *klar*, *påbörjas* one from
*påbörjad*. So a text is a misspelling only where nothing but letters inside of its words
differs, and no word that somebody may have meant lies as near.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from rapidfuzz.distance import OSA

_NEGATIONS = frozenset((
    *("ei", "en", "et", "emme", "ette", "eivät", "eikä", "älä", "ilman", "vailla"),
    *("ej", "inte", "inget", "ingen", "inga", "icke", "utan", "aldrig"),
    *("not", "no", "non", "none", "nor", "never", "without", "cannot"),
    *("dont", "don't", "isnt", "isn't", "doesnt", "doesn't", "didnt", "didn't"),
    *("wasnt", "wasn't", "hasnt", "hasn't"),
))  # fmt: skip
_NEGATING_BEGINNINGS = ("epä", "ei", "o", "icke", "un", "in", "im", "non", "dis")
_NEGATING_ENDINGS = (
    *("ton", "tön", "tonta", "töntä", "toman", "tömän", "matta", "mättä"),
    *("lös", "löst", "lösa", "less"),
)

# Without the dots and rings that a foreign keyboard does not have.
_UNDOTTED = str.maketrans("äåö", "aao")

_LONGEST_EXACT = 3
"""A word this short is never misspelt: *ei*, *ej*, *not*, *ok*, *low*, *hög*, *röd*."""
_SHORTEST_REPLACED = 6
"""In a word this long one letter may stand in place of another."""
_SHORTEST_TWICE = 8
"""In what is listed with so many letters there may be two edits."""
_MOST_EDITS = 2
_LIKE_ENOUGH = 0.75
"""A choice that is no more alike than this, from 0 to 1, is not named as the nearest one."""
_LONGEST_COMPARED = 100
"""A longer text is no choice and not like one."""


class NearMisses:
    """Knows which texts are misspellings of the choices of one scale.

    Args:
        own: the choice of each word of the scale, the words as they are compared.
        foreign: the words of the other scales.
        look_alikes: words that are near a choice and mean something else.
    """

    def __init__(
        self, own: Mapping[str, str], foreign: Iterable[str], look_alikes: Iterable[str]
    ) -> None:
        self._own = own
        self._every = tuple(dict.fromkeys((*own, *foreign)))
        self._look_alikes = frozenset(look_alikes)

    def misspelt(self, text: str) -> str | None:
        """Return the only choice a text is a misspelling of, or None.

        An edit is a letter left out, put in, replaced, or swapped with the next one (the
        *optimal string alignment* distance). One is allowed, or two where what is listed has
        eight letters or more, spaces not counted. Each single word must be a slip as well
        (see `_is_slip`), and nothing listed for another choice or in another scale may lie
        within as many edits.
        """
        if len(text) > _LONGEST_COMPARED or text in self._look_alikes:
            return None
        near = [word for word in self._every if _within(text, word)]
        meant = {self._own.get(word) for word in near if self._is_misspelling(text, word)}
        possible = {self._own.get(word) for word in near}
        return meant.pop() if len(meant) == 1 and meant == possible else None

    def nearest(self, text: str) -> str | None:
        """Return the choice to name beside a text that is none, or None where none is like it.

        It is the one most alike, else one that stands in the text (*melkein valmis*); never
        one that the text negates, nor one of two.
        """
        if len(text) > _LONGEST_COMPARED:
            return None
        likeness = {word: OSA.normalized_similarity(text, word) for word in self._own}
        most = max(likeness.values())
        if most > _LIKE_ENOUGH:
            named = [word for word, like in likeness.items() if like == most]
        else:
            spaced = f" {' '.join(_words_of(text))} "
            within = [word for word in self._own if f" {word} " in spaced]
            # Of *not started*, which stands in a text, *started* is a part.
            parts = {one for one in within for each in within if one != each and one in each}
            named = [word for word in within if word not in parts]
        choices = {self._own[word] for word in named}
        if len(choices) != 1 or any(_negates(text, word) for word in named):
            return None
        return choices.pop()

    def _is_misspelling(self, text: str, word: str) -> bool:
        """Tell whether a text of as many words has nothing but letters wrong inside of them."""
        typed, listed = text.split(), word.split()
        if len(typed) != len(listed):
            return False
        pairs = zip(typed, listed, strict=True)
        return all(
            one == other or (one not in self._look_alikes and _is_slip(one, other))
            for one, other in pairs
        )


def _is_slip(typed: str, listed: str) -> bool:
    """Tell whether one word is another with a slip of the keyboard in it.

    Both have four letters or more. Two neighbouring letters are swapped; or a letter is left
    out or put in inside of the word, twice in one of eight; or, in one of six, one is replaced.
    Its first and its last letter are right, since beginnings and endings carry meaning
    (*oklar*, *påbörjas*, *completes*), and two letters are never replaced (*kunnallinen* is
    not *kansallinen*). Dots and rings that are not there do not count as replaced.
    """
    shorter = min(len(typed), len(listed))
    if shorter <= _LONGEST_EXACT or _is_negation(typed) != _is_negation(listed):
        return False
    if not typed.isalpha() or not listed.isalpha():
        return False
    edits = OSA.distance(typed, listed)
    bare, other = typed.translate(_UNDOTTED), listed.translate(_UNDOTTED)
    letters, others = Counter(bare), Counter(other)
    if edits == 1 and letters == others:  # swapped, or without its dots
        return True
    if bare[0] != other[0] or bare[-1] != other[-1]:
        return False
    replaced = bool(letters - others) and bool(others - letters)
    if edits == 1:
        return not replaced or shorter >= _SHORTEST_REPLACED
    return edits == _MOST_EDITS and not replaced and len(listed) >= _SHORTEST_TWICE


def _within(text: str, word: str) -> bool:
    """Tell whether a text is as near to a word as a misspelling of it may be."""
    if abs(len(text) - len(word)) > _MOST_EDITS:
        return False
    limit = 1 if len(word) - word.count(" ") < _SHORTEST_TWICE else _MOST_EDITS
    return OSA.distance(text, word, score_cutoff=limit) <= limit


def _is_negation(word: str) -> bool:
    return word in _NEGATIONS or word.endswith(_NEGATING_ENDINGS)


def _negates(text: str, word: str) -> bool:
    """Tell whether a text negates a word, or a word a text: one of them has a negation more."""
    typed, listed = _words_of(text), _words_of(word)
    if sorted(filter(_is_negation, typed)) != sorted(filter(_is_negation, listed)):
        return True
    return any(
        one != other and (_is_prefixed(one, other) or _is_prefixed(other, one))
        for one in typed
        for other in listed
    )


def _is_prefixed(word: str, positive: str) -> bool:
    """Tell whether a word is another with a negation before it: *oklar*, *incomplete*."""
    begins = positive[:_LONGEST_EXACT]
    return any(word.startswith(each + begins) for each in _NEGATING_BEGINNINGS)


def _words_of(text: str) -> list[str]:
    """Return the words of a text without the marks around them."""
    return "".join(each if each.isalnum() or each == "'" else " " for each in text).split()
