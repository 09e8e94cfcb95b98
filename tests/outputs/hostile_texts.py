"""Texts that people, programs or attackers put into a return, and none of which may do anything."""

LONGEST = 32_767
"""The characters a cell holds."""

ACTIVE = {
    "formula": '=HYPERLINK("http://example.fi/x","y")',
    "sum": "@SUM(A1)",
    "command": "+cmd|' /C calc'!A0",
    "minus": "-1+1",
    "tab": "\t=1+1",
    "return": "\r=1+1",
    "quoted": "'=1+1",
    "rich text": "<r></c></r>",
    "script": "<script>alert(1)</script>",
    "comment": "<!-- ]]> --> <![CDATA[x]]>",
    "link": "javascript:alert(1)",
    "address": "http://example.fi/x",
    "mail": "mailto:x@example.fi",
    "attribute": "\"' onmouseover=alert(1) x='",
    "closing tags": "</style></td></tr></table></main></body><h1>x</h1>",
    "picture": "<img src=x onerror=alert(1)><svg/onload=alert(1)>",
    "template": "{{ 7*7 }}{% raw %}{# x #}",
    "format": "%(x)s {n} {0} %s {n!r:>9999999}",
    "escaped": "&lt;b&gt; &amp; &#x41; _x0041_",
    "header": "aihe\r\nBcc: x@example.fi\r\n\r\nteksti",
    "footer": '&C&"Arial"&16 x &D &[File]',
    "terminal": "\x1b[31mpunainen\x1b[0m \x1b]8;;http://example.fi\x07x\x1b]8;;\x07",
    "console": "[bold red]x[/bold red] [link=http://example.fi]x[/link]",
}
"""Each does something in a program that takes it for more than a text."""

ODD = {
    "controls": "a\x01b\x07c\x0bd\x0ce\x7ff\x85g",
    "bidi": "lasku\u202efdp.exe\u202c \u2066x\u2069 \u200f",
    "hebrew": "שלום – سلام",
    "family": "👨‍👩‍👧‍👦 👍🏽 🇫🇮",
    "separators": "a\u2028b\u2029c\u00a0d\u00ade",
    "line ends": "a\nb\r\nc\rd",
    "spaces": "  a  \n\n  b  ",
    "combining": "Z\u0351\u0489a\u0308lgo",
}
"""Each is seldom met, and yet a text."""

TEXTS = {**ACTIVE, **ODD, "longest": "x" * LONGEST}
"""Every text, by a name for it; a cell can hold each."""

TOGETHER = "x " + " | ".join((*ACTIVE.values(), *ODD.values()))
"""All of them in one text that begins harmlessly."""

FILES = (
    '=HYPERLINK("http:x","y").xlsx',
    "<img src=x onerror=alert(1)>.xlsx",
    "\u202e{{ 7*7 }} [red]x[/red] %(x)s.xlsx",
    "@SUM(A1).pdf",
    "+cmd|' /C calc'!A0.docx",
    "-1+1.xlsx",
    "a\r\nBcc: x@example.fi\r\n\r\nb.txt",
    "\x1b[31mpunainen.csv",
    "👨‍👩‍👧 שלום.xlsx",
)
"""Names of files, as Windows, other systems or a mail program may have let them be."""

SHEETS = ("=1+1|<b>&\"'", "@SUM(A1) {{ 7+7 }}")
"""Names a program lets a sheet have."""
