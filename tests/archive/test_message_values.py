"""The values of sentences come back from JSON as they were put in."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilannekuva.archive.message_values import values_from_json, values_to_json
from tilannekuva.domain.messages import Message, MessageValue, SingleValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.texts import LocalText

texts = st.text(st.characters(exclude_categories=["Cs"]))
tidy = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1)
names = st.sampled_from(["found", "region", "text", "message", "values", "date", "month"])
plain_values: st.SearchStrategy[SingleValue] = (
    texts
    | st.integers()
    | st.dates()
    | st.builds(ReportingMonth, st.integers(1000, 9999), st.integers(1, 12))
    | st.builds(LocalText, fi=tidy, sv=tidy, en=st.none() | tidy)
)
messages = st.recursive(
    st.builds(Message, texts),
    lambda inner: st.builds(
        Message, texts, st.dictionaries(names, plain_values | inner | st.lists(inner).map(tuple))
    ),
    max_leaves=4,
)
single: st.SearchStrategy[SingleValue] = plain_values | messages
every_value: st.SearchStrategy[MessageValue] = single | st.lists(single).map(tuple)


@given(st.dictionaries(texts, every_value, max_size=4))
def test_values__ok(values: dict[str, MessageValue]) -> None:
    """Texts, numbers, days, months, local texts, messages and rows of them keep their kind."""
    assert values_from_json(values_to_json(values)) == values


def test_values_as_kept__ok() -> None:
    """Only what JSON has no kind for carries one; keys are sorted, letters kept."""
    values: dict[str, MessageValue] = {
        "päivä": date(2022, 5, 31),
        "found": "ehkä",
        "both": (1, ReportingMonth(2022, 5)),
        "why": Message("{n} × {a}", {"n": 2, "a": LocalText(fi="Tila", sv="Status")}),
    }
    assert json.loads(values_to_json(values)) == {
        "both": [1, {"month": "2022-05"}],
        "found": "ehkä",
        "päivä": {"date": "2022-05-31"},
        "why": {
            "message": "{n} × {a}",
            "values": {"n": 2, "a": {"text": {"fi": "Tila", "sv": "Status", "en": None}}},
        },
    }
    assert values_to_json(values) == values_to_json(dict(reversed(values.items())))


@pytest.mark.parametrize(
    "text",
    [
        '{"a": null}',
        '{"a": 1.5}',
        '{"a": {"colour": "red"}}',
        '{"a": {"date": "2022-02-30"}}',
        '{"a": {"month": "2022-13"}}',
        '{"a": {"text": {"fi": "Tila"}}}',
        '{"a": [["b"]]}',
        "{",
    ],
)
def test_values__error(text: str) -> None:
    """What was not written by us is refused."""
    with pytest.raises(ValueError):  # noqa: PT011 - each has its own words
        values_from_json(text)
