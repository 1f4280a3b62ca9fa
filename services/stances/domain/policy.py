"""Holds what the decisions depend on besides evidence: the rules, the catalog's questions, one setting."""

from collections.abc import Mapping

import msgspec

from services.stances.domain.turn import Rules


class Asked(msgspec.Struct, frozen=True):
    """A question: as a sentence, and in the few words that the catalog may have for it."""

    text: str
    short: str = ""

    @property
    def name(self) -> str:
        """As a headline has it: `tariffs on Chinese goods`, else the sentence in quotation marks."""
        return self.short or f"“{self.text}”"


class Policy(msgspec.Struct, frozen=True):
    """See the module."""

    rules: Rules
    questions: Mapping[str, Asked]
    """The questions of the catalog by id."""
    silence: bool = False

    def asked(self, question: str) -> Asked:
        """The question as people read it; one that the catalog has no longer goes by its id."""
        return self.questions.get(question) or Asked(question)

    def text(self, question: str) -> str:
        """The same as a sentence."""
        return self.asked(question).text
