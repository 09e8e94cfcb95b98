"""The public pages of a month: whose there are, and how they are rendered."""

from collections.abc import Collection, Mapping
from importlib.metadata import version

from tilannekuva.archive.generations import current_digests
from tilannekuva.archive.workspace import PUBLIC_INDEX, Workspace, public_name
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import NationalPicture
from tilannekuva.domain.regions import Regions
from tilannekuva.domain.texts import Language
from tilannekuva.pipeline.foundations import Foundations


def public_regions(
    workspace: Workspace, foundations: Foundations, month: ReportingMonth
) -> tuple[str, ...]:
    """Return the regions whose public page collecting writes.

    These are all where the settings say so, else those that have one: a public page that is
    there follows the month, so that it never tells less than the packs.
    """
    if foundations.settings.outputs.public:
        return tuple(foundations.regions.by_code)
    return with_public_page(current_digests(workspace, month), foundations.regions)


def with_public_page(outputs: Collection[str], regions: Regions) -> tuple[str, ...]:
    """Return the regions that have a public page among outputs, given the outputs' names."""
    return tuple(
        region.code
        for region in regions.regions
        if any(public_name(region.code, each) in outputs for each in region.languages)
    )


def render_public(
    picture: NationalPicture, language: Language, regions: Collection[str], linked: Collection[str]
) -> dict[str, bytes]:
    """Return the public pages of some regions by name, with their index.

    Args:
        picture: the month.
        language: that of the index; a page is in its region's own languages.
        regions: the regions whose page is drawn.
        linked: the regions the index has links to; where there are none there is no index.
    """
    if not linked and not regions:
        return {}
    from tilannekuva.publish.briefing.pages import public_pack  # noqa: PLC0415
    from tilannekuva.publish.briefing.public_index import public_index  # noqa: PLC0415

    tool_version = version("tilannekuva")
    languages: Mapping[str, tuple[Language, ...]] = {
        region.code: region.languages for region in picture.regions.regions
    }
    pages = {
        public_name(code, each): public_pack(picture, code, each, tool_version=tool_version)
        for code in languages
        if code in regions
        for each in languages[code]
    }
    if linked:
        packs = {code: languages[code] for code in languages if code in linked}
        index = public_index(picture, language, tool_version=tool_version, packs=packs)
        pages[PUBLIC_INDEX] = index
    return {name: text.encode() for name, text in pages.items()}
