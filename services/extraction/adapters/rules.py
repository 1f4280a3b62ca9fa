"""Rule files beside the reader in, checked values out."""

from __future__ import annotations

from pathlib import Path

import yaml

from services.extraction.domain.vocabulary import Vocabulary, parse

RULES = Path(__file__).resolve().parent.parent / "rules"

FILES = ("sources.yaml", "given_names.yaml")


def load_rules(folder: Path | None = None) -> Vocabulary:
    """Load the reader's word lists; raises msgspec.ValidationError that names the list that is wrong."""
    values: dict[str, object] = {}
    for name in FILES:
        values |= yaml.safe_load(((folder or RULES) / name).read_text(encoding="utf-8"))
    for name in ("refusals", "positions"):
        values[name] = yaml.safe_load(((folder or RULES) / f"{name}.yaml").read_text(encoding="utf-8"))
    return parse(values)
