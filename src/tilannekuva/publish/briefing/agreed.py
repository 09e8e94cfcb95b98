"""What earlier discussions agreed with a region, and other material on it, as rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from tilannekuva.domain.discussions import Agreement
from tilannekuva.domain.messages import Message, msg
from tilannekuva.domain.picture import NationalPicture
from tilannekuva.publish.briefing.own_words import visible
from tilannekuva.publish.briefing.wording import NOTHING, Wording

_STATE_WORDS: dict[str, Message] = {
    "open": msg("open"),
    "done": msg("done"),
    "dropped": msg("given up"),
}
_FOLLOWED_UP = ("open", "done", "dropped")
"""What is still to be done comes first."""


@dataclass(frozen=True, slots=True)
class AgreedRow:
    """One thing agreed, and where it stands."""

    agreed: str
    discussed: str
    responsible: str
    due: str
    state: str
    state_kind: str
    """``overdue``, or the state."""
    outcome: str


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """Something else that is known of the region."""

    title: str
    href: str
    """Where the title leads; empty where the address is no web address."""
    owner: str
    date: str
    theme: str
    address: str
    """Where it is kept, where that is not a link."""


def agreed_rows(picture: NationalPicture, region: str, wording: Wording) -> tuple[AgreedRow, ...]:
    """Return what was agreed, first what is still open, the oldest first."""
    agreed = picture.discussions.agreed_before(region, picture.month)
    ordered = sorted(agreed, key=lambda each: _FOLLOWED_UP.index(each.state))
    return tuple(_agreed_row(picture, each, wording) for each in ordered)


def material_rows(picture: NationalPicture, region: str, wording: Wording) -> Iterator[MaterialRow]:
    """Yield the material on the region and on all regions, the newest first."""
    for each in picture.discussions.material_on(region):
        linked = _is_web_address(each.address)
        yield MaterialRow(
            title=visible(each.title),
            href=each.address if linked else "",
            owner=visible(each.owner) or NOTHING,
            date=wording.date(each.date),
            theme=visible(each.theme) or NOTHING,
            address="" if linked else visible(each.address),
        )


def is_overdue(agreement: Agreement, picture: NationalPicture) -> bool:
    """Tell whether something is still to be done that was due by the end of the month."""
    return (
        agreement.state == "open"
        and agreement.due is not None
        and agreement.due <= picture.month.as_of
    )


def _agreed_row(picture: NationalPicture, agreement: Agreement, wording: Wording) -> AgreedRow:
    overdue = is_overdue(agreement, picture)
    state = msg("open, past its date") if overdue else _STATE_WORDS[agreement.state]
    return AgreedRow(
        agreed=visible(agreement.agreed),
        discussed=wording.words.month(agreement.discussed),
        responsible=visible(agreement.responsible) or NOTHING,
        due=wording.date(agreement.due),
        state=wording.words.say(state),
        state_kind="overdue" if overdue else agreement.state,
        outcome=visible(agreement.outcome),
    )


def _is_web_address(address: str) -> bool:
    """Tell whether an address may be a link: a web address over a secure connection."""
    if not address.isprintable() or " " in address:
        return False
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return False
    return parts.scheme == "https" and bool(host) and parts.username is None
