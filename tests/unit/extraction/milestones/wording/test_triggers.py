"""Rules that ask for sides, and which rule alone makes a step likely."""

from services.extraction.domain.milestones.wording import triggers
from shared import rulefiles

RULES = triggers.ready(
    rulefiles.read(
        """# Made for tests.
words: {side: '@+'}
rules:
"""
        + "\n".join(
            f"  - {{id: any-{type_}, type: {type_}, weight: 0.1, pattern: 'zzz', match: [zzz], no_match: [a]}}"
            for type_ in triggers.MILESTONES
        )
        + """
  - {id: urged, type: demand_or_condition_stated, weight: 0.3, pattern: 'urged {side} to', match: [a], no_match: [b]}
  - {id: called, type: demand_or_condition_stated, weight: 0.4, pattern: 'called for', match: [a], no_match: [b]}
  - {id: demanded, type: demand_or_condition_stated, weight: 0.6, pattern: 'demanded', match: [a], no_match: [b]}
""",
        triggers.RulesFile,
        "triggers.yaml",
    ).rules
)


def rules_of(small, sides=()):
    found = triggers.hits(small, (0, len(small)), RULES, triggers.masked(small, sides))
    return [hit.rule for hit in found]


def test_a_rule_that_asks_for_a_side_needs_one():
    """The same words with a side and without one."""
    assert rules_of("norway urged chad to withdraw", [(0, 6), (13, 17)]) == ["urged"]
    assert rules_of("norway urged shoppers to withdraw", [(0, 6)]) == []


def test_masking_leaves_every_offset_as_it_was():
    """Names of sides within each other are masked once."""
    text = "the president of chad met the chadian army"
    masked = triggers.masked(text, [(0, 21), (17, 21), (30, 37)])
    assert len(masked) == len(text)
    assert masked == "@" * 21 + " met the " + "@" * 7 + " army"


def test_the_surest_rule_of_a_type_counts():
    """Frames below the bar make no step by themselves."""
    small = "he called for calm and demanded that norway urged chad to wait"
    chad = small.index("chad")
    masked = triggers.masked(small, [(chad, chad + 4)])
    found = triggers.hits(small, (0, len(small)), RULES, masked)
    assert [hit.rule for hit in found] == ["urged", "called", "demanded"]
    best = triggers.surest(found, "demand_or_condition_stated")
    assert best is not None
    assert best.rule == "demanded"
    assert triggers.surest(found[:1], "demand_or_condition_stated") is None
    assert triggers.surest(found, "call_held") is None
