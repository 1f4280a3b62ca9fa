"""Holds what the decisions depend on besides evidence: the rules, the catalog's questions, one setting."""

from collections.abc import Mapping

import msgspec

from services.stances.domain.turn import Rules


class Policy(msgspec.Struct, frozen=True):
    """See the module."""

    rules: Rules
    questions: Mapping[str, str]
    """Id of every question of the catalog, with its text."""
    silence: bool = False

    def text(self, question: str) -> str:
        """The question as people read it."""
        return self.questions.get(question, question)
