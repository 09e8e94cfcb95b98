"""The briefing packs and their index: pictures in, whole HTML pages out.

A page is one file that loads nothing, runs nothing and needs nothing; the same picture gives
the same text.
"""

from collections.abc import Mapping

from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.texts import Language
from tilannekuva.i18n.words import Words
from tilannekuva.publish.briefing.environment import rendered
from tilannekuva.publish.briefing.index_model import index_model
from tilannekuva.publish.briefing.public_edition import public_edition
from tilannekuva.publish.briefing.region_page import region_page
from tilannekuva.publish.briefing.sections import Edition


def briefing_pack(
    picture: NationalPicture, region: str, language: Language, *, tool_version: str
) -> str:
    """Return the page for the discussion with one region, in one language.

    The nation appears in it as median and range; no other region is named.

    Raises:
        KeyError: the picture has no such region.
    """
    return _region_page(picture, region, language, tool_version, "discussion")


def public_pack(
    picture: NationalPicture, region: str, language: Language, *, tool_version: str
) -> str:
    """Return the page on one region that anybody may see: no persons, no free text.

    Raises:
        KeyError: the picture has no such region.
    """
    told = public_edition(picture, only=region)
    return _region_page(told, region, language, tool_version, "public")


def index_page(
    picture: NationalPicture,
    language: Language,
    *,
    tool_version: str,
    packs: Mapping[str, tuple[Language, ...]],
) -> str:
    """Return the ministry's own page over all regions, also those that sent nothing.

    Args:
        picture: the month of the whole country.
        language: the language of the page.
        tool_version: the version of this tool.
        packs: the languages in which there is a pack, by the region's code; the packs lie
            beside the page as ``<code>-<language>.html``.
    """
    words = Words(language, "pages")
    return rendered("index.html", words, index_model(picture, words, tool_version, packs))


def _region_page(
    picture: NationalPicture, region: str, language: Language, tool_version: str, edition: Edition
) -> str:
    words = Words(language, "pages")
    page = region_page(picture, region, words, tool_version, edition)
    foot = f"{page.name.text} – {page.stamp.month}"
    return rendered("briefing.html", words, page, foot=foot)
