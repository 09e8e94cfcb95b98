"""A misspelt choice is read, and a word that only resembles one never is."""
# ruff: noqa: E501 - words are listed in lines of their own length

from collections.abc import Iterator
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilannekuva.domain.answer_words import compared
from tilannekuva.domain.roadmap import AnswerScale, Roadmap, ScaleId
from tilannekuva.validation.choices import ReadChoice, Reading, ScaleReader

SCALES: tuple[ScaleId, ...] = get_args(ScaleId)
LETTERS = "abdefgiklmnorstuvyåäö"

MISSPELT: dict[tuple[ScaleId, str], str] = {
    ("status", "not_started"): (
        "ei aloitetu | ei alotettu | ei käynissä | ei käynnisssä | ei kaynnissa | "
        "inte påbörjd | inte paborjad | ej påbörrjad | not startted | not yet begnu"
    ),
    ("status", "in_progress"): (
        "käynisä | käynnsisä | kaynnissa | keskenn | kesekn | alotettu | aloitetttu | "
        "valmistelusssa | meneilään | työn allla | pågårr | pågåendde | påbörjd | paborjad | "
        "under arbeete | in progres | ongoingg | onging | startd | undrway"
    ),
    ("status", "done"): (
        "valmsi | vamlis | valmiis | vallmis | vaamis | tehtty | tehtyy | suoritetttu | klarr | "
        "klra | kalr | klrat | färddig | fardig | slutförrt | genomförrd | compleeted | "
        "complted | doen | doone | finnished | fnished"
    ),
    ("status", "not_applicable"): (
        "ei koske alueta | ei kosske meitä | berör inte omårdet | galler inte | ej aktuelt | "
        "not aplicable | not applicabel"
    ),
    ("risk", "low"): "matla | mattala | pinei | vähainen | vahainen | litten | alhaienn | mnior",
    ("risk", "moderate"): "kohtalinen | kohtalaienn | keskisuri | måtlig | mattlig | modreate",
    ("risk", "high"): "korkeea | korkia | suuuri | suuri riksi | merkitävä | hög rsik | stoor | hihg",
    ("support", "none"): "ei tarveta | ei tuen tarveta | inget stödbehvo | no supprt | no suport needed",
    ("support", "regional"): "alueelinen | alueellinen tuki riitää | regonalt stöd | regoinal",
    ("support", "national"): "kansalinen tuki | kansalinen | nationelt stöd | nationellt stöd behvs",
    ("light", "green"): "vihrea | vihraä | gron | greeen | vihreä – etenee suunitellusti",
    ("light", "yellow"): "keltanen | yelow | ambre",
    ("light", "red"): "punanen | punaien",
}  # fmt: skip

NEVER: dict[ScaleId, str] = {
    "status": (
        # Negated.
        "ei valmis | ei vielä valmis | ei ole valmis | ei ihan valmis | ei kesken | ei tehty | "
        "epävalmis | inte klar | inte klart | opåbörjad | ej klar | ej klart | oklar | oklart | icke klar | "
        "inte färdig | ej färdig | ofärdig | ofärdigt | inte slutförd | ej pågående | inte pågår | "
        "not done | not completed | not complete | not finished | undone | unfinished | uncompleted | "
        "incomplete | not in progress | not ongoing | non complete | no progress | dont | isn't done | "
        "valmistumaton | suorittamaton | tekemätön | keskentön | klarlös | finishless | "
        # Nearly, partly, soon, once.
        "melkein valmis | lähes valmis | osittain valmis | puoliksi valmis | pian valmis | "
        "kohta valmis | nästan klar | delvis klar | snart klar | halvklar | almost done | "
        "partly done | nearly completed | to be done | will be completed | valmis pian | "
        # The same verb in another form: it will be, it must be, it can be, do it.
        "valmistuu | valmistuva | valmistumassa | valmistumaisillaan | valmisteilla | valmistelu | "
        "valmistelua | valmistelusta | valmistella | valmiina 2023 | valmius | valmista | valmiiksi | "
        "aloitetaan | aloitettava | aloitettavissa | aloittaa | aloittakaa | alkaa | alkamassa | "
        "käynnistyy | käynnistetään | käynnistettävä | käynnistä | käynnistää | käynnistymässä | "
        "tehdään | tehtävä | tehtävissä | tehdä | tekemättä | suoritetaan | suoritettava | suorita | "
        "toteutetaan | toteutettava | toteutuu | toteuttamatta | "
        "ei aloiteta | ei käynnisty | ei käynnistä | ei käynnistetä | ei aloitettava | ei sovelleta | "
        "påbörjas | påbörja | påbörjar | påbörjande | inleds | inled | inleda | startas | starta | "
        "startar | slutförs | slutför | slutföra | slutföras | avslutas | avsluta | avslutar | "
        "genomförs | genomför | genomföra | genomföras | klargörs | klaras | klarnar | färdigställs | "
        "pågå | pågick | ej inleds | inte startas | inte påbörjas | ej påbörjas | "
        "completes | completing | complet | completely | finishes | finish | finishing | start | "
        "starts | starting | starter | does | do | doing | begin | begins | "
        # Other words.
        "keskeytetty | keskeytyi | keskellä | keskus | peruttu | siirretty | ajoitettu | ajoittamatta | "
        "lopetettu | valittu | varmistunut | vahvistunut | valaistunut | valmistanut | valmistettu | "
        "suositeltu | sovitettu | soitettu | totutettu | kännissä | tehy | teht | avbruten | uppskjuten | "
        "kvar | klan | klart nej | ingång | inredd | insett | ingett | inget | genomfart | slutkörd | "
        "competed | compete | compiled | stated | stared | starred | starved | dome | dose | drone | "
        "none | gone | bone | outgoing | undergoing | under test | in process | in egress | on going | "
        # Negated on the form, and not as typed.
        "on aloitettu | en aloitettu | jo aloitettu | ei aloitettu? | redan påbörjad | snart påbörjad | "
        "intet påbörjad | now started | note started | just started | nor started | not stated | "
        "ei koske | ei kosketa | koske aluetta | se koske aluetta | beror inte | rör inte | "
        "now applicable | hot applicable"
    ).replace("ei koske | ", ""),
    "risk": (
        "ei matala | inte låg | not low | ej hög | ei korkea | epämatala | ohög | omåttlig | "
        "obetydande | immoderate | minimal | lo | hi | hig | ho | lag | hog | log | how | now | "
        "stop | står | stör | star | stod | star risk | manor | mayor | motor | mijor | majon | model | "
        "medal | median | media | medial | suora | juuri | uusi | vaara | pienenee | pienin | suurin | "
        "suurenee | korkein | karkea | korea | korko | kokea | merkityksetön | merkitty | merkitä | "
        "alainen | aikainen | vähenee | vähentynyt | vähemmän | kohtalokas | litet | lite | lista | "
        "hög/låg | matala tai korkea | matala-korkea | keski | 2 | ok"
    ),
    "support": (
        "done | dome | nine | one | on | nope | noen | nonne | ei | kyllä | tuki | tukea | on tarvetta | "
        "en tarvetta | tuen tarvetta | tarvitaan tukea | tarvitaan | behövs | behov | stort behov | "
        "no | need | need support | support needed | so support needed | now support needed | "
        "ei alueellinen tuki | alueellinen tuki ei riitä | alueellinen tuki riittäisi | "
        "kunnallinen | kunnallinen tuki | maakunnallinen | maakunnallinen tuki | kaupallinen | "
        "kansainvälinen | kansainvälinen tuki | kansalainen | kansallistaa | aiheellinen | aseellinen | "
        "alkeellinen | paikallinen | regionval | rational | notional | notational | internationellt | "
        "inte regionalt | ej nationellt | not national | inget nationellt stöd | alueellinen/kansallinen"
    ),
    "light": (
        "ei vihreä | inte grön | not green | red? | rod | rid | bed | gull | guld | gran | gryn | grin | "
        "greed | greek | greet | great | grå | grey | valkoinen | kultainen | kaltainen | kielteinen | "
        "vireä | virhe | punajuuri | pinkki | fellow | mellow | ember | umber | vihreä/keltainen | "
        "kelta-vihreä | vihertävä"
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def scales(roadmap: Roadmap) -> dict[ScaleId, ScaleReader]:
    """The readers of the built-in scales."""
    return {each: ScaleReader(roadmap.answer_scale, each) for each in SCALES}


def words_of(scale: AnswerScale, scale_id: ScaleId) -> dict[str, str]:
    """Return the choice of every word of a scale, the words as they are compared."""
    return {
        compared(word): choice.id for choice in scale.choices(scale_id) for word in choice.words()
    }


def edits(word: str) -> Iterator[str]:
    """Yield every text that is one letter from a word: left out, swapped, put in, replaced."""
    for at in range(len(word) + 1):
        before, behind = word[:at], word[at:]
        yield before + behind[1:]
        yield before + behind[1:2] + behind[:1] + behind[2:]
        for letter in LETTERS:
            yield before + letter + behind
            yield before + letter + behind[1:]


@pytest.mark.parametrize(("scale", "choice"), MISSPELT)
def test_a_slip_of_the_keyboard__ok(
    scales: dict[ScaleId, ScaleReader], scale: ScaleId, choice: str
) -> None:
    """A letter too many or too few, swapped or without its dots is read, as a near miss."""
    for typed in MISSPELT[scale, choice].split(" | "):
        read = scales[scale].read(typed)
        assert read == ReadChoice(Reading.MISSPELT, choice), typed


@pytest.mark.parametrize("scale", NEVER)
def test_a_neighbour__error(scales: dict[ScaleId, ScaleReader], scale: ScaleId) -> None:
    """What says the opposite of a choice, or something else, is not read as the choice."""
    for typed in NEVER[scale].split(" | "):
        for written in (typed, typed.upper(), f"{typed}."):
            assert scales[scale].read(written).reading is Reading.NONE, written


@pytest.mark.parametrize("scale", SCALES)
def test_one_letter_changes_no_answer__ok(roadmap: Roadmap, scale: ScaleId) -> None:
    """A listed word with one letter wrong is its choice, or listed itself, or no choice."""
    reader = ScaleReader(roadmap.answer_scale, scale)
    listed = words_of(roadmap.answer_scale, scale)
    for word, choice in listed.items():
        for typed in edits(word):
            read = reader.read(typed)
            if read.reading is not Reading.NONE:
                assert read.choice == listed.get(compared(typed), choice), typed


NEGATIONS = ["ei", "ej", "inte", "icke", "not", "no", "never", "utan", "ilman", "ei ole", "e", "nt"]


@given(data=st.data(), scale=st.sampled_from(SCALES), negation=st.sampled_from(NEGATIONS))
def test_a_negation_is_never_a_slip__ok(
    roadmap: Roadmap,
    scales: dict[ScaleId, ScaleReader],
    data: st.DataObject,
    scale: ScaleId,
    negation: str,
) -> None:
    """A text with a negation is read by a near miss only as a word with the same negation."""
    listed = words_of(roadmap.answer_scale, scale)
    word = data.draw(st.sampled_from(sorted(listed)))
    typed = data.draw(st.sampled_from(sorted({word, *edits(word)})))
    parts = [*typed.split(), *typed.split()][: len(typed.split())]
    parts.insert(data.draw(st.integers(0, len(parts))), negation)
    for text in (" ".join(parts), f"{negation}{typed}", f"{typed}{negation}"):
        read = scales[scale].read(text)
        if read.reading is Reading.MISSPELT:
            own = [each.split() for each, choice in listed.items() if choice == read.choice]
            said = [part for part in text.split() if part in NEGATIONS]
            assert any([part for part in each if part in NEGATIONS] == said for each in own), text


# Alone, and in the place of a word of a longer choice.
FRAMES = ("{}", "ei {}", "{} inte", "{} tukea", "ei tarvita {}", "alueellinen tuki {}")


def test_look_alikes_are_needed__ok(roadmap: Roadmap, scales: dict[ScaleId, ScaleReader]) -> None:
    """Every look-alike would be read without the list of them, and none is with it."""
    bare = roadmap.answer_scale.model_copy(update={"look_alikes": {}})
    blind = [ScaleReader(bare, each) for each in SCALES]
    for word in (word for words in roadmap.answer_scale.look_alikes.values() for word in words):
        texts = [frame.format(word) for frame in FRAMES]
        assert any(
            reader.read(text).reading is Reading.MISSPELT for reader in blind for text in texts
        )
        for reader in scales.values():
            assert {reader.read(text).reading for text in texts} == {Reading.NONE}, word


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        *(
            ("melkein valmis", "done"),
            ("valmis?", "done"),
            ("valmistuu", "done"),
            ("valmi", "done"),
        ),
        *(("valmis 80 %", "done"), ("almost done", "done"), ("påbörjas", "in_progress")),
        *(("Valmis, hyväksytty 3.5.", "done"), ("ei aloiteta", "not_started")),
        *(("ihan vielä ei aloitettu", "not_started"), ("in-progress", "in_progress")),
        *(("ei valmis", None), ("inte klar", None), ("oklar", None), ("unfinished", None)),
        *(("incomplete", None), ("epävalmis", None), ("not done", None), ("eialoitettu", None)),
        *(("valmis vai käynnissä", None), ("ehkä", None), ("x", None), ("", None)),
        ("valmis " + "a" * 100, None),
    ],
)
def test_the_nearest_is_named__error(
    scales: dict[ScaleId, ScaleReader], typed: str, nearest: str | None
) -> None:
    """Where one choice is like a text it is named, but never one that the text negates."""
    assert scales["status"].read(typed) == ReadChoice(Reading.NONE, nearest)
