"""The reader's rule files: every rule finds what it must and nothing that it must not."""

from pathlib import Path

import pytest
import yaml

from services.extraction.adapters.rules import RULES, load_rules
from services.extraction.domain import hints, refusals

RULES_OF_REFUSAL = load_rules().refusals


@pytest.mark.parametrize("rule", RULES_OF_REFUSAL, ids=lambda rule: rule.name)
def test_refusal_rule(rule: refusals.Rule) -> None:
    """Sentences beside the rule."""
    pattern = refusals.compiled([rule])
    assert [] == [sentence for sentence in rule.match if not refusals.find(pattern, sentence)]
    assert [] == [sentence for sentence in rule.ignore if refusals.find(pattern, sentence)]


@pytest.mark.parametrize("name", ["sources.yaml", "given_names.yaml"])
def test_lists_are_sorted_and_without_doubles(name: str) -> None:
    """A list is easy to read and to extend."""
    for key, words in yaml.safe_load((Path(RULES) / name).read_text(encoding="utf-8")).items():
        assert sorted(set(words)) == words, key


@pytest.mark.parametrize("hint", load_rules().positions, ids=lambda hint: hint.position)
def test_position_words(hint: hints.Hint) -> None:
    """Contents beside the words that show a position."""
    assert [] == [said for said in hint.match if not hints.shown((hint,), "", said)]
    assert [] == [said for said in hint.ignore if hints.shown((hint,), "", said)]
