"""Statements that were written to learn from in, cases for the judge of questions out.

What is undecided is rare in news: most of what shows how it is put in words was written
(services/extraction/training/annotations/written/statements). Nothing is measured on these cases. They stand in no
article and name no question, so they teach what all questions have in common and nothing of one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from services.extraction.domain.judging import around, questions
from services.extraction.domain.judging.leanings import Case
from services.extraction.domain.judging.verdicts import Label
from services.extraction.training.annotations import written_statements
from services.extraction.training.annotations.written_statements import Written
from shared.catalog import Catalog

TAUGHT: Final[tuple[Label, ...]] = ("open",)
"""The labels that news show too seldom."""
WEIGHT: Final = 0.2
"""Of a written case, where a pair of the rarest label that was read twice weighs some 50."""
_OF_ARTICLES: Final = re.compile(r"around:|title |lead |before |asked_around")
"""In the names of features that need an article."""


def cases(catalog: Catalog, real: Sequence[Case]) -> list[tuple[Case, Label]]:
    """The written statements with their labels; what an article would show is as it is on average in the real ones."""
    usual = _average(real)
    return [
        (_case(catalog, each, usual), each.label)
        for each in written_statements.load()
        if each.label in TAUGHT
    ]


def _average(real: Sequence[Case]) -> Mapping[str, float]:
    names = {name for case in real for name in case.features if _OF_ARTICLES.match(name)}
    return {name: float(np.mean([case.features.get(name, 0.0) for case in real])) for name in sorted(names)}


def _case(catalog: Catalog, written: Written, usual: Mapping[str, float]) -> Case:
    negotiation, question = catalog.questions[written.question]
    told = around.Attribution(written.side, written.side, ((0, len(written.text)),), written.cue)
    article = around.StatementContext(written.text, "", [told], [])
    said = article.said(0, "direct" if written.direct else "indirect", written.position, (written.issue,))
    found = questions.case(negotiation, question, said, article, 0)
    own = {name: value for name, value in found.features.items() if not _OF_ARTICLES.match(name)}
    return Case({**usual, **own}, phrases=found.phrases)
