"""A statement that contradicts or denies earlier words: whose words are shown, and what becomes of it when one goes."""

from functools import partial

import pytest

from shared.contracts import Saying
from shared.testing.builders import at, observed
from shared.testing.newsroom import a_statement_in, withdrawn

WILL = "Norland will attend the talks in Port Linden on Thursday"
WILL_NOT = "Norland will not attend the talks in Port Linden on Thursday"
OFFER = "Norland has offered to withdraw from the Vell valley"
DENIAL = "having offered to withdraw from the Vell valley"

by_norland = partial(a_statement_in, side="Norland", speaker="Ana Brandt", speaker_kind="person")
"""What Ana Brandt says for Norland, unless another speaks, as an outlet reports it at an hour."""


def withdraw(bench, *statements, hours: float = 20):
    for lost in statements:
        bench.send(withdrawn(lost, hours), at(hours))


def saying(bench, statement) -> Saying:
    """The current value of the saying that the statement tells."""
    found = [
        e.message for e in bench.events if isinstance(e.message, Saying) and statement.side == e.message.side
    ]
    (id,) = {s.id for s in found if statement.id in s.statements}
    return [s for s in found if s.id == id][-1]


MINISTER = by_norland(WILL, "A", 0, speaker="Jo Ek")
EARLIER = by_norland(WILL, "B", 1)
CONTRARY = by_norland(WILL_NOT, "C", 5)


def test_who_contradicts_themselves_is_shown_their_own_words(bench):
    """A minister said the same first; what the president takes back is what the president said."""
    bench.observe(MINISTER, EARLIER, CONTRARY)
    (alert,) = bench.alerts("parley.statement.contradicted")
    assert "Ana Brandt" in alert.data.before
    assert ["C", "B"] == [e.article.outlet for e in alert.data.evidence]


def test_a_negation_of_something_else_contradicts_nothing(bench):
    """The earlier words return within a longer statement, whose "not" belongs to what only that one says."""
    longer = f"{WILL} not because Borland asked its fishermen but for the trade in herrings"
    later = by_norland(longer, "C", 5)
    bench.observe(EARLIER, later)
    assert [] == bench.alerts("parley.statement.contradicted")
    assert None is saying(bench, later).contradicts


def test_without_the_earlier_words_nobody_contradicts_themselves(bench):
    """The outlet takes back what the president is said to have said first: the alert goes, and the link with it."""
    bench.observe(MINISTER, EARLIER, CONTRARY)
    (alert,) = bench.alerts("parley.statement.contradicted")
    withdraw(bench, EARLIER)
    (retracted,) = [a for a in bench.alerts("parley.alert.retracted") if a.data.supersedes == alert.id]
    assert alert.subject == retracted.subject
    assert "Against earlier words" in retracted.data.headline
    assert WILL in retracted.data.difference
    assert None is saying(bench, CONTRARY).contradicts
    withdraw(bench, MINISTER, hours=21)
    assert 1 == len([a for a in bench.alerts() if a.data.supersedes == alert.id])


def test_other_earlier_words_of_the_speaker_stand_in(bench):
    """Another outlet has the president's earlier words as well: the alert is corrected and cites that one."""
    bench.observe(EARLIER, by_norland(WILL, "D", 2), CONTRARY)
    (alert,) = bench.alerts("parley.statement.contradicted")
    cited = alert.data.evidence[-1].article.outlet
    withdraw(bench, next(s for s in (EARLIER, by_norland(WILL, "D", 2)) if s.article.outlet == cited))
    (corrected,) = [a for a in bench.alerts("parley.alert.corrected") if a.data.supersedes == alert.id]
    other = {"B": "D", "D": "B"}[cited]
    assert other == corrected.data.evidence[-1].article.outlet
    assert "Ana Brandt" in corrected.data.before
    assert saying(bench, CONTRARY).contradicts
    withdraw(
        bench, next(s for s in (EARLIER, by_norland(WILL, "D", 2)) if s.article.outlet == other), hours=21
    )
    (retracted,) = [a for a in bench.alerts("parley.alert.retracted") if a.data.supersedes == alert.id]
    assert at(21) == retracted.time
    assert None is saying(bench, CONTRARY).contradicts


def test_words_that_are_told_again_are_not_taken_back(bench):
    """A contradiction whose own words went is retracted for that, and for nothing more."""
    bench.observe(EARLIER, CONTRARY)
    (alert,) = bench.alerts("parley.statement.contradicted")
    withdraw(bench, CONTRARY, EARLIER)
    assert ["parley.alert.retracted"] == [a.type for a in bench.alerts() if a.data.supersedes == alert.id]


def denials():
    return (
        by_norland(OFFER, "A", 0),
        by_norland(DENIAL, "B", 5, denies=True),
        by_norland(DENIAL, "C", 6, denies=True),
    )


@pytest.mark.parametrize("gone", [1, 2])
def test_a_denial_that_is_withdrawn_denies_no_more(bench, gone):
    """What was denied stands undenied once the last who told of the denial has taken it back."""
    offer, *told_denials = denials()
    bench.observe(offer, *told_denials[:gone])
    assert saying(bench, offer).denied_by
    withdraw(bench, told_denials[0])
    assert (gone == 2) is (saying(bench, offer).denied_by is not None)
    withdraw(bench, *told_denials[1:gone], hours=21)
    assert None is saying(bench, offer).denied_by


def test_a_denial_of_what_nobody_tells_any_more_is_corrected(bench):
    """The denial was said; what it denies is told by nobody now."""
    offer, denial, _ = denials()
    bench.observe(offer, denial)
    (alert,) = bench.alerts("parley.statement.denied")
    withdraw(bench, offer)
    (corrected,) = [a for a in bench.alerts() if a.data.supersedes == alert.id]
    assert "parley.alert.corrected" == corrected.type
    assert OFFER in corrected.data.difference


TRUCE = "a truce of thirty days along the whole river"
REJECTED = {"cue": "rejected", "position": "rejects"}
BACKED = {"cue": "backed", "position": "supports"}
DENIED = {"cue": "denied", "position": "rejects", "denies": True}
NO_TRUCE = "Norland does not accept a truce of thirty days along the whole river"


@pytest.mark.parametrize(
    "now",
    [
        BACKED,
        {"cue": "welcomed", "position": "supports"},
        {"cue": "did not rule out", "position": "open"},
        {"position": "supports"},
    ],
)
@pytest.mark.parametrize("before", [REJECTED, {"cue": "ruled out", "position": "none"}])
def test_what_was_rejected_is_not_borne_out_by_who_backs_it(bench, before, now):
    """The same words behind the opposite verb are the opposite message."""
    bench.observe(by_norland(TRUCE, "A", 0, **before), by_norland(TRUCE, "B", 5, **now))
    assert ["parley.statement.new", "parley.statement.contradicted"] == [a.type for a in bench.alerts()]
    assert saying(bench, by_norland(TRUCE, "B", 5)).id != saying(bench, by_norland(TRUCE, "A", 0)).id


def test_what_was_backed_and_is_rejected_is_contradicted(bench):
    """A reversal is told in either direction, also within the days in which an alike remark is not told again."""
    bench.observe(by_norland(TRUCE, "A", 0, **BACKED), by_norland(TRUCE, "B", 24 * 10, **REJECTED))
    (alert,) = bench.alerts("parley.statement.contradicted")
    assert "Norland (Ana Brandt) backed: a truce" in alert.data.before


@pytest.mark.parametrize("one", [REJECTED, DENIED, {"cue": "does not want", "position": "rejects"}])
def test_who_rejects_and_who_dismisses_it_tell_the_same(bench, one):
    """Nobody denies what they are reported to have rejected."""
    bench.observe(
        by_norland(TRUCE, "A", 0, **one), by_norland(TRUCE, "B", 5, cue="dismissed", position="rejects")
    )
    assert ["parley.statement.new", "parley.statement.corroborated"] == [a.type for a in bench.alerts()]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (by_norland(WILL, "A", 0, **DENIED), by_norland(WILL_NOT, "B", 5)),
        (by_norland(WILL_NOT, "A", 0), by_norland(WILL, "B", 5, **DENIED)),
        (by_norland(TRUCE, "A", 0, **REJECTED), by_norland(NO_TRUCE, "B", 72, position="rejects")),
        (by_norland(NO_TRUCE, "A", 0, position="rejects"), by_norland(TRUCE, "B", 72, **REJECTED)),
        (
            by_norland(TRUCE, "A", 0, **REJECTED),
            by_norland(f"{TRUCE} would be a trap", "B", 72, position="opposes"),
        ),
    ],
)
def test_a_denial_or_rejection_agrees_with_not(bench, before, now):
    """Who denies that they will come and says that they will not come has said one thing."""
    bench.observe(before, now)
    assert [] == bench.alerts("parley.statement.contradicted") + bench.alerts("parley.statement.denied")


def test_who_denied_it_and_then_says_it_contradicts_themselves(bench):
    bench.observe(by_norland(WILL, "A", 0, **DENIED), by_norland(WILL, "B", 5))
    (alert,) = bench.alerts("parley.statement.contradicted")
    assert "denied: Norland will attend" in alert.data.before


@pytest.mark.parametrize("claim", [REJECTED, {"position": "rejects"}])
def test_nobody_denies_what_nobody_claimed(bench, claim):
    """What a side is reported to have rejected it is not reported to have said."""
    bench.observe(by_norland(TRUCE, "A", 0, **claim), by_norland(TRUCE, "B", 5, **DENIED))
    assert [] == bench.alerts("parley.statement.denied")
    assert None is saying(bench, by_norland(TRUCE, "A", 0)).denied_by


@pytest.mark.parametrize(("hours", "denied"), [(5, True), (-5, True), (-24 * 90, False)])
def test_a_denial_of_january_denies_no_words_of_april(bench, hours, denied):
    """One that comes late is not of what was said long after it; the outlets of one day print as they come."""
    offer, denial = by_norland(OFFER, "A", 0), by_norland(DENIAL, "B", hours, denies=True)
    bench.observe(offer)
    bench.send(observed(denial), at(6))
    assert denied is bool(saying(bench, offer).denied_by)


@pytest.mark.parametrize(
    ("now", "joined"), [({"position": "supports"}, False), ({"position": "opposes"}, True)]
)
def test_who_condemns_something_is_not_for_it(bench, now, joined):
    """To say that it is bad is not to say that it is not so, so that other words against it can tell the same."""
    bench.observe(
        by_norland(TRUCE, "A", 0, cue="condemned", position="opposes"), by_norland(TRUCE, "B", 5, **now)
    )
    ids = {saying(bench, by_norland(TRUCE, "A", 0)).id, saying(bench, by_norland(TRUCE, "B", 5)).id}
    assert joined is (len(ids) == 1)
