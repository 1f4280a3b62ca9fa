"""Reads a report as evidence for stances: its sentences, its article's title, and whom they name."""

from __future__ import annotations

from functools import cached_property
from typing import Final, Literal

import msgspec

from services.milestones.domain.doers import Names
from shared.catalog import Negotiation, Question
from shared.contracts.common import Verdict
from shared.contracts.milestones import MilestoneReport

AGREED: Final = frozenset(("agreement_in_principle", "agreement_signed", "ceasefire_agreed_or_declared"))
"""Steps that sides take together."""


class Told(msgspec.Struct, frozen=True):
    """A side's act as one sentence of a report tells it; `at` is the number of the sentence."""

    side: str
    verdict: Verdict
    what: str
    at: int
    strength: Literal[1, 2]
    confidence: float


class Telling:
    """A report, read with the names of the catalog."""

    def __init__(self, report: MilestoneReport, names: Names) -> None:
        self.report = report
        self.names = names
        self.day = report.evidence.article.published_at.date()
        self.words = report.evidence.words
        self.starts = [start for start, _ in report.evidence.spans]

    @cached_property
    def title(self) -> str:
        """The article's title, with capitals for names alone."""
        return self.names.headline(self.report.evidence.article.title, self.day)

    def negotiation(self, question: Question) -> Negotiation:
        """The negotiation that the question belongs to."""
        return self.names.catalog.questions[question.id][0]

    def named(self, words: str) -> set[str]:
        """The parties of the report that the words name."""
        return {party for *_, party in self.names.named(words, self.report.parties, self.day)}

    def doers(self, clause: str, at: int) -> tuple[str, ...]:
        """The parties that do what the clause tells from `at` on."""
        return self.names.doers(clause, at, self.report.parties, self.day)

    def about(self, question: Question, words: str) -> bool:
        """Whether the words concern the question, so that not every sanction answers every question on sanctions."""
        return question.id in self.names.catalog.questions_in(words)

    def between_its_sides(self, type: str, question: Question) -> bool:
        """Whether talks and agreements are between the parties that the question's sentence names."""
        if type not in AGREED:
            return True
        parties = self.negotiation(question).parties
        return all(party in self.report.parties for party in parties if party in question.text)
