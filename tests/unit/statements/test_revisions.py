"""What becomes of a statement in later revisions of its article: what people were told of it stays known."""

from typing import Any

from shared.testing.builders import a_statement, an_article_ref, at, observed, revised
from shared.testing.processors import Bench

PLEDGE = "it would send a delegation to the talks in Port Linden on Thursday"
DEMAND = "Estavia must withdraw its troops from the four valleys before any truce"
THIRD = "no ships of the alliance may enter the harbour in winter"


def told(words: str, hours: float = 0, **other: Any):
    ref = an_article_ref(
        "wire-1", published_at=at(0), received_at=at(hours), revision=other.pop("revision", 1)
    )
    return a_statement(words, article=ref, position="demands", **other)


def send(bench, *statements):
    for statement in statements:
        bench.send(observed(statement), statement.article.received_at)


def test_a_second_remark_of_the_article_is_weighed_after_an_edit_too(bench):
    """The first remark raised an alert; that an edit moved it in the text is no reason to tell the next one."""
    first = told(PLEDGE)
    send(bench, first, revised(first, 2, spans=((90, 90 + len(PLEDGE)),)))
    send(bench, told(DEMAND, 1, revision=2, newsworthiness=0.52))
    assert ["parley.statement.new"] == [a.type for a in bench.alerts()]


def test_an_edit_is_no_further_remark(bench):
    """Whoever has said two things has been heard twice, however often the article was edited."""
    first = told(PLEDGE)
    send(bench, first, *(revised(first, n, spans=((n, n + len(PLEDGE)),)) for n in (2, 3, 4)))
    send(bench, told(DEMAND, 1, newsworthiness=0.6, issues=("territory",)))
    send(bench, told(THIRD, 2, newsworthiness=0.6))
    assert 3 == len(bench.alerts())


def test_every_row_of_a_statement_names_the_alerts_and_their_saying(bench, processor):
    """A later row alone tells what was raised, whatever its points are."""
    first = told(PLEDGE)
    send(bench, first, revised(first, 2, spans=((90, 90 + len(PLEDGE)),)))
    (alert,) = bench.alerts()
    rows = [row.value for row in bench.rows.values()]
    assert [[(alert.id, alert.subject)]] * 2 == [[(r.id, r.saying) for r in told.alerts] for told in rows]
    last = Bench(processor, [list(bench.rows.values())[-1]])
    assert {alert.id} == set(last.state.index.clusters[alert.subject].alerts)
