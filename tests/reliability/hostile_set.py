"""Every hostile file, and the good return they are made from."""

import io
import zipfile
from pathlib import Path

from hostile_bulk import bulk
from hostile_files import Good, Hostile
from hostile_ods import ods
from hostile_sheets import sheets
from hostile_xml import xmls
from hostile_zips import zips

from ods_files import as_ods
from offices import Office
from small_office import MAY, SAVED, every_answer

FILES: dict[str, Hostile] = {
    each.name: each for kind in (zips, xmls, sheets, bulk, ods) for each in kind()
}
"""Every file, by its name."""


def good_return(office: Office) -> tuple[bytes, Good]:
    """Return region 02's return as it is sent, and in parts as both formats have them."""
    path = office.send("good.xlsx", every_answer())
    data = path.read_bytes()
    path.unlink()
    other = as_ods(data, office.form("02", MAY).identity, SAVED)
    return data, Good(_parts(data), _parts(other))


def good_copy(folder: Path, data: bytes) -> Path:
    """Put the unharmed return into an inbox."""
    path = folder / "good.xlsx"
    path.write_bytes(data)
    return path


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
