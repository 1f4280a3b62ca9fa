"""A statement that contradicts or denies earlier words: whose words are shown, and what becomes of it when one goes."""

from typing import Any

from shared.testing.builders import a_statement, an_article_ref, at, observed

WILL = "Norland will attend the talks in Port Linden on Thursday"
WILL_NOT = "Norland will not attend the talks in Port Linden on Thursday"


def told(words: str, outlet: str, hours: float, speaker: str = "Ana Brandt", **other: Any):
    article = an_article_ref(f"{outlet}-{hours}", outlet=outlet, published_at=at(hours))
    values = {"side": "Norland", "speaker_kind": "person", "position": "demands"} | other
    return a_statement(words, article=article, speaker=speaker, **values)


def send(bench, *statements):
    for statement in statements:
        bench.send(observed(statement), statement.article.published_at)


def alerts(bench, kind: str):
    return [a for a in bench.alerts() if a.type == f"parley.{kind}"]


MINISTER = told(WILL, "A", 0, speaker="Jo Ek")
EARLIER = told(WILL, "B", 1)
CONTRARY = told(WILL_NOT, "C", 5)


def test_who_contradicts_themselves_is_shown_their_own_words(bench):
    """A minister said the same first; what the president takes back is what the president said."""
    send(bench, MINISTER, EARLIER, CONTRARY)
    (alert,) = alerts(bench, "statement.contradicted")
    assert "Ana Brandt" in alert.data.before
    assert ["C", "B"] == [e.article.outlet for e in alert.data.evidence]
