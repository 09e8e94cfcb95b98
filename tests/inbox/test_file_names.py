"""A file's name hints at whose return it is; what is unclear hints at nothing."""

import unicodedata

import pytest

from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.texts import LocalText
from tilannekuva.inbox.file_names import Hint, hinted, hinted_region

NAMES = {
    # The names we give forms, and what becomes of them.
    "tilannekuva-2022-05-02-fi.xlsx": "02",
    "tilannekuva-2022-05-02-HT-fisv (1).xlsx": "02",
    "TILANNEKUVA-2022-05-HUS-FI.XLSX": "HUS",
    "Copy of tilannekuva-2022-05-2-fi_valmis.ods": "02",
    "tilannekuva_2022_05_02_fi.xlsx": "02",
    "tilannekuva-2022-05-02-fi-DESKTOP-AB12.xlsx": "02",
    # Names in Finnish and Swedish, in two cases, and the short ones.
    "Lappi toukokuu.xlsx": "21",
    "Lapin_hyvinvointialue.xlsx": "21",
    "LAPPLANDS VÄLFÄRDSOMRÅDE.xlsx": "21",
    "lapha.xlsx": "21",
    "Siun sote 05-2022.xlsx": "14",
    "siunsote.xlsx": "14",
    "VaKe toukokuun tilannekuva.xlsx": "04",
    "Vantaa-Kerava.xlsx": "04",
    "Vantaan ja Keravan hva.xlsx": "04",
    "Vanda och Kervo.xlsx": "04",
    "Helsingfors stad.xlsx": "90",
    "HUS-yhtymä.xlsx": "HUS",
    "Itä-Uusimaa.xlsx": "01",
    "Keski-Uusimaa.xlsx": "02",
    "Länsi-Uudenmaan palautus.xlsx": "03",
    "Länsi Uusimaa.xlsx": "03",
    "Östra Nyland.xlsx": "01",
    # The longest name counts.
    "Pohjanmaa.xlsx": "17",
    "Etelä-Pohjanmaa.xlsx": "16",
    "EteläPohjanmaa.xlsx": "16",
    "keski_pohjanmaan_lomake.xlsx": "18",
    "Österbotten lägesbild maj 2022.xlsx": "17",
    "Södra Österbotten.xlsx": "16",
    "Etelä-Karjala.xlsx": "11",
    "Pohjois-Karjala.xlsx": "14",
    # Marks over letters get lost, or are coded apart.
    "Paijat-Hame.xlsx": "09",
    unicodedata.normalize("NFD", "Päijät-Häme.xlsx"): "09",
    unicodedata.normalize("NFD", "Österbotten.xlsx"): "17",
    # The file's name counts before its folders, and the nearest folder before the others.
    "Lappi/tilannekuva-2022-05-20-fi.xlsx": "20",
    "Lappi/Kainuu/toukokuu/vastaus.xlsx": "20",
    "Keski-Suomi/HT.xlsx": "15",
    "palautukset/Varha 2022/HT.xlsx": "05",
}


@pytest.mark.parametrize(("path", "code"), NAMES.items())
def test_region_in_a_name__ok(regions: Regions, path: str, code: str) -> None:
    assert hinted_region(path, regions) == code


@pytest.mark.parametrize(
    "path",
    [
        "vastaus.xlsx",
        "tilannekuva.xlsx",
        "tilannekuva-2022-05-02.xlsx",  # could be the second of May
        "tilannekuva-2022-05-99-fi.xlsx",
        "Karjala.xlsx",
        "Uusimaa.xlsx",
        "Häme.xlsx",
        "Suomi.xlsx",
        "Lappila.xlsx",
        "02.xlsx",
        "HUSgroup-taulukko.xlsx",
        "hyvinvointialue.xlsx",
        "Lappi ja Kainuu.xlsx",
        "Kainuu tilannekuva-2022-05-21-fi.xlsx",
        "Lappi/Kainuu ja Pohde.xlsx",
        "Kainuu ja Lappi/vastaus.xlsx",
        "",
    ],
)
def test_region_in_a_name__error(regions: Regions, path: str) -> None:
    """No whole name, several regions, or a name that could be something else: no hint."""
    assert hinted_region(path, regions) is None


@pytest.mark.parametrize(
    ("path", "month"),
    [
        ("tilannekuva-2022-05-02-fi.xlsx", ReportingMonth(2022, 5)),
        ("Lappi/tilannekuva-2021-12-HUS-ICT-fisv - Kopio.xlsx", ReportingMonth(2021, 12)),
        ("tilannekuva-2022-13-02-fi.xlsx", None),
        ("Lappi 2022-05.xlsx", None),
        ("tilannekuva-2022-05/02.xlsx", None),
        ("toukokuu 2022.xlsx", None),
    ],
)
def test_month_in_a_name(regions: Regions, path: str, month: ReportingMonth | None) -> None:
    """Only the name that we give forms tells a month."""
    assert hinted(path, regions).month == month


def test_hint__ok(regions: Regions) -> None:
    assert hinted("a/tilannekuva-2022-05-HUS-fi.xlsx", regions) == Hint(
        "HUS", ReportingMonth(2022, 5)
    )


def test_every_region_by_all_its_names__ok(regions: Regions) -> None:
    """Every way of the data to name a region hints at that region, unless several share it."""
    for region in regions.regions:
        texts = [*region.name.every_form(), region.short, region.short_sv, region.region]
        for text in texts:
            if text and text != "Uusimaa" and " / " not in text:
                assert hinted_region(f"{text} toukokuu.xlsx", regions) == region.code, text


def test_regions_of_other_data__ok(regions: Regions) -> None:
    """Regions are data: others are recognised by their own names."""
    island = regions.by_code["21"].model_copy(
        update={
            "code": "91",
            "name": LocalText(fi="Ahvenanmaan maakunta", sv="Landskapet Åland"),
            "short": "Ahvenanmaa",
            "short_sv": "Åland",
            "region": None,
        }
    )
    others = regions.model_copy(update={"regions": (*regions.regions, island)})
    assert hinted_region("Åland.xlsx", others) == "91"
    assert hinted_region("Åland.xlsx", regions) is None
