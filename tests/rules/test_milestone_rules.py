"""The rules by which milestones are read match the cases beside them, and do not match the others."""

import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from services.extraction.domain.encoder.labels import MILESTONES
from services.extraction.domain.milestones.parties import dealings, sides
from services.extraction.domain.milestones.scoring import lexicon
from services.extraction.domain.milestones.wording import modality, triggers
from services.milestones.domain.classes import classes
from services.milestones.domain.headlines import templates
from shared import rulefiles
from shared.catalog import Matcher, load

TRIGGERS = {trigger.id: trigger for trigger in triggers.built_in().triggers}
DEALINGS = {rule.id: rule for rule in dealings.rules()}
CATALOG = load()
MATCHER = Matcher(CATALOG)
DAY = date(2025, 2, 12)
MOODS = {entry.id: entry for entry in modality.built_in()}


def fires(trigger, sentence):
    """Names in [brackets] are those of sides."""
    small, sides = "", []
    for at, piece in enumerate(re.split(r"[\[\]]", sentence.lower())):
        if at % 2:
            sides.append((len(small), len(small) + len(piece)))
        small += piece
    return bool(
        triggers.hits(small, (0, len(small)), triggers.ready([trigger]), triggers.masked(small, sides))
    )


@pytest.mark.parametrize("id", sorted(TRIGGERS))
def test_trigger_cases(id):
    """Every rule matches its own examples and leaves its counter-examples alone."""
    entry = TRIGGERS[id]
    assert [case for case in entry.match if not fires(TRIGGERS[id], case)] == []
    assert [case for case in entry.no_match if fires(TRIGGERS[id], case)] == []
    assert entry.match
    assert entry.no_match


def test_rule_names_are_those_of_one_rule():
    """What is learnt about a rule is learnt about it alone, in whichever file it stands."""
    assert len(TRIGGERS) == len(triggers.built_in().triggers)


@pytest.mark.parametrize("id", sorted(MOODS))
def test_mood_cases(id):
    """Every kind of clause is seen where it is and not where it is not."""
    entry = MOODS[id]
    assert [case for case in entry.match if not entry.pattern.search(case.lower())] == []
    assert [case for case in entry.no_match if entry.pattern.search(case.lower())] == []


def test_every_type_has_a_class_and_a_line():
    """No type is without PLOVER and CAMEO class, kind and headline."""
    assert set(classes()) == set(MILESTONES)
    assert set(templates()) == set(MILESTONES)


def test_a_type_without_a_rule_is_named():
    """Every type of step has a rule in each file."""
    with pytest.raises(
        rulefiles.BadRules, match=r"mine\.yaml, line 2: no rule for access_or_monitors_allowed, "
    ):
        rulefiles.read("# Mine.\nwords: {}\nrules: []\n", triggers.RulesFile, "mine.yaml")


def test_lexicon_is_sorted():
    """The classes, and the words of each, stand in order, so that one finds them."""
    file = yaml.safe_load(
        files("services.extraction.domain.milestones.scoring").joinpath("lexicon.yaml").read_text()
    )
    assert list(file) == sorted(file)
    assert [name for name, words in file.items() if words != sorted(words)] == []


def test_lexicon_refuses_a_word_of_two_classes():
    """A word that would mean two things is named."""
    with pytest.raises(rulefiles.BadRules, match="meeting stands in meet and in talks"):
        lexicon.compile_lexicon({"meet": ["meet"], "talks": ["meeting"]})


@pytest.mark.parametrize(
    ("words", "row"),
    [
        (["minister", "will", "meet", "in", "oslo"], ["leader", "future", "meet"]),
        (["@country", "reject", "the", "offer"], ["@country", "refuse", "offer"]),
        (["cow", "graz"], []),
    ],
)
def test_lexicon_row(words, row):
    """A sentence is seen as the row of its classes; actors are their own class."""
    assert [name for _, name in lexicon.row(words, lexicon.built_in())] == row


def test_analysts_table_is_complete():
    """The table of PLOVER and CAMEO classes in the documentation is that of the code."""
    text = (Path(__file__).resolve().parents[2] / "docs" / "milestones.md").read_text(encoding="utf-8")
    wanted = {
        f"| {type_} | {each.kind} | {each.plover} | {each.plover_first} | {each.cameo} |"
        for type_, each in classes().items()
    }
    assert wanted - set(text.splitlines()) == set()


@pytest.mark.parametrize("id", sorted(DEALINGS))
def test_dealing_cases(id):
    """Every rule finds <who> does it to [whom], and leaves {bystanders} and its counter-examples alone."""
    rule = DEALINGS[id]
    assert {case: dealt(id, case) for case in rule.match} == {
        case: set(re.findall(r"[<\[]([^>\]]+)[>\]]", case)) for case in rule.match
    }
    assert [case for case in rule.no_match if dealt(id, case)] == []
    assert rule.match
    assert rule.no_match


def dealt(id, case):
    """Names of the sides that the rule finds in a sentence whose names stand in marks."""
    text = re.sub(r"[<>{}\[\]]", "", case)
    here = sides.sides(text, MATCHER.mentions(text, DAY), CATALOG, DAY)
    return set(dealings.parties_by_rule(text, (0, len(text)), here, DEALINGS[id], ()))
