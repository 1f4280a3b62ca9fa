"""Held-out annotated articles in, `domain/milestones/tellings.yaml` out: `python -m
services.extraction.training.tellings GOLD`.

How much the encoder's say of a sentence weighs beside its words. Learnt on articles that neither has seen: both are
surer of those that they have. Prints what cross-validation over articles finds.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from services.extraction.adapters.onnx_encoder import OnnxEncoder
from services.extraction.domain.encoder import pooling
from services.extraction.domain.milestones import tellings, weights
from services.extraction.domain.milestones.article import Article
from services.extraction.domain.milestones.model import MILESTONE_TYPES, STATUSES
from services.extraction.domain.milestones.tellings import Mixing
from services.extraction.domain.milestones.weights import LIVE, OLD, STATUS, TOLD, TYPES, Floats
from services.extraction.domain.text.document import document
from services.extraction.training.prepared import FOLDS, Prepared, prepare
from services.extraction.training.sources import annotated
from shared.catalog import Matcher, load

SHARES: Final = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0)
"""Weights that are tried for the encoder's types and statuses."""
STRENGTH: Final = 1.0

Labels = set[tuple[str, str, bool]]


class Sentence(NamedTuple):
    """Scores of a sentence by its words and by the encoder, what it tells, and the fold of its article."""

    words: Floats
    telling: Floats
    labels: Labels
    fold: int


def asked(encoder: OnnxEncoder, article: Article) -> Floats:
    """What the encoder says of each sentence of an article."""
    encoding = encoder.encode(document("", article.text))
    return encoder.sentences(pooling.sentence_vectors(encoding, article.sentences))


def sentences(
    encoder: OnnxEncoder, learned: weights.Weights, articles: Sequence[Prepared]
) -> Iterator[Sentence]:
    """All sentences of annotated articles."""
    for article in articles:
        for words, telling, labels in zip(
            article.words, asked(encoder, article.article), article.labels, strict=True
        ):
            yield Sentence(weights.word_scores(learned, words), telling, labels, article.fold)


def learn(found: Sequence[Sentence], card: str) -> Mixing:
    """Three logistic regressions over three numbers each, and the shares of types and statuses that fit best."""
    told = np.array([bool(each.labels) for each in found])
    live = np.array([any(not old for *_, old in each.labels) for each in found])
    some = [each for each in found if each.labels]
    past = np.array([all(old for *_, old in each.labels) for each in some])
    return Mixing(
        card,
        told=_weights(found, TOLD, told),
        live=_weights(found, LIVE, live),
        old=_weights(some, OLD, past),
        types=_share(
            [each.words[TYPES] for each in some],
            [tellings.types(each.telling) for each in some],
            [{MILESTONE_TYPES.index(type_) for type_, *_ in each.labels} for each in some],
        ),
        statuses=_share(
            [each.words[STATUS] for each in some],
            [tellings.statuses(each.telling) for each in some],
            [{STATUSES.index(status) for _, status, _ in each.labels} for each in some],
        ),
    )


def _weights(found: Sequence[Sentence], column: int, wanted: np.ndarray) -> tuple[float, float, float, float]:
    rows = np.array([[each.words[column], *tellings.signs(each.telling)] for each in found])
    fitted = LogisticRegression(C=STRENGTH).fit(rows, wanted)
    by_words, by_any, by_old = (round(float(value), 3) for value in fitted.coef_[0])
    return by_words, by_any, by_old, round(float(fitted.intercept_[0]), 3)


def _share(words: Sequence[Floats], asked_: Sequence[Floats], wanted: Sequence[set[int]]) -> float:
    """The share under which what is told is likeliest."""

    def likely(share: float) -> float:
        total = 0.0
        for by_words, by_encoder, right in zip(words, asked_, wanted, strict=True):
            scores = by_words.astype(np.float64) + share * by_encoder
            total += float(np.logaddexp.reduce(scores[sorted(right)]) - np.logaddexp.reduce(scores))
        return total

    return max(SHARES, key=likely)


def report(found: Sequence[Sentence]) -> str:
    """Average precision of sentences that tell news, by words alone and mixed, by cross-validation over articles."""
    live = np.array([any(not old for *_, old in each.labels) for each in found])
    mixed = np.zeros(len(found))
    for fold in range(FOLDS):
        mixing = learn([each for each in found if each.fold != fold], "")
        for at, each in enumerate(found):
            if each.fold == fold:
                mixed[at] = tellings.mixed(mixing, each.words, each.telling)[LIVE]
    alone = average_precision_score(live, [each.words[LIVE] for each in found])
    together = average_precision_score(live, mixed)
    return (
        f"{len(found)} sentences, {live.sum()} tell news; average precision {alone:.3f} by words alone, "
        f"{together:.3f} mixed"
    )


def main() -> int:
    """Exit status 2 when the gold or the archives are not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, default=Path(tellings.__file__).with_name(tellings.FILE))
    arguments = parser.parse_args()
    try:
        records = annotated(arguments.gold).held
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    catalog = load()
    matcher = Matcher(catalog)
    articles = [prepare(record, catalog, matcher) for record in records]
    found = list(sentences(OnnxEncoder.load(), weights.built_in(), articles))
    told = report(found)
    print(told)
    card = f"learnt from {len(articles)} articles held out: {told} by cross-validation; training/tellings.py"
    arguments.out.write_bytes(msgspec.yaml.encode(learn(found, card)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
