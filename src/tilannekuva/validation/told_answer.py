"""Tell what an answer says, for findings that keep what is not used."""

from tilannekuva.domain.answers import Answer
from tilannekuva.domain.messages import SingleValue, msg
from tilannekuva.domain.roadmap import Roadmap


def told_answer(answer: Answer, roadmap: Roadmap) -> tuple[SingleValue, ...]:
    """Return what is answered, question by question, in the words of the roadmap it was read by."""
    answered = ((question, getattr(answer, question.id)) for question in roadmap.questions.subtask)
    return tuple(
        msg(
            "{question}: {answer}",
            question=question.name,
            answer=value
            if question.scale is None
            else roadmap.answer_scale.label(question.scale, value),
        )
        for question, value in answered
        if value is not None
    )
