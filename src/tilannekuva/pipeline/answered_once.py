"""See to it that a subtask has one answer from a region, whichever files it came in."""

from collections.abc import Sequence
from dataclasses import replace

from tilannekuva.domain.answers import Answer
from tilannekuva.domain.findings import Finding
from tilannekuva.domain.roadmap import Roadmap
from tilannekuva.pipeline.offers import Offer
from tilannekuva.validation.told_answer import told_answer


def each_subtask_once(offers: Sequence[Offer], roadmap: Roadmap) -> list[Offer]:
    """Return the returns in force with one answer to each subtask of a region.

    A row pasted on another group's sheet may be answered in its own group's return as well,
    perhaps in another file. There it counts, and the other is told unless it says the same.
    """
    own = {
        (offer.candidate.unit[0], answer.subtask): answer
        for offer in sorted(offers, key=lambda each: each.candidate.unit)
        for answer in offer.group_return.answers
    }
    own |= {
        (offer.candidate.unit[0], answer.subtask): answer
        for offer in offers
        for answer in offer.group_return.answers
        if answer.group == offer.candidate.unit[1]
    }
    return [_without_others(offer, own, roadmap) for offer in offers]


def _without_others(offer: Offer, own: dict[tuple[str, str], Answer], roadmap: Roadmap) -> Offer:
    region = offer.candidate.unit[0]
    answers = offer.group_return.answers
    others = [answer for answer in answers if own[region, answer.subtask] is not answer]
    if not others:
        return offer
    kept = tuple(answer for answer in answers if own[region, answer.subtask] is answer)
    told = tuple(
        _answered_elsewhere(offer, answer, own[region, answer.subtask], roadmap)
        for answer in others
        if not answer.says_the_same(own[region, answer.subtask])
    )
    return replace(
        offer,
        group_return=offer.group_return.model_copy(update={"answers": kept}),
        findings=(*offer.findings, *told),
    )


def _answered_elsewhere(offer: Offer, answer: Answer, used: Answer, roadmap: Roadmap) -> Finding:
    return Finding(
        "ROW-002",
        answer.source_file,
        answer.source_sheet,
        answer.source_cell,
        answer.region,
        offer.candidate.unit[1],
        answer.subtask,
        "",
        {
            "found": answer.subtask,
            "subtask": answer.subtask,
            "cells": tuple(
                f"{each.source_file}: {each.source_sheet}!{each.source_cell}"
                for each in (used, answer)
            ),
            "answers": told_answer(answer, roadmap),
        },
    )
