"""The newest return of each region and group counts; on a tie the one in force stays.

What the others say beside the chosen one is told: the same, something else as old, or older.
"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilannekuva.inbox.newest import Candidate, Choice, newest

NOON = datetime(2022, 6, 7, 12, tzinfo=UTC)


def candidate(
    name: str,
    minutes: int = 0,
    *,
    unit: tuple[str, str] = ("01", "HT"),
    in_force: bool = False,
    says: str = "",
) -> Candidate:
    """Return a file's return, saved so many minutes after noon; its sha256 is its name's."""
    returned_at = NOON + timedelta(minutes=minutes)
    return Candidate(unit, f"{name}.xlsx", name * 64, returned_at, in_force, says)


def choice_of(*offered: Candidate) -> Choice:
    """Return what is chosen of the offers of one unit."""
    [choice] = newest(offered).values()
    return choice


def test_newest_wins__ok() -> None:
    """The latest saved counts, also over the one in force, in whatever order they are met."""
    old, new = candidate("a", in_force=True), candidate("b", 1)
    for offered in ((old, new), (new, old)):
        assert choice_of(*offered) == Choice(new, older=(old,))


def test_older_does_not_win__ok() -> None:
    """The one in force stays when an older one comes late."""
    old, kept = candidate("a"), candidate("b", 1, in_force=True)
    assert choice_of(old, kept) == Choice(kept, older=(old,))


def test_regions_and_groups_apart__ok() -> None:
    """Each group of each region has a newest of its own, the cover too."""
    units = [("01", "HT"), ("01", "JO"), ("02", "HT"), ("01", "")]
    offered = [candidate("a", number, unit=unit) for number, unit in enumerate(units)]
    assert {unit: choice.chosen for unit, choice in newest(offered).items()} == dict(
        zip(units, offered, strict=True)
    )


def test_tie_with_the_one_in_force__ok() -> None:
    """Of equal times the one in force stays, and the other is named."""
    kept, other = candidate("b", in_force=True), candidate("a")
    assert choice_of(other, kept) == Choice(kept, tied=(other,))


def test_tie__ok() -> None:
    """Of equal times none of which is in force the first by sha256 is taken."""
    b, a, c = candidate("b"), candidate("a"), candidate("c")
    assert choice_of(b, a, c) == Choice(a, tied=(b, c))


def test_tie_with_itself__ok() -> None:
    """The same bytes under another name are no tie."""
    first = candidate("a")
    again = Candidate(first.unit, "copy.xlsx", first.sha256, NOON)
    choice = choice_of(first, again)
    assert (choice.chosen.sha256, choice.tied) == (first.sha256, ())


def test_older_ones_are_no_tie__ok() -> None:
    """Two old ones that were saved at the same time are older, not tied."""
    a, b, new = candidate("a"), candidate("b"), candidate("c", 1)
    assert choice_of(a, b, new) == Choice(new, older=(a, b))


def test_the_same_is_no_tie__ok() -> None:
    """One that says the same is neither tied nor older, whenever it was saved."""
    now, tied = candidate("a", 1, says="x"), candidate("b", 1, says="x")
    old = candidate("c", says="x")
    choice = choice_of(now, tied, old)
    assert (choice.chosen, choice.same) == (now, (tied, old))
    assert (choice.tied, choice.older) == ((), ())


def test_what_is_not_known_is_not_the_same__ok() -> None:
    """Two of which nobody knows what they say are taken to differ."""
    assert choice_of(candidate("a"), candidate("b")).same == ()


@pytest.mark.parametrize(
    ("said", "since"),
    [
        ("x", 0),
        ("xx", 0),
        ("xxx", 0),
        ("yx", 1),
        ("yxx", 1),
        ("xyx", 2),
        ("xxyxx", 3),
        ("xy", 1),
    ],
)
def test_first_said__ok(said: str, since: int) -> None:
    """What counts was first said by the earliest that says it with nothing else said since."""
    offered = [candidate("abcde"[at], at, says=each) for at, each in enumerate(said)]
    choice = choice_of(*offered)
    assert choice.chosen == offered[-1]
    assert choice.since == offered[since]


def test_nothing_offered__ok() -> None:
    assert newest([]) == {}


offers = st.lists(
    st.tuples(st.sampled_from("abcdef"), st.integers(0, 2)), unique_by=lambda offer: offer[0]
).flatmap(lambda listed: st.tuples(st.just(listed), st.permutations(listed)))


@given(offers)
def test_order_does_not_matter__ok(
    both: tuple[list[tuple[str, int]], list[tuple[str, int]]],
) -> None:
    """The same offers in any order give the same choice, and it is one of the newest."""
    one, other = (newest(candidate(*offer) for offer in offered) for offered in both)
    assert {unit: choice.chosen for unit, choice in one.items()} == {
        unit: choice.chosen for unit, choice in other.items()
    }
    for choice in one.values():
        latest = max(minutes for _, minutes in both[0])
        assert choice.chosen.returned_at == NOON + timedelta(minutes=latest)
