"""Combines the scores of the network, of single words and of the catalog's issue words for a statement."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from services.extraction.domain.encoder import labels, wording
from services.extraction.domain.encoder.encoding import Encoder, Floats
from services.extraction.domain.encoder.probabilities import log_softmax
from services.extraction.domain.encoder.wording import Wording
from services.extraction.domain.judging import hints
from services.extraction.domain.spans.dials import Dials
from services.extraction.domain.text.document import Document
from services.extraction.domain.vocabulary import Vocabulary
from shared.catalog import Catalog
from shared.contracts.common import Span

_WHERE = labels.columns(labels.STATEMENT_GROUPS)
_OTHER = labels.ISSUES.index("other")  # the last one


def around(text: str, content: tuple[Span, ...]) -> str:
    """Up to 250 characters of the sentence or paragraph on each side of a content, joined by " | "."""
    a, b = content[0][0], content[-1][1]
    low = max(text.rfind("\n", max(0, a - 250), a), text.rfind(". ", max(0, a - 250), a), a - 250, 0)
    ends = [x for x in (text.find("\n", b, b + 250), text.find(". ", b, b + 250)) if x > 0]
    return text[low:a] + " | " + text[b : min([*ends, b + 250, len(text)])]


def article(catalog: Catalog, document: Document) -> Mapping[str, float]:
    """The share of each issue's words among all issue words in the title and opening of the article, from 0 to 1."""
    hits = catalog.issues_in(f"{document.title}\n{document.text[:4000]}")
    total = sum(len(words) for words in hits.values()) or 1
    return {issue: len(words) / total for issue, words in hits.items()}


def about(model: Wording | None, document: Document) -> Floats | None:
    """What the article's opening adds to the scores of all its statements, with the model's bias,
    [`labels.STATEMENT_COLUMNS`]; None without a model."""
    if model is None:
        return None
    out: Floats = wording.score(model, (wording.opening(document.title, document.text),)) + model.bias
    return out


def combined(
    row: Floats, document: Document, content: tuple[Span, ...], cue: str, about: Floats | None,
    tagged: Mapping[str, float], encoder: Encoder, catalog: Catalog, words: Vocabulary, dials: Dials,
) -> Floats:  # fmt: skip
    """A statement's scores [`labels.STATEMENT_COLUMNS`] with those of words and rules added.

    `row` are the network's scores and `about` those of the article's opening, both [`labels.STATEMENT_COLUMNS`];
    `tagged` is the share of each issue in the article (see `article`), `content` the statement's offsets. Columns as in
    `labels.STATEMENT_GROUPS`; `issue` and `position` come out as log-probabilities up to a constant.
    """
    out = row.copy()
    said = " ".join(document.text[a:b] for a, b in content)
    beside = around(document.text, content)
    for name in ("issue", "position"):
        out[_WHERE[name]] = log_softmax(row[_WHERE[name]])
    model = encoder.wording
    if model is not None:
        lexical = wording.score(model, wording.parts(cue, said, beside))
        lexical += model.bias if about is None else about
        for name, weight in zip(("issue", "position"), dials.wording, strict=False):
            out[_WHERE[name]] += np.float32(weight) * log_softmax(lexical[_WHERE[name]])
        out[_WHERE["background"]] += np.float32(dials.wording[2]) * lexical[_WHERE["background"]]
    first = _WHERE["position"].start
    for column, by_cue, by_words in hints.shown(words.positions, cue, said):
        out[first + column] += np.float32(dials.hinted[0] * by_cue + dials.hinted[1] * by_words)
    if encoder.habit is not None:
        out[_WHERE["position"]] += encoder.habit
    at = _WHERE["issue"].start
    for text, weight in ((said, dials.tagged[0]), (beside, dials.tagged[1])):
        for issue in catalog.issues_in(text):
            out[at + labels.ISSUES.index(issue)] += np.float32(weight)
    for issue, share in tagged.items():
        out[at + labels.ISSUES.index(issue)] += np.float32(dials.tagged[2] * share)
    if encoder.usual is not None:
        out[_WHERE["issue"]] = evened(out[_WHERE["issue"]], encoder.usual, dials)
    return out


def evened(issues: Floats, usual: Floats, dials: Dials) -> Floats:
    """Scores of issues [`labels.ISSUES`] as if the rare ones had been annotated as often as the others.

    What is watched is other news than what was annotated: there, half is about nothing watched, and little about the
    rarest issues. The watched issues are evened among themselves; how likely they are together stays as it is, but for
    what is taken from `other`. `usual` is how common each issue was, from 0 to 1.
    """
    watched = issues[:_OTHER] - np.float32(dials.evened[0]) * np.log(usual[:_OTHER])
    watched += np.logaddexp.reduce(issues[:_OTHER]) - np.logaddexp.reduce(watched)
    out: Floats = np.concatenate((watched, issues[_OTHER:] - np.float32(dials.evened[1])))
    return out
