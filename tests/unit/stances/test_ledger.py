"""What a desk notices of stances: who stands where, when it moved, on whose words, and what was known when."""

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.web.domain.history import table
from services.web.domain.known_then import rows_known
from shared.contracts import LedgerRow, PositionWithdrawn, StanceEntry
from shared.contracts.common import Tick
from shared.runtime.settings import Settings
from shared.testing.bench import Bench, check_idempotent
from shared.testing.builders import at
from tests.unit.stances.evidence import DAY, SIGNS, alert_types, drop, paraphrase, row, said, stage


def as_of(row: LedgerRow, moment: datetime) -> StanceEntry | None:
    """Where the page says that the side stood, as was known at that moment; None if it says nothing."""
    side = table(rows_known([row], moment), []).cells.get(row.question, {}).get(row.side, ())
    return side[0].entry if side else None


def test_the_first_word_is_no_change(bench):
    """A first position fills the ledger and raises nothing."""
    bench.observe(said("against", 0))
    assert [] == bench.alerts()
    assert -2 == row(bench).position
    assert "words of A at 0" == row(bench).history[0].words


def test_an_explicit_reversal_of_the_principal_counts_at_once(bench):
    """A president who says the opposite in his own flat words has moved; the alert has both sets of words."""
    bench.observe(said("against", 0))
    bench.observe(said("for", DAY, "B"))
    (alert,) = bench.alerts()
    assert "reversed" == alert.data.direction
    assert "words of A at 0" in alert.data.before
    assert "words of B at 24" in alert.data.after
    assert (-2, 2) == (alert.data.position_before, alert.data.position_after)


def test_one_paraphrase_does_not_outvote_a_direct_quotation(bench):
    """One outlet's reading of an official changes nothing."""
    bench.observe(said("against", 0))
    bench.observe(paraphrase("for", DAY, "B"))
    assert [] == bench.alerts()
    assert -2 == row(bench).position


def test_a_spokesperson_does_not_outvote_the_principal(bench):
    """Three articles with a spokesperson do not undo what the president said this week."""
    bench.observe(said("against", 0))
    for n, outlet in enumerate("BCD"):
        bench.observe(paraphrase("for", DAY + n, outlet, rank=5))
    assert [] == bench.alerts()


def test_drift_needs_three_articles_of_two_publishers(bench):
    """Evidence adds up within a week; one publisher alone does not suffice."""
    bench.observe(paraphrase("against", 0, "A"))
    bench.observe(paraphrase("against", 1, "B"))
    for n in range(4):
        bench.observe(paraphrase("for", DAY + n, "B"))
    assert [] == bench.alerts()
    bench.observe(paraphrase("for", DAY + 5, "C"))
    assert ["reversed"] == [a.data.direction for a in bench.alerts()]


LONG = "Moscow may in the end accept a truce of thirty days if all agree on it"


@pytest.mark.parametrize(
    "reprint",
    [{"credits": ("reuters",), "words": "Moscow may accept the truce"}, {"words": LONG}],
    ids=["credited to one wire", "the same to the letter"],
)
def test_reprints_of_one_story_are_one_article_of_one_publisher(bench, reprint):
    """Three papers print what one newsroom wrote; the side moves when others have it in words of their own."""
    bench.observe(paraphrase("against", 0, "A"))
    bench.observe(paraphrase("against", 1, "B"))
    for n, outlet in enumerate("DEF"):
        bench.observe(paraphrase("for", DAY + n, outlet, **reprint))
    assert [] == bench.alerts()
    assert row(bench).position < 0
    bench.observe(paraphrase("for", DAY + 4, "G"))
    assert [] == bench.alerts()
    bench.observe(paraphrase("for", DAY + 5, "H"))
    (alert,) = bench.alerts()
    assert (3, 3) == (alert.data.publishers, alert.data.labels.publishers)


def test_stories_of_one_wire_are_of_one_publisher(bench):
    """Other words each day, and never another newsroom, or only the wire itself."""
    bench.observe(paraphrase("against", 0, "A"))
    bench.observe(paraphrase("against", 1, "B"))
    for n, outlet in enumerate("CDEF"):
        bench.observe(paraphrase("for", DAY + n, outlet, credits=("reuters",)))
    bench.observe(paraphrase("for", DAY + 5, "reuters"))
    assert [] == bench.alerts()
    bench.observe(paraphrase("for", DAY + 6, "C"))
    assert ["changed"] == alert_types(bench)


def test_one_doubtful_reading_is_not_borne_out_by_its_reprint(bench):
    """The outlet that is the second to have the president say so took it from the same wire as the first."""
    bench.observe(said("against", 0))
    for n, outlet in enumerate("BC"):
        bench.observe(said("for", DAY + n, outlet, confidence=0.5, credits=("reuters",)))
    assert [] == bench.alerts()


def test_reprints_raise_no_confidence(bench):
    """The ledger is as sure of a position as its newsrooms make it, and so is the share that holds with it."""
    bench.observe(paraphrase("for", 0, "A", confidence=0.6, credits=("reuters",), words="a"))
    once = row(bench).history[-1].confidence
    for n, outlet in enumerate("BCD"):
        bench.observe(paraphrase("for", n + 1, outlet, confidence=0.6, credits=("reuters",), words="a"))
    assert once == row(bench).history[-1].confidence
    bench.observe(paraphrase("against", 6, "E"))
    assert 0.5 == row(bench).strength


def test_a_change_that_late_evidence_put_in_doubt_is_not_told_twice(bench):
    """Late articles tell of the old stand, one more of the new: the same change, of which the desk has been told."""
    bench.observe(paraphrase("against", 0, "A"))
    bench.observe(paraphrase("against", 1, "B"))
    for hours, outlet in ((40, "A"), (42, "B"), (44, "C")):
        bench.observe(paraphrase("for", hours, outlet))
    (first,) = bench.alerts()
    for hours, outlet in ((41, "D"), (43, "E")):
        bench.observe(paraphrase("against", hours, outlet), hours=50)
    assert row(bench).position < 0
    bench.observe(paraphrase("for", 46, "F"), hours=51)
    assert row(bench).position > 0
    assert [first] == bench.alerts()


def test_noise_does_not_flap(bench):
    """Voices that contradict each other for weeks raise nothing."""
    bench.observe(said("against", 0))
    for n in range(20):
        bench.observe(paraphrase("for" if n % 2 else "against", DAY * (n + 1) / 2, "BC"[n % 2]))
    assert [] == bench.alerts()


@pytest.mark.parametrize(
    ("before", "after", "direction"),
    [
        ("for", "conditional", "new_condition"),
        ("conditional", "for", "condition_dropped"),
        ("against", "conditional", "softened"),
        ("conditional", "against", "hardened"),
        ("for", "against", "reversed"),
    ],
)
def test_direction_is_told(bench, before, after, direction):
    """From where to where decides the word."""
    bench.observe(said(before, 0, condition="sanctions go"))
    for n, outlet in enumerate("BC"):
        bench.observe(said(after, DAY + n, outlet, condition="sanctions go"))
    (alert,) = bench.alerts()
    assert direction == alert.data.direction


def test_a_minister_against_the_president_is_dissent(bench):
    """A minister's contrary words do not move the side; they are shown as dissent, and in a row of his own."""
    bench.observe(said("against", 0))
    bench.observe(said("for", DAY, "B", speaker="Minister", rank=2))
    assert [] == bench.alerts()
    assert ["Minister"] == [e.speaker for e in row(bench).dissent]
    assert 2 == row(bench, person="Minister").position


def test_an_act_counts_like_a_principal(bench):
    """Who signs has moved, whoever is quoted, once two publishers tell of it."""
    bench.observe(said("against", 0))
    bench.observe(said("for", DAY, "B", **SIGNS))
    assert [] == bench.alerts()
    bench.observe(said("for", DAY + 2, "C", **SIGNS))
    assert "by its act (signed)" in bench.alerts()[0].data.after
    assert ["reversed"] == [a.data.direction for a in bench.alerts()]


def test_who_has_no_office_does_not_move_a_side(bench):
    """A company's or a scholar's words are not where their country stands."""
    bench.observe(said("against", 0))
    for n, outlet in enumerate("BCD"):
        bench.observe(said("for", 400 + n, outlet, speaker="A scholar", rank=9))
    assert [] == bench.alerts()
    assert -2 == row(bench).position


def test_words_read_with_less_than_certainty_need_a_second_publisher(bench):
    """One doubtful reading of a president's words moves nothing; when another outlet has him say so, he has moved."""
    bench.observe(said("against", 0))
    bench.observe(said("for", DAY, "B", confidence=0.5))
    assert [] == bench.alerts()
    bench.observe(said("for", DAY + 3, "C", confidence=0.5))
    assert ["reversed"] == [a.data.direction for a in bench.alerts()]


def test_a_turn_is_not_undone_the_next_day_by_one_voice(bench):
    """Back and forth within two days is noise until several articles say so."""
    bench.observe(said("against", 0))
    bench.observe(said("for", DAY, "B"))
    bench.observe(said("against", 2 * DAY, "C"))
    assert 1 == len(bench.alerts())
    assert 2 == row(bench).position


def test_the_alert_says_since_when_the_side_stood_elsewhere(bench):
    """The reader sees how old the position was that has been left."""
    bench.observe(said("against", 0))
    bench.observe(said("for", 30 * DAY, "B"))
    since = at(0)
    assert f"stood where it did since {since.day} {since:%B %Y}" in bench.alerts()[0].data.reasons


def test_as_of_answers_what_was_known_then(bench):
    """Before the second statement arrived the row stood as after the first."""
    bench.observe(said("against", 0))
    bench.observe(said("for", DAY, "B"), hours=DAY + 10)
    now = row(bench)
    assert None is as_of(now, at(-1))
    assert -2 == as_of(now, at(DAY + 9)).position
    assert 2 == as_of(now, at(DAY + 10)).position
    assert at(DAY) == as_of(now, at(DAY + 10)).valid_from


def test_as_of_has_the_words_of_then(bench):
    """A later article bears the position out, more firmly and by another speaker: the page of before knows neither."""
    bench.observe(paraphrase("against", 0, "A"))
    bench.observe(said("against", DAY, "B"))
    now = row(bench)
    assert (-2, "words of B at 24") == (now.history[0].position, now.history[0].words)
    then = rows_known([now], at(DAY - 1))
    (cell,) = table(then, []).cells[now.question]["Russia"]
    assert (-1, "words of A at 0", "Official") == (cell.entry.position, cell.entry.words, cell.entry.speaker)
    assert now.history == rows_known([now], at(DAY))[0].history


@pytest.mark.parametrize("moment", range(0, 9, 2))
def test_as_of_is_what_the_page_said_then(bench, moment):
    """Whatever comes to an entry afterwards: its words, speaker and articles are those of that hour."""
    told = [
        paraphrase("against", 0, "A"),
        paraphrase("against", 2, "B", rank=3, speaker="Minister"),
        said("against", 4, "C", strength=1),
        said("against", 6, "D"),
        said("for", 2 * DAY, "E"),
    ]
    seen = None
    for each in told:
        bench.observe(each)
        if each.evidence.article.received_at <= at(moment):
            seen = row(bench)
    known, shown = as_of(row(bench), at(moment)), as_of(seen, at(moment))
    assert shown == msgspec.structs.replace(known, confidence=shown.confidence)


def test_withdrawn_evidence_retracts_the_change(bench):
    """A change that rested on a withdrawn article is taken back, and the row stands as before."""
    bench.observe(said("against", 0))
    moved = said("for", DAY, "B")
    bench.observe(moved)
    bench.send(PositionWithdrawn(id=moved.id, side="Russia", revision=2, received_at=at(30)), at(30))
    changed, retracted = bench.alerts()
    assert "parley.alert.retracted" == retracted.type
    assert changed.id == retracted.data.supersedes
    assert -2 == row(bench).position


def test_a_change_that_others_still_carry_is_corrected(bench):
    """Of four articles that carried the change one goes: it stands on the rest."""
    bench.observe(paraphrase("against", 0, "A"))
    bench.observe(paraphrase("against", 1, "D"))
    reports = [paraphrase("for", DAY + n, outlet) for n, outlet in enumerate("BCDE")]
    for each in reports:
        bench.observe(each)
    bench.send(PositionWithdrawn(id=reports[0].id, side="Russia", revision=2, received_at=at(60)), at(60))
    assert ["parley.stance.changed", "parley.alert.corrected"] == [a.type for a in bench.alerts()]


def test_a_change_from_a_stand_that_was_never_taken_is_retracted(bench):
    """The misquoted article was the earlier one: without it nobody has turned round."""
    misquoted = said("against", 0)
    bench.observe(misquoted)
    bench.observe(said("for", DAY, "B"))
    drop(bench, misquoted, 2, 30)
    assert ["changed", "retracted"] == alert_types(bench)
    changed, retracted = bench.alerts()
    assert changed.id == retracted.data.supersedes
    assert "words of A at 0" in retracted.data.difference
    assert "stands now: for" in retracted.data.headline


def test_a_change_from_another_stand_than_was_told_is_corrected(bench):
    """It came from a condition, not from the other side: the refusal between them is withdrawn."""
    bench.observe(said("conditional", 0, condition="sanctions go"))
    refusal = said("against", 10 * DAY, "B")
    bench.observe(refusal)
    bench.observe(said("for", 30 * DAY, "C"))
    drop(bench, refusal, 2, 31 * DAY)
    assert ["changed", "changed", "corrected", "retracted"] == sorted(alert_types(bench))
    by_type = {alert.type: alert.data.supersedes for alert in bench.alerts()[2:]}
    hardened, reversed_ = bench.alerts()[:2]
    assert {"parley.alert.retracted": hardened.id, "parley.alert.corrected": reversed_.id} == by_type


def test_a_change_does_not_live_on_in_a_later_one(bench):
    """Twice the side came round; the first time is withdrawn, and the second has an alert of its own."""
    first = said("for", 10 * DAY, "B")
    for each in (said("against", 0), first, said("against", 20 * DAY, "C"), said("for", 30 * DAY, "D")):
        bench.observe(each)
    drop(bench, first, 2, 31 * DAY)
    there, back, again = bench.alerts()[:3]
    taken_back = {a.data.supersedes for a in bench.alerts()[3:] if a.type == "parley.alert.retracted"}
    assert {there.id, back.id} == taken_back
    assert again.id not in {a.data.supersedes for a in bench.alerts()[3:]}


def test_an_edit_of_the_earlier_words_takes_the_change_back_however_it_is_told(bench):
    """The edit makes another statement of the sentence, which says what was said later."""
    refusal = said("against", 0, origin_id="st-1")
    bench.observe(refusal)
    bench.observe(said("for", DAY, "B"))
    bench.observe(said("for", 0, revision=2, origin_id="st-2"), hours=30)
    drop(bench, refusal, 2, 30)
    assert ["changed", "retracted"] == alert_types(bench)


def test_an_edit_that_turns_the_reading_round_takes_the_change_back(bench):
    """The same statement, its words edited, no longer says what the alert told: ledger and alerts agree."""
    bench.observe(said("against", 0))
    bench.observe(said("for", DAY, "B", words="We accept the truce"))
    edited = said("against", DAY, "B", words="We do not accept the truce", revision=2)
    bench.observe(edited, hours=26)
    assert ["changed", "retracted"] == alert_types(bench)
    changed, retracted = bench.alerts()
    assert changed.id == retracted.data.supersedes
    assert "was: Vladimir Putin: We accept the truce (B), for" in retracted.data.difference
    assert "now: Vladimir Putin: We do not accept the truce, against" in retracted.data.difference
    assert -2 == row(bench).position


def test_an_edit_to_a_third_position_takes_one_change_back_and_tells_another(bench):
    """It was no acceptance, but a condition."""
    bench.observe(said("against", 0))
    bench.observe(said("for", DAY, "B"))
    bench.observe(said("conditional", DAY, "B", condition="sanctions go", revision=2), hours=26)
    bench.observe(said("conditional", DAY + 2, "C", condition="sanctions go"))
    assert ["changed", "retracted", "changed"] == alert_types(bench)
    assert "softened" == bench.alerts()[-1].data.direction


def test_an_edit_that_leaves_the_reading_as_it_was_changes_no_alert(bench):
    """A typing error is mended."""
    bench.observe(said("against", 0))
    bench.observe(said("for", DAY, "B"))
    bench.observe(said("for", DAY, "B", words="other words", revision=2), hours=26)
    assert ["changed"] == alert_types(bench)


def test_a_change_that_is_told_again_after_its_withdrawal_is_news_again(bench):
    """An outlet pulls the words and brings them back: the last that people hear is what the ledger says."""
    moved = said("for", DAY, "B")
    bench.observe(said("against", 0))
    bench.observe(moved)
    drop(bench, moved, 2, 26)
    for _ in range(3):
        bench.observe(said("for", DAY, "B", revision=3), hours=28)
    assert ["changed", "retracted", "changed"] == alert_types(bench)
    drop(bench, moved, 4, 30)
    assert ["changed", "retracted", "changed", "retracted"] == alert_types(bench)
    assert bench.alerts()[2].id == bench.alerts()[3].data.supersedes


def test_a_change_whose_start_comes_back_is_news_again(bench):
    """The earlier words were pulled and are there again: the side has turned round after all."""
    earlier = said("against", 0)
    bench.observe(earlier)
    bench.observe(said("for", DAY, "B"))
    drop(bench, earlier, 2, 26)
    bench.observe(said("against", 0, revision=3), hours=28)
    bench.observe(said("for", DAY + 1, "C"), hours=29)
    assert ["changed", "retracted", "changed"] == alert_types(bench)


def test_a_change_that_withdrawn_voices_held_up_is_told(bench):
    """As many articles held with the old stand as told of the new one, until they were withdrawn."""
    holding = [paraphrase("against", 20 + n, "GHI"[n]) for n in range(3)]
    for each in (paraphrase("against", 0, "A"), paraphrase("against", 1, "B"), *holding):
        bench.observe(each)
    carrying = [paraphrase("for", DAY + n, outlet) for n, outlet in enumerate("DEF")]
    for each in carrying:
        bench.observe(each)
    assert [] == bench.alerts()
    for _ in range(3):
        for each in holding:
            drop(bench, each, 2, 40)
    assert ["changed"] == alert_types(bench)
    assert row(bench).position > 0
    drop(bench, carrying[0], 2, 50)
    assert ["changed", "retracted"] == alert_types(bench)


@st.composite
def messages(draw):
    found = []
    for _ in range(draw(st.integers(1, 14))):
        hours = draw(st.sampled_from((0, 5, 20, 24, 30, 48, 400, 24 * 60)))
        outlet = draw(st.sampled_from("ABCD"))
        verdict = draw(st.sampled_from(("for", "against", "conditional", "open")))
        make = draw(st.sampled_from((said, paraphrase)))
        origin = draw(st.sampled_from(("st-1", "st-2", "mr-1")))
        position = make(
            verdict,
            hours,
            outlet,
            revision=draw(st.integers(1, 3)),
            article=f"{outlet}{hours}",
            origin_id=origin,
            confidence=draw(st.sampled_from((0.45, 0.6, 0.9))),
        )
        kind = draw(st.sampled_from(("said", "said", "said", "gone", "tick")))
        now = at(hours) + timedelta(hours=draw(st.sampled_from((0, 1, 40))))
        if kind == "said":
            found.append((position, now))
        elif kind == "gone":
            gone = PositionWithdrawn(
                id=position.id,
                side="Russia",
                revision=position.evidence.article.revision,
                received_at=now,
                origin_id=draw(st.sampled_from((origin, origin, ""))),
            )
            found.append((gone, now))
        else:
            found += [
                (Tick(time=now, source=f"{stage}/0"), now)
                for stage in ("statements", "milestones", "extraction")
            ]
    return found


@settings(max_examples=150, deadline=None)
@given(messages(), st.data())
def test_processing_again_after_a_crash_changes_nothing(found, data):
    """Rows of any prefix kept, messages from any earlier one on again: the same rows, only known events."""
    cut = data.draw(st.integers(0, len(found)))
    again = data.draw(st.integers(0, cut))
    check_idempotent(stage(Settings(silence=True)), found, cut, again)


@settings(max_examples=80, deadline=None)
@given(messages(), st.randoms(use_true_random=False))
def test_the_ledger_is_a_function_of_the_set_of_evidence(processor, found, chance):
    """Rows folded in any order answer the next message alike."""
    bench = Bench(processor)
    for message, now in found:
        bench.send(message, now)
    rows = list(bench.rows.values())
    chance.shuffle(rows)
    probe = said("for", 31, "Z")
    expected = bench.observe(probe)
    assert expected == Bench(processor, rows).observe(probe)


def test_a_first_word_counts_from_when_it_was_first_said(bench):
    """An official was paraphrased in February and again in April: it was known all the while."""
    bench.observe(paraphrase("against", 0, "A"))
    bench.observe(paraphrase("against", 60 * DAY, "B"))
    now = row(bench)
    assert (at(0), at(0)) == (now.valid_from, now.known_from)
    assert None is as_of(now, at(-1))
    assert as_of(now, at(30 * DAY)).position < 0


def test_the_alert_names_the_day_of_the_first_word(bench):
    """Two paraphrases bore the position that a president now leaves; it stood since the first of them."""
    bench.observe(paraphrase("against", 0, "A"))
    bench.observe(paraphrase("against", 60 * DAY, "B"))
    bench.observe(said("for", 90 * DAY, "C"))
    since = at(0)
    assert f"stood where it did since {since.day} {since:%B %Y}" in bench.alerts()[0].data.reasons


def test_what_several_voices_brought_about_counts_from_the_last_of_them(bench):
    """One paraphrase was no position yet; three others outvoted it, and before the third nobody could know."""
    bench.observe(paraphrase("for", 0, "A"))
    for n, outlet in enumerate("BCD"):
        bench.observe(paraphrase("against", DAY + n, outlet))
    assert at(DAY + 2) == row(bench).valid_from
    assert None is as_of(row(bench), at(DAY + 1))


def test_an_older_article_that_comes_late_takes_no_knowledge_away(bench):
    """What it tells was said before; that the side stood there was known from the other."""
    bench.observe(paraphrase("against", DAY, "A"))
    bench.observe(paraphrase("against", 0, "B"), hours=60 * DAY)
    assert at(0) == row(bench).valid_from
    assert as_of(row(bench), at(30 * DAY)).position < 0


def test_contrary_voices_since_the_first_word_weaken_it(bench):
    """Of three articles of the month one has the opposite, whether the first word was borne out afterwards or not."""
    bench.observe(paraphrase("against", 0, "A"))
    bench.observe(paraphrase("for", 10 * DAY, "B"))
    bench.observe(paraphrase("against", 20 * DAY, "C"))
    assert 0.67 == row(bench).strength


def test_a_turn_in_what_an_edit_adds_is_news_of_the_edit(bench):
    """The president's words were added to an article of the day before."""
    bench.observe(said("against", 0))
    turned = said("for", DAY, "B", revision=4)
    ref = msgspec.structs.replace(turned.evidence.article, received_at=at(3 * DAY))
    turned = msgspec.structs.replace(turned, evidence=msgspec.structs.replace(turned.evidence, article=ref))
    bench.send(turned, at(3 * DAY))
    (alert,) = bench.alerts()
    assert (at(3 * DAY), False) == (alert.time, alert.data.labels.late)
