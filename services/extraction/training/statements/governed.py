"""Learns `governed.npz`, the weights that say whether the object of a verb of attitude is a statement.

Run as `python -m services.extraction.training.statements.governed --gold GOLD`, anew when the model changes. Two steps:
what verb and form show is learnt from all verbs that `governing` finds (some 17,700); what the model's certainty adds,
from those alone that the model passes over (half of them, of which one in twelve is a statement). The model has seen
these articles and passes over less in them than in others. With `--unseen` an earlier model reads articles that it has
not seen, and what it passes over is learnt from as well; the weights that ship are learnt so with the model of commit
96af491 (`git show 96af491:services/extraction/model/reader.onnx` and its three neighbours, into a folder).
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from services.extraction.adapters.onnx_encoder import OnnxEncoder
from services.extraction.domain.encoder.encoding import Floats
from services.extraction.domain.spans import governed, governing, proposing, verbforms
from services.extraction.domain.spans.decoding import RawStatement
from services.extraction.domain.spans.dials import DIALS
from services.extraction.domain.spans.governed import GovernedWeights, Marked
from services.extraction.domain.spans.links import Links
from services.extraction.domain.text.document import document
from services.extraction.training.annotations.sources import annotated
from services.extraction.training.statements.secondlook import matched, words

SEEN: Final = 3
"""Verbs with which a feature must occur."""
FOLDS: Final = 5
STRENGTH: Final = 0.3
HALF: Final = 0.5
"""How much a feature counts beside a sign when both are learnt together: there are many, each rare."""
MODEL: Final = Path(__file__).resolve().parents[2] / "model"


class Row(NamedTuple):
    """A verb with its object: its features, whether the object is a statement, and whether no statement found otherwise
    reports it."""

    article: str
    features: list[str]
    signs: list[float]
    said: bool
    passed_over: bool
    missed: bool


def rows(
    record: dict[str, Any], marked: Marked, found: Sequence[RawStatement], contents: Sequence[frozenset[int]]
) -> Iterable[Row]:
    """Verbs of one article that stand in no annotated content; `contents` are the words of what was found."""
    text = marked.text
    gold = [words(text, s["content"]) for s in record["statements"]]
    told = matched(contents, gold)
    within = [(a, b) for s in record["statements"] for a, b in s["content"]]
    free = {each.cue for each, _ in marked.candidates(governing.built_in(), found)}
    for each, pieces in marked.candidates(governing.built_in(), ()):
        said = words(text, [each.object])
        right = [i for i, g in enumerate(gold) if 2 * len(said & g) >= len(said | g) > 0]
        passed_over = each.cue in free
        if not passed_over and any(a <= each.verb[0] < b for a, b in within):
            continue
        yield Row(
            record["doc_id"],
            verbforms.features(text, each),
            governed.signs(marked, each, pieces),
            bool(right),
            passed_over,
            any(not told[i] for i in right),
        )


def collect(encoder: OnnxEncoder, records: Iterable[dict[str, Any]]) -> list[Row]:
    """All rows of the articles."""
    out: list[Row] = []
    for record in records:
        read = document(record["doc_id"], record["text"], record.get("title") or "")
        encoding = encoder.encode(read)
        if not encoding.offsets:
            continue
        links = Links(encoding, encoder.reach, DIALS)
        found = proposing.propose(read, encoding, encoder, links, DIALS)
        marked = Marked(read, encoding.offsets, links.groups)
        contents = [words(read.text, content) for _, content, _ in found]
        out += rows(record, marked, [raw for raw, *_ in found], contents)
    return out


def learn(found: Sequence[Row], beside: Sequence[Row] = ()) -> GovernedWeights:
    """The weights of both steps, the second learnt also on the rows `beside`; their weights of features are added."""
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    count = Counter(f for row in found for f in set(row.features))
    known = {f: i for i, f in enumerate(sorted(f for f, n in count.items() if n >= SEEN))}

    def matrix(chosen: Sequence[Row]) -> Any:
        at = [(i, known[f]) for i, row in enumerate(chosen) for f in set(row.features) if f in known]
        return sparse.csr_matrix((np.ones(len(at)), tuple(np.array(at).T)), shape=(len(chosen), len(known)))

    def by_words(chosen: Sequence[Row]) -> Any:
        fitted = LogisticRegression(C=STRENGTH, max_iter=3000)
        return fitted.fit(matrix(chosen), [row.said for row in chosen])

    over = [row for row in (*found, *beside) if row.passed_over]
    x, folds = matrix(over), np.array([fold(row.article, "inner") for row in over])
    first = np.zeros(len(over))
    for number in range(FOLDS):
        rest = by_words([row for row in found if fold(row.article, "inner") != number])
        first[folds == number] = rest.decision_function(x[folds == number])
    whole = by_words(found)
    dense = np.column_stack([first, np.array([row.signs for row in over])])
    middle, scale = dense.mean(0), dense.std(0) + 1e-6
    both = sparse.hstack([sparse.csr_matrix((dense - middle) / scale), x * HALF]).tocsr()
    second = LogisticRegression(C=STRENGTH, max_iter=3000).fit(both, [row.missed for row in over])
    weights = second.coef_[0][: len(scale)] / scale
    named = weights[0] * whole.coef_[0] + HALF * second.coef_[0][len(scale) :]
    bias = float(second.intercept_[0] - weights @ middle + weights[0] * whole.intercept_[0])
    return GovernedWeights(
        dict(zip(known, named.tolist(), strict=True)), weights[1:].astype(np.float32), bias
    )


def chances(weights: GovernedWeights, found: Sequence[Row]) -> Floats:
    """The probability [rows] of each row by these weights."""
    score = np.array([sum(weights.features.get(f, 0.0) for f in row.features) for row in found])
    out: Floats = 1 / (
        1 + np.exp(-(score + np.array([r.signs for r in found]) @ weights.signs + weights.bias))
    )
    return out


def fold(article: str, among: str = "") -> int:
    """The fold of an article, by its name alone; `among` makes another division."""
    return int(hashlib.sha256(f"{among}{article}".encode()).hexdigest(), 16) % FOLDS


def save(weights: GovernedWeights, path: Path) -> None:
    """Writes the weights, those of features in half precision."""
    np.savez_compressed(
        path,
        names=np.array("\n".join(weights.features)),
        weights=np.array(list(weights.features.values()), np.float16),
        signs=weights.signs,
        bias=np.float32(weights.bias),
    )


def main() -> int:
    """Learns and writes the weights; exit status 2 when the gold is not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--gold", type=Path, required=True, help="folder with news/ and keep_out.txt")
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument(
        "--unseen",
        type=Path,
        help="folder of a model that has seen neither the own articles nor the written ones",
    )
    parser.add_argument("--threads", type=int, default=2)
    out = Path(governed.__file__).with_name(governed.FILE)
    parser.add_argument("--out", type=Path, default=out)
    arguments = parser.parse_args()
    try:
        articles = annotated(arguments.gold)
    except (FileNotFoundError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    encoder = OnnxEncoder.load(arguments.model, arguments.threads)
    found = collect(encoder, articles.train + articles.own)
    beside: list[Row] = []
    if arguments.unseen:
        beside = collect(
            OnnxEncoder.load(arguments.unseen, arguments.threads), articles.own + articles.written
        )
    report(found, beside)
    save(learn(found, beside), arguments.out)
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")
    return 0


def report(found: Sequence[Row], beside: Sequence[Row]) -> None:
    """Prints what cross-validation over articles finds, in the rows `beside` where there are some, since these are
    unseen."""
    over = [row for row in (beside or found) if row.passed_over]
    sure, missed = np.zeros(len(over)), np.array([row.missed for row in over])
    for number in range(FOLDS):
        rest = [[row for row in part if fold(row.article) != number] for part in (found, beside)]
        at = [i for i, row in enumerate(over) if fold(row.article) == number]
        sure[at] = chances(learn(*rest), [over[i] for i in at])
    print(
        f"{len(found)} verbs, {len(beside)} beside; passed over {len(over)}, of these {missed.sum()} statements"
    )
    for least in (0.3, 0.4, 0.45, 0.5, 0.6):
        kept = sure >= least
        print(
            f"from {least}: {kept.sum()} kept, {missed[kept].mean():.0%} right, {sure[kept].mean():.0%} expected"
        )


if __name__ == "__main__":
    raise SystemExit(main())
