"""Whatever comes twice, late, in another order or after a crash leads to the same rows and no further alerts."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from shared.contracts import Alert, Answer, Saying, StatementWithdrawn
from shared.contracts.common import Tick
from shared.testing.bench import Bench, check_idempotent, stored
from shared.testing.builders import a_statement, an_article_ref, at, observed

WORDS = (
    "it would send a delegation to the talks in Istanbul on Thursday",
    "a delegation will be sent to Thursday's talks in Istanbul",
    "a delegation will not be sent to Thursday's talks in Istanbul",
    "Ukraine must withdraw its troops from the four regions",
    "Ukraine must withdraw troops from four regions before a ceasefire",
    "having demanded a withdrawal of troops from the four regions",
    "Ukraine must withdraw its troops from the four regions. A delegation will be sent to Thursday's talks in Istanbul",
)
ANSWER = Answer(question="ukraine.talks", negotiation="ukraine", verdict="for", strength=2)


@st.composite
def messages(draw):
    found = []
    for n in range(draw(st.integers(1, 14))):
        hours = draw(st.sampled_from((0, 1, 2, 30, 24 * 35, 24 * 80)))
        kind = draw(st.sampled_from(("told", "told", "told", "told", "gone", "tick")))
        article = draw(st.sampled_from(("a", "b", "c", "d")))
        revision = draw(st.integers(1, 3))
        words = draw(st.sampled_from(WORDS))
        statement = a_statement(
            words,
            article=an_article_ref(article, outlet=article, revision=revision, published_at=at(hours)),
            position="demands",
            cue=draw(st.sampled_from(("said", "said", "rejected", "backed"))),
            denies=words.startswith("having"),
            background=draw(st.booleans()) and draw(st.booleans()),
            answers=(ANSWER,) if draw(st.booleans()) else (),
        )
        if kind == "told":
            found.append((observed(statement), at(hours + draw(st.sampled_from((0, 1, 40))))))
        elif kind == "gone":
            gone = StatementWithdrawn(
                id=statement.id, side="Russia", article=article, revision=revision, received_at=at(hours + 1)
            )
            found.append((gone, at(hours + 1)))
        else:
            found.append((Tick(time=at(n), source="extraction/0"), at(n)))
    return found


@settings(max_examples=150, deadline=None)
@given(messages(), st.data())
def test_processing_again_after_a_crash_changes_nothing(processor, found, data):
    """Rows of any prefix kept, messages from any earlier one on again: the same rows, only known events."""
    cut = data.draw(st.integers(0, len(found)))
    again = data.draw(st.integers(0, cut))
    check_idempotent(processor, found, cut, again)


@settings(max_examples=100, deadline=None)
@given(messages(), st.randoms(use_true_random=False))
def test_state_is_a_function_of_the_set_of_rows(processor, found, chance):
    """Folding the rows in any order answers the next message alike."""
    bench = Bench(processor)
    for message, now in found:
        bench.send(message, now)
    rows = list(bench.rows.values())
    chance.shuffle(rows)
    probe = a_statement(
        WORDS[1], article=an_article_ref("z", outlet="z", published_at=at(3)), position="demands"
    )
    expected = Bench(processor, list(bench.rows.values())).send(observed(probe), at(3))
    assert expected == Bench(processor, rows).send(observed(probe), at(3))
    assert expected == bench.send(observed(probe), at(3))


def test_tripled_input_gives_the_same_alerts(processor):
    """Every message three times: the same ids, the same rows."""
    found = [
        (observed(a_statement(w, article=an_article_ref(f"{i}{o}", outlet=o, published_at=at(i)))), at(i))
        for i, w in enumerate(WORDS)
        for o in "abc"
    ]
    once, thrice = Bench(processor), Bench(processor)
    for message, now in found:
        once.send(message, now)
        for _ in range(3):
            thrice.send(message, now)
    assert [a.id for a in once.alerts()] == [a.id for a in thrice.alerts()]
    assert stored(once.rows) == stored(thrice.rows)


def test_shuffled_input_loses_nothing_and_invents_nothing(processor):
    """In any order the same statements are tracked, in as many sayings, and each saying has one first alert."""
    found = [
        (
            observed(
                a_statement(
                    w, article=an_article_ref(f"{i}{o}", outlet=o, published_at=at(i)), position="demands"
                )
            ),
            at(i),
        )
        for i, w in enumerate(WORDS[:5])
        for o in "abcd"
    ]
    chance = random.Random(7)
    results = []
    for _ in range(20):
        bench = Bench(processor)
        for message, now in found:
            bench.send(message, now)
        last = {e.message.id: e.message for e in bench.events if isinstance(e.message, Saying)}
        alerts = [e.message for e in bench.events if isinstance(e.message, Alert)]
        first = [a for a in alerts if a.type in ("parley.statement.new", "parley.statement.contradicted")]
        assert len(first) == len({a.subject for a in first})
        assert len(found) == sum(s.articles for s in last.values())
        results.append(len(last))
        chance.shuffle(found)
    assert {results[0]} == set(results)
