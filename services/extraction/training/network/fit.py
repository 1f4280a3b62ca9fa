"""Trains a network on prepared articles."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from services.extraction.domain.encoder import windows
from services.extraction.training.annotations.labelled import Example
from services.extraction.training.network import losses
from services.extraction.training.network.network import Network
from shared.contracts.common import Span

FIRST, LAST, MASKED = (
    101,
    102,
    103,
)  # [CLS] and [SEP] at both ends of a window; [MASK] hides some words in training
# Where the processor cannot calculate in half precision, emulating it takes ten times as long as full precision.
HALF = torch.backends.cpu.get_cpu_capability().startswith("AVX512")


KEPT = 8.0
"""Weight of the hidden states that a network had before it was pruned."""


@dataclass(frozen=True)
class Plan:
    """How to train: `rates` are the highest learning rates of encoder and heads."""

    epochs: float = 6
    articles: int = 4
    rates: tuple[float, float] = (2e-4, 1e-3)
    seed: int = 7
    warm: float = 0.1


def batch(
    examples: Sequence[Example], salts: Sequence[int], hidden_share: float = 0.0
) -> tuple[Tensor, Tensor, Tensor, list[tuple[Span, ...]]]:
    """Windows of several articles as one padded batch: ids, features, mask, and the windows of each article."""
    cuts = [
        windows.cut(e.ids.tolist(), e.features.tolist(), salt)
        for e, salt in zip(examples, salts, strict=True)
    ]
    length = max(end - start for c in cuts for start, end in c) + 2
    count = sum(map(len, cuts))
    ids, features, mask = (
        np.zeros((count, length), np.int64),
        np.zeros((count, length), np.int64),
        np.zeros((count, length), bool),
    )
    row = 0
    for e, c in zip(examples, cuts, strict=True):
        for start, end in c:
            n = end - start
            ids[row, 0], ids[row, n + 1] = FIRST, LAST
            ids[row, 1 : n + 1] = e.ids[start:end]
            if hidden_share:
                ids[row, 1 : n + 1][np.random.rand(n) < hidden_share] = MASKED
            features[row, 1 : n + 1] = e.features[start:end]
            mask[row, : n + 2] = True
            row += 1
    return torch.from_numpy(ids), torch.from_numpy(features), torch.from_numpy(mask), cuts


def encode(
    network: Network, examples: Sequence[Example], salts: Sequence[int]
) -> list[tuple[Tensor, list[tuple[int, int]]]]:
    """Hidden states [tokens, width] of each article, and its windows."""
    ids, features, mask, cuts = batch(examples, salts, 0.05 if network.training else 0.0)
    with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
        hidden = network.encoder(ids, features, mask)
    hidden = hidden.float()
    out, row = [], 0
    for c in cuts:
        parts = [hidden[row + i, 1 : 1 + end - start] for i, (start, end) in enumerate(c)]
        out.append((torch.cat(parts), list(c)))
        row += len(c)
    return out


def fit(
    network: Network,
    examples: Sequence[Example],
    plan: Plan,
    tell: Callable[[str], None] = print,
    before: Network | None = None,
) -> Network:
    """Trains the network in place; deterministic for a seed on one machine.

    `before` is what it was before it was pruned: it learns to give the same hidden states as well.
    """
    random.seed(plan.seed), np.random.seed(plan.seed), torch.manual_seed(plan.seed)
    encoder = list(network.encoder.parameters())
    known = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": encoder, "lr": plan.rates[0]}, {"params": heads, "lr": plan.rates[1]}],
        weight_decay=0.01,
        fused=True,
    )
    steps = int(plan.epochs * len(examples) / plan.articles)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, list(plan.rates), total_steps=steps + 1, pct_start=plan.warm
    )
    network.train()
    began, seen, queue = time.time(), Counter[str](), []
    for step in range(steps):
        if len(queue) < plan.articles:
            queue = random.sample(range(len(examples)), len(examples)) + queue
        chosen = [examples[queue.pop()] for _ in range(plan.articles)]
        salts = [random.randrange(1, 1 << 30) for _ in chosen]
        encoded = encode(network, chosen, salts)
        total = torch.zeros(())
        if before is not None:
            with torch.no_grad():
                told = encode(before, chosen, salts)
            apart = [
                1 - F.cosine_similarity(h, t, dim=-1).mean()
                for (h, _), (t, _) in zip(encoded, told, strict=True)
            ]
            total = KEPT * torch.stack(apart).sum()
            seen["hidden"] += total.item()
        for (hidden, own), example in zip(encoded, chosen, strict=True):
            for name, loss in losses.article(network, hidden, example, own).items():
                seen[name] += loss.item()
                total = total + loss
        (total / plan.articles).backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        schedule.step()
        if (step + 1) % 50 == 0:
            told = " ".join(f"{k} {v / 50 / plan.articles:.3f}" for k, v in seen.items())
            tell(f"step {step + 1}/{steps} {time.time() - began:.0f} s {told}")
            seen.clear()
    network.eval()
    return network
