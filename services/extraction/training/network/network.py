"""Defines the reader's network in torch: an encoder and its heads.

The encoder is a BERT stack (weights of MiniLM-L6 to begin with). All heads read one and the same encoding, so an
article is encoded once whatever is asked of it. What is learned of single tokens (content, source, cue) is scored on
every token; what is learned of a whole statement or a whole sentence is scored on vectors pooled from those tokens.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from services.extraction.domain.encoder import labels


@dataclass(frozen=True)
class Shape:
    """Sizes of one network; `vocabulary` rows of embeddings, `layers` blocks of width `width`, with `heads` attention
    heads of width `size` each."""

    vocabulary: int = 30522
    layers: int = 6
    width: int = 384
    heads: int = 12
    size: int = 32
    inner: int = 1536
    positions: int = 512
    link: int = 64
    deep: int = 192


class Block(nn.Module):
    """One transformer block, normalised after each half as in BERT; no dropout here, where it costs a third of the
    time."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        inside = shape.heads * shape.size
        self.query = nn.Linear(shape.width, inside)
        self.key = nn.Linear(shape.width, inside)
        self.value = nn.Linear(shape.width, inside)
        self.output = nn.Linear(inside, shape.width)
        self.output_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.rise = nn.Linear(shape.width, shape.inner)
        self.fall = nn.Linear(shape.inner, shape.width)
        self.fall_norm = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` is [batch, length, width]; `mask` is [batch, 1, 1, length], true where there is a token, or numbers that
        are added to the attention, [batch, heads, length, length]."""
        batch, length, _ = x.shape
        parts = [
            f(x).view(batch, length, self.heads, -1).transpose(1, 2)
            for f in (self.query, self.key, self.value)
        ]
        seen = F.scaled_dot_product_attention(*parts, attn_mask=mask)
        x = self.output_norm(x + self.output(seen.transpose(1, 2).reshape(batch, length, -1)))
        return self.fall_norm(x + self.fall(F.gelu(self.rise(x))))


class Encoder(nn.Module):
    """Embeddings and blocks: makes hidden states of token ids, feature ids and a mask."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.features = nn.Embedding(labels.FEATURES, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = nn.Dropout(0.1)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """All inputs are [batch, length]; the result is [batch, length, width]."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.drop(self.norm(self.words(ids) + self.places(places)[None] + self.features(features)))
        wide = mask[:, None, None, :]
        for block in self.blocks:
            x = block(x, wide)
        return x


class Deep(nn.Module):
    """A small perceptron over pooled vectors."""

    def __init__(self, width: int, inner: int, out: int) -> None:
        super().__init__()
        self.rise = nn.Linear(width, inner)
        self.drop = nn.Dropout(0.2)
        self.fall = nn.Linear(inner, out)

    def forward(self, x: Tensor) -> Tensor:
        return self.fall(self.drop(F.relu(self.rise(x))))


class Pupil(nn.Module):
    """Measures how far hidden states are from a wider teacher's; `middle` [teacher's width] is the mean of the
    teacher's."""

    def __init__(self, width: int, middle: Tensor) -> None:
        super().__init__()
        self.widened = nn.Linear(width, len(middle))
        self.register_buffer("middle", middle)

    def apart(self, hidden: Tensor, told: Tensor) -> Tensor:
        """One minus the mean cosine similarity; `hidden` is [tokens, width], `told` [tokens, teacher's width]."""
        return 1 - F.cosine_similarity(self.widened(hidden), told - self.middle, dim=-1).mean()


class Network(nn.Module):
    """The encoder with all its heads."""

    pupil: Pupil | None = None
    """Present while it learns from a teacher."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.tokens = nn.Linear(shape.width, labels.TOKEN_COLUMNS)
        self.links = nn.Linear(shape.width, len(labels.LINK_VECTORS) * shape.link)
        # A statement is seen as: its content, its source, its cue, the whole window, and the whole article.
        self.statement = Deep(5 * shape.width, shape.deep, labels.STATEMENT_COLUMNS)
        # A sentence is seen as: its mean, its strongest values, the article, and the sentences beside it.
        self.sentence = Deep(4 * shape.width, shape.deep, labels.SENTENCE_COLUMNS)
        # How far a candidate name is, and whether it has just spoken, weigh in beside the vectors (see
        # `labelled.Naming`).
        self.near = nn.Parameter(torch.zeros(8))
        self.told = nn.Parameter(torch.zeros(3))
        # How source and cue lie to the content (see `links.buckets`).
        self.reach = nn.Parameter(
            torch.tensor([[-1.0, 0, 0, -0.2, -0.5, -1, -2, -4, -6, 0, -0.2, -0.5, -1, -2, -4, -6]] * 2)
        )
        # Annotators differ in what they take for support or for old; what is shipped reads as the gold's do.
        self.habits = nn.Parameter(torch.zeros(2, labels.STATEMENT_COLUMNS + labels.SENTENCE_COLUMNS))
        for head in (self.tokens, self.links):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def habit(self, annotator: int) -> tuple[Tensor | float, Tensor | float]:
        """What an annotator's habits add to the scores of statements and of sentences (see `labelled.OWN`)."""
        if annotator == 0:
            return 0.0, 0.0
        of_statements, of_sentences = self.habits[annotator - 1].split(
            (labels.STATEMENT_COLUMNS, labels.SENTENCE_COLUMNS)
        )
        return of_statements, of_sentences

    def link_vectors(self, hidden: Tensor) -> dict[str, Tensor]:
        """Query and key vectors of every token by name, [tokens, link] each, scaled so that their product is a
        score."""
        parts = self.links(hidden).split(self.shape.link, dim=-1)
        return {
            name: part / math.sqrt(math.sqrt(self.shape.link))
            for name, part in zip(labels.LINK_VECTORS, parts, strict=True)
        }


def load_minilm(network: Network, weights: dict[str, Tensor], layers: Sequence[int]) -> None:
    """Fills the encoder from a BERT state dict, taking the blocks named in `layers`."""
    e = network.encoder
    with torch.no_grad():
        e.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        e.places.weight.copy_(weights["embeddings.position_embeddings.weight"][: network.shape.positions])
        e.features.weight.copy_(
            weights["embeddings.token_type_embeddings.weight"][:1].expand_as(e.features.weight)
        )
        fill(e.norm, weights, "embeddings.LayerNorm")
        for block, number in zip(e.blocks, layers, strict=True):
            at = f"encoder.layer.{number}."
            fill(block.query, weights, at + "attention.self.query")
            fill(block.key, weights, at + "attention.self.key")
            fill(block.value, weights, at + "attention.self.value")
            fill(block.output, weights, at + "attention.output.dense")
            fill(block.output_norm, weights, at + "attention.output.LayerNorm")
            fill(block.rise, weights, at + "intermediate.dense")
            fill(block.fall, weights, at + "output.dense")
            fill(block.fall_norm, weights, at + "output.LayerNorm")


def fill(module: nn.Module, weights: dict[str, Tensor], name: str) -> None:
    """Copies the weight and bias that stand under `name` in a state dict."""
    module.weight.copy_(weights[name + ".weight"])  # type: ignore[union-attr,operator]
    module.bias.copy_(weights[name + ".bias"])  # type: ignore[union-attr,operator]
