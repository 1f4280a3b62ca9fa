"""What a desk notices of statements: what is new, what is told by more, what is said again, what is taken back."""

import pytest

from shared.contracts import Saying, TrackedStatement
from shared.testing.builders import at, revised
from shared.testing.newsroom import a_statement_in, withdrawn

PLEDGE = "it would send a delegation to the talks in Istanbul on Thursday"
PLEDGE_ELSEWHERE = "a delegation will be sent to Thursday's talks in Istanbul"
DEMAND = "Ukraine must withdraw its troops from the four regions before any ceasefire"


def types(bench):
    return [alert.type.removeprefix("parley.") for alert in bench.alerts()]


def test_first_time_is_new_and_says_who_said_what(bench):
    """The first telling raises one alert whose headline names side, speaker and words."""
    bench.observe(a_statement_in(PLEDGE, "A", speaker="Dmitry Peskov", speaker_kind="person", type="direct"))
    (alert,) = bench.alerts()
    assert "parley.statement.new" == alert.type
    assert f"Russia (Dmitry Peskov): “{PLEDGE}”" == alert.data.headline
    assert "ukraine" == alert.data.labels.negotiation
    assert (PLEDGE,) == alert.data.evidence[0].words


@pytest.mark.parametrize(("days", "raised"), [(0, ["statement.new"]), (1, ["statement.new"]), (2, [])])
def test_what_was_said_days_ago_is_kept_and_raises_nothing(bench, days, raised):
    """A remark of Sunday that an article of Tuesday recalls is no news, and is known when it is told again."""
    bench.observe(a_statement_in(PLEDGE, "A", said_days_ago=days))
    assert raised == types(bench)
    assert 1 == len(bench.current(Saying))


@pytest.mark.parametrize(("chance", "raised"), [(0.1, []), (0.49, []), (0.5, ["statement.new"])])
def test_what_no_desk_would_want_raises_nothing(bench, chance, raised):
    """A statement that its words do not make news is kept, and raises no alert."""
    bench.observe(a_statement_in(PLEDGE, "A", newsworthiness=chance, rank=1))
    assert raised == types(bench)
    assert 1 == len(bench.current(Saying))


@pytest.mark.parametrize(("worth", "raised"), [(0.4, []), (0.6, ["statement.new"])])
def test_a_second_outlet_bears_out_what_people_were_told_of(bench, worth, raised):
    """What makes no news is not told as borne out by a second publisher; with words that do, it is told as new."""
    bench.observe(a_statement_in(PLEDGE, "A", newsworthiness=0.2, rank=1, type="direct"))
    bench.observe(a_statement_in(PLEDGE, "B", 1, newsworthiness=worth, rank=1, type="direct"))
    assert raised == types(bench)


def test_the_third_remark_of_one_speaker_on_one_matter_must_be_outstanding(bench):
    """Who talks all day about the same is told twice; a third time only with something that is worth more."""
    words = (
        PLEDGE,
        DEMAND,
        "no troops of any alliance may be stationed there",
        "the border will be closed on Friday",
    )
    for n, (said, worth) in enumerate(zip(words, (0.6, 0.6, 0.6, 0.8), strict=True)):
        bench.observe(a_statement_in(said, "A", n, newsworthiness=worth, rank=1))
    assert 3 == len(types(bench))
    bench.observe(
        a_statement_in("it would hand over the prisoners in May", "B", 5, newsworthiness=0.6, speaker="Jo Ek")
    )
    assert 4 == len(types(bench))
    bench.observe(
        a_statement_in("it had never asked for a corridor to the sea", "B", 60, newsworthiness=0.6, rank=1)
    )
    assert 5 == len(types(bench))


def test_what_many_tell_is_news_whatever_its_words_promise(bench):
    """Three independent publishers make a statement news that each alone does not; its first alert tells of them."""
    for n, outlet in enumerate("ABC"):
        bench.observe(a_statement_in(PLEDGE, outlet, n, newsworthiness=0.2, rank=1, type="direct"))
    (told,) = bench.alerts()
    assert ("parley.statement.new", 3) == (told.type, told.data.publishers)


def test_other_wording_of_another_outlet_corroborates(bench):
    """The same message elsewhere raises the count of the first saying, not a second new alert."""
    bench.observe(a_statement_in(PLEDGE, "A"))
    bench.observe(a_statement_in(PLEDGE_ELSEWHERE, "B", 1))
    assert ["statement.new", "statement.corroborated"] == types(bench)
    assert 1 == len(bench.current(Saying))
    assert ("a", "b") == next(iter(bench.current(Saying).values())).publishers


def test_a_minister_does_not_bear_out_the_president(bench):
    """The same words of two persons of a side are one message, but not one remark told by two outlets."""
    bench.observe(a_statement_in(PLEDGE, "A", speaker="Ana Holm", speaker_kind="person", type="direct"))
    bench.observe(a_statement_in(PLEDGE, "B", 1, speaker="Jo Ek", speaker_kind="person", type="direct"))
    assert ["statement.new"] == types(bench)


def test_different_messages_stay_apart(bench):
    """What a side says on another matter is another saying."""
    bench.observe(a_statement_in(PLEDGE, "A"))
    bench.observe(a_statement_in(DEMAND, "B", 1))
    assert ["statement.new", "statement.new"] == types(bench)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "it would release 200 prisoners in the coming days",
            "it would release 500 prisoners in the coming days",
        ),
        (
            "it is ready to sign the memorandum on minerals",
            "it is not ready to sign the memorandum on minerals",
        ),
    ],
)
def test_a_number_or_a_negation_makes_another_message(bench, one, other):
    """Nearly the same words with another figure or the opposite sense do not count as a further telling."""
    bench.observe(a_statement_in(one, "A"))
    bench.observe(a_statement_in(other, "B", 1))
    assert 2 == len(bench.current(Saying))


def test_forty_rewrites_of_one_wire_story_are_one_alert(bench):
    """Copies of one text count as one publisher, however many outlets print them."""
    copy = tuple(range(64))
    for n in range(40):
        bench.observe(a_statement_in(PLEDGE, f"Outlet {n}", n / 10, ref={"fingerprint": copy}))
    assert ["statement.new"] == types(bench)
    (saying,) = bench.current(Saying).values()
    assert 40 == saying.articles
    assert 1 == len(saying.publishers)


def test_outlets_that_credit_the_same_wire_count_once(bench):
    """A text that credits an agency is the agency's telling."""
    bench.observe(a_statement_in(PLEDGE, "A", ref={"credits": ("reuters",)}))
    bench.observe(a_statement_in(PLEDGE_ELSEWHERE, "B", 1, ref={"credits": ("reuters",)}))
    bench.observe(a_statement_in(PLEDGE_ELSEWHERE, "Reuters", 2, ref={"publisher": "reuters"}))
    assert ["statement.new"] == types(bench)


def test_corroboration_is_told_at_2_3_5_and_10_and_never_repeated(bench):
    """Twelve independent publishers raise four corroborations."""
    for n in range(12):
        bench.observe(
            a_statement_in(PLEDGE if n % 2 else PLEDGE_ELSEWHERE, f"Outlet {n}", n / 10, type="direct")
        )
    raised = [a.data.publishers for a in bench.alerts() if a.type == "parley.statement.corroborated"]
    assert [2, 3, 5, 10] == raised


def test_the_same_outlet_again_is_told_again(bench):
    """A second article of the same publisher raises nothing."""
    bench.observe(a_statement_in(PLEDGE, "A"))
    events = bench.observe(a_statement_in(PLEDGE_ELSEWHERE, "A", 3))
    assert ["statement.new"] == types(bench)
    assert ["told_again"] == [e.message.novelty for e in events if isinstance(e.message, TrackedStatement)]


def test_said_again_after_the_window_is_reiterated_once(bench):
    """After a month of silence the same message is reiterated; the next outlet corroborates it, no more."""
    bench.observe(a_statement_in(PLEDGE, "A"))
    bench.observe(a_statement_in(PLEDGE, "B", 24 * 40))
    bench.observe(a_statement_in(PLEDGE_ELSEWHERE, "A", 24 * 40 + 1))
    assert ["statement.new", "statement.reiterated", "statement.corroborated"] == types(bench)


def test_background_raises_nothing_but_is_remembered(bench):
    """An old quotation told as background raises nothing, and counts for no publisher."""
    bench.observe(a_statement_in(PLEDGE, "A"))
    bench.observe(a_statement_in(PLEDGE_ELSEWHERE, "B", 1, background=True))
    bench.observe(a_statement_in(DEMAND, "B", 1, background=True))
    assert ["statement.new"] == types(bench)


def test_what_is_not_watched_raises_nothing(bench):
    """A statement outside the catalog's negotiations is tracked without an alert."""
    events = bench.observe(a_statement_in(PLEDGE, "A", negotiations=("Chad|Libya",)))
    assert [] == types(bench)
    assert ["statements.tracked", "sayings.current"] == [e.topic.name for e in events]


def test_commentators_raise_nothing_by_default(bench):
    """A speaker without office, of a newspaper, is below the least importance."""
    bench.observe(
        a_statement_in(PLEDGE, "A", speaker="Analyst", speaker_kind="media", rank=9, position="none")
    )
    assert [] == types(bench)


def test_sides_never_share_a_saying(bench):
    """The same words of two sides are two sayings."""
    bench.observe(a_statement_in(PLEDGE, "A", side="Russia"))
    bench.observe(a_statement_in(PLEDGE, "B", 1, side="Ukraine"))
    assert 2 == len(bench.current(Saying))


def test_the_opposite_of_what_the_speaker_said_is_linked(bench):
    """The same speaker denies in the same words what was said: contradicted, with both sets of words."""
    bench.observe(a_statement_in("Russia will attend the talks in Istanbul on Thursday", "A"))
    bench.observe(a_statement_in("Russia will not attend the talks in Istanbul on Thursday", "B", 5))
    assert ["statement.new", "statement.contradicted"] == types(bench)
    alert = bench.alerts()[-1]
    assert "Russia will attend" in alert.data.before
    assert "will not attend" in alert.data.after
    assert bench.alerts()[0].subject == alert.data.linked


def test_a_denial_is_linked_with_what_it_denies(bench):
    """A side that denies having said something links to it, and the earlier saying shows it."""
    bench.observe(a_statement_in("Russia has offered to withdraw from the Kherson region", "A"))
    bench.observe(
        a_statement_in(
            "having offered to withdraw from the Kherson region", "B", 5, denies=True, position="rejects"
        ),
    )
    assert "statement.denied" == types(bench)[-1]
    assert any(s.denied_by for s in bench.current(Saying).values())


def test_a_late_article_changes_who_said_it_first_and_raises_no_new_alert(bench):
    """An earlier telling that comes later moves `first_said_at`; no second `new`."""
    bench.observe(a_statement_in(PLEDGE, "A", 10))
    bench.observe(a_statement_in(PLEDGE_ELSEWHERE, "B", 2), hours=11)
    assert ["statement.new", "statement.corroborated"] == types(bench)
    (saying,) = bench.current(Saying).values()
    assert at(2) == saying.first_said_at


def test_an_alert_about_last_week_is_marked_late(bench):
    """What is processed more than a day after it was published carries the label."""
    bench.observe(a_statement_in(PLEDGE, "A", 0), hours=48)
    assert bench.alerts()[0].data.labels.late


def test_withdrawal_of_the_only_telling_retracts(bench):
    """An article taken back takes its alert back, naming it."""
    only = a_statement_in(PLEDGE, "A")
    bench.observe(only)
    bench.send(withdrawn(only, 5, "withdrawn"), at(5))
    assert ["statement.new", "alert.retracted"] == types(bench)
    new, retracted = bench.alerts()
    assert new.id == retracted.data.supersedes
    assert "withdrawn by A" in retracted.data.difference
    assert next(iter(bench.current(Saying).values())).retracted


def test_withdrawal_of_the_first_of_two_tellings_corrects(bench):
    """What another outlet still tells stands, and the correction says who."""
    first = a_statement_in(PLEDGE, "A")
    bench.observe(first)
    bench.observe(a_statement_in(PLEDGE_ELSEWHERE, "B", 1))
    bench.send(withdrawn(first, 5, "withdrawn"), at(5))
    corrected = [a for a in bench.alerts() if a.type == "parley.alert.corrected"]
    assert 2 == len(corrected)
    assert {a.id for a in bench.alerts()[:2]} == {a.data.supersedes for a in corrected}
    assert any("still told by B" in a.data.difference for a in corrected)
    assert any("independent publishers: 2 before, 1 now" in a.data.difference for a in corrected)


def test_edited_words_are_corrected_with_was_and_now(bench):
    """A revision that words the statement differently corrects the alert instead of raising another."""
    first = a_statement_in(PLEDGE, "A", article="x")
    bench.observe(first)
    edited = a_statement_in(
        "it would send a delegation to the talks in Istanbul on Friday",
        "A",
        2,
        article="x",
        revision=2,
    )
    bench.observe(edited)
    bench.send(withdrawn(first, 5), at(2))
    assert ["statement.new", "alert.corrected"] == types(bench)
    assert "on Thursday; now: " in bench.alerts()[-1].data.difference
    assert "on Friday" in bench.alerts()[-1].data.difference


def test_a_moved_statement_raises_nothing(bench):
    """The same words at another place of the article change the evidence, not the news."""
    first = a_statement_in(PLEDGE, "A")
    bench.observe(first)
    events = bench.observe(revised(first, 2, spans=((40, 40 + len(PLEDGE)),)))
    assert ["statement.new"] == types(bench)
    assert ((40, 40 + len(PLEDGE)),) == events[0].message.statement.spans


def test_importance_is_given_with_its_reasons(bench):
    """A president's demand in a watched negotiation outweighs an official's remark, and says why."""
    bench.observe(a_statement_in(DEMAND, "A", rank=1, speaker_kind="person"))
    bench.observe(
        a_statement_in(
            "the weather in the capital has been rather mild this week", "B", rank=4, position="none"
        )
    )
    high, low = (s for s in bench.current(Saying).values())
    assert high.importance > low.importance
    assert any("head of state" in reason for reason in high.reasons)


def test_a_thing_named_is_worth_less_than_something_said_of_it(bench):
    """A few words without a verb tell a desk nothing."""
    bench.observe(a_statement_in("the proposed border security plan", "A"))
    bench.observe(a_statement_in("ships will leave harbour at noon", "B"))
    named, said = bench.current(Saying).values()
    assert named.importance < said.importance
    assert any("without a verb" in reason for reason in named.reasons)


@pytest.mark.parametrize("first", [True, False])
def test_a_figure_that_one_outlet_alone_gives_is_not_told_of_two(bench, first):
    """Whichever comes first, what is told of two publishers is what both have."""
    rounded = "Russia will send troops and tanks to the border region within weeks"
    counted = "Russia will send 40,000 troops and tanks to the border region within weeks"
    words = (counted, rounded) if first else (rounded, counted)
    for n, each in enumerate(words):
        bench.observe(a_statement_in(each, f"Outlet {n}", n))
    (borne_out,) = [a for a in bench.alerts() if a.type == "parley.statement.corroborated"]
    assert 2 == borne_out.data.publishers
    assert "40,000" not in borne_out.data.headline
