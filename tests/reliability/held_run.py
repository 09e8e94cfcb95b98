"""A collecting run in a process of its own, which waits for a word while it holds the workspace.

``held_run.py ROOT LEASE_SECONDS WAIT_SECONDS [pause]`` leaves as the command would.
"""

import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from small_office import opened_office
from tilannekuva.archive.lease import Claim
from tilannekuva.domain.messages import CannotRunError, Message, WorkspaceHeldError
from tilannekuva.i18n.words import Words
from tilannekuva.pipeline.collect import collect
from tilannekuva.pipeline.publishing import Entry

TODAY = date(2022, 6, 20)


def main(root: str, lease_seconds: str, wait: str, *rest: str) -> int:
    """Collect, and tell on the standard output what there is to tell at once."""
    words = Words("en", "console")

    def tell(message: Message, /) -> None:
        print(words.say(message), flush=True)  # noqa: T201 - whoever started us reads it

    def reading(_total: int, done: int, /) -> None:
        if rest and done == 0:
            print("reading", flush=True)  # noqa: T201 - as above
            sys.stdin.readline()

    office = opened_office(Path(root))
    claim = Claim("collect", "tester", "2022-06-20 03:00+03:00")
    entry = Entry(claim, float(wait), tell, float(lease_seconds))
    try:
        collected = collect(
            office.workspace,
            office.foundations,
            office.inbox,
            month=None,
            today=TODAY,
            progress=reading,
            entry=entry,
        )
    except WorkspaceHeldError as error:
        tell(error.messages[0])
        return 4
    except CannotRunError as error:
        tell(error.messages[0])
        return 3
    return int(collected.needs_a_person)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
