"""No honest file is refused, whatever program wrote it, and each is read alike."""

from collections.abc import Callable
from pathlib import Path

import pytest
from honest_writers import WRITERS
from hostile_set import good_copy, good_return

from effort import FIGURE
from offices import Office, answers
from small_office import MAY, small_office

pytestmark = pytest.mark.reliability


@pytest.fixture(scope="module", name="office")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return small_office(tmp_path_factory.mktemp("honest"))


@pytest.fixture(scope="module", name="expected")
def _expected(office: Office) -> list[dict[str, object]]:
    data, _ = good_return(office)
    copy = good_copy(office.inbox, data)
    record = office.gather(MAY)
    copy.unlink()
    assert len(answers(record)) == 12
    return answers(record)


@pytest.mark.parametrize("writer", WRITERS)
def test_honest_file__ok(
    writer: str,
    office: Office,
    expected: list[dict[str, object]],
    record_property: Callable[[str, object], None],
) -> None:
    """The file is used, and every answer in it is as it was given."""
    _, good = good_return(office)
    suffix, write = WRITERS[writer]
    path: Path = office.inbox / f"honest{suffix}"
    path.write_bytes(write(good))
    record = office.gather(MAY)
    path.unlink()
    assert [(each.path, each.disposition, each.reason) for each in record.files] == [
        (path.name, "accepted", "used")
    ]
    assert answers(record) == expected
    record_property(FIGURE, f"1 of {len(WRITERS)} writers")
