"""Tell what personal data is erased, or would be; never the data itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilannekuva.cli.console.copies import copies_data, copies_lines
from tilannekuva.cli.console.telling import Data, Telling, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tilannekuva.domain.erasure import Place
    from tilannekuva.i18n.words import Words
    from tilannekuva.pipeline.erasure_search import FoundMonth, Remaining
    from tilannekuva.pipeline.forget import Forgotten


def forgotten_data(done: Forgotten, words: Words) -> Telling:
    """Tell where personal data stood, what was done about it, and what a person must do."""
    found = done.found
    if found.nothing:
        head = words("There is nothing to erase in the archive.")
    elif done.done:
        head = words("Erased from the archive and the outputs:")
    else:
        head = words("This would be erased from the archive and the outputs:")
    lines = [head]
    for each in found.months:
        lines += [f"  {line}" for line in _month_lines(each, words)]
    if found.returns:
        n = len(found.returns)
        lines.append(
            "  "
            + words.plural(
                "{n} kept return, whose file is removed and not read again",
                "{n} kept returns, whose files are removed and not read again",
                n,
            )
        )
    if not found.nothing and not done.done:
        lines.append(
            words(
                "Nothing has been erased yet. It cannot be undone: give the same command with "
                "--yes to erase it."
            )
        )
    for publication in done.publications.values():
        lines += copies_lines(publication, words)
    lines += listed(words("Could not be removed; give the same command again:"), done.not_removed)
    lines += _remaining_lines(done.remaining, words)
    return Telling(_data(done), tuple(lines))


def _month_lines(found: FoundMonth, words: Words) -> Iterator[str]:
    closed = words("closed") if found.closed else ""
    month = words("{month}", month=found.month)
    named = f"{month} ({closed})" if closed else month
    if not found.own:
        yield words("{month}: its outputs tell of an earlier month and are made anew", month=named)
        return
    if not found.places:
        yield words("{month}: in files or earlier generations", month=named)
        return
    for place, n in sorted(found.places.items()):
        where = _place(place)
        yield words("{month}: {where}, {n}", month=named, where=where, n=n)


def _place(place: Place) -> str:
    return " ".join(filter(None, (place.region, place.group, place.field)))


def _remaining_lines(remaining: Remaining, words: Words) -> Iterator[str]:
    yield from listed(
        words("Take these out of the inbox yourself; they are not touched:"), remaining.inbox
    )
    yield from listed(
        words("Remove these forms yourself, if they hold it; they are not touched:"),
        remaining.outbox,
    )
    yield from listed(
        words("It stands in these files too; remove it there yourself:"), remaining.others
    )
    yield from listed(
        words("These could not be looked through; look yourself:"), remaining.unsearched
    )


def _data(done: Forgotten) -> Data:
    copies = {str(month): copies_data(each) for month, each in done.publications.items()}
    return {
        "request": done.request.kind,
        "erased": done.done and not done.found.nothing,
        "months": [
            {
                "month": str(each.month),
                "closed": each.closed,
                "own": each.own,
                "places": [
                    {"region": place.region, "group": place.group, "field": place.field, "n": n}
                    for place, n in sorted(each.places.items())
                ],
            }
            for each in done.found.months
        ],
        "returns": sorted(done.found.returns),
        "copies": copies,
        "not_removed": list(done.not_removed),
        "inbox": list(done.remaining.inbox),
        "outbox": list(done.remaining.outbox),
        "others": list(done.remaining.others),
        "unsearched": list(done.remaining.unsearched),
    }
