"""What counts as one point of a statement, and what becomes of statements that make several."""

import pytest

from services.statements.domain.points import carried, points, sentences
from shared.contracts import Saying, StatementWithdrawn, TrackedStatement
from shared.testing.builders import at, revised
from shared.testing.newsroom import a_statement_in

ONE = "The port will be opened to grain ships in June."
TWO = "Nobody will be asked for a licence at the border."
QUOTATION = f"{ONE} {TWO}"


def cut(*words):
    """The words of each point, contents joined by a bar."""
    text, spans = "", []
    for each in words:
        spans.append((len(text) + 7, len(text) + 7 + len(each)))
        text += "x" * 7 + each
    return [" | ".join(text[a:b] for a, b in point) for point in points(words, spans)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (QUOTATION, [ONE, TWO]),
        (
            "the port was closed and that ships were waiting outside",
            ["the port was closed", "ships were waiting outside"],
        ),
        (
            "the port would be opened, but the border would stay shut",
            ["the port would be opened", "the border would stay shut"],
        ),
        (
            'the harbour must "open at once" and "let the ships through"',
            ['the harbour must "open at once', "let the ships through"],
        ),
        (
            "I ask them to open the port and to let the ships through",
            ["I ask them to open the port", "to let the ships through"],
        ),
        (
            "The minister of closing the port and of turning ships away",
            ["The minister of closing the port", "of turning ships away"],
        ),
        (
            "the port is open again; the border is closed",
            ["the port is open again", "the border is closed"],
        ),
        (
            "the port has been closed and they cannot say for how long",
            ["the port has been closed", "they cannot say for how long"],
        ),
        (
            "the inspectors have left the port, and the last ship will sail tonight",
            ["the inspectors have left the port", "the last ship will sail tonight"],
        ),
    ],
)
def test_sentences_and_clauses_of_their_own_are_points(words, expected):
    """A sentence, a clause with a subject or complementiser, a quotation of its own: each is a point."""
    assert expected == cut(words)


@pytest.mark.parametrize(
    "words",
    [
        "the port and the border will be opened in June",
        "ships of the U.S. Navy have left the port",
        "Gen. Novak will open the port on Oct. 3",
        "it is small but useful to the fishermen",
        "No. Never. We shall not open the port",
        "the ships were loaded and sailed before dawn",
        "to the port and to the border",
    ],
)
def test_one_thing_said_in_many_words_is_one_point(words):
    """Lists, abbreviations, two predicates of one subject and pieces too short to stand alone are not cut."""
    assert [words] == cut(words)


def test_a_quotation_that_goes_on_with_a_new_sentence_makes_two_points():
    """After "she said", a small letter goes on with the sentence and a capital begins the next."""
    assert ["We shall open | the port in June"] == cut("We shall open", "the port in June")
    assert ["We shall open the port", "Nobody needs a licence"] == cut(
        "We shall open the port", "Nobody needs a licence"
    )


def test_each_point_meets_the_saying_of_others_who_print_it_alone(bench):
    """One outlet prints both sentences, two print one each: two sayings of two publishers."""
    bench.observe(a_statement_in(QUOTATION, "A", type="direct"))
    bench.observe(a_statement_in(ONE, "B", 1, type="direct"), hours=1)
    bench.observe(a_statement_in(TWO, "C", 2, type="direct"), hours=2)
    assert [("a", "b"), ("a", "c")] == sorted(s.publishers for s in bench.current(Saying).values())
    whole, *_ = bench.published(TrackedStatement)
    assert [p.saying for p in whole.points] == list(bench.current(Saying))
    assert whole.saying == whole.points[0].saying


def test_a_new_quotation_raises_one_alert_with_all_its_words(bench):
    """However many points are new, the desk reads the quotation once, whole."""
    bench.observe(a_statement_in(QUOTATION, "A", type="direct"))
    (alert,) = bench.alerts()
    assert QUOTATION == alert.data.words
    assert 2 == len(bench.current(Saying))


def test_only_what_is_new_in_a_quotation_is_told_as_new(bench):
    """Of a quotation whose first sentence is known the second alone is news; the first gains a publisher."""
    bench.observe(a_statement_in(ONE, "A", type="direct"))
    bench.observe(a_statement_in(QUOTATION, "B", 1, type="direct"), hours=1)
    first, new, corroborated = bench.alerts()
    assert (ONE, TWO, ONE) == (first.data.words, new.data.words, corroborated.data.words)
    assert "parley.statement.new" == new.type
    assert "parley.statement.corroborated" == corroborated.type
    assert first.subject == corroborated.subject


def test_half_a_sentence_is_no_alert(bench):
    """ "A date is named" would be read wrongly without its "but"."""
    half = ONE.replace("in June.", "in June")
    whole = f"{half}, but we do not yet know by whom."
    bench.observe(a_statement_in(ONE, "A", type="direct"))
    bench.observe(a_statement_in(f"{whole} {TWO}", "B", 1, type="direct"), hours=1)
    _, new, corroborated = bench.alerts()
    assert f"{whole} … {TWO}" == new.data.words
    assert whole == corroborated.data.words


def test_sentences_run_over_an_interruption():
    """A small letter goes on with the sentence of the content before."""
    words = ("We shall open the port", "and pay for it. Nobody needs a licence")
    assert ((0, 22), (30, 45)) == sentences(words, ((0, 22), (30, 68)), [(34, 40)])


def test_a_quotation_printed_twice_is_corroborated_once(bench):
    """Two points reach two publishers at once: one alert."""
    bench.observe(a_statement_in(QUOTATION, "A", type="direct"))
    bench.observe(a_statement_in(QUOTATION, "B", 1, type="direct"), hours=1)
    assert ["parley.statement.new", "parley.statement.corroborated"] == [a.type for a in bench.alerts()]


def test_a_withdrawn_statement_leaves_all_its_sayings(bench):
    """What another outlet still tells stays, what nobody tells is retracted; each alert is corrected once."""
    whole = a_statement_in(QUOTATION, "A", type="direct")
    bench.observe(whole)
    bench.observe(a_statement_in(ONE, "B", 1, type="direct"), hours=1)
    bench.send(
        StatementWithdrawn(id=whole.id, side="Russia", article="A", revision=2, received_at=at(3)), at(3)
    )
    left = {s.words: (s.publishers, s.retracted) for s in bench.current(Saying).values()}
    assert {ONE: (("b",), False), TWO: ((), True)} == left
    amended = [a for a in bench.alerts() if a.data.supersedes]
    assert {"parley.alert.corrected"} == {a.type for a in amended}
    assert sorted(a.id for a in bench.alerts()[:2]) == sorted(a.data.supersedes for a in amended)


def test_a_moved_statement_keeps_its_sayings(bench):
    """A later revision with other offsets: the same sayings, the points where they now stand."""
    whole = a_statement_in(QUOTATION, "A", type="direct")
    bench.observe(whole)
    before = list(bench.current(Saying))
    moved = revised(whole, 2, spans=((112, 112 + len(QUOTATION)),))
    bench.observe(moved, hours=1)
    assert before == list(bench.current(Saying))
    last = bench.published(TrackedStatement)[-1]
    assert ((112, 112 + len(ONE)),) == last.points[0].spans


def test_other_punctuation_takes_no_point_out_of_its_saying(bench):
    """The full stop is a comma after an edit, so that the words no longer look like two points; both stay told, and
    both go with the article."""
    words = "We will send a delegation to Port Linden. The army will not leave the four valleys"
    edited = words.replace(". The", ", the")
    whole = a_statement_in(words, "A", type="direct")
    bench.observe(whole)
    bench.observe(a_statement_in("The army will not leave the four valleys", "B", 1, type="direct"), hours=1)
    moved = revised(whole, 2, words=(edited,), spans=((40, 40 + len(edited)),))
    assert moved.id == a_statement_in(edited, "A", type="direct").id
    bench.observe(moved, hours=2)
    first, second = bench.published(TrackedStatement)[-1].points
    assert [((40, 80),), ((82, 40 + len(edited)),)] == [first.spans, second.spans]
    gone = StatementWithdrawn(
        id=whole.id,
        side=whole.side,
        article=whole.article.id,
        revision=3,
        received_at=at(3),
        reason="withdrawn",
    )
    bench.send(gone, at(3))
    assert [((), True), (("b",), False)] == [
        (s.publishers, s.retracted) for s in bench.current(Saying).values()
    ]
    corrected = [a for a in bench.alerts() if a.type == "parley.alert.corrected"]
    assert any("independent publishers: 2 before, 1 now" in a.data.difference for a in corrected)


def test_points_are_carried_over_pieces():
    """A quotation that another edit interrupts elsewhere."""
    before = ("One two, three. Four",), ((10, 30),)
    after = ("One two", "three, four"), ((5, 12), (20, 31))
    assert ((5, 12), (20, 25)) == carried(((10, 25),), before, after)
    assert () == carried(((10, 25),), before, (("One two three four five",), ((0, 23),)))


def test_a_statement_counts_once_in_a_saying_that_two_of_its_points_tell(bench):
    """Who says the same twice in one breath is listed once."""
    bench.observe(a_statement_in(ONE, "A", type="direct"))
    bench.observe(a_statement_in(f"{ONE} {ONE}", "B", 1, type="direct"), hours=1)
    (saying,) = bench.current(Saying).values()
    assert 2 == len(saying.statements)
    assert ("a", "b") == saying.publishers
