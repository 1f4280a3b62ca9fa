"""What a side does tells where it stands: one outlet's news of it is enough, and no word undoes it."""

import pytest

from services.stances.processor import build
from shared.runtime.settings import Settings
from shared.testing.bench import Bench
from tests.unit.stances.evidence import CATALOG, DAY, NEWS, paraphrase, row, said


@pytest.fixture
def shipped():
    """The stage as it ships: people are told of a change that acts or many articles carry at both ends."""
    return Bench(build(CATALOG, Settings()))


def does(verdict, hours, outlet="A", what="measure_imposed", strength=2, **other):
    """An act of Russia's that is the news of an article."""
    return said(verdict, hours, outlet, **{**NEWS, "rule": f"act:{what}", "strength": strength, **other})


def moves(bench):
    return [(a.data.direction, a.data.position_before, a.data.position_after) for a in bench.alerts()]


def test_one_outlet_is_enough_for_an_act_that_is_its_news(shipped):
    """A tariff is imposed, and a month later put off: people are told what was done, and when."""
    shipped.observe(does("against", 0))
    shipped.observe(does("open", 30 * DAY, what="measure_paused"))
    (alert,) = shipped.alerts()
    assert ("softened", -2, 0) == (
        alert.data.direction, alert.data.position_before, alert.data.position_after,
    )  # fmt: skip
    assert (
        "before, imposed or announced (12 February 2025); now, put off (14 March 2025)" in alert.data.headline
    )
    assert "by its act (put off) – Russia: " in alert.data.after


def test_an_act_that_an_article_only_recalls_moves_nothing(shipped):
    """An article on something else mentions it."""
    shipped.observe(does("against", 0))
    shipped.observe(does("open", 30 * DAY, what="measure_paused", confidence=0.3))
    assert [] == shipped.alerts()
    assert -2 == row(shipped).position


def test_a_threat_that_is_carried_out_later_has_hardened(shipped):
    """Threatened on one day, imposed a week later; the same day it is one story."""
    shipped.observe(does("against", 0, what="measure_to_be_imposed", strength=1))
    shipped.observe(does("against", 7 * DAY, "B"))
    assert [("hardened", -1, -2)] == moves(shipped)


def test_a_threat_and_its_deed_in_one_story_are_one_position(shipped):
    """One paper has it as announced, another as imposed."""
    shipped.observe(does("against", 0, what="measure_to_be_imposed", strength=1))
    shipped.observe(does("against", 6, "B"))
    assert [] == shipped.alerts()
    assert -2 == row(shipped).position


def test_contrary_acts_within_days_are_one_reading_too_many(shipped):
    """Nobody imposes and lifts a tariff overnight; one of the two is misread."""
    shipped.observe(does("against", 0))
    shipped.observe(does("for", DAY, "B", what="measure_lifted"))
    assert [] == shipped.alerts()


def test_words_do_not_undo_an_act(shipped):
    """Who imposed a tariff still has imposed it, whatever his ministers say."""
    shipped.observe(does("against", 0))
    for n, outlet in enumerate("BCD"):
        shipped.observe(said("for", 30 * DAY + n, outlet))
    assert [] == shipped.alerts()
    assert -2 == row(shipped).position


def test_nobody_is_told_that_a_side_moved_by_one_remark_of_its_president(shipped):
    """Remarks are misread too often; the ledger shows them all the same."""
    shipped.observe(said("against", 0))
    shipped.observe(said("for", 30 * DAY, "B"))
    assert [] == shipped.alerts()
    assert 2 == row(shipped).position


def test_many_articles_of_several_publishers_are_enough_at_both_ends(shipped):
    """Three articles have it that the side refuses, and three a month later that it agrees."""
    for n, outlet in enumerate("ABC"):
        shipped.observe(paraphrase("against", n, outlet))
    for n, outlet in enumerate("DEF"):
        shipped.observe(paraphrase("for", 30 * DAY + n, outlet))
    assert ["reversed"] == [a.data.direction for a in shipped.alerts()]


def test_what_nothing_has_borne_out_for_a_year_is_no_start_of_a_change(shipped):
    """Thirteen months lie between them."""
    shipped.observe(does("against", 0))
    shipped.observe(does("for", 396 * DAY, "B", what="measure_lifted"))
    assert [] == shipped.alerts()
