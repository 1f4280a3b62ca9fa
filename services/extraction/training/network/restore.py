"""Restores the network behind a shipped model, as far as rounding left it.

So training can go on from what ships, without a file of full precision beside it. The graph's nodes stand in the order
in which `training.network.export` wrote them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from services.extraction.domain.encoder import labels
from services.extraction.training.network.network import Network, Shape

Floats = NDArray[np.float32]


def restore(folder: Path) -> Network:
    """The network behind `reader.onnx` and `heads.npz`."""
    graph = onnx.load(str(folder / "reader.onnx")).graph
    known = {c.name: numpy_helper.to_array(c) for c in graph.initializer}
    adds = {name: node for node in graph.node if node.op_type == "Add" for name in node.input}
    linear, norms, tokens = [], [], []
    for node in graph.node:
        if node.op_type == "DynamicQuantizeMatMul":
            weight = known[node.input[1]].astype(np.float32) * known[node.input[2]]
            linear.append((weight.T, known[node.input[4]]))
        elif node.op_type == "SimplifiedLayerNormalization":
            norms.append((known[node.input[1]], _other(known, adds[node.output[0]])))
        elif node.op_type == "MatMul":
            tokens.append((known[node.input[1]].T, _other(known, adds[node.output[0]])))
    attention = next(node for node in graph.node if node.op_type == "MultiHeadAttention")
    heads = next(a.i for a in attention.attribute if a.name == "num_heads")
    shape = Shape(
        layers=(len(linear) - 1) // 4,
        heads=heads,
        size=len(linear[0][0]) // 3 // heads,
        inner=len(linear[2][0]),
    )
    network = Network(shape)
    state = network.state_dict()

    def put(name: str, *values: Floats) -> None:
        for end, value in zip((".weight", ".bias"), values, strict=False):
            state[name + end].copy_(torch.from_numpy(np.ascontiguousarray(value)))

    by_size = {c.shape: c for c in known.values() if c.ndim == 2}
    rows = by_size[shape.vocabulary, shape.width].astype(np.float32)
    put("encoder.words", rows * by_size[shape.vocabulary, 1])
    put("encoder.places", by_size[shape.positions, shape.width])
    put("encoder.features", by_size[labels.FEATURES, shape.width])
    put("encoder.norm", *norms[0])
    for i in range(shape.layers):
        at = f"encoder.blocks.{i}."
        (weight, bias), *others = linear[4 * i : 4 * i + 4]
        for number, part in enumerate(("query", "key", "value")):
            own = slice(number * shape.heads * shape.size, (number + 1) * shape.heads * shape.size)
            put(at + part, weight[own], bias[own])
        for part, values in zip(("output", "rise", "fall"), others, strict=True):
            put(at + part, *values)
        put(at + "output_norm", *norms[1 + 2 * i])
        put(at + "fall_norm", *norms[2 + 2 * i])
    split = float(shape.link) ** -0.25
    put("links", *(value / split for value in linear[-1]))
    put("tokens", *tokens[0])
    with np.load(folder / "heads.npz") as stored:
        for name in stored.files:
            if name in state:
                state[name].copy_(torch.from_numpy(stored[name].astype(np.float32)))
    network.load_state_dict(state)
    return network


def _other(known: dict[str, NDArray[np.generic]], add: onnx.NodeProto) -> Floats:
    """The constant that a node adds."""
    value: Floats = next(known[name] for name in add.input if name in known).astype(np.float32)
    return value
