"""The names that people and programs give to files in an inbox, and the times of their clocks."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from inbox_files import SAVED

PLACES: Final[Mapping[str, tuple[str, ...]]] = {
    "02": ("Varsinais-Suomi", "02", "varha"),
    "17": ("Österbotten", "Pohjanmaa", "17"),
    "HUS": ("HUS", "HUS-yhtymä", "Hus"),
}
NAMES: Final = (
    "{place}.xlsx",
    "tilannekuva-2022-05-{region}-fi.xlsx",
    "tilannekuva-2022-05.xlsx",
    "{place}/palautus.xlsx",
    "Palautukset/toukokuu/{place} lopullinen.xlsx",
    "PALAUTUS {place}.XLSX",
    "{place} v2 FINAL korjattu.xlsm",
    "{place}.xlsx (1)",
    "{place} .xlsx ",
    "deadbeef.xlsx",
    "con.xlsx",
    "-rf {place}.xlsx",
    "=cmd {place}!A0.xlsx",
    "<b onclick=alert(1)>{place}.xlsx",
    "lasku \u202exslx.{place}.xlsx",
    "rivin\nvaihto {place}.xlsx",
    "kello\x07 {place}.xlsx",
    "tavuja \udce4\udcff {place}.xlsx",
    "näkymätön\u200b\u2066 {place}.xlsx",
    "{long}{place}.xlsx",
    "{deep}{place}.xlsx",
    "output/2022-05/{place}.xlsx",
    "archive/returns/{place}.xlsx",
    "~{place}~.xlsx",
    "100% {place} & co; 'x'.xlsx",
)
COPIES: Final = (
    "{stem} (1){end}",
    "{stem}(2){end}",
    "{stem}-DESKTOP-AB12{end}",
    "{stem} - Kopio{end}",
    "{stem} – kopia{end}",
    "{stem} (Maijan ristiriitainen kopio 2022-06-08){end}",
    "{stem} (conflicted copy 2022-06-01 120000){end}",
    "{stem}.sync-conflict-20220601-120000-ABCDEFG{end}",
    "{stem}_conflict{end}",
    "{stem}~1{end}",
    "{stem}{end} (3)",
)
STRAYS: Final = (
    "~$palautus.xlsx",
    ".~lock.palautus.xlsx#",
    "1A2B3C4D",
    "0f0f0f0f",
    "~WRL0001.tmp",
    "palautus.xlsx.part",
    "palautus.xlsx.crdownload",
    "palautus.xlsx.sb-1234abcd-XyZ9aB",
    "desktop.ini",
    "Thumbs.db",
    ".DS_Store",
    "._palautus.xlsx",
    ".tilannekuva-2022-05.xlsx.tmp",
    ".Trash-1000/files/palautus.xlsx",
    ".piilo/palautus.xlsx",
    "$RECYCLE.BIN/S-1-5-21/palautus.xlsx",
    "kuva.PNG",
    "ruutukaappaus.jpeg",
    "skannattu palautus.pdf",
    "saate.docx",
    "palautus.csv",
    "viesti.msg",
    "viesti.eml",
    "kaikki.zip",
    "vanha.xls",
    "nopea.xlsb",
    "palautus.numbers",
    "palautus.xlsx.lnk",
    "linkki.url",
    "run.json",
    "manifest.json",
    "current.json",
    "month.sqlite",
    "pohja.xltx",
    "nimetön",
)
TIMES: Final = (
    SAVED.timestamp(),
    SAVED.timestamp() + 86_400.25,
    0.0,
    -11_644_473_600.0,  # the year 1601, where Windows begins to count
    datetime(2106, 2, 7, tzinfo=UTC).timestamp(),
    datetime(2400, 1, 1, tzinfo=UTC).timestamp(),
)
"""When files say they were changed: clocks that are right, and clocks that are not."""
