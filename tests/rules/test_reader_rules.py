"""The reader's rule files: every rule finds what it must and nothing that it must not."""

from importlib.resources import files

import pytest
import yaml

from services.extraction.domain import vocabulary
from services.extraction.domain.judging import attitudes, hints, moods, refusals
from services.extraction.domain.spans import generic, governing
from services.extraction.domain.text import quotes

HOME = files(vocabulary.__package__)


@pytest.mark.parametrize("rule", refusals.built_in(), ids=lambda rule: rule.name)
def test_refusal_rule(rule: refusals.RefusalRule) -> None:
    """Sentences beside the rule."""
    pattern = refusals.compiled([rule])
    assert [] == [sentence for sentence in rule.match if not refusals.find(pattern, sentence)]
    assert [] == [sentence for sentence in rule.no_match if refusals.find(pattern, sentence)]


@pytest.mark.parametrize("name", ["sources.yaml", "given_names.yaml"])
def test_lists_are_sorted_and_without_doubles(name: str) -> None:
    """A list is easy to read and to extend."""
    for key, words in yaml.safe_load(HOME.joinpath(name).read_text(encoding="utf-8")).items():
        lists = {key: list(words)} | (words if isinstance(words, dict) else {})
        for each, listed in lists.items():
            assert sorted(set(listed)) == listed, each


@pytest.mark.parametrize("hint", hints.built_in(), ids=lambda hint: hint.position)
def test_position_words(hint: hints.Hint) -> None:
    """Contents beside the words that show a position."""
    assert bool(hint.match) == (hint.said.pattern != hints.NEVER.pattern)
    assert [] == [said for said in hint.match if not hints.shown((hint,), "", said)]
    assert [] == [said for said in hint.no_match if hints.shown((hint,), "", said)]


@pytest.mark.parametrize("hint", hints.built_in(), ids=lambda hint: hint.position)
def test_position_cues(hint: hints.Hint) -> None:
    """Cues beside the words that show a position, denied ones among them."""
    assert [] == [cue for cue in hint.cues if not hints.shown((hint,), cue, "")]


def _attitudes() -> list[attitudes.Attitude]:
    return list(attitudes.built_in().attitudes)


@pytest.mark.parametrize("rule", _attitudes(), ids=lambda rule: rule.attitude)
def test_attitude_words(rule: attitudes.Attitude) -> None:
    """Contents beside the words that show how somebody takes a stand."""
    language = attitudes.built_in()
    assert rule.match
    assert rule.no_match
    assert [] == [said for said in rule.match if rule.attitude not in language.shown("", said)]
    assert [] == [said for said in rule.no_match if rule.attitude in language.shown("", said)]


@pytest.mark.parametrize("mood", moods.built_in(), ids=lambda mood: mood.mood)
def test_mood_words(mood: moods.MoodRule) -> None:
    """Contents beside the words that show a mood."""
    assert mood.match
    assert mood.no_match
    assert [] == [said for said in mood.match if mood.mood not in moods.shown(said)]
    assert [] == [said for said in mood.no_match if mood.mood in moods.shown(said)]


def _of_nobody(case: str) -> bool:
    """Whether the verb in [brackets] has a subject that stands for nobody."""
    text = case.replace("[", "").replace("]", "")
    verb = case.index("["), case.index("]") - 1
    sentence = text.rfind(". ", 0, verb[0]) + 1
    return generic.built_in().before(text, verb, sentence, quotes.find(text)) is not None


@pytest.mark.parametrize("subject", generic.built_in().subjects, ids=lambda subject: subject.name)
def test_subjects_that_stand_for_nobody(subject: generic.Subject) -> None:
    """Sentences beside the subject."""
    assert subject.match
    assert subject.no_match
    assert [] == [case for case in subject.match if not _of_nobody(case)]
    assert [] == [case for case in subject.no_match if _of_nobody(case)]


def test_directions_are_sorted_and_without_doubles() -> None:
    """No word says both that a thing is to come and that it is to go."""
    lists = yaml.safe_load(HOME.joinpath("judging/directions.yaml").read_text(encoding="utf-8"))
    for key, words in lists.items():
        assert sorted(set(words)) == words, key
    assert set() == set(lists["more"]) & set(lists["less"])


@pytest.mark.parametrize("case", governing.built_in().verbs.match, ids=lambda case: case.text)
def test_object_of_a_verb(case: governing.Case) -> None:
    """Where the object of a verb of attitude begins and ends."""
    assert case.object in _objects(case.text)


@pytest.mark.parametrize("text", governing.built_in().verbs.no_match)
def test_no_object(text: str) -> None:
    """Verbs that govern nothing, passives among them."""
    assert [] == _objects(text)


def _objects(text: str) -> list[str]:
    return [text[slice(*each.object)] for each in governing.built_in().find(text, [(0, len(text))])]


def test_verbs_are_sorted_and_known() -> None:
    """A verb stands once in the list; particles, clauses and irregular forms belong to verbs of the list."""
    verbs = governing.built_in().verbs
    assert sorted(set(verbs.verbs)) == list(verbs.verbs)
    for lists in (verbs.clause, verbs.particles, verbs.irregular):
        assert sorted(lists) == list(lists)
        assert set(lists) <= set(verbs.verbs)
