"""Headlines of changes of stance read as an editor would write them."""

from typing import Any

import msgspec
import pytest

from services.stances.domain.evidence import Held
from services.stances.domain.headlines import moved, quiet, taken_back
from services.stances.domain.policy import Asked
from services.stances.domain.standing import stands
from services.stances.domain.steps import built_in
from services.stances.domain.subjects import subject
from services.stances.domain.turn import OWN_ACT, Turn
from shared.contracts.positions import Deed
from tests.unit.stances.evidence import said

TEXT = "Arland's market"


def turn(verdict: str = "against", deed: Deed | None = None) -> Turn:
    """A turn that one deed shows, or one statement."""
    told = said(verdict, 0)
    if deed:
        told = msgspec.structs.replace(told, deed=deed, origin="deed")
    return Turn(told.verdict, 0, (Held(position=told, known_at=told.evidence.article.received_at),), OWN_ACT)


def deed(kind: str, step: str, on: str = "2025-04-04", **other: Any) -> Deed:
    return Deed(kind=kind, step=step, words=step, on=on, **other)


def headline(side: str, before: Deed, after: Deed, which: Any = "hardened") -> str:
    return moved(side, turn(deed=before), turn(deed=after), which, TEXT)


def test_what_is_done_comes_first_then_what_was_done_before():
    """The day of news is the alert's where the words do not name it; of what was before it is said how it is known."""
    before = deed("tariffs", "imposed", "2025-04-02", rate="25%", amounts=(3.0,))
    assert (
        headline("China", before, deed("tariffs", "threatened", things=("soybeans",)))
        == "China threatens tariffs on soybeans, after it imposed tariffs of 25% on $3 billion of goods "
        f"(reported 2 April 2025): a harder line on {TEXT}"
    )


def test_a_year_is_told_once():
    before = deed("tariffs", "announced", "2025-04-02", dated=True)
    told = headline("Canada", before, deed("tariffs", "put_off", dated=True, part=True), "softened")
    assert told.startswith(
        "Canada puts off some tariffs (4 April 2025), after it announced tariffs (2 April): a softer"
    )
    older = msgspec.structs.replace(before, on="2024-12-30")
    assert "(30 December 2024)" in headline("Canada", older, deed("tariffs", "put_off", dated=True))


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (
            deed("truce", "fighting_to_resume"),
            "The Taliban decide to resume their attacks, after they were in talks",
        ),
        (deed("deal", "deal_not_ready"), "The Taliban say they are not ready for a deal, after they were"),
        (
            deed("purchases", "purchases_made", amounts=(40.0,)),
            "The Taliban buy more goods worth $40 billion, after",
        ),
        (
            deed("purchases", "purchases_halted", things=("pork", "gas")),
            "The Taliban stop buying pork and gas, after",
        ),
        (deed("curbs", "lifted", things=("Huawei",)), "The Taliban lift restrictions on Huawei, after"),
        (deed("talks", "called_a_recess"), "The Taliban called a recess, after"),
    ],
)
def test_many_take_the_plural(after, words):
    assert headline("Taliban", deed("talks", "talks_going_on"), after).startswith(words)


def test_goods_by_worth_and_by_name():
    amounts = deed("tariffs", "announced", amounts=(267.0, 200.0), things=("cars", "steel"), rate="10%")
    told = headline("Japan", deed("tariffs", "put_off"), amounts)
    assert "announces tariffs of 10% on $200 billion and $267 billion of goods (cars and steel)," in told


def test_the_same_goods_are_named_once():
    """Unless a verb and its preposition stand before them."""
    on = {"amounts": (60.0,), "dated": True}
    planned, now = deed("tariffs", "planned", "2025-03-01", **on), deed("tariffs", "imposed", rate="5%", **on)
    assert (
        "on $60 billion of goods (4 April 2025), after it said it would impose them (1 March):"
        in headline("Japan", planned, now)
    )
    put_off = msgspec.structs.replace(planned, step="put_off")
    assert "after it put off tariffs on $60 billion of goods (1 March)" in headline("Japan", put_off, now)
    unnamed = deed("tariffs", "planned"), deed("tariffs", "imposed")
    assert "after it said it would impose tariffs (" in headline("Japan", *unnamed)


def test_where_it_only_spoke_before():
    told = moved(
        "European Union", turn("against"), turn(deed=deed("talks", "talks_to_resume")), "softened", TEXT
    )
    assert told == f"The European Union agrees to talks, after it was against it: a softer line on {TEXT}"


def test_words_alone_that_moved():
    told = moved("Houthis", turn("against"), turn("for"), "reversed", TEXT)
    assert told == f"The Houthis reverse their position on {TEXT}: before, against; now, for"


def test_silence_and_what_is_taken_back():
    assert quiet("Liberal Democrats", TEXT, 40, 5.2) == (
        f"No word from the Liberal Democrats on {TEXT} for 40 days, though they spoke every 5 days before"
    )
    assert taken_back("Retracted", "United States", TEXT, "for") == (
        f"Retracted: the United States on {TEXT} – stands now: for"
    )


@pytest.mark.parametrize(
    ("side", "name"),
    [
        ("Bank of Arland", "the Bank of Arland"),
        ("Democratic Republic of the Congo", "the Democratic Republic of the Congo"),
        ("Netherlands", "the Netherlands"),
        ("The Democrats (Arland)", "the Democrats (Arland)"),
        ("Rapid Support Forces", "the Rapid Support Forces"),
        ("South Korea", "South Korea"),
        ("Northern Ireland", "Northern Ireland"),
        ("Reform UK", "Reform UK"),
        ("United Russia", "United Russia"),
        ("Hamas", "Hamas"),
    ],
)
def test_who_has_an_article(side, name):
    assert subject(side).name == name


@pytest.mark.parametrize("side", ["Taliban", "China"])
def test_every_step_can_be_told(side):
    """No wording has a gap that nothing fills."""
    who = subject(side)
    for step in built_in().steps.values():
        for words in (step.now, step.then):
            assert "{" not in words.format(thing="tariffs", goods="goods", **who.agreeing)


def test_before_and_after_are_worded_as_a_desk_would():
    """What was done, with its measure and its day, then the words that show it."""
    planned = deed("tariffs", "planned", "2025-04-03", dated=True, amounts=(50.0,))
    assert stands(turn(deed=planned)).startswith(
        "said it would impose tariffs on $50 billion of goods (3 April 2025): “"
    )
    proposed = deed("tariffs", "threatened", part=True, rate="10%")
    proposed = msgspec.structs.replace(proposed, words="proposed a tariff of 10% on some goods")
    assert stands(turn(deed=proposed)).startswith("proposed some tariffs of 10% (reported 4 April 2025): “")


def test_a_question_goes_by_its_short_name_or_by_its_sentence():
    """A catalog of one's own need not have short names."""
    assert Asked("Arland opens its market", "Arland's market").name == "Arland's market"
    assert Asked("Arland opens its market").name == "“Arland opens its market”"
