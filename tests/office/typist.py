"""Type into workbooks in a real LibreOffice, as a person at the keyboard does.

Run as ``python3 typist.py PROFILE LOCALE JOBS.json`` by a Python that has LibreOffice's ``uno``
(Debian: the package python3-uno). Each job opens a workbook, types texts into cells, and saves
it in one format or more. What is typed is understood by the language of the locale: in Finnish
and in Swedish ``1.11.2022`` becomes a date.
"""

import json
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found] # comes with LibreOffice, for its own Python
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]
from com.sun.star.lang import DisposedException, Locale  # type: ignore[import-not-found]

FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".ods": "calc8"}


def setting(name: str, value: object) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def connected(profile: str, pipe: str) -> tuple[subprocess.Popen[bytes], Any]:
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}"]
    office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;"])
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(300):
        with suppress(NoConnectException):
            address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
            return office, resolver.resolve(address)
        time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def main(profile: str, language: str, jobs: str) -> None:
    office, context = connected(profile, f"typist{Path(jobs).stat().st_ino}")
    desktop = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.Desktop", context
    )
    for job in json.loads(Path(jobs).read_text(encoding="utf-8")):
        document = desktop.loadComponentFromURL(
            Path(job["open"]).as_uri(), "_blank", 0, (setting("Hidden", value=True),)
        )
        document.CharLocale = Locale(language, "FI", "")
        for sheet, cell, text in job["type"]:
            document.Sheets.getByName(sheet).getCellRangeByName(cell).FormulaLocal = text
        for target in job["save"]:
            kind = FILTERS[Path(target).suffix]
            document.storeToURL(Path(target).as_uri(), (setting("FilterName", kind),))
        document.close(True)  # noqa: FBT003 - LibreOffice takes no keywords
    with suppress(DisposedException):
        desktop.terminate()
    office.wait(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
