"""Two versions of the roadmap, and what has become of one in the other."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from tilannekuva.domain.answers import COVER
from tilannekuva.domain.roadmap import EarlierVersion, Question, Roadmap, ScaleId
from tilannekuva.domain.texts import LocalText


@dataclass(frozen=True)
class VersionChange:
    """The way from an earlier version of the roadmap to the one in force."""

    earlier: Roadmap
    now: Roadmap
    declared: EarlierVersion
    """Where subtasks of the earlier version have gone."""

    def gone_to(self, subtask: str) -> tuple[str, ...]:
        """Return what an earlier subtask is now: one, several parts, or none."""
        if subtask in self.declared.carried_over:
            return self.declared.carried_over[subtask]
        return (subtask,) if subtask in self.now.positions else ()

    def group_now(self, group: str) -> str:
        """Return the group that goes on with what a group of the earlier version was asked.

        It is the one of the same name, else the one most of its subtasks have gone to. Where
        there is none, the group's own name is returned, which is not among `groups`.
        """
        if group in self.groups:
            return group
        heirs = Counter(
            self.now.positions[target].group.id
            for subtask, step in self.earlier.positions.items()
            if step.group.id == group
            for target in self.gone_to(subtask)
        )
        return heirs.most_common(1)[0][0] if heirs else group

    @cached_property
    def groups(self) -> frozenset[str]:
        """The groups there are now, the cover among them."""
        return frozenset({COVER, *(group.id for group in self.now.groups)})

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question of the earlier version by its id."""
        asked = self.earlier.questions
        return {each.id: each for each in (*asked.subtask, *asked.group, *asked.region)}

    def is_asked(self, question: str, group: str) -> bool:
        """Tell whether a question of a group, or with the cover of the region, is asked now."""
        asked = self.now.questions.region if group == COVER else self.now.questions.group
        return group in self.groups and any(each.id == question for each in asked)

    def offers(self, scale: ScaleId, choice: str) -> bool:
        """Tell whether a choice can be made now."""
        return any(each.id == choice for each in self.now.answer_scale.choices(scale))

    def spelled(self, scale: ScaleId, choice: str) -> LocalText:
        """Return a choice in the words of the earlier version."""
        return self.earlier.answer_scale.label(scale, choice)
