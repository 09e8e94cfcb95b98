"""The message of a reply says what to do, in the region's language, and can do no harm."""

from dataclasses import replace

import pytest
from told_letters import (
    letter_on,
    long,
    noted,
    parsed,
    repaired,
    wrong,
)

from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import msg
from tilannekuva.domain.regions import Region, Regions
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.domain.settings import Contact
from tilannekuva.domain.texts import LANGUAGES, Language, LocalText
from tilannekuva.publish.replies.letter import Enclosed, Letter, RefusedFile, ReplyKind
from tilannekuva.publish.replies.mail import eml_bytes, txt_bytes
from tilannekuva.publish.replies.marking.order import SHED
from tilannekuva.publish.replies.message import Message, message
from tilannekuva.publish.replies.wording import SHED_WORDS

WORKBOOK = Enclosed("tilannekuva-2022-05-02.xlsx", b"PK workbook", "own")


@pytest.fixture(name="region")
def _region(regions: Regions) -> Region:
    return regions.by_code["02"]


def body(letter: Letter, enclosed: Enclosed | None = WORKBOOK) -> str:
    """Return the text of a letter's message."""
    return message(letter, enclosed).body


def items(text: str) -> list[str]:
    """Return the lines of the lists in a message."""
    return [line for line in text.splitlines() if line.startswith("- ")]


def test_mail_opens_as_a_draft__ok(region: Region) -> None:
    """A mail program finds a draft: addressed, with a subject and one workbook, and no more."""
    letter = letter_on(region, [wrong("K8")], recipients=("a@example.fi", "b@example.fi"))
    mail = parsed(eml_bytes(message(letter, WORKBOOK), WORKBOOK))
    assert set(mail.keys()) == {"X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"}
    assert mail["X-Unsent"] == "1"
    assert mail["To"] == "a@example.fi, b@example.fi"
    assert mail["Subject"] == (
        "Tilannekuva, toukokuu 2022: Keski-Uudenmaan hyvinvointialue – korjattavaa"
    )
    text, workbook = mail.iter_parts()
    assert text.get_content().replace("\r\n", "\n") == body(letter)
    assert (workbook.get_filename(), workbook.get_content()) == (WORKBOOK.name, WORKBOOK.content)
    assert workbook.get_content_type().endswith("spreadsheetml.sheet")
    assert workbook.get_content_disposition() == "attachment"


def test_mail_without_recipient_or_workbook__ok(region: Region) -> None:
    """Without an address nobody is addressed, and a thank-you goes without a workbook."""
    letter = letter_on(region)
    content = eml_bytes(message(letter, None), None)
    assert parsed(content)["To"] is None
    assert not parsed(content).is_multipart()
    assert content == eml_bytes(message(letter, None), None)
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_text_to_paste__ok(region: Region) -> None:
    """The same message is a text that every Notepad shows right."""
    letter = letter_on(region, [wrong("K8")], recipients=("a@example.fi",))
    text = txt_bytes(message(letter, WORKBOOK), WORKBOOK, letter.words).decode("utf-8-sig")
    assert text.count("\r\n") == text.count("\n")
    told = text.replace("\r\n", "\n")
    assert told.startswith("Vastaanottaja: a@example.fi\nAihe: Tilannekuva, toukokuu 2022")
    assert f"Liite: {WORKBOOK.name}\n\nHei,\n" in told
    assert told.endswith(body(letter))


def test_header_cannot_be_broken__ok(region: Region) -> None:
    """Line ends in names of the data files end up as spaces, and no header is added."""
    name = LocalText(fi="Satakunta\r\nBcc: x@example.fi\u2028X: y", sv="Satakunta")
    odd = region.model_copy(update={"name": name})
    mail = parsed(eml_bytes(message(letter_on(odd, [wrong("K8")]), WORKBOOK), WORKBOOK))
    assert mail["Bcc"] is None
    assert "Satakunta Bcc: x@example.fi" in mail["Subject"]


@pytest.mark.parametrize(
    "name",
    ["a\r\nX-Evil: 1\n\nHei.xlsx", "laskut\u202exslx.exe", "<script>.xlsx", "x" * 400 + ".xlsx"],
)
def test_name_of_a_file_stays_on_its_line__ok(region: Region, name: str) -> None:
    """What a sender has called a file is told on one line, with nothing hidden in it."""
    told = body(letter_on(region, [wrong("K8", name)], file=name))
    [line] = [each for each in told.splitlines() if each.startswith("Tiedosto: ")]
    assert len(line) < 220
    assert "\u202e" not in told
    assert len(items(told)) == 1


def test_equal_findings_are_one_line__ok(region: Region) -> None:
    """A wrong value in 40 cells is one line that names them all."""
    told = body(letter_on(region, [wrong(f"K{row}") for row in range(8, 48)]))
    [line] = items(told)
    assert line.startswith("- HT!K8–K47: ”ehkä” ei ole")
    assert "Palautuksessa on 40 kohtaa, jotka on korjattava." in told


def test_long_list_is_cut__ok(region: Region) -> None:
    """A mail lists a dozen things and leads to the workbook for the rest."""
    findings = [wrong(f"K{row}", f"arvo {row}") for row in range(8, 48)]
    told = items(body(letter_on(region, findings)))
    assert len(told) == 13
    assert told[-1] == "- ja 28 muuta, ks. taulukko ”Korjattavaa”"
    assert items(body(letter_on(region, findings), None))[-1] == "- ja 28 muuta"


def test_gravest_first__ok(region: Region) -> None:
    """What must be corrected comes before what is worth checking and what is good to know."""
    told = body(letter_on(region, [noted(), long("O9"), repaired("M8"), wrong("K8")]))
    places = [told.index(word) for word in ("Korjattavaa:", "Tarkistettavaa:", "Tiedoksi:")]
    assert places == sorted(places)
    assert "Yksi vastaus oli kirjoitettu toisin kuin lomakkeessa" in told


def test_only_warnings__ok(region: Region) -> None:
    """What is used as it is need not be changed, and the reply says so."""
    told = message(letter_on(region, [long("O9")]), WORKBOOK)
    assert told.subject.endswith("– tarkistettavaa")
    assert "Jos ne ovat oikein, sinun ei tarvitse tehdä mitään." in told.body
    assert "korjattava." not in told.body


def test_thanks__ok(region: Region) -> None:
    """Where nothing is wrong, thanks are short, and repairs are told in a line."""
    told = message(letter_on(region, [repaired("K8"), repaired("K9")]), None)
    assert told.subject.endswith("– palautus vastaanotettu, kiitos")
    assert "mutta ne ymmärrettiin. (HT!K8, K9)" in told.body
    assert items(told.body) == []


def test_missing_groups__ok(region: Region, roadmap: Roadmap) -> None:
    letter = replace(letter_on(region), missing=(roadmap.group("PJ"), roadmap.group("ICT")))
    assert "Vielä palauttamatta: PJ (Palveluiden järjestäminen), ICT." in body(letter, None)


@pytest.mark.parametrize(
    ("passed", "email", "sentence"),
    [
        (False, "t@example.fi", "Lähetä se osoitteeseen t@example.fi viimeistään 10.6.2022."),
        (True, "t@example.fi", "Lähetä se osoitteeseen t@example.fi mahdollisimman pian."),
        (False, "", "Lähetä se samalla tavalla kuin aiemmin, viimeistään 10.6.2022."),
        (True, "", "Lähetä se samalla tavalla kuin aiemmin, mahdollisimman pian."),
    ],
)
def test_where_and_when(region: Region, *, passed: bool, email: str, sentence: str) -> None:
    """A reply says where to send the correction, and by when while there is time."""
    coordinator = Contact(email=email)
    kinds: tuple[ReplyKind | None, ...] = (None, "refused", "reminder")
    for kind in kinds:
        letter = letter_on(region, [wrong("K8")], kind=kind, passed=passed, coordinator=coordinator)
        assert sentence in body(letter)


def test_reminder__ok(region: Region) -> None:
    """Before the deadline a reminder is friendly, after it says that nothing has come."""
    before = message(letter_on(region, kind="reminder"), None)
    after = message(letter_on(region, kind="reminder", passed=True), None)
    assert before.subject.endswith("muistutus, palautus viimeistään 10.6.2022")
    assert before.body.startswith("Hei,\n\nMuistathan tilannekuvan palautuksen")
    assert after.subject.endswith("– palautus puuttuu")
    assert "eikä se ole vielä tullut meille." in after.body


def test_reminder_on_an_untouched_form__ok(region: Region) -> None:
    letter = replace(letter_on(region, kind="reminder"), untouched=("tyhjä.xlsx",))
    assert "lomake palautui sellaisena kuin se lähetettiin" in body(letter, None)
    assert "tyhjä.xlsx" in body(letter, None)


def test_refused_file__ok(region: Region) -> None:
    """The sender is told why, and what to do with the new form."""
    refused = (RefusedFile("vanha.xlsx", msg("It could not be opened.")),)
    letter = replace(letter_on(region, kind="refused"), refused=refused)
    blank = replace(WORKBOOK, kind="blank")
    assert "- vanha.xlsx: Tiedostoa ei voitu avata." in body(letter, blank)
    assert "Liitteenä on uusi lomake." in body(letter, blank)
    assert "Liitteenä" not in body(letter, None)


def test_contact__ok(region: Region) -> None:
    told = body(letter_on(region))
    assert "Lisätietoja: Tilannekuvan koordinaattori, tilannekuva@example.fi" in told
    assert told.endswith("Ystävällisin terveisin\nTilannekuvan koordinaattori\n")
    assert "Lisätietoja" not in body(letter_on(region, coordinator=Contact()))


def every_message(region: Region, roadmap: Roadmap, language: Language) -> list[Message]:
    """Return a message of every kind, with everything a message can say."""
    findings = [wrong("K8"), long("O9"), repaired("M8"), noted()]
    kinds: tuple[tuple[ReplyKind | None, list[Finding]], ...] = (
        *((None, findings[first:]) for first in range(3)),
        ("refused", []),
        ("reminder", []),
    )
    letters = [
        replace(
            letter_on(region, told, kind=kind, language=language, passed=passed),
            missing=roadmap.groups[:missing],
            refused=(RefusedFile("x.xlsx", msg("It could not be opened.")),),
            untouched=("y.xlsx",),
        )
        for kind, told in kinds
        for passed in (False, True)
        for missing in (0, 2)
    ]
    workbooks = (None, replace(WORKBOOK, shed=SHED), replace(WORKBOOK, kind="redrawn"))
    return [message(letter, workbook) for letter in letters for workbook in workbooks]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_in_every_language__ok(
    region: Region, roadmap: Roadmap, language: Language
) -> None:
    """Nothing a message can say lacks its words, and no placeholder is left in any."""
    told = every_message(region, roadmap, language)
    assert len({each.body for each in told}) > 30
    for each in told:
        assert "{" not in each.subject + each.body
        assert "\n\n\n" not in each.body
    if language != "en":
        assert not [each for each in told if " the " in each.body]


def test_everything_that_is_shed_has_words__ok() -> None:
    assert tuple(SHED_WORDS) == SHED
