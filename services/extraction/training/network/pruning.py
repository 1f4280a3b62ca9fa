"""Takes from a trained network the attention heads and inner neurons that matter least to what it has learnt.

How much one matters: by how much the loss would change without it, to first order (Molchanov et al. 2017,
arXiv:1611.06440; for heads Michel et al. 2019, arXiv:1905.10650). What the removed ones give on average is added to the
bias of the layer that reads them. The network has to be trained on afterwards.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

from services.extraction.training.annotations.labelled import Example
from services.extraction.training.network import fit, losses
from services.extraction.training.network.network import Block, Network

_TOGETHER = 4
"""Articles whose change of loss is counted as one."""


class _Watched:
    """What goes into a linear layer, over many batches: the mean, and how much each value matters."""

    def __init__(self, layer: nn.Linear) -> None:
        self.weight, self.total, self.count = (
            torch.zeros(layer.in_features),
            torch.zeros(layer.in_features),
            0,
        )
        self._seen: list[Tensor] = []
        self._hook = layer.register_forward_pre_hook(self._see)

    def _see(self, _: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        inputs[0].retain_grad()
        self._seen.append(inputs[0])

    def count_in(self) -> None:
        """Takes the batch into account, once its loss has been propagated back."""
        for value in self._seen:
            assert value.grad is not None
            self.weight += (value.grad.float() * value.detach().float()).flatten(0, 1).sum(0).abs()
            self.total += value.detach().float().flatten(0, 1).sum(0)
            self.count += value.shape[0] * value.shape[1]
        self._seen.clear()

    def close(self) -> None:
        self._hook.remove()


def prune(network: Network, examples: Sequence[Example], heads: int, inner: int) -> Network:
    """A smaller network with `heads` attention heads and `inner` inner neurons in each block."""
    shape = network.shape
    if heads > shape.heads or inner > shape.inner:
        raise ValueError(
            f"a network of {shape.heads} heads and {shape.inner} neurons cannot be pruned to {heads} and {inner}"
        )
    watched = _watch(network, examples)
    out = Network(dataclasses.replace(shape, heads=heads, inner=inner))
    state = {k: v for k, v in network.state_dict().items() if not k.startswith("encoder.blocks.")}
    out.load_state_dict(state, strict=False)
    for old, new, (seen, risen) in zip(network.encoder.blocks, out.encoder.blocks, watched, strict=True):
        _fill(old, new, seen, risen)
    return out


def _watch(network: Network, examples: Sequence[Example]) -> list[tuple[_Watched, _Watched]]:
    watched = [(_Watched(block.output), _Watched(block.fall)) for block in network.encoder.blocks]
    network.eval()
    for at in range(0, len(examples), _TOGETHER):
        some = examples[at : at + _TOGETHER]
        total = torch.zeros(())
        for (hidden, own), example in zip(fit.encode(network, some, [0] * len(some)), some, strict=True):
            total = total + sum(losses.article(network, hidden, example, own).values())
        total.backward()
        network.zero_grad(set_to_none=True)
        for pair in watched:
            for each in pair:
                each.count_in()
    for pair in watched:
        for each in pair:
            each.close()
    return watched


def _fill(old: Block, new: Block, seen: _Watched, risen: _Watched) -> None:
    """Copies what stays of a block."""
    size = old.query.out_features // old.heads
    weight = seen.weight.view(old.heads, size).sum(1)
    kept = weight.topk(new.heads).indices.sort().values
    values = (kept[:, None] * size + torch.arange(size)).flatten()
    neurons = risen.weight.topk(new.rise.out_features).indices.sort().values
    with torch.no_grad():
        for name in ("query", "key", "value"):
            _copy(getattr(old, name), getattr(new, name), lambda w: w[values])
        _copy(old.rise, new.rise, lambda w: w[neurons])
        for name, where, of in (("output", values, seen), ("fall", neurons, risen)):
            before, after = getattr(old, name), getattr(new, name)
            gone = torch.ones(before.in_features, dtype=torch.bool)
            gone[where] = False
            after.weight.copy_(before.weight[:, where])
            after.bias.copy_(before.bias + before.weight[:, gone] @ (of.total[gone] / of.count))
        for name in ("output_norm", "fall_norm"):
            getattr(new, name).load_state_dict(getattr(old, name).state_dict())


def _copy(old: nn.Linear, new: nn.Linear, part: Callable[[Tensor], Tensor]) -> None:
    new.weight.copy_(part(old.weight))
    new.bias.copy_(part(old.bias))
