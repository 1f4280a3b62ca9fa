"""What was said longer ago than the retention is forgotten, with all that it left, and nothing is told of it again."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.statements.domain.index import Statements
from services.statements.processor import build
from shared.catalog import Catalog, Negotiation
from shared.contracts import Tick
from shared.runtime.settings import defaults
from shared.testing.bench import Bench, check_idempotent, stored
from shared.testing.builders import at, observed
from shared.testing.newsroom import a_statement_in, withdrawn

PLEDGE = "it would send a delegation to the talks in Istanbul on Thursday"
WORDS = (PLEDGE, "Ukraine must withdraw its troops from the four regions before any ceasefire")
DAY = 24.0


@pytest.fixture(scope="module")
def month():
    """The statements stage of one who keeps evidence for a month."""
    ukraine = Negotiation("ukraine", "Ukraine", ("Russia", "Ukraine", "United States"), (), (), (), ())
    return build(Catalog(negotiations=(ukraine,)), defaults().model_copy(update={"retention_days": 30}))


def a_demand(words: str, outlet: str, days: float, revision: int = 1) -> Any:
    """A statement of an article of that day."""
    return a_statement_in(words, outlet, days * DAY, revision=revision)


def tick(days: float) -> Tick:
    """Time has come so far."""
    return Tick(time=at(days * DAY), source="extraction/0")


def strike(bench: Bench, days: float) -> None:
    """Let time come so far."""
    bench.send(tick(days), at(days * DAY))


def kept(bench: Bench) -> list[str]:
    """Keys of the rows, ticks left out."""
    return sorted(key for key in bench.rows if not key.startswith("tick:"))


def left(index: Statements) -> list[Any]:
    """Everything that the index holds, and that should not outlive its statements."""
    kept_by = (index.latest, index.clusters, index.articles, index.settled, index._remarks, index._tellings)
    return [*kept_by, index.links._against, index._kept]


def test_a_statement_is_forgotten_with_all_that_it_left(month):
    """Rows, sayings, alerts that could be corrected, remarks, what was settled: of a withdrawn one, too."""
    bench = Bench(month)
    first, second = a_demand(PLEDGE, "A", 0), a_demand(PLEDGE, "B", 1)
    bench.observe(first)
    bench.observe(second)
    for statement in (first, second):
        bench.send(withdrawn(statement, 2 * DAY), at(2 * DAY))
    assert bench.alerts()
    strike(bench, 31)
    assert any(left(bench.state.index))
    strike(bench, 33)
    assert not any(left(bench.state.index))
    assert (bench.state.index.common.size, bench.state.index.blocks.size("Russia")) == (0, 0)
    assert kept(bench) == []


def test_a_saying_goes_on_with_its_younger_tellings(month):
    """What was told first is forgotten, what others told later is not."""
    bench = Bench(month)
    bench.observe(a_demand(PLEDGE, "A", 0))
    bench.observe(a_demand(PLEDGE, "B", 20))
    strike(bench, 35)
    (cluster,) = bench.state.index.clusters.values()
    assert [t.statement.article.outlet for t in cluster.tellings()] == ["B"]


def test_a_withdrawal_never_goes_before_what_it_withdraws(month):
    """The statement would stand again."""
    bench = Bench(month)
    statement = a_demand(PLEDGE, "A", 10)
    bench.send(withdrawn(statement, 10 * DAY), at(10 * DAY))
    bench.observe(statement)
    for days in (39, 40, 41):
        strike(bench, days)
        again = Bench(month, list(bench.rows.values()))
        assert again.state.index.near(a_demand(PLEDGE, "C", days)) == []


def test_what_comes_too_late_is_not_told(month):
    """Neither again nor for the first time; what is younger is."""
    bench = Bench(month)
    bench.observe(a_demand(PLEDGE, "A", 0))
    strike(bench, 40)
    for late in (a_demand(PLEDGE, "A", 0), a_demand(WORDS[1], "B", 9)):
        assert bench.send(observed(late), at(40 * DAY)) == ()
    assert bench.send(observed(a_demand(WORDS[1], "B", 11)), at(40 * DAY))


@st.composite
def messages(draw: Any) -> list[Any]:
    """Statements, revisions, withdrawals and ticks over months; some come weeks late."""
    found: list[Any] = []
    days = 0
    for _ in range(draw(st.integers(1, 12))):
        days += draw(st.integers(0, 12))
        published = days - draw(st.sampled_from((0, 0, 1, 15, 35)))
        statement = a_demand(
            draw(st.sampled_from(WORDS)), draw(st.sampled_from("AB")), published, draw(st.integers(1, 2))
        )
        kind = draw(st.integers(0, 7))
        if kind < 4:
            found.append((observed(statement), at(days * DAY)))
        elif kind < 6:
            revision = statement.article.revision
            found.append((withdrawn(statement, days * DAY, revision=revision), at(days * DAY)))
        else:
            found.append((tick(days), at(days * DAY)))
    return found


@settings(max_examples=80, deadline=None)
@given(messages(), st.integers(0, 12), st.integers(0, 12))
def test_again_from_anywhere(month, sent, cut, again):
    """After a crash that kept a prefix of the rows, repeats give the same rows and nothing new."""
    check_idempotent(month, sent, cut, again)


@settings(max_examples=80, deadline=None)
@given(messages(), st.randoms(use_true_random=False))
def test_a_restart_knows_what_was_known(month, sent, chance):
    """The rows that are left, in any order, make the same state, which goes on alike."""
    bench = Bench(month)
    for message, now in sent:
        bench.send(message, now)
    other = bench.restarted(chance)
    assert bench.state.index.latest == other.state.index.latest
    assert bench.state.index.settled == other.state.index.settled
    for message in (observed(a_demand(PLEDGE, "Z", 160)), tick(170), observed(a_demand(PLEDGE, "Y", 180))):
        assert bench.send(message, at(180 * DAY)) == other.send(message, at(180 * DAY))
    assert stored(bench.rows) == stored(other.rows)
