"""What becomes of a statement in later revisions of its article: what people were told of it stays known."""

from typing import Any

import msgspec
import pytest

from shared.contracts import Saying, StatementWithdrawn, TrackedStatement
from shared.testing.bench import Bench
from shared.testing.builders import a_statement, an_article_ref, at, observed, revised
from shared.testing.newsroom import a_statement_in

PLEDGE = "it would send a delegation to the talks in Port Linden on Thursday"
DEMAND = "Estavia must withdraw its troops from the four valleys before any truce"
THIRD = "no ships of the alliance may enter the harbour in winter"


def a_demand(words: str, hours: float = 0, **other: Any):
    """A demand in one article that is published at noon, as received so many hours after."""
    return a_statement_in(words, "Example Wire", article="wire-1", received=hours, **other)


def test_a_second_remark_of_the_article_is_weighed_after_an_edit_too(bench):
    """The first remark raised an alert; that an edit moved it in the text is no reason to tell the next one."""
    first = a_demand(PLEDGE)
    bench.observe(first, revised(first, 2, spans=((90, 90 + len(PLEDGE)),)))
    bench.observe(a_demand(DEMAND, 1, revision=2, newsworthiness=0.52))
    assert ["parley.statement.new"] == [a.type for a in bench.alerts()]


def test_an_edit_is_no_further_remark(bench):
    """Whoever has said two things has been heard twice, however often the article was edited."""
    first = a_demand(PLEDGE)
    bench.observe(first, *(revised(first, n, spans=((n, n + len(PLEDGE)),)) for n in (2, 3, 4)))
    bench.observe(a_demand(DEMAND, 1, newsworthiness=0.6, issues=("territory",)))
    bench.observe(a_demand(THIRD, 2, newsworthiness=0.6))
    assert 3 == len(bench.alerts())


def test_every_row_of_a_statement_names_the_alerts_and_their_saying(bench, processor):
    """A later row alone tells what was raised, whatever its points are."""
    first = a_demand(PLEDGE)
    bench.observe(first, revised(first, 2, spans=((90, 90 + len(PLEDGE)),)))
    (alert,) = bench.alerts()
    rows = [row.value for row in bench.rows.values()]
    assert [[(alert.id, alert.subject)]] * 2 == [[(r.id, r.saying) for r in told.alerts] for told in rows]
    last = Bench(processor, [list(bench.rows.values())[-1]])
    assert {alert.id} == set(last.state.index.clusters[alert.subject].alerts)


def test_a_correction_tells_what_stands_now(bench):
    """Heading and words are those that the article has now; what it had is told as what was."""
    before, after = PLEDGE, PLEDGE.replace("Thursday", "Friday")
    bench.observe(a_demand(before), a_demand(after, 1, revision=2))
    gone = StatementWithdrawn(
        id=a_demand(before).id, side="Russia", article="wire-1", revision=2, received_at=at(1)
    )
    bench.send(gone, at(1))
    (corrected,) = [a for a in bench.alerts() if a.type == "parley.alert.corrected"]
    assert after in corrected.data.headline
    assert after == corrected.data.words
    assert before not in corrected.data.headline
    assert before in corrected.data.difference


@pytest.mark.parametrize("first", ["told", "gone"])
def test_words_given_to_another_side_are_not_withdrawn(bench, first):
    """The minister is found to speak for Estavia: the statement stands there, and Norland's saying is taken back."""
    before = a_demand(PLEDGE, speaker="Ida Moor", side="Norland")
    now = a_demand(PLEDGE, 1, revision=2, speaker="Ida Moor", side="Estavia")
    assert before.id == now.id
    gone = StatementWithdrawn(
        id=before.id, side="Norland", article="wire-1", revision=2, received_at=at(1), side_now="Estavia"
    )
    bench.observe(before)
    messages = [observed(now), gone]
    for message in messages if first == "told" else reversed(messages):
        bench.send(message, at(1))
    tracked = [e.message for e in bench.events if isinstance(e.message, TrackedStatement)]
    assert [("Norland", False), ("Estavia", False)] == [(t.statement.side, t.withdrawn) for t in tracked]
    sayings = {e.message.side: e.message for e in bench.events if isinstance(e.message, Saying)}
    assert {"Norland": True, "Estavia": False} == {side: s.retracted for side, s in sayings.items()}
    (retracted,) = [a for a in bench.alerts() if a.type == "parley.alert.retracted"]
    assert "now told of Estavia" in retracted.data.difference


def test_what_an_edit_adds_is_news_of_the_edit(bench):
    """An article that is kept up to date keeps its date; a quotation added after 26 hours is no day old."""
    bench.observe(a_demand(PLEDGE), a_demand(DEMAND, 26, revision=4, issues=("territory",)))
    first, added = bench.alerts()
    assert [(at(0), False), (at(26), False)] == [(a.time, a.data.labels.late) for a in (first, added)]


@pytest.mark.parametrize(("hours", "late"), [(13.5, False), (37, True)])
def test_a_date_without_a_time_is_over_when_the_day_is(bench, hours, late):
    """Of an article dated 12 February, received early on the 13th, nobody knows whether it is a day old."""
    ref = an_article_ref("wire-2", published_at=at(-12), received_at=at(hours))
    bench.observe(a_statement(PLEDGE, article=ref, position="demands"))
    (alert,) = bench.alerts()
    assert late is alert.data.labels.late


def test_a_correction_is_news_however_old_what_it_corrects(bench):
    """Whoever was told on Wednesday is told on Friday that it was wrong."""
    first = a_demand(PLEDGE)
    bench.observe(first)
    gone = StatementWithdrawn(id=first.id, side=first.side, article="wire-1", revision=2, received_at=at(48))
    bench.send(gone, at(48))
    assert [False, False] == [a.data.labels.late for a in bench.alerts()]


@pytest.mark.parametrize("rest", [(), (DEMAND,)], ids=["alone", "beside other words of the minister"])
def test_a_corrected_attribution_names_whom_the_words_are_given_to_now(bench, rest):
    """The minister did not say it, the spokesman did: a correction that repeats the minister's name alone misleads."""
    minister, spokesman = {"speaker": "Ida Moor"}, {"speaker": "Tom Vask"}
    first = a_demand(PLEDGE, **minister)
    bench.observe(first, a_demand(PLEDGE, 1, revision=2, **spokesman))
    bench.observe(*(a_demand(words, 1, revision=2, **minister) for words in rest))
    gone = StatementWithdrawn(id=first.id, side=first.side, article="wire-1", revision=2, received_at=at(1))
    bench.send(gone, at(1))
    (corrected,) = [a for a in bench.alerts() if a.type == "parley.alert.corrected"]
    assert f"was: {PLEDGE}; now told of Tom Vask" == corrected.data.difference


TRUCE = "a truce of thirty days along the whole river"
REJECTED = {"cue": "rejected", "position": "rejects"}
BACKED = {"cue": "backed", "position": "supports"}


def values(bench):
    """The last value of each saying: its publishers."""
    found = {e.message.id: e.message for e in bench.events if isinstance(e.message, Saying)}
    return [() if s.retracted else s.publishers for s in found.values()]


@pytest.mark.parametrize(
    ("before", "after"),
    [(REJECTED, BACKED), (BACKED, REJECTED), ({"cue": "said"}, {"cue": "denied", "denies": True})],
)
def test_an_edit_that_turns_the_verb_takes_back_what_was_told(bench, before, after):
    """The words stay, so does their id; what is said of them is the opposite."""
    first = msgspec.structs.replace(a_demand(TRUCE), **before)
    bench.observe(first, revised(first, 2, **after), revised(first, 3, **after))
    new, retracted, now = bench.alerts()
    assert ["parley.statement.new", "parley.alert.retracted", "parley.statement.new"] == [
        a.type for a in bench.alerts()
    ]
    assert new.id == retracted.data.supersedes
    assert f"now: Russia {after['cue']}: {TRUCE}" in retracted.data.difference
    assert f"Russia {after['cue']}: {TRUCE}" == now.data.headline
    assert [(), ("example-wire",)] == values(bench)


def test_an_edit_that_turns_the_verb_leaves_those_who_tell_it_as_before(bench):
    """Another outlet has it that the truce was rejected; the two are one saying no more."""
    first = msgspec.structs.replace(a_demand(TRUCE), **REJECTED)
    ref = an_article_ref("wire-2", outlet="B", published_at=at(1))
    bench.observe(first, a_statement(TRUCE, article=ref, **REJECTED), revised(first, 2, **BACKED))
    assert [("b",), ("example-wire",)] == sorted(values(bench))
    assert ["parley.alert.corrected"] * 2 == [a.type for a in bench.alerts() if a.data.supersedes]


def test_what_was_turned_round_twice_is_told_as_it_stands(bench):
    first = msgspec.structs.replace(a_demand(TRUCE), **REJECTED)
    bench.observe(first, revised(first, 2, **BACKED), revised(first, 3, **REJECTED))
    assert f"Russia rejected: {TRUCE}" == bench.alerts()[-1].data.headline
    assert [(), (), ("example-wire",)] == values(bench)
    gone = StatementWithdrawn(id=first.id, side=first.side, article="wire-1", revision=4, received_at=at(5))
    bench.send(gone, at(5))
    assert [(), (), ()] == values(bench)
    told_of = {a.id for a in bench.alerts() if not a.data.supersedes}
    assert sorted(told_of) == sorted(a.data.supersedes for a in bench.alerts() if a.data.supersedes)


@pytest.mark.parametrize("change", [{"position": "opposes"}, {"cue": "told reporters"}])
def test_an_edit_of_no_matter_raises_nothing(bench, change):
    first = a_demand(TRUCE)
    bench.observe(first, revised(first, 2, **change))
    assert ["parley.statement.new"] == [a.type for a in bench.alerts()]


@pytest.mark.parametrize(("lost", "heard"), [(0, False), (1, True), (2, True)])
def test_what_was_retracted_was_not_heard(bench, lost, heard):
    """Two remarks of an article that was withdrawn do not keep the speaker's next one from people; those that stand
    do."""
    remarks = [a_demand(PLEDGE, newsworthiness=0.65), a_demand(DEMAND, newsworthiness=0.65)]
    bench.observe(*remarks)
    for each in remarks[:lost]:
        gone = StatementWithdrawn(
            id=each.id, side=each.side, article="wire-1", revision=2, received_at=at(1), reason="withdrawn"
        )
        bench.send(gone, at(1))
    ref = an_article_ref("wire-2", outlet="B", published_at=at(3))
    bench.observe(a_statement(THIRD, article=ref, position="demands", newsworthiness=0.6))
    assert heard is (THIRD == bench.alerts()[-1].data.words)


def test_a_count_that_the_first_alert_told_is_corrected_where_people_hear_of_it(bench):
    """The first alert told of two publishers; that there is one is told once, and nothing twice when both are gone."""
    weak = a_statement_in(PLEDGE, "B", newsworthiness=0.2, type="direct")
    strong = a_demand(PLEDGE, newsworthiness=0.65, type="direct")
    bench.observe(weak, strong)
    for lost in (weak, strong):
        gone = StatementWithdrawn(
            id=lost.id,
            side=lost.side,
            article=lost.article.id,
            revision=2,
            received_at=at(2),
            reason="withdrawn",
        )
        bench.send(gone, at(2))
    mended = [a.type for a in bench.alerts() if a.data.supersedes]
    assert ["parley.alert.corrected", "parley.alert.retracted"] == mended
