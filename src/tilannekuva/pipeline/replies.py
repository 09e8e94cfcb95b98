"""Make the replies of a month: workbooks marked beside everything else, and messages."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tilannekuva.archive.files import sha256_of
from tilannekuva.archive.generations import current_generation, current_outputs
from tilannekuva.archive.workspace import REPLIES, RUN_REPORT, Workspace
from tilannekuva.domain.answers import Answer
from tilannekuva.domain.picture import MonthRecord
from tilannekuva.picture.region_standings import region_standings
from tilannekuva.pipeline.foundations import Foundations
from tilannekuva.pipeline.issue import last_answers
from tilannekuva.pipeline.reply_letters import PlannedReply, planned_replies
from tilannekuva.pipeline.reply_workbooks import TAKES_A_WORKBOOK, ReplySources, ReplyWorkbooks
from tilannekuva.publish.data.run_report import ReportedReply, RunReport
from tilannekuva.publish.replies.letter import Enclosed
from tilannekuva.publish.replies.mail import eml_bytes, txt_bytes
from tilannekuva.publish.replies.message import message
from tilannekuva.publish.replies.ordering import marking_order

_PROGRAM_PARTS = ("publish/replies", "outbox", "layout")


@dataclass(frozen=True, slots=True)
class MadeReplies:
    """The replies of a month, and which outputs of the generation before they replace."""

    outputs: Mapping[str, bytes]
    replies: tuple[ReportedReply, ...]
    before: RunReport | None
    """The account of the generation in force, where there is one."""

    def reported(self, outputs: Mapping[str, str]) -> tuple[ReportedReply, ...]:
        """Return the replies as the account of the run tells them.

        Where every output is as it was, so is what was new: a run that repeats the last one
        gives the same account.

        Args:
            outputs: sha256 of every output of the run, by its name.
        """
        before = self.before
        if before is not None and dict(before.outputs) == dict(outputs):
            was_new = {each.outputs: each.new for each in before.replies}
            return tuple(
                each.model_copy(update={"new": was_new.get(each.outputs, each.new)})
                for each in self.replies
            )
        return self.replies


class RepliesUnderWay:
    """Replies that are being made; ask for them when everything else is done."""

    def __init__(
        self, planned: Sequence[PlannedReply], sources: ReplySources, last: "_LastGeneration"
    ) -> None:
        self._planned = planned
        self._last = last
        self._made_of = {each.name: _made_of(each, last.forms) for each in planned}
        self._kept = {each.name: last.reply(self._made_of[each.name]) for each in planned}
        to_make = [each for each in planned if self._kept[each.name] is None]
        self._workbooks = ReplyWorkbooks(sources, len(to_make))
        for each in to_make:
            self._workbooks.begin(each)

    def finished(self) -> MadeReplies:
        """Return the replies, each workbook when it is there."""
        outputs: dict[str, bytes] = {}
        replies = []
        for planned in self._planned:
            kept = self._kept[planned.name]
            if kept is not None:
                reply = kept.model_copy(update={"new": False})
                made = {name: self._last.outputs[name] for name in reply.outputs}
            else:
                reply, made = self._made(planned)
            outputs |= made
            replies.append(reply)
        return MadeReplies(outputs, tuple(replies), self._last.report)

    def end(self) -> None:
        """End the workers."""
        self._workbooks.end()

    def _made(self, planned: PlannedReply) -> tuple[ReportedReply, dict[str, bytes]]:
        enclosed = self._workbooks.finished(planned)
        made = _files(planned, enclosed)
        before = {} if self._last.report is None else self._last.report.outputs
        reply = ReportedReply(
            region=planned.letter.region.code,
            groups=tuple(group.id for group in planned.letter.groups),
            kind=planned.letter.kind,
            workbook=None if enclosed is None else enclosed.kind,
            outputs=tuple(made),
            new=any(before.get(name) != sha256_of(content) for name, content in made.items()),
            made_of=self._made_of[planned.name],
        )
        return reply, made


@contextmanager
def replying(  # noqa: PLR0913 - what replies are made of
    workspace: Workspace,
    foundations: Foundations,
    record: MonthRecord,
    copies: Mapping[str, Path],
    private: Path,
    *,
    deadline_passed: bool,
    anew: bool = False,
) -> Iterator[RepliesUnderWay]:
    """Begin to make the replies of a month, and leave with the workers ended.

    A reply that would be the same as in the generation in force is taken from there, unless
    all are made anew.

    Args:
        workspace: where the archive is.
        foundations: the data files in force.
        record: what is known about the month.
        copies: private copies of returned files, by sha256; others are in the archive.
        private: a folder of our own.
        deadline_passed: whether what has not come is missing.
        anew: whether none is taken over.
    """

    def copy_of(sha256: str) -> Path | None:
        kept = copies.get(sha256, workspace.stored_returns / sha256)
        return kept if kept.is_file() else None

    @cache
    def last() -> Mapping[str, Sequence[Answer]]:
        return last_answers(workspace, foundations, record.month)

    standings = region_standings(
        record, foundations.roadmap, foundations.regions, after_deadline=deadline_passed
    )
    planned = tuple(
        planned_replies(record, standings, foundations, deadline_passed=deadline_passed)
    )
    sources = ReplySources(foundations, copy_of, last, private)
    before = _last_generation(workspace, foundations, record)
    last_generation = replace(before, outputs={}) if anew else before
    under_way = RepliesUnderWay(planned, sources, last_generation)
    try:
        yield under_way
    finally:
        under_way.end()


def new_replies(outputs: Mapping[str, bytes]) -> tuple[ReportedReply, ...]:
    """Return the replies that a run's own account tells to be new."""
    report = RunReport.model_validate_json(outputs[RUN_REPORT])
    return tuple(each for each in report.replies if each.new)


@dataclass(frozen=True, slots=True)
class _LastGeneration:
    """The generation in force, as far as replies are concerned."""

    report: RunReport | None
    outputs: Mapping[str, bytes]
    """The replies in it."""
    forms: str
    """What forms are drawn from now, in short."""

    def reply(self, made_of: str) -> ReportedReply | None:
        """Return the reply that was made of the same, if all of it is there.

        One that had to go without its workbook is made again: it may have been a bad day.
        """
        for each in () if self.report is None else self.report.replies:
            whole = each.workbook is not None or each.kind not in TAKES_A_WORKBOOK
            if whole and each.made_of == made_of and self.outputs.keys() >= set(each.outputs):
                return each
        return None


def _last_generation(
    workspace: Workspace, foundations: Foundations, record: MonthRecord
) -> _LastGeneration:
    told = current_outputs(workspace, record.month, RUN_REPORT).get(RUN_REPORT)
    try:
        report = None if told is None else RunReport.model_validate_json(told)
    except ValueError:
        report = None  # of an earlier version of the program
    forms = (
        foundations.roadmap.model_dump_json(),
        foundations.glossary.model_dump_json(),
        foundations.settings.forms.model_dump_json(),
        str(current_generation(workspace, record.month.shifted(-1))),
    )
    outputs = current_outputs(workspace, record.month, REPLIES)
    return _LastGeneration(report, outputs, _digest(*forms))


def _files(planned: PlannedReply, enclosed: Enclosed | None) -> dict[str, bytes]:
    """Return the files of a reply, by their names among the month's outputs."""
    written = message(planned.letter, enclosed)
    files = {} if enclosed is None else {f"{planned.name}.xlsx": enclosed.content}
    files[f"{planned.name}.eml"] = eml_bytes(written, enclosed)
    files[f"{planned.name}.txt"] = txt_bytes(written, enclosed, planned.letter.words)
    return files


def _made_of(planned: PlannedReply, forms: str) -> str:
    """Return a digest of everything that a reply is made of."""
    letter = planned.letter
    return _digest(
        *(_program(), forms, planned.name, planned.sha256, letter.kind, str(planned.new_form)),
        json.dumps(asdict(marking_order(letter))),
        json.dumps(asdict(message(letter, None))),
    )


@cache
def _program() -> str:
    """Return a digest of the parts of the program that replies are made by."""
    package = Path(__file__).parents[1]
    sources = (
        path.read_text(encoding="utf-8")
        for part in _PROGRAM_PARTS
        for path in sorted((package / part).rglob("*.py"))
    )
    versions = (version(name) for name in ("tilannekuva", "openpyxl", "xlsxwriter"))
    return _digest(*versions, *sources)


def _digest(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.encode())
        digest.update(b"\0")
    return digest.hexdigest()
