"""Gold in, macro F1 of statement and question (for, against, conditional, open, unrelated) out.

    python -m benchmarks.questions GOLD [--errors N] [--fit]

GOLD holds news/train.jsonl.gz and, beside it, ../replay. The pairs lie in benchmarks/questions/ (README.md there says
how each file was drawn). Each was labelled by two readers who did not see each other's labels, and by a third where
these differ; what two of them say is the label that counts. Weights are learnt from nine tenths of the articles and
tried on the rest, ten times. `pairs_undecided.jsonl` and `pairs_more.jsonl` (read once) help to learn and are reported
by themselves, so that the figure of all others can be compared with earlier ones; against the first reader alone it is
printed as well. Written statements that are undecided help to learn; nothing is measured on them. `--fit` learns from
all pairs and writes services/extraction/domain/judging/verdicts.npz.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from benchmarks import learning, written
from services.extraction.domain.judging import around, leanings, questions, verdicts
from services.extraction.domain.judging.leanings import Case, Leanings
from services.extraction.domain.judging.verdicts import LABELS, Label
from services.extraction.training.annotations import as_offsets, corpus, looked_over
from services.extraction.training.annotations.sources import annotated
from shared.catalog import Catalog, Matcher, load

FOLDER = Path(__file__).with_name("questions")
EARLIEST = ("pairs.jsonl", "pairs_rare.jsonl")
MEASURED = (*EARLIEST, "pairs_once.jsonl", "pairs_filed.jsonl")
FILES = (*MEASURED, "pairs_undecided.jsonl", "pairs_more.jsonl")
READ = FOLDER / "read.jsonl.gz"
"""Articles of which nothing was annotated, with what the reader finds in them."""
OUT = Path(verdicts.__file__).with_name(verdicts.FILE)
FOLDS = 10


class Pair(msgspec.Struct, frozen=True):
    """A statement of an article and a question, with the readers' labels; one that was read once has no second."""

    doc_id: str
    content: tuple[tuple[int, int], ...]
    question: str
    first: Label
    second: Label | None = None
    third: Label | None = None

    @property
    def readings(self) -> tuple[Label, ...]:
        """The labels that were given, in the order in which they were."""
        return tuple(label for label in (self.first, self.second, self.third) if label is not None)

    @property
    def agreed(self) -> Label:
        """The label that most gave; where all differ, that of the last."""
        often = Counter(self.readings)
        return max(reversed(self.readings), key=lambda label: often[label])


class Example(msgspec.Struct, frozen=True):
    """A pair as it is judged, and the file in which it lies."""

    pair: Pair
    case: Case
    file: str


def examples(gold: Path, catalog: Catalog) -> list[Example]:
    """The pairs with what the statements' annotations say; a pair whose statement is not in the gold is an error."""
    pairs = [
        (name, msgspec.json.decode(line, type=Pair))
        for name in FILES
        for line in (FOLDER / name).read_bytes().splitlines()
    ]
    known = annotated(gold)
    barred = corpus.keep_out(gold / "keep_out.txt")
    read = as_offsets.load([READ], gold.parent / "replay", barred)
    every = read + looked_over.judged(gold) + known.own + known.train
    records: dict[str, Any] = {record["doc_id"]: record for record in every}
    reader = Reader(catalog, records)
    return [reader.example(name, pair) for name, pair in pairs]


class Reader:
    """Makes examples; an article is looked at once for all its pairs."""

    def __init__(self, catalog: Catalog, records: Mapping[str, dict[str, Any]]) -> None:
        self._catalog = catalog
        self._records = records
        self._matcher = Matcher(catalog)
        self._articles: dict[str, around.StatementContext] = {}

    def example(self, name: str, pair: Pair) -> Example:
        """The pair with what the annotations say of its statement."""
        record = self._records[pair.doc_id]
        content = [list(span) for span in pair.content]
        index = next(i for i, s in enumerate(record["statements"]) if s["content"] == content)
        statement = record["statements"][index]
        article = self._article(pair.doc_id)
        said = article.said(index, statement["type"], statement["position"], tuple(statement["issues"]))
        negotiation, question = self._catalog.questions[pair.question]
        return Example(pair, questions.case(negotiation, question, said, article, index), name)

    def _article(self, doc_id: str) -> around.StatementContext:
        if doc_id not in self._articles:
            record = self._records[doc_id]
            told = [
                around.Attribution(
                    s["speaker"],
                    self._catalog.side_of(s["affiliation"] or s["speaker"]),
                    tuple((a, b) for a, b in s["content"]),
                    s["cue"] or "",
                )
                for s in record["statements"]
            ]
            named = [
                around.Named(m.start, m.end, self._catalog.canonical_party(m.actor.name))
                for m in self._matcher.mentions(record["text"], date.fromisoformat(record["date"][:10]))
            ]
            self._articles[doc_id] = around.StatementContext(record["text"], record["title"], told, named)
        return self._articles[doc_id]


def learn(found: Sequence[Example], extra: Sequence[tuple[Case, Label]], card: str) -> Leanings:
    """Weights from the pairs and from written cases. Rarer labels of the pairs weigh more, all alike together; a pair
    that was read once half of one that was read twice."""
    labels = np.zeros((len(found) + len(extra), len(LABELS)))
    for i, each in enumerate(found):
        labels[i, LABELS.index(each.pair.agreed)] = 1.0 if each.pair.second else 0.5
    weight = labels @ (labels.sum() / np.maximum(labels.sum(0), 1.0))
    for i, (_, label) in enumerate(extra, len(found)):
        labels[i, LABELS.index(label)] = 1.0
    weight[len(found) :] = written.WEIGHT
    labels /= labels.sum(1, keepdims=True)
    return learning.learn([e.case for e in found] + [case for case, _ in extra], labels, weight, card)


def fold(doc_id: str) -> int:
    """Articles are dealt out by a hash of their ids, whole."""
    return int(hashlib.sha256(doc_id.encode()).hexdigest(), 16) % FOLDS


def predicted(found: Sequence[Example], extra: Sequence[tuple[Case, Label]]) -> list[tuple[Label, float]]:
    """Label and chance of each pair, by weights that have not seen its article."""
    out: dict[int, tuple[Label, float]] = {}
    for number in range(FOLDS):
        reader = leanings.Reader(learn([e for e in found if fold(e.pair.doc_id) != number], extra, ""))
        for i, each in enumerate(found):
            if fold(each.pair.doc_id) == number:
                chances = verdicts.judged(reader, each.case)
                label = max(LABELS, key=lambda name: chances[name])
                out[i] = label, chances[label]
    return [out[i] for i in range(len(found))]


def scores(truth: Sequence[Label], guess: Sequence[Label]) -> dict[str, float]:
    """F1 of every label and their mean, in percent."""
    out = {}
    for label in LABELS:
        right = sum(a == b == label for a, b in zip(truth, guess, strict=True))
        out[label] = 200 * right / max(1, truth.count(label) + guess.count(label))
    return out | {"macro": sum(out.values()) / len(LABELS)}


def report(name: str, found: Sequence[Example], guess: Sequence[Label]) -> None:
    """One line: against the label that counts, against the first reader's, and how the first two readers agree."""
    truth = [e.pair.agreed for e in found]
    figures = scores(truth, guess)
    articles = len({e.pair.doc_id for e in found})
    print(
        f"{name}: {len(found)} pairs of {articles} articles, macro F1 {figures['macro']:.1f} ("
        + ", ".join(f"{label} {figures[label]:.0f} of {truth.count(label)}" for label in LABELS)
        + ")"
        + _agreement([e.pair for e in found], guess)
    )


def _agreement(pairs: Sequence[Pair], guess: Sequence[Label]) -> str:
    first = [p.first for p in pairs]
    twice = [(p.first, p.second) for p in pairs if p.second is not None]
    if not twice:
        return "; read once"
    agreed = sum(a == b for a, b in twice) / len(twice)
    both = scores([a for a, _ in twice], [b for _, b in twice])["macro"]
    return (
        f"; against the first reader {scores(first, guess)['macro']:.1f}; the first two agree on "
        f"{100 * agreed:.1f} %, their macro F1 {both:.1f}"
    )


def main() -> None:
    """Print the figures; with --fit write the weights as well."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument(
        "--errors", type=int, default=0, help="print that many wrong ones, by ids and offsets"
    )
    parser.add_argument("--fit", action="store_true", help="learn from all pairs, write the weights")
    arguments = parser.parse_args()
    catalog = load()
    found = examples(arguments.gold, catalog)
    extra = written.cases(catalog, [each.case for each in found])
    guess = predicted(found, extra)
    labels = [label for label, _ in guess]
    measured = [i for i, e in enumerate(found) if e.file in MEASURED]
    report("cross-validated", [found[i] for i in measured], [labels[i] for i in measured])
    twice = [i for i, e in enumerate(found) if e.file in EARLIEST]
    report("  drawn first", [found[i] for i in twice], [labels[i] for i in twice])
    for name in FILES:
        part = [i for i, e in enumerate(found) if e.file == name]
        report(f"  of these {name}", [found[i] for i in part], [labels[i] for i in part])
    print("surely for or against, of those drawn first:")
    for least in (0.4, 0.5, 0.6, 0.7):
        sure = [
            (e.pair.agreed, label)
            for e, (label, chance) in zip(found, guess, strict=True)
            if e.file in EARLIEST and label in ("for", "against") and chance >= least
        ]
        right = sum(a == b for a, b in sure)
        wrong = Counter(a for a, b in sure if a != b)
        print(
            f"  chance >= {least}: {len(sure)} said, {100 * right / max(1, len(sure)):.0f} % right; else {dict(wrong)}"
        )
    errors = [(e, label) for e, label in zip(found, labels, strict=True) if label != e.pair.agreed]
    for each, label in errors[: arguments.errors]:
        print(
            each.pair.doc_id, list(each.pair.content), each.pair.question, each.pair.agreed, "read as", label
        )
    if arguments.fit:
        macro = scores([found[i].pair.agreed for i in measured], [labels[i] for i in measured])["macro"]
        card = f"{len(found)} pairs of benchmarks/questions; macro F1 across articles {macro:.1f}"
        OUT.write_bytes(leanings.written(learn(found, extra, card)))


if __name__ == "__main__":
    main()
