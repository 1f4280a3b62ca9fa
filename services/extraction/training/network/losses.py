"""Computes the losses of all heads for one article."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from services.extraction.domain.encoder import labels
from services.extraction.domain.spans.links import buckets
from services.extraction.training.annotations.labelled import IGNORED, Example
from services.extraction.training.network import pooling, teaching
from services.extraction.training.network.network import Network

WEIGHTS = {"content": 1.0, "nested": 0.4, "source": 0.7, "cue": 0.7}
# Rare positions weigh more (shares of the training set to the power of -0.35, in the order of `labels.POSITIONS`).
RARE = torch.tensor([0.19, 0.18, 0.09, 0.045, 0.025, 0.02, 0.035, 0.42]).pow(-0.35) / 2.2
STEPS = 8.0
"""Weight of the steps of sentences: most of their columns are empty, and the mean over them is small."""
TOKENS = labels.columns(labels.TOKEN_GROUPS)
STATEMENT = labels.columns(labels.STATEMENT_GROUPS)
SENTENCE = labels.columns(labels.SENTENCE_GROUPS)


def article(
    network: Network, hidden: Tensor, example: Example, windows: list[tuple[int, int]]
) -> dict[str, Tensor]:
    """Losses by head for `hidden`, [tokens, width]; `windows` are the own parts of the windows."""
    whole = hidden.mean(0)
    out: dict[str, Tensor] = {}
    if example.marked:
        out |= spans(network, hidden, example)
    if example.namings:
        vectors = network.link_vectors(hidden)
        out["naming"] = 0.3 * torch.stack([naming(network, vectors, n) for n in example.namings]).mean()
    if example.taught:
        out |= teaching.article(network, hidden, example, windows, example.taught)
    elif example.statements:
        out |= statements(network, hidden, whole, example, windows)
    if example.judged.any():
        out |= sentences(network, hidden, whole, example)
    return out


def spans(network: Network, hidden: Tensor, example: Example) -> dict[str, Tensor]:
    """Losses of content, source and cue for every word piece, and of which belong together."""
    out: dict[str, Tensor] = {}
    scores = network.tokens(hidden)
    for name, columns in TOKENS.items():
        if example.taught is None:
            loss = F.cross_entropy(scores[:, columns], torch.from_numpy(example.groups[name]))
        else:
            told = torch.from_numpy(example.taught.tokens[:, columns].astype(np.float32))
            loss = teaching.divergence(scores[:, columns], told).mean()
        out[name] = WEIGHTS[name] * loss
    vectors = network.link_vectors(hidden)
    for end, query, key in (("source", "content_to_source", "source"), ("cue", "content_to_cue", "cue")):
        known = [(s.content[0][0], span) for s in example.statements if (span := getattr(s, end))]
        if not known:
            continue
        product = vectors[query][[at for at, _ in known]] @ vectors[key].T
        lie = np.stack([buckets(s.content, 0, len(hidden)) for s in example.statements if getattr(s, end)])
        product = product + network.reach[0 if end == "source" else 1][torch.from_numpy(lie)]
        spread = product.log_softmax(-1)
        out[f"link_{end}"] = (
            0.3 * -torch.stack([spread[i, a:b].logsumexp(0) for i, (_, (a, b)) in enumerate(known)]).mean()
        )
    return out


def naming(network: Network, vectors: dict[str, Tensor], n: object) -> Tensor:
    """Negative log-probability of the candidates that name the speaker."""
    a, b = n.mention  # type: ignore[attr-defined]
    query = vectors["mention"][a:b].mean(0)
    keys = torch.stack([vectors["name"][c:d].mean(0) for c, d in n.candidates])  # type: ignore[attr-defined]
    score = keys @ query + network.near[n.near] + network.told[n.told]  # type: ignore[attr-defined]
    return -score.log_softmax(0)[n.right].logsumexp(0)  # type: ignore[attr-defined]


def statements(
    network: Network, hidden: Tensor, whole: Tensor, example: Example, windows: list[tuple[int, int]]
) -> dict[str, Tensor]:
    """Losses of the heads for whole statements."""
    scores = network.statement(pooling.statements(hidden, whole, example, windows))
    scores = scores + network.habit(example.annotator)[0]
    some = example.statements
    several = torch.zeros(len(some), len(labels.ISSUES))
    for i, s in enumerate(some):
        several[i, s.issues] = 1
    old = torch.tensor([float(s.background) for s in some])
    return {
        "issue": 0.6 * F.cross_entropy(scores[:, STATEMENT["issue"]], torch.tensor([s.issue for s in some])),
        "issues": 0.5 * F.binary_cross_entropy_with_logits(scores[:, STATEMENT["issues"]], several),
        "position": 0.8
        * F.cross_entropy(
            scores[:, STATEMENT["position"]],
            torch.tensor([s.position for s in some]),
            weight=RARE,
            label_smoothing=0.1,
        ),
        "kind": 0.2 * F.cross_entropy(scores[:, STATEMENT["kind"]], torch.tensor([s.kind for s in some])),
        "said_before": 0.6
        * F.binary_cross_entropy_with_logits(
            scores[:, STATEMENT["background"]].squeeze(-1), old, pos_weight=torch.tensor(2.0)
        ),
    }


def sentences(network: Network, hidden: Tensor, whole: Tensor, example: Example) -> dict[str, Tensor]:
    """Losses of the head for sentences, over those that an annotator looked at for steps."""
    rows = torch.from_numpy(example.judged)
    columns_of = network.sentence(pooling.sentences(hidden, whole, example.sentences)[rows])
    columns_of = columns_of + network.habit(example.annotator)[1]
    out = {
        "milestones": STEPS
        * F.binary_cross_entropy_with_logits(
            columns_of[:, SENTENCE["milestones"]],
            torch.from_numpy(example.milestones)[rows],
            pos_weight=torch.tensor(3.0),
        )
    }
    status = torch.from_numpy(example.status)[rows]
    told = status != IGNORED
    if told.any():
        out["status"] = 0.4 * F.cross_entropy(columns_of[told][:, SENTENCE["status"]], status[told])
        out["old"] = 0.4 * F.binary_cross_entropy_with_logits(
            columns_of[told][:, SENTENCE["background"]].squeeze(-1),
            torch.from_numpy(example.background)[rows][told],
        )
    return out
