"""The same harm done to OpenDocument returns."""

from collections.abc import Callable, Iterator

from hostile_files import Good, Hostile, changed
from raw_zip import Member, block_of, members_of, packed, repeated

_CONTENT = "content.xml"
_END = "</office:spreadsheet>"
_NUMBER = 'office:value-type="float" office:value="1"><text:p>1</text:p></table:table-cell>'


def edited(*changes: tuple[str, str]) -> Callable[[Good], bytes]:
    """Return the return with texts in its content replaced."""
    return lambda good: packed(members_of(changed(good.ods, _CONTENT, *changes)))


def table(rows: str, name: str = "Taul1") -> Callable[[Good], bytes]:
    """Return the return with a table of its sender's own."""
    return edited((_END, f'<table:table table:name="{name}">{rows}</table:table>{_END}'))


def _row(cells: str, repeats: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeats}">{cells}</table:table-row>'


def _cell(repeats: int = 1) -> str:
    return f'<table:table-cell table:number-columns-repeated="{repeats}" {_NUMBER}'


def _spanned(columns: int, rows: int) -> str:
    spanned = f'table:number-columns-spanned="{columns}" table:number-rows-spanned="{rows}"'
    return f"<table:table-cell {spanned} {_NUMBER}"


def _part(name: str, content: bytes) -> Callable[[Good], bytes]:
    return lambda good: packed(members_of({**good.ods, name: content}))


def _without(name: str) -> Callable[[Good], bytes]:
    return lambda good: packed(members_of({n: c for n, c in good.ods.items() if n != name}))


def _bomb(good: Good) -> bytes:
    block, _ = block_of(b" ")
    return packed([
        *(m for m in members_of(good.ods) if m.name != _CONTENT),
        repeated(_CONTENT, b"", block, 200, b""),
    ])  # fmt: skip


_LOCKED = (
    b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'
    b"</manifest:file-entry></manifest:manifest>"
)
_FLOOD = " \n" * 500_000
_SAID = "<office:annotation><text:p>a</text:p></office:annotation>"


def _text(inside: str) -> str:
    paragraph = f"<text:p>{inside}</text:p>"
    return f'<table:table-cell office:value-type="string">{paragraph}</table:table-cell>'


def _drawings(depth: int) -> str:
    return "<draw:g xmlns:draw='d'>" * depth + "</draw:g>" * depth


def ods() -> Iterator[Hostile]:
    """Yield every file of this kind."""
    for name, make in (
        ("columns without end", table(_row(_cell(1_000_000_000)))),
        ("rows without end", table(_row(_cell(), 1_000_000_000))),
        ("rows and columns to the last", table(_row(_cell(16_384), 1_048_576))),
        ("rows and columns within the limits", table(_row(_cell(700), 19_000))),
        (
            "two corners",
            table(
                _row(_cell())
                + _row("", 1_048_574)
                + _row(f'<table:table-cell table:number-columns-repeated="16383"/>{_cell()}')
            ),
        ),
        (
            "two corners within the limits",
            table(
                _row("", 19_990)
                + _row(f'<table:table-cell table:number-columns-repeated="700"/>{_cell()}')
            ),
        ),
        (
            "blank to the last",
            table(_row('<table:table-cell table:number-columns-repeated="16384"/>', 1_048_576)),
        ),
        (
            "repeated by nothing",
            table('<table:table-row table:number-rows-repeated="0"/>'),
        ),
        (
            "repeated backwards",
            table('<table:table-row table:number-rows-repeated="-5"/>'),
        ),
        (
            "repeated by a word",
            table('<table:table-row table:number-rows-repeated="many"/>'),
        ),
        (
            "repeated by 5,000 digits",
            table(f'<table:table-row table:number-rows-repeated="{"9" * 5000}"/>'),
        ),
        (
            "merged all over",
            table(_row(_spanned(16_384, 1_048_576))),
        ),
        (
            "merged over and over",
            table(
                _row(
                    _spanned(9, 9) * 600,
                    19_000,
                )
            ),
        ),
        (
            "a document type",
            edited(("<office:document-content", "<!DOCTYPE a><office:document-content")),
        ),
        (
            "an entity",
            edited(
                (
                    "<office:document-content",
                    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><office:document-content',
                )
            ),
        ),
        ("a bomb", _bomb),
        (
            "5,000 tables",
            edited(
                (_END, "".join(f'<table:table table:name="t{n}"/>' for n in range(5000)) + _END)
            ),
        ),
        ("tables of one name", table("", "HT")),
        (
            "half of its content",
            lambda g: packed(members_of({**g.ods, _CONTENT: g.ods[_CONTENT][:9000]})),
        ),
        ("an encrypted part", _part("META-INF/manifest.xml", _LOCKED)),
        ("a broken manifest", _part("META-INF/manifest.xml", b"<a")),
        ("a flat file", lambda g: g.ods[_CONTENT]),
        ("a text document's type", _part("mimetype", b"application/vnd.oasis.opendocument.text")),
        ("no type", _without("mimetype")),
        ("no content", _without(_CONTENT)),
        ("no manifest", _without("META-INF/manifest.xml")),
        ("no properties", _without("meta.xml")),
        (
            "a broken time",
            lambda g: packed(
                members_of({**g.ods, "meta.xml": g.ods["meta.xml"].replace(b"2022-06", b"9999-99")})
            ),
        ),
        (
            "a formula that calls",
            table(
                _row(
                    '<table:table-cell table:formula="of:=WEBSERVICE(&quot;http://127.0.0.1:9&quot;)"/>'
                )
            ),
        ),
        (
            "an object inside",
            lambda g: packed([*members_of(g.ods), Member("Object 1/content.xml", b"<a/>")]),
        ),
        (
            "a climbing object",
            lambda g: packed([*members_of(g.ods), Member("Object 1/../../x", b"a")]),
        ),
        ("depth", table("<a>" * 100_000 + "</a>" * 100_000)),
        ("white space without end", table(_row(f"{_FLOOD}{_cell()}"))),
        ("white space in a text", table(_row(_text(f">{_FLOOD}<text:s/>")))),
        ("drawings in drawings", table(_row(f"{_drawings(100_000)}{_cell()}"))),
        ("a drawing of half a file", table(_row(f"<draw:a xmlns:draw='d'/>{_cell()}</draw:a>"))),
        ("beginnings in a section", table(_row(_text(f"<![CDATA[{'<!--' * 200_000}]]>")))),
        ("breaks without end", table(_row(_text("<text:line-break/>" * 60_000)))),
        (
            "comments without end",
            table(_row(f"<table:table-cell>{_SAID * 50_000}</table:table-cell>")),
        ),
    ):
        yield Hostile(f"ods: {name}", make, ".ods")
