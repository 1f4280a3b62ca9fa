"""Which questions a statement answers: what its words say of the things that the question is about."""

from typing import Any

import msgspec
import pytest

from services.extraction.domain.judging import around, attitudes, bearing, conditions, questions, usual
from services.extraction.domain.judging.leanings import Case
from services.extraction.domain.judging.questions import answers, flat
from shared.catalog import Actor, Catalog, Negotiation, Question, load

TOLLS = Question(
    "n.tolls", "Arland lifts its tolls on grain", ("tariffs_trade",), ("toll*", "grain"), ("lift*", "drop*"),
    ("impos*", "raise*"), ("Arland", "Borland"), things=("relief",), counters=("toll*",),
)  # fmt: skip
CATALOG = Catalog(
    actors=(
        Actor("arland", "Arland", "country", "Arland"),
        Actor("borland", "Borland", "country", "Borland"),
        Actor("corland", "Corland", "country", "Corland"),
        Actor("dorland", "Dorland", "country", "Dorland"),
    ),
    negotiations=(Negotiation("n", "N", ("Arland", "Borland"), (), (), (TOLLS,), ()),),
)
HELD = msgspec.structs.replace(TOLLS, usually_against=("Arland",), usually_for=("Borland",))
"""The same question where it is known that Arland wants its tolls."""
LANGUAGE = attitudes.built_in()


def said(text: str, **other: Any) -> bearing.Said:
    values: dict[str, Any] = {
        "cue": "said", "context": text, "side": "Arland", "type": "direct", "position": "supports",
        "issues": ("tariffs_trade",),
    }  # fmt: skip
    return bearing.Said(text=text, **(values | other))


def answered(text: str, **other: Any) -> list[tuple[str, str]]:
    values: dict[str, Any] = {
        "speaker_kind": "country", "type": "direct", "position": "opposes", "issues": ("tariffs_trade",),
        "negotiations": ("n",),
    }  # fmt: skip
    told = around.Attribution(
        other.pop("speaker", "Arland"), other.pop("side", "Arland"), ((0, len(text)),), "said"
    )
    found = answers(around.StatementContext(text, "", [told], []), 0, catalog=CATALOG, **(values | other))
    return [(a.question, a.verdict) for a in found]


def judged(id: str, side: str, text: str) -> str:
    """The label for a question of the catalog that ships."""
    article = around.StatementContext(
        text, "", [around.Attribution(side, side, ((0, len(text)),), "said")], []
    )
    negotiation, question = load().questions[id]
    return questions.judge(negotiation, question, said(text, side=side), article, 0)[0]


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("we will impose tolls on grain", [-1]),
        ("we will lift the tolls on grain", [1]),
        ("we will never lift the tolls on grain", [-1]),
        ("there must be relief for farmers", [1]),
        ("there will be no relief for farmers", [-1]),
        ("the harvest was good", []),
    ],
)
def test_what_is_to_become_of_the_thing_decides_the_sign(text: str, signs: list[int]) -> None:
    """More tolls speak against lifting them, fewer for it; a negation turns either round."""
    assert signs == [m.sign for m in bearing.mentions(TOLLS, text, "", LANGUAGE)]


def test_the_cue_governs_the_thing_too() -> None:
    """ "opposed" stands outside of what is said and turns it round all the same."""
    assert [1] == [m.sign for m in bearing.mentions(TOLLS, "tolls on grain", "opposed", LANGUAGE)]
    assert [-1] == [m.sign for m in bearing.mentions(TOLLS, "tolls on grain", "did not oppose", LANGUAGE)]


@pytest.mark.parametrize(
    ("cue", "shown"),
    [("ruled out", "cue:refuses"), ("did not rule out", "cue:open"), ("does not accept", "cue:refuses")],
)
def test_a_denied_cue_shows_another_stand(cue: str, shown: str) -> None:
    """Who did not rule a thing out has not refused it."""
    assert {shown} == {name for name in LANGUAGE.shown(cue, "") if name.startswith("cue:")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("we come if the road is open", "the road is open"),
        ("no talks unless the siege ends, he said", "unless the siege ends"),
        ("they will stay until the last man is home", "until the last man is home"),
        ("we come tomorrow", None),
    ],
)
def test_a_condition_is_kept_in_words(text: str, expected: str | None) -> None:
    """What must happen first, as the speaker put it."""
    assert expected == conditions.condition(text)


@pytest.mark.parametrize(
    ("text", "position", "expected"),
    [
        ("we will lift the tolls", "supports", True),
        ("we might lift the tolls", "supports", False),
        ("why should we lift the tolls?", "rejects", False),
        ("we will lift the tolls", "none", False),
    ],
)
def test_a_hedge_is_not_flat(text: str, position: str, expected: bool) -> None:
    """Only flat words can move a position by themselves."""
    assert expected is flat(said(text, position=position))


def test_only_questions_of_its_negotiations_and_sides_are_answered() -> None:
    """A statement elsewhere, or of a side that is not asked, answers nothing."""
    text = "we reject the tolls on grain and will fight them"
    assert [] == answered(text, negotiations=())
    assert [] == answered(text, side="Corland", speaker="Corland")
    assert [] == answered("the harvest was good")


def test_what_a_side_will_do_itself_is_no_answer_to_what_another_is_to_do() -> None:
    """Borland's own tolls do not tell what it thinks of Arland's; and tolls on a third country are another matter."""
    tolls = "the tolls of Arland on grain"
    assert [] == answered(f"it will slap tolls on grain, against {tolls}", side="Borland", speaker="Borland")
    assert [] == answered("we reject the tolls on grain that Corland has laid on Dorland, now and always")


def test_a_company_does_not_speak_for_its_country() -> None:
    """A body that the catalog does not know and that is no office answers nothing."""
    text = "we reject the tolls on grain and will fight them"
    assert [] == answered(text, speaker="Arland Mills", speaker_kind="body")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("if we lift the tolls on grain, it will be a disaster for our farmers", "against"),
        ("it would be a terrible mistake if we raised the tolls on grain", "for"),
    ],
)
def test_who_warns_of_what_follows_is_against_it(text: str, verdict: str) -> None:
    """An "if" that woe follows is no condition."""
    assert [("n.tolls", verdict)] == answered(text, position="rejects")


@pytest.mark.parametrize(
    ("id", "side", "text", "verdict"),
    [
        ("us-china-trade.us-tariffs", "United States", "we will cut the tariffs on their goods", "for"),
        ("us-china-trade.us-tariffs", "United States", "no more tariffs on Chinese goods", "for"),
        ("us-china-trade.us-tariffs", "United States", "we will raise the tariffs on their goods", "against"),
        ("iran-nuclear.enrichment", "Iran", "we will stop enriching uranium", "against"),
        ("iran-nuclear.enrichment", "Iran", "we will never stop enriching uranium", "for"),
        ("ukraine-war.territory", "Ukraine", "we will cede Donetsk", "for"),
        ("gaza.withdrawal", "Israel", "our army will begin a withdrawal", "for"),
    ],
)
def test_plain_words_of_its_own_deed_outweigh_what_a_side_is_known_to_want(
    id: str, side: str, text: str, verdict: str
) -> None:
    """Who always wanted tariffs and cuts them now is for cutting them."""
    assert verdict == judged(id, side, text)


def test_what_only_may_be_does_not_outweigh_it() -> None:
    """Who may cut tariffs one day has not turned round."""
    assert "for" != judged(
        "us-china-trade.us-tariffs", "United States", "we may cut the tariffs on their goods"
    )


@pytest.mark.parametrize(
    ("side", "told", "sign"),
    [
        ("Arland", {"own": 1.0, "all_told+": 1.0, "governed+": 1.0}, 1),
        ("Arland", {"own": 1.0, "all_told-": 1.0, "governed-": 1.0}, 0),
        ("Arland", {"own": 1.0, "all_told+": 1.0}, 0),
        ("Arland", {"own": 1.0, "all_told+": 1.0, "governed+": 1.0, "only_words-": 1.0}, 0),
        ("Borland", {"all_told-": 1.0, "governed-": 1.0}, 0),
        ("Corland", {"own": 1.0, "all_told-": 1.0, "governed-": 1.0}, 0),
    ],
)
def test_only_all_words_together_speak_against_what_is_known(
    side: str, told: dict[str, float], sign: int
) -> None:
    """Of a deed of one's own, governed by a word of more or less, with nothing that says the contrary."""
    assert sign == usual.contrary(HELD, said("", side=side), told)


def test_without_what_is_known_nothing_of_it_is_left() -> None:
    """Nobody's stand, neither the speaker's nor that of those named, nor what was learnt of the side; the turns of
    phrase stay, as they are nobody's."""
    features = {
        "own": 1.0,
        "usual+": 1.0,
        "wants&usual+": 1.0,
        "named-": 1.0,
        "wants&named-": 1.0,
        "around:party named": 1.0,
    }
    turns = frozenset(("no <counter>",))
    known = Case(features, frozenset(("toll",)), "n.tolls", "Arland", turns)
    left = {"own": 1.0, "around:party named": 1.0, "usual:unknown": 1.0}
    assert Case(left, question="n.tolls", phrases=turns) == usual.blanked(known)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("arland should not count on getting all of its land back or on joining the league", True),
        ("arland should count on joining the league", False),
        ("arland is not ready, and it wants in its own good time to join the league", False),
    ],
)
def test_a_negation_reaches_over_or(text: str, negated: bool) -> None:
    """What is not to be had, "or" what stands behind it."""
    (hit,) = bearing.hits(("join*",), text, LANGUAGE)
    assert hit.negated is negated
