"""Exports a trained network as the files that ship: an int8 ONNX graph, and the weights of the pooled heads.

The graph holds the encoder and the heads for tokens. It is built node by node from ONNX Runtime's own fused operators,
because a traced graph leaves speed behind: one quantised product for query, key and value, fused attention, and a norm
that the runtime computes fast. Weights are quantised per column, activations as they come (dynamic).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from services.extraction.domain.encoder import labels
from services.extraction.training.network.network import Network

Array = NDArray[np.generic]
MICROSOFT = "com.microsoft"
# Seven bits: processors with AVX2 alone add products of two bytes in pairs in 16 bits, which eight bits overflow.
LEVELS = 63


class Graph:
    """Collects nodes and initialisers under fresh names."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self.count = 0

    def constant(self, value: Array) -> str:
        self.count += 1
        name = f"c{self.count}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, *inputs: str, domain: str = "", outputs: int = 1, **attributes: object) -> str:
        self.count += 1
        names = [f"n{self.count}" if i == 0 else f"n{self.count}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0]

    def linear(
        self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32], quantised: bool = True
    ) -> str:
        """A linear layer, quantised or not; `weight` is [out, in] as torch keeps it, `bias` [out]."""
        if not quantised:
            return self.node("Add", self.node("MatMul", x, self.constant(weight.T)), self.constant(bias))
        scale = np.maximum(np.abs(weight).max(axis=1), 1e-8) / LEVELS
        rounded = np.clip(np.round(weight / scale[:, None]), -LEVELS, LEVELS).astype(np.int8).T
        zero = np.zeros(len(scale), np.int8)
        return self.node(
            "DynamicQuantizeMatMul", x, self.constant(rounded), self.constant(scale.astype(np.float32)),
            self.constant(zero), self.constant(bias), domain=MICROSOFT,
        )  # fmt: skip

    def norm(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """Layer norm as centring and root mean square: the fused layer norm is ten times slower on this runtime."""
        middle = self.node("Sub", x, self.node("ReduceMean", x, self.constant(np.array([-1])), keepdims=1))
        scaled = self.node(
            "SimplifiedLayerNormalization", middle, self.constant(weight), axis=-1, epsilon=1e-12
        )
        return self.node("Add", scaled, self.constant(bias))


def build(network: Network, quantised: bool = True) -> onnx.ModelProto:
    """The graph: ids, features (int64, [batch, length], no padding) -> tokens, links, hidden (float)."""
    w = {k: v.detach().float().cpu().numpy() for k, v in network.state_dict().items()}
    shape = network.shape
    g = Graph()
    table = w["encoder.words.weight"]
    if quantised:
        scale = np.maximum(np.abs(table).max(axis=1, keepdims=True), 1e-8) / 127
        rows = g.node("Gather", g.constant(np.round(table / scale).astype(np.int8)), "ids")
        rows = g.node("Cast", rows, to=TensorProto.FLOAT)
        rows = g.node("Mul", rows, g.node("Gather", g.constant(scale.astype(np.float32)), "ids"))
    else:
        rows = g.node("Gather", g.constant(table), "ids")
    length = g.node("Shape", "ids", start=1, end=2)
    places = g.node(
        "Slice",
        g.constant(w["encoder.places.weight"]),
        g.constant(np.array([0])),
        length,
        g.constant(np.array([0])),
    )
    rows = g.node("Add", rows, g.node("Gather", g.constant(w["encoder.features.weight"]), "features"))
    x = g.norm(g.node("Add", rows, places), w["encoder.norm.weight"], w["encoder.norm.bias"])
    for i in range(shape.layers):
        at = f"encoder.blocks.{i}."
        parts = ("query", "key", "value")
        both = g.linear(
            x,
            np.concatenate([w[f"{at}{p}.weight"] for p in parts]),
            np.concatenate([w[f"{at}{p}.bias"] for p in parts]),
            quantised,
        )
        q, k, v = (f"{both}_{p}" for p in parts)
        g.nodes.append(helper.make_node("Split", [both], [q, k, v], axis=-1, num_outputs=3))
        seen = g.node("MultiHeadAttention", q, k, v, domain=MICROSOFT, num_heads=shape.heads)
        for inner, norm in (("output", "output_norm"), ("fall", "fall_norm")):
            if inner == "fall":
                seen = g.linear(x, w[at + "rise.weight"], w[at + "rise.bias"], quantised)
                seen = g.node("FastGelu", seen, domain=MICROSOFT)
            half = g.linear(seen, w[f"{at}{inner}.weight"], w[f"{at}{inner}.bias"], quantised)
            x = g.norm(g.node("Add", half, x), w[f"{at}{norm}.weight"], w[f"{at}{norm}.bias"])
    split = float(shape.link) ** -0.25
    outputs = {
        "tokens": g.linear(x, w["tokens.weight"], w["tokens.bias"], False),
        "links": g.linear(x, w["links.weight"] * split, w["links.bias"] * split, quantised),
        "hidden": x,
    }
    sizes = {
        "tokens": labels.TOKEN_COLUMNS,
        "links": len(labels.LINK_VECTORS) * shape.link,
        "hidden": shape.width,
    }
    for name, value in outputs.items():
        g.nodes.append(helper.make_node("Identity", [value], [name]))
    graph = helper.make_graph(
        g.nodes,
        "parley_reader",
        [
            helper.make_tensor_value_info("ids", TensorProto.INT64, ["batch", "length"]),
            helper.make_tensor_value_info("features", TensorProto.INT64, ["batch", "length"]),
        ],
        [
            helper.make_tensor_value_info(n, TensorProto.FLOAT, ["batch", "length", s])
            for n, s in sizes.items()
        ],
        g.constants,
    )
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)], ir_version=9
    )


def save(network: Network, folder: Path) -> None:
    """Writes `reader.onnx` and `heads.npz` (the pooled heads, half precision) into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(build(network), str(folder / "reader.onnx"))
    state = network.state_dict()
    heads = {
        k: v.detach().cpu().numpy().astype(np.float16)
        for k, v in state.items()
        if k.startswith(("statement.", "sentence.")) or k in ("near", "told", "reach")
    }
    np.savez_compressed(folder / "heads.npz", **heads)
