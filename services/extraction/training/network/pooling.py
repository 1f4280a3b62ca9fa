"""Pools hidden states into the vectors that the heads for whole statements and whole sentences see.

`domain.attributing` and `domain.encoder.pooling` make the same ones at work.
"""

from __future__ import annotations

import torch
from torch import Tensor

from services.extraction.training.annotations.labelled import Example
from shared.contracts.common import Span


def statements(hidden: Tensor, whole: Tensor, example: Example, windows: list[Span]) -> Tensor:
    """[statements, 5 * width]: content, source, cue, the window's own part, the article's mean `whole`."""
    nothing = torch.zeros_like(whole)
    rows = []
    for s in example.statements:
        content = torch.cat([hidden[a:b] for a, b in s.content]).mean(0)
        source = hidden[s.source[0] : s.source[1]].mean(0) if s.source else nothing
        cue = hidden[s.cue[0] : s.cue[1]].mean(0) if s.cue else nothing
        a, b = next(((a, b) for a, b in windows if a <= s.content[0][0] < b), windows[-1])
        rows.append(torch.cat((content, source, cue, hidden[a:b].mean(0), whole)))
    return torch.stack(rows)


def sentences(hidden: Tensor, whole: Tensor, spans: list[Span]) -> Tensor:
    """[sentences, 4 * width]: mean, strongest values, the article, and the sentences beside it."""
    means = torch.stack([hidden[a:b].mean(0) for a, b in spans])
    strongest = torch.stack([hidden[a:b].amax(0) for a, b in spans])
    before = torch.cat((means[:1], means[:-1]))
    after = torch.cat((means[1:], means[-1:]))
    return torch.cat((means, strongest, whole.expand_as(means), (before + after) / 2), dim=1)
