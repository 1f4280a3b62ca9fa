"""Lets a trained teacher label articles, as examples for a smaller network.

The student learns the teacher's probabilities for every word piece, where contents, sources and cues belong together as
the teacher decoded them, what the teacher gives for whole statements and sentences, and its hidden states.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from services.extraction.domain.encoder import labels
from services.extraction.domain.encoder.encoding import Encoding
from services.extraction.domain.spans import decoding
from services.extraction.domain.spans.dials import Dials
from services.extraction.domain.spans.links import Links
from services.extraction.training.annotations import labelling
from services.extraction.training.annotations.labelled import OWN, Example, Statement, Taught
from services.extraction.training.network import fit, pooling
from services.extraction.training.network.network import Network
from shared.contracts.common import Span

DIALS: Final = Dials(start=0.0, keep=0.6)
_TOGETHER: Final = 8
"""Articles that are read at once."""


def label(teacher: Network, records: Iterable[dict[str, Any]], tokenizer: Tokenizer) -> list[Example]:
    """The records as the teacher labels them; steps that are known of their sentences stay."""
    reading = copy.deepcopy(teacher).eval()
    if fit.HALF:
        reading.encoder = reading.encoder.to(torch.bfloat16)
    found = [e for record in records if len((e := labelling.prepare(record, tokenizer, OWN)).ids)]
    found.sort(key=lambda e: len(e.ids))
    for at in range(0, len(found), _TOGETHER):
        some = found[at : at + _TOGETHER]
        with torch.no_grad():
            for example, (hidden, own) in zip(some, fit.encode(reading, some, [0] * len(some)), strict=True):
                _teach(reading, example, hidden, own)
    return found


def middle(examples: Sequence[Example]) -> Tensor:
    """The mean of the teacher's hidden states, [width]."""
    means = [
        e.taught.hidden.astype(np.float32).mean(0)
        for e in examples
        if e.taught and e.taught.hidden is not None
    ]
    return torch.from_numpy(np.mean(means, 0))


def _teach(teacher: Network, example: Example, hidden: Tensor, own: list[Span]) -> None:
    vectors = teacher.link_vectors(hidden)
    pointing = torch.cat([vectors[name] for name in labels.LINK_VECTORS], -1).numpy()
    tokens = teacher.tokens(hidden).numpy()
    encoding = Encoding(tuple(example.offsets), tokens, pointing, hidden.numpy(), tuple(own))
    links = Links(encoding, teacher.reach.detach().numpy(), DIALS)
    raw = decoding.decode(encoding, links, DIALS)
    example.statements = [Statement(list(r.content), r.source, r.cue, -1, [], -1, -1, -1) for r in raw]
    whole = hidden.mean(0)
    said = pooling.statements(hidden, whole, example, own) if raw else None
    told = pooling.sentences(hidden, whole, example.sentences) if example.sentences else None
    example.taught = Taught(
        tokens.astype(np.float16),
        teacher.statement(said).numpy() if said is not None else None,
        teacher.sentence(told).numpy() if told is not None else None,
        hidden.to(torch.float16).numpy(),
    )
    example.record = {}
