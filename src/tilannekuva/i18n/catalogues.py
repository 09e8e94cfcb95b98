"""Keep the catalogues in step with the code: ``python -m tilannekuva.i18n.catalogues``.

Each part of the product has a catalogue of its own for every language. Patterns are taken
from the code and the page templates into the ``.po`` files, which people translate, and those
are compiled to the ``.mo`` files the product reads.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tilannekuva.domain.texts import Language
from tilannekuva.i18n.words import LOCALE_FOLDER
from tilannekuva.resources import resource_folder

PACKAGE = Path(__file__).parents[1]

SOURCES: dict[str, tuple[str, ...]] = {
    "form": ("layout", "outbox"),
    "findings": ("domain", "inbox", "reference", "validation"),
    "workbook": ("publish/national",),
    "pages": ("publish/briefing", "templates"),
    "replies": ("publish/replies",),
    "console": ("archive", "cli", "pipeline", "publish/data"),
}
"""The folders each catalogue's patterns are taken from."""

TRANSLATED: tuple[Language, ...] = ("fi", "sv")

_KEYWORDS: dict[str, tuple[int, ...] | None] = {"msg": None, "words": None, "plural": (1, 2)}
# Headers that Babel fills with the time of the run, or with the names of nobody.
_EMPTY_HEADERS = (
    b'"Project-Id', b'"Report', b'"POT-Creation', b'"PO-Revision', b'"Last-Translator',
    b'"Language-Team', b'"Generated-By',
)  # fmt: skip
_NO_DATE = datetime(2022, 1, 1, tzinfo=UTC)
_HEADER = "# The words of tilannekuva: {name}, {language}.\n#"


def extracted(name: str) -> Catalog:
    """Return the patterns of a catalogue as the code has them now, in order of the files."""
    catalog = Catalog(project="tilannekuva", charset="utf-8", fuzzy=False)
    for source in SOURCES[name]:
        for path in _files(source):
            method = "python" if path.suffix == ".py" else "jinja2.ext:babel_extract"
            found = extract_from_file(method, str(path), _KEYWORDS, strip_comment_tags=True)
            for _line, pattern, _comments, _context in found:
                catalog.add(pattern)
    return catalog


def po_path(name: str, language: Language) -> Path:
    """Return the file people translate."""
    return LOCALE_FOLDER / language / "LC_MESSAGES" / f"{name}.po"


def read_catalogue(name: str, language: Language) -> Catalog:
    """Return a catalogue as it is translated; empty where the file is not there."""
    path = po_path(name, language)
    if not path.is_file():
        return Catalog(locale=language, project="tilannekuva", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated_po(name: str, language: Language) -> bytes:
    """Return the text of a ``.po`` file with exactly the patterns the code has now."""
    catalogue = read_catalogue(name, language)
    catalogue.update(extracted(name), no_fuzzy_matching=True)
    catalogue.header_comment = _HEADER.format(name=name, language=language)
    catalogue.obsolete.clear()
    text = io.BytesIO()
    write_po(text, catalogue, no_location=True, omit_header=False, sort_output=False, width=0)
    lines = text.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_EMPTY_HEADERS))


def compiled(name: str, language: Language) -> bytes:
    """Return the ``.mo`` file of a catalogue as it is translated now."""
    result = io.BytesIO()
    catalogue = read_catalogue(name, language)
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    write_mo(result, catalogue)
    return result.getvalue()


def untranslated(name: str, language: Language) -> Iterator[str]:
    """Yield the patterns of a catalogue that have no words yet."""
    for message in read_catalogue(name, language):
        words = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (message.fuzzy or not all(words)):
            yield str(message.id)


def main() -> int:
    """Bring every catalogue up to date; leave with 1 while words are missing."""
    missing = 0
    for name in SOURCES:
        for language in TRANSLATED:
            path = po_path(name, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(updated_po(name, language))
            path.with_suffix(".mo").write_bytes(compiled(name, language))
            for pattern in untranslated(name, language):
                missing += 1
                sys.stdout.write(f"{language}/{name}: no words for {pattern!r}\n")
    return 1 if missing else 0


def _files(source: str) -> list[Path]:
    folder = resource_folder("templates") if source == "templates" else PACKAGE / source
    if folder.with_suffix(".py").is_file():
        return [folder.with_suffix(".py")]
    return sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".html", ".jinja"})


if __name__ == "__main__":
    raise SystemExit(main())
