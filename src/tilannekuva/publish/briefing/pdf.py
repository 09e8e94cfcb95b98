"""A page as a PDF to be attached or printed: the same page, drawn on A4.

The library that draws it is an extra, and it needs libraries of the system in its turn; both
may be missing, which is told in plain words before any work is done.
"""

import io
from contextlib import redirect_stderr, redirect_stdout
from typing import Final

from tilannekuva.domain.messages import CannotRunError, Message, msg
from tilannekuva.publish.briefing.paper import for_paper

_VARIANT: Final = "pdf/ua-1"
"""ISO 14289-1: headings, lists, tables and the texts of pictures stay known to a screen reader."""


def require_library() -> None:
    """Make sure that PDFs can be drawn on this machine.

    Raises:
        CannotRunError: the library is not installed, or what it needs of the system is missing.
    """
    told = io.StringIO()
    try:
        # It prints its own advice, which speaks to programmers.
        with redirect_stdout(told), redirect_stderr(told):
            import weasyprint  # noqa: F401, PLC0415 - an extra, and a second of start-up
    except ImportError as error:
        raise CannotRunError(_NOT_INSTALLED) from error
    except OSError as error:
        raise CannotRunError(_NO_PANGO) from error


def page_to_pdf(page: str) -> bytes:
    """Return a page as a tagged PDF, with its title, its language and bookmarks.

    Nothing is loaded from anywhere. The same page gives the same bytes, with the same fonts and
    the same version of the library: no date, no identifier, no path is written.

    Args:
        page: the whole text of an HTML page of ours.
    """
    from weasyprint import HTML  # noqa: PLC0415 - as above
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    nothing = URLFetcher(allowed_protocols=())
    document = HTML(string=for_paper(page), url_fetcher=nothing)
    content: bytes = document.write_pdf(pdf_variant=_VARIANT)
    return content


_NOT_INSTALLED: Final[Message] = msg(
    "PDFs are drawn with WeasyPrint, which is not installed. Install it: "
    'pip install "tilannekuva[pdf]". The pages can also be printed from a browser.'
)
_NO_PANGO: Final[Message] = msg(
    "PDFs are drawn with WeasyPrint, which needs the library Pango, and that was not found. "
    "On Windows install MSYS2 from msys2.org, and in its terminal: "
    "pacman -S mingw-w64-ucrt-x86_64-pango. On Debian and Ubuntu: "
    "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. "
    "The pages can also be printed from a browser."
)
