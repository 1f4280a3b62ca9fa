"""Computes the losses of a network that learns from what a teacher gave for an article."""

from __future__ import annotations

from typing import Final

import torch
from torch import Tensor
from torch.nn import functional as F

from services.extraction.domain.encoder import labels
from services.extraction.training.annotations.labelled import Example, Taught
from services.extraction.training.network import pooling
from services.extraction.training.network.network import Network
from shared.contracts.common import Span

STEPS: Final = 12.0
STATEMENT: Final = labels.columns(labels.STATEMENT_GROUPS)
SENTENCE: Final = labels.columns(labels.SENTENCE_GROUPS)


def article(
    network: Network, hidden: Tensor, example: Example, windows: list[Span], taught: Taught
) -> dict[str, Tensor]:
    """Losses of the heads for whole statements and sentences, and of hidden states; `hidden` is [tokens, width]."""
    whole = hidden.mean(0)
    out: dict[str, Tensor] = {}
    if example.statements and taught.statements is not None:
        vectors = pooling.statements(hidden, whole, example, windows)
        out |= _statements(network.statement(vectors), torch.from_numpy(taught.statements))
    if taught.sentences is not None:
        vectors = pooling.sentences(hidden, whole, example.sentences)
        out |= _sentences(network.sentence(vectors), torch.from_numpy(taught.sentences))
    if network.pupil is not None and taught.hidden is not None:
        out["hidden"] = network.pupil.apart(hidden, torch.from_numpy(taught.hidden).float())
    return out


def divergence(scores: Tensor, told: Tensor) -> Tensor:
    """Cross entropy with the teacher's probabilities, row by row; both are logits [rows, labels]."""
    return -(told.softmax(-1) * scores.log_softmax(-1)).sum(-1)


def _statements(scores: Tensor, told: Tensor) -> dict[str, Tensor]:
    def one(name: str) -> Tensor:
        return divergence(scores[:, STATEMENT[name]], told[:, STATEMENT[name]]).mean()

    def each(name: str) -> Tensor:
        return F.binary_cross_entropy_with_logits(
            scores[:, STATEMENT[name]], told[:, STATEMENT[name]].sigmoid()
        )

    return {
        "issue": 0.6 * one("issue"),
        "issues": 0.5 * each("issues"),
        "position": 0.8 * one("position"),
        "kind": 0.2 * one("kind"),
        "said_before": 0.6 * each("background"),
    }


def _sentences(scores: Tensor, told: Tensor) -> dict[str, Tensor]:
    steps, old = SENTENCE["milestones"], SENTENCE["background"]
    likely = told[:, steps].sigmoid()
    status = divergence(scores[:, SENTENCE["status"]], told[:, SENTENCE["status"]])
    before = F.binary_cross_entropy_with_logits(
        scores[:, old].squeeze(-1), told[:, old].squeeze(-1).sigmoid(), reduction="none"
    )
    # Status and age of a sentence matter as far as it tells a step.
    tells = likely.max(1).values
    return {
        "steps_taught": STEPS * F.binary_cross_entropy_with_logits(scores[:, steps], likely),
        "status_taught": 0.6 * ((status + before) * tells).sum() / (tells.sum() + 1),
    }
