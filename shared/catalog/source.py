"""Reads a YAML file with all scalars as text, and reports duplicate keys and a missing header."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import yaml

from shared import rulefiles

Plain = str | None | list["Plain"] | dict[str, "Plain"]
Tell = Callable[[str], None]


def read(path: Path, tell: Tell) -> Plain:
    """The data of a file, or None if it cannot be read at all; `tell` gets each problem as one line."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        tell(f"cannot be read: {error.strerror}")
        return None
    if not text.startswith("#"):
        tell(rulefiles.NO_HEADER)
    try:
        node = rulefiles.composed(text)
    except rulefiles.BadYaml as error:
        tell(str(error))
        return None
    for each in rulefiles.doubled(node):
        tell(str(each))
    return None if node is None else _plain(node)


def _plain(node: yaml.Node) -> Plain:
    if isinstance(node, yaml.ScalarNode):
        value: str = node.value
        return None if node.style is None and value in ("", "~", "null") else value
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return {str(key.value): _plain(value) for key, value in node.value}
