"""Learns `domain/milestones/steps/partaking.npz`, the trees that say who takes part in a step.

Run as `python -m services.extraction.training.milestones.partaking GOLD`. Of those named in a step's sentence, before
it or all over the article, the trees learn who is a party, who mediates, who neither. Prints what cross-validation over
articles finds, and the held-out articles.
"""

from __future__ import annotations

import argparse
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np

from services.extraction.domain import trees
from services.extraction.domain.milestones.steps import partaking
from services.extraction.domain.milestones.steps.article import ReadArticle, cast_at
from services.extraction.domain.milestones.steps.partaking import LABELS, StepMention
from services.extraction.domain.milestones.wording import modality, triggers
from services.extraction.training.annotations import looked_over
from services.extraction.training.annotations.prepared import FOLDS, Prepared, prepare
from services.extraction.training.annotations.sources import annotated
from services.extraction.training.milestones import boosting
from services.extraction.training.milestones.agreement import fold_party
from shared.catalog import Matcher, load

EVIDENCE: Final = 3
"""Sentences of a step that are learnt from."""
WRITTEN: Final = 0.5
"""Weight of what was written for the project beside what was annotated."""


class Learnt(NamedTuple):
    """A sentence that reports an annotated step, with who takes part."""

    article: ReadArticle
    mention: StepMention
    known: Mapping[str, Mapping[str, float]]
    step: dict[str, Any]
    first: bool
    """Whether it is the first of the step's sentences."""
    fold: int
    weight: float


def mentions_of_steps(each: Prepared, weight: float) -> Iterator[Learnt]:
    """The sentences of an article that report its annotated steps."""
    article, starts = each.article, [start for start, _ in each.article.sentences]
    for step in each.record["milestones"]:
        places = dict.fromkeys(max(0, bisect_right(starts, a) - 1) for a, _ in step["evidence"][:EVIDENCE])
        for number, at in enumerate(places):
            mention = _step_mention(article, at, step["type"], each)
            known = partaking.numbers(article, mention)
            yield Learnt(article, mention, known, step, number == 0, each.fold, weight)


def _step_mention(article: ReadArticle, at: int, type_: Any, each: Prepared) -> StepMention:
    hit = triggers.surest(each.seen[at].hits, type_)
    span = article.sentences[at]
    part = modality.clause(article.text, span, hit.span) if hit else span
    deed = hit.span if hit else None
    return StepMention(at, type_, deed, cast_at(article, at, part, type_, deed))


def learn(found: Sequence[Learnt]) -> trees.Trees:
    """The trees learnt from these sentences."""
    names = sorted({name for each in found for values in each.known.values() for name in values})
    rows, labels, weights = [], [], []
    for each in found:
        wanted = set(map(fold_party, each.step["parties"]))
        mediators = set(map(fold_party, each.step.get("mediators") or ()))
        for who, values in each.known.items():
            side = fold_party(who)
            label = "party" if side in wanted else "mediator" if side in mediators else "neither"
            rows.append([values.get(name, 0.0) for name in names])
            labels.append([float(label == other) for other in LABELS])
            weights.append(each.weight)
    return boosting.boosted(names, np.array(rows), np.array(labels), np.array(weights))


def agreement(found: Sequence[Learnt], model: trees.Trees | None) -> str:
    """A line that says how often all parties, and how often half of them, are right, in the first sentence of each step
    that is news."""
    right = half = count = 0
    for each in found:
        if not each.first or each.step["background"]:
            continue
        cast = partaking.chosen(each.article, each.mention, model, each.known) if model else each.mention.cast
        told, wanted = set(map(fold_party, cast.parties)), set(map(fold_party, each.step["parties"]))
        count += 1
        right += told == wanted
        half += len(told & wanted) * 2 >= max(1, len(told | wanted))
    return f"all parties right in {right / count:.1%}, half of them in {half / count:.1%} of {count}"


def main() -> int:
    """Learns and writes the trees; exit status 2 when the gold is not there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, default=Path(partaking.__file__).with_name(partaking.FILE))
    arguments = parser.parse_args()
    try:
        known = annotated(arguments.gold)
    except FileNotFoundError as error:
        print(error, file=sys.stderr)
        return 2
    catalog = load()
    matcher = Matcher(catalog)

    def all_of(records: Sequence[dict[str, Any]], weight: float = 1.0) -> list[Learnt]:
        return [one for r in records for one in mentions_of_steps(prepare(r, catalog, matcher), weight)]

    annotated_ = known.train + known.own + looked_over.with_steps(arguments.gold)
    found, written, held = all_of(annotated_), all_of(known.written, WRITTEN), all_of(known.held)
    print("by rules:", agreement(found, None))
    for fold in range(FOLDS):
        model = learn([e for e in found if e.fold != fold] + written)
        own = [e for e in found if e.fold == fold]
        print(f"fold {fold}: by rules", agreement(own, None), "; by trees", agreement(own, model), flush=True)
    model = learn(found + written)
    print("held out: by rules", agreement(held, None), "; by trees", agreement(held, model))
    arguments.out.write_bytes(trees.written(model))
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
