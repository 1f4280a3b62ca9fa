"""Reads archived articles again with the reader of today, up to (not including) how far each step is trusted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.extraction.adapters.onnx_encoder import OnnxEncoder
from services.extraction.domain import reading, vocabulary
from services.extraction.domain.findings import ReadStatement
from services.extraction.domain.milestones import read
from services.extraction.domain.milestones.model import ReadMilestone, StatementView
from services.extraction.domain.milestones.scoring import weights
from services.extraction.domain.milestones.steps.article import ReadArticle, known
from services.extraction.domain.text.document import document
from shared.catalog import Catalog, Matcher
from shared.processing import eventtime


class Rereader:
    """The reader that ships, without `trust`; make it once."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog, self._matcher = catalog, Matcher(catalog)
        self._encoder, self._rules = OnnxEncoder.load(), vocabulary.built_in()

    def steps(self, record: Mapping[str, Any]) -> tuple[ReadArticle, tuple[ReadMilestone, ...]]:
        """An archived article prepared for milestone reading, and its steps."""
        title, moment = record.get("title") or "", eventtime.parse(record["published_at"])
        text = document(record["id"], record["text"], title, record.get("outlet"), moment)
        said = reading.read(text, self._encoder, self._catalog, self._matcher, self._rules)
        article = known(
            text.text, title, moment.date(), said.mentions, [_view(s) for s in said.statements], text.sentences,
            self._catalog, self._matcher.mentions(title, moment.date()), said.tellings,
        )  # fmt: skip
        return article, read.found(article, weights.built_in())


def _view(said: ReadStatement) -> StatementView:
    return StatementView(
        spans=said.content,
        speaker=said.speaker or "",
        side=said.side or "",
        background=said.background,
        position=said.position,
        issue=said.issues[0] if said.issues else "other",
    )
