"""Reads a YAML file with all scalars as text, and reports duplicate keys and a missing header."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import yaml

Plain = str | None | list["Plain"] | dict[str, "Plain"]
Tell = Callable[[str], None]

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # a platform without libyaml reads the same, only slower
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]


def read(path: Path, tell: Tell) -> Plain:
    """The data of a file, or None if it cannot be read at all; `tell` gets each problem as one line."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        tell(f"cannot be read: {error.strerror}")
        return None
    if not text.startswith("#"):
        tell("header missing: the first lines say, as comments, where the facts come from")
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        tell(f"is not YAML: {' '.join(str(error).split())}")
        return None
    return None if node is None else _plain(node, tell)


def _plain(node: yaml.Node, tell: Tell) -> Plain:
    if isinstance(node, yaml.ScalarNode):
        value: str = node.value
        return None if node.style is None and value in ("", "~", "null") else value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, tell) for item in node.value]
    data: dict[str, Plain] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in data:
            tell(f"line {key_node.start_mark.line + 1}: key {key!r} is given twice")
        data[key] = _plain(value_node, tell)
    return data
