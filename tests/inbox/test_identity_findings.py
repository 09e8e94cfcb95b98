"""What is told of how a return was recognised: a missing stamp, a name that says otherwise."""

import pytest

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.inbox.identity import Recognised, identity_findings
from tilannekuva.layout.identity import Identity


def recognised(regions: Regions, *, one_stamp: bool = False) -> Recognised:
    """Return the form of region 06, Satakunta, for May 2022."""
    identity = Identity("06", "2022-05", "2022-draft-2", "fi", "1")
    return Recognised(regions.by_code["06"], ReportingMonth(2022, 5), identity, one_stamp)


def test_missing_stamp_is_noted__ok(regions: Regions) -> None:
    [found] = identity_findings(recognised(regions, one_stamp=True), "a.xlsx", regions)
    assert (found.code, found.file, found.region) == ("IDENTITY-002", "a.xlsx", "06")


@pytest.mark.parametrize(
    "name",
    [
        "tilannekuva-2022-05-06-fi.xlsx",
        "tilannekuva-2022-05-06-HT-fi (1).xlsx",
        "Satakunta.xlsx",
        "Satakunnan hyvinvointialue/vastaus.xlsx",
        "Satakunta ja Lappi.xlsx",
        "Lappi/Satakunta.xlsx",
        "Lappi ja Satakunta/vastaus.xlsx",
        "toukokuu 2022.xlsx",
        "huhtikuu 2022-04.xlsx",
        "vastaus.xlsx",
    ],
)
def test_name_that_fits__ok(regions: Regions, name: str) -> None:
    """A name that speaks for the stamp, or of nothing, is not told of."""
    assert identity_findings(recognised(regions), name, regions) == ()


@pytest.mark.parametrize(
    ("name", "named", "stamped"),
    [
        ("tilannekuva-2022-05-07-fi.xlsx", ["07"], ["06"]),
        ("tilannekuva-2022-05-07-ICT-fi.xlsx", ["07"], ["06"]),
        ("tilannekuva-2022-04-06-fi.xlsx", ["2022-04"], ["2022-05"]),
        ("tilannekuva-2022-04-07-fi.xlsx", ["07", "2022-04"], ["06", "2022-05"]),
        ("Kanta-Häme toukokuu.xlsx", ["07"], ["06"]),
        ("Kanta-Häme tilannekuva-2022-05-06-fi.xlsx", ["07"], ["06"]),
        ("Satakunta tilannekuva-2022-05-07-fi.xlsx", ["07"], ["06"]),
        ("Kanta-Häme/toukokuu.xlsx", ["07"], ["06"]),
        ("Kanta-Häme/tilannekuva-2022-05-06-fi.xlsx", ["07"], ["06"]),
        ("Satakunta/Kanta-Häme/toukokuu/vastaus.xlsx", ["07"], ["06"]),
        ("Kanta-Häme ja Lappi.xlsx", ["07", "21"], ["06"]),
    ],
)
def test_name_that_says_otherwise__error(
    regions: Regions, name: str, named: list[str], stamped: list[str]
) -> None:
    """Another region or month in the name given by us or by people, or in the folder, is told."""
    [found] = identity_findings(recognised(regions), name, regions)

    def told(values: object) -> list[str]:
        assert isinstance(values, tuple)
        codes = {region.name: region.code for region in regions.regions}
        return [codes[each] if each in codes else str(each) for each in values]

    assert (found.code, found.region) == ("IDENTITY-006", "06")
    assert (told(found.values["named"]), told(found.values["stamped"])) == (named, stamped)
