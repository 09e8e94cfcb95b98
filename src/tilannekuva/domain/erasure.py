"""What is to be erased of personal data, and what a month's record is without it.

Which answers name a person, and which are free text, the roadmap says.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple, Protocol

from tilannekuva.domain.answers import Answer, GroupReturn, Narrative
from tilannekuva.domain.dispositions import FileOutcome
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.messages import Message, MessageValue, SingleValue
from tilannekuva.domain.month import ReportingMonth
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.domain.roadmap import Question, Roadmap
from tilannekuva.domain.withdrawals import Withdrawal

ERASED = "[…]"
"""What stands in place of what was erased; the same in every language."""


class _Change(Protocol):
    """Erases a value, and takes note of it."""

    def __call__(self, value: str, *, personal: bool = False) -> str:
        """Return the value without what is to be erased."""


RequestKind = Literal["text", "region", "expired"]

_PLACE_IN_SHEET = re.compile(r"\$?[A-Z]{1,3}\$?[0-9]{1,7}")


class Place(NamedTuple):
    """Where something to erase stands."""

    region: str
    """Empty where no region is known."""
    group: str
    field: str
    """A question's id, ``filled_by``, a rule's code, ``file``, ``sheet`` or ``reason``."""


@dataclass(frozen=True)
class Request:
    """What is to be erased: a text wherever it stands, or persons and free texts by their place."""

    kind: RequestKind
    text: str = ""
    """What is looked for, where the kind is ``text``."""
    region: str | None = None
    group: str | None = None
    """The only group of the region; the cover has its own key."""
    month: ReportingMonth | None = None
    """The only month."""
    before: ReportingMonth | None = None
    """The month before which everything is erased, where the kind is ``expired``."""

    def concerns_month(self, month: ReportingMonth) -> bool:
        """Tell whether anything of a month may be erased."""
        if self.before is not None:
            return month < self.before
        return self.month in {None, month}

    def concerns(self, region: str, *groups: str) -> bool:
        """Tell whether what a region and one of the groups told may be erased."""
        return self.region in {None, region} and (self.group is None or self.group in groups)

    def found_in(self, text: str) -> bool:
        """Tell whether a text holds what is looked for; spaces, case and form do not matter."""
        composed = unicodedata.normalize("NFC", text)
        return bool(self._pattern.search(composed)) or self._folded in _folded(composed)

    def without(self, text: str) -> str:
        """Return a text without what is looked for."""
        composed = unicodedata.normalize("NFC", text)
        told = self._pattern.sub(ERASED, composed)
        if self._folded in _folded(told):
            return ERASED  # letters that fold to several, as the German sharp s
        return told if told != composed else text

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = unicodedata.normalize("NFC", self.text).split()
        return re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)

    @cached_property
    def _folded(self) -> str:
        return _folded(unicodedata.normalize("NFC", self.text))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text.casefold()).split())


@dataclass(frozen=True, slots=True)
class ErasedRecord:
    """A month's record without what was to be erased."""

    record: MonthRecord
    places: Mapping[Place, int]
    """What was erased, and how many times; nothing where it held none of it."""
    files: Mapping[str, tuple[Place, ...]]
    """The returns that it came in, by sha256, and what of each was erased."""


def erased(record: MonthRecord, roadmap: Roadmap, request: Request) -> ErasedRecord:
    """Return a record without what is to be erased, and tell what that was.

    Answers stay answers: in place of what is erased stands a mark, so that neither the figures
    nor what counts as answered change.
    """
    if not request.concerns_month(record.month):
        return ErasedRecord(record, {}, {})
    return _Eraser(record, roadmap, request).erased()


@dataclass
class _Eraser:
    record: MonthRecord
    roadmap: Roadmap
    request: Request
    places: Counter[Place] = field(default_factory=Counter)
    by_file: dict[str, dict[Place, None]] = field(default_factory=dict)

    def erased(self) -> ErasedRecord:
        """Return the record without what is to be erased."""
        record = replace(
            self.record,
            returns=tuple(map(self._return, self.record.returns)),
            findings=tuple(map(self._finding, self.record.findings)),
            files=tuple(map(self._outcome, self.record.files)),
            withdrawals=tuple(map(self._withdrawal, self.record.withdrawals)),
        )
        files = {sha256: tuple(places) for sha256, places in self.by_file.items()}
        if self.request.kind != "text":
            files = {**dict.fromkeys(self._every_file(), ()), **files} if self.places else files
        return ErasedRecord(record, dict(self.places), files)

    def _return(self, each: GroupReturn) -> GroupReturn:
        def of(name: str) -> _Change:
            return self._at(Place(each.region, each.group, name), (each.sha256,), each.group)

        filled_by = each.filled_by
        if filled_by:
            filled_by = of("filled_by")(filled_by, personal=self._is_personal("filled_by"))
        return each.model_copy(
            update={
                "source_file": self._name(of("file"), each.source_file),
                "source_sheet": self._name(of("sheet"), each.source_sheet),
                "filled_by": filled_by,
                "answers": tuple(self._answer(answer, each) for answer in each.answers),
                "narratives": tuple(self._narrative(told, each) for told in each.narratives),
            }
        )

    def _answer(self, answer: Answer, returned: GroupReturn) -> Answer:
        def of(name: str) -> _Change:
            place = Place(answer.region, answer.group, name)
            return self._at(place, (returned.sha256,), answer.group, returned.group)

        update: dict[str, Any] = {
            "source_file": self._renamed(answer.source_file),
            "source_sheet": self._renamed(answer.source_sheet),
        }
        for question in self.roadmap.questions.subtask:
            value = getattr(answer, question.id)
            if isinstance(value, str) and value and _is_free(question):
                update[question.id] = of(question.id)(value, personal=question.personal)
        return answer.model_copy(update=update)

    def _narrative(self, told: Narrative, returned: GroupReturn) -> Narrative:
        place = Place(told.region, told.group, told.question)
        at = self._at(place, (returned.sha256,), told.group, returned.group)
        return told.model_copy(
            update={
                "source_file": self._renamed(told.source_file),
                "source_sheet": self._renamed(told.source_sheet),
                "text": at(told.text, personal=self._is_personal(told.question))
                if told.text
                else told.text,
            }
        )

    def _finding(self, finding: Finding) -> Finding:
        place = Place(finding.region, finding.group, finding.code)
        at = self._at(place, self._in_file(finding), finding.group)
        personal = self._is_personal(finding.question)

        def change(value: str) -> str:
            if self.request.kind != "text" and self._is_ours(finding, value):
                return value
            return at(value, personal=personal)

        return replace(
            finding,
            file=self._renamed(finding.file),
            sheet=self._renamed(finding.sheet),
            values=_changed(finding.values, change),
        )

    def _outcome(self, outcome: FileOutcome) -> FileOutcome:
        region, sha256 = outcome.region or "", outcome.sha256
        groups = (*outcome.groups_used, *outcome.groups_set_aside)
        in_files = () if sha256 is None else (sha256,)
        at = self._at(Place(region, "", "reason"), in_files, *groups)
        name = self._at(Place(region, "", "file"), in_files, *groups)
        return replace(
            outcome,
            path=self._name(name, outcome.path),
            values=_changed(outcome.values, self._renamed),
            on_word=at(outcome.on_word) if outcome.on_word else "",
            tallies=tuple(
                replace(each, sheet=self._renamed(each.sheet)) for each in outcome.tallies
            ),
        )

    def _withdrawal(self, each: Withdrawal) -> Withdrawal:
        at = self._at(Place(each.region, each.group, "reason"), (), each.group)
        name = self._at(Place(each.region, each.group, "file"), (each.sha256,), each.group)
        return replace(
            each,
            file=self._name(name, each.file),
            reason=at(each.reason) if each.reason else "",
        )

    def _at(self, place: Place, files: Iterable[str], *groups: str) -> _Change:
        """Return what erases a value at a place, and takes note of it."""

        def change(value: str, *, personal: bool = False) -> str:
            new = self._without(value, place.region, groups, personal=personal)
            if new != value:
                self.places[place] += 1
                for sha256 in files:
                    self.by_file.setdefault(sha256, {})[place] = None
            return new

        return change

    def _without(self, value: str, region: str, groups: tuple[str, ...], *, personal: bool) -> str:
        if not self.request.concerns(region, *groups):
            return value
        if self.request.kind != "text":
            return ERASED
        if personal and self.request.found_in(value):
            return ERASED
        return self.request.without(value)

    def _name(self, change: _Change, name: str) -> str:
        """Return the name of a file or sheet; only a text that is looked for is erased in it."""
        return change(name) if self.request.kind == "text" else name

    def _renamed(self, name: str) -> str:
        """Return a name that is told of elsewhere too."""
        return self.request.without(name) if self.request.kind == "text" else name

    def _is_ours(self, finding: Finding, value: str) -> bool:
        """Tell whether a value of a finding is a word of ours, and nothing anybody typed."""
        place = value.rpartition(": ")[2].rpartition("!")[2]
        in_a_sheet = bool(_PLACE_IN_SHEET.fullmatch(place)) and (
            value.startswith((*self._files, finding.sheet or place)) or value == place
        )
        return in_a_sheet or value in self._own_words

    @cached_property
    def _files(self) -> frozenset[str]:
        names = {each.path for each in self.record.files}
        return frozenset(names | {each.source_file for each in self.record.returns})

    @cached_property
    def _own_words(self) -> frozenset[str]:
        questions = self.roadmap.questions
        scale = self.roadmap.answer_scale
        return frozenset(
            (
                "",
                ERASED,
                *self._files,
                *self.roadmap.positions,
                *self.roadmap.versions,
                *(group.id for group in self.roadmap.groups),
                *(each.id for each in (*questions.subtask, *questions.group, *questions.region)),
                *(
                    choice.id
                    for choices in (scale.status, scale.risk, scale.support, scale.light)
                    for choice in choices
                ),
                *(each.region for each in self.record.returns),
            )
        )

    def _in_file(self, finding: Finding) -> tuple[str, ...]:
        """Return the sha256 of the files that a finding may be about, by their name."""
        returns = (
            each.sha256
            for each in self.record.returns
            if (each.source_file, each.region) == (finding.file, finding.region)
        )
        files = (each.sha256 for each in self.record.files if each.path == finding.file)
        return tuple(dict.fromkeys(sha for sha in (*returns, *files) if sha is not None))

    def _every_file(self) -> tuple[str, ...]:
        """Return the sha256 of every file that came from whom the request is about."""
        found = [
            each.sha256
            for each in self.record.returns
            if self.request.concerns(each.region, each.group)
        ]
        found += [
            each.sha256
            for each in self.record.files
            if each.sha256 is not None
            and each.month == self.record.month
            and self.request.concerns(each.region or "", *each.groups_used, *each.groups_set_aside)
        ]
        return tuple(dict.fromkeys(found))

    def _is_personal(self, question: str) -> bool:
        questions = self.roadmap.questions
        every: tuple[Question, ...] = (*questions.subtask, *questions.group, *questions.region)
        return any(each.id == question and each.personal for each in every)


def _is_free(question: Question) -> bool:
    return question.personal or question.kind in {"text", "light_and_text"}


def _changed(
    values: Mapping[str, MessageValue], change: Callable[[str], str]
) -> dict[str, MessageValue]:
    """Return values with every text in them changed, also inside sentences."""
    return {name: _changed_value(value, change) for name, value in values.items()}


def _changed_value(value: MessageValue, change: Callable[[str], str]) -> MessageValue:
    if isinstance(value, tuple):
        return tuple(_changed_single(each, change) for each in value)
    return _changed_single(value, change)


def _changed_single(value: SingleValue, change: Callable[[str], str]) -> SingleValue:
    if isinstance(value, Message):
        return Message(value.pattern, _changed(value.values, change))
    return change(value) if isinstance(value, str) else value
