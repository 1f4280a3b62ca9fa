"""A statement that contradicts or denies earlier words: whose words are shown, and what becomes of it when one goes."""

from typing import Any

import pytest

from shared.contracts import Saying, StatementWithdrawn
from shared.testing.builders import a_statement, an_article_ref, at, observed

WILL = "Norland will attend the talks in Port Linden on Thursday"
WILL_NOT = "Norland will not attend the talks in Port Linden on Thursday"
OFFER = "Norland has offered to withdraw from the Vell valley"
DENIAL = "having offered to withdraw from the Vell valley"


def told(words: str, outlet: str, hours: float, speaker: str = "Ana Brandt", **other: Any):
    article = an_article_ref(f"{outlet}-{hours}", outlet=outlet, published_at=at(hours))
    values = {"side": "Norland", "speaker_kind": "person", "position": "demands"} | other
    return a_statement(words, article=article, speaker=speaker, **values)


def send(bench, *statements):
    for statement in statements:
        bench.send(observed(statement), statement.article.published_at)


def withdraw(bench, *statements, hours: float = 20):
    for lost in statements:
        gone = StatementWithdrawn(
            id=lost.id, side=lost.side, article=lost.article.id, revision=2, received_at=at(hours)
        )
        bench.send(gone, gone.received_at)


def alerts(bench, kind: str):
    return [a for a in bench.alerts() if a.type == f"parley.{kind}"]


def saying(bench, statement) -> Saying:
    """The current value of the saying that the statement tells."""
    found = [
        e.message for e in bench.events if isinstance(e.message, Saying) and statement.side == e.message.side
    ]
    (id,) = {s.id for s in found if statement.id in s.statements}
    return [s for s in found if s.id == id][-1]


MINISTER = told(WILL, "A", 0, speaker="Jo Ek")
EARLIER = told(WILL, "B", 1)
CONTRARY = told(WILL_NOT, "C", 5)


def test_who_contradicts_themselves_is_shown_their_own_words(bench):
    """A minister said the same first; what the president takes back is what the president said."""
    send(bench, MINISTER, EARLIER, CONTRARY)
    (alert,) = alerts(bench, "statement.contradicted")
    assert "Ana Brandt" in alert.data.before
    assert ["C", "B"] == [e.article.outlet for e in alert.data.evidence]


def test_without_the_earlier_words_nobody_contradicts_themselves(bench):
    """The outlet takes back what the president is said to have said first: the alert goes, and the link with it."""
    send(bench, MINISTER, EARLIER, CONTRARY)
    (alert,) = alerts(bench, "statement.contradicted")
    withdraw(bench, EARLIER)
    (retracted,) = [a for a in alerts(bench, "alert.retracted") if a.data.supersedes == alert.id]
    assert alert.subject == retracted.subject
    assert "Against earlier words" in retracted.data.headline
    assert WILL in retracted.data.difference
    assert None is saying(bench, CONTRARY).contradicts
    withdraw(bench, MINISTER, hours=21)
    assert 1 == len([a for a in bench.alerts() if a.data.supersedes == alert.id])


def test_other_earlier_words_of_the_speaker_stand_in(bench):
    """Another outlet has the president's earlier words as well: the alert is corrected and cites that one."""
    send(bench, EARLIER, told(WILL, "D", 2), CONTRARY)
    (alert,) = alerts(bench, "statement.contradicted")
    cited = alert.data.evidence[-1].article.outlet
    withdraw(bench, next(s for s in (EARLIER, told(WILL, "D", 2)) if s.article.outlet == cited))
    (corrected,) = [a for a in alerts(bench, "alert.corrected") if a.data.supersedes == alert.id]
    other = {"B": "D", "D": "B"}[cited]
    assert other == corrected.data.evidence[-1].article.outlet
    assert "Ana Brandt" in corrected.data.before
    assert saying(bench, CONTRARY).contradicts
    withdraw(bench, next(s for s in (EARLIER, told(WILL, "D", 2)) if s.article.outlet == other), hours=21)
    (retracted,) = [a for a in alerts(bench, "alert.retracted") if a.data.supersedes == alert.id]
    assert at(21) == retracted.time
    assert None is saying(bench, CONTRARY).contradicts


def test_words_that_are_told_again_are_not_taken_back(bench):
    """A contradiction whose own words went is retracted for that, and for nothing more."""
    send(bench, EARLIER, CONTRARY)
    (alert,) = alerts(bench, "statement.contradicted")
    withdraw(bench, CONTRARY, EARLIER)
    assert ["parley.alert.retracted"] == [a.type for a in bench.alerts() if a.data.supersedes == alert.id]


def denials():
    return told(OFFER, "A", 0), told(DENIAL, "B", 5, denies=True), told(DENIAL, "C", 6, denies=True)


@pytest.mark.parametrize("gone", [1, 2])
def test_a_denial_that_is_withdrawn_denies_no_more(bench, gone):
    """What was denied stands undenied once the last who told of the denial has taken it back."""
    offer, *told_denials = denials()
    send(bench, offer, *told_denials[:gone])
    assert saying(bench, offer).denied_by
    withdraw(bench, told_denials[0])
    assert (gone == 2) is (saying(bench, offer).denied_by is not None)
    withdraw(bench, *told_denials[1:gone], hours=21)
    assert None is saying(bench, offer).denied_by


def test_a_denial_of_what_nobody_tells_any_more_is_corrected(bench):
    """The denial was said; what it denies is told by nobody now."""
    offer, denial, _ = denials()
    send(bench, offer, denial)
    (alert,) = alerts(bench, "statement.denied")
    withdraw(bench, offer)
    (corrected,) = [a for a in bench.alerts() if a.data.supersedes == alert.id]
    assert "parley.alert.corrected" == corrected.type
    assert OFFER in corrected.data.difference
