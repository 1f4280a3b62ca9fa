"""What a receiver sees, told as timelines: at this time these alerts, at that time this message."""

from datetime import timedelta

import pytest

from services.notifier.adapters.routes_file import read_config
from services.notifier.commands import request_redrive
from services.notifier.domain.backtest import plan
from shared.contracts import Delivery, Matcher, Silence
from shared.contracts.topics import ALERTS_STATEMENTS, DELIVERIES
from shared.runtime import metrics
from shared.runtime.settings import defaults
from shared.testing.builders import NOON, a_milestone_alert, a_statement_alert
from shared.testing.fakes import FakeEndpoint, FakeSlack, reply
from tests.unit.notifier.timeline import timeline

ONE_DESK = """
receivers:
  desk: {slack: {url: "URL", allow_private: true}}
routes:
  - {name: all, receivers: desk, group_wait: 30s, group_interval: 5m}
"""


@pytest.fixture
def slack():
    with FakeSlack() as fake:
        yield fake


def start(folder, slack, routes=ONE_DESK, **other):
    return timeline(folder, routes.replace("URL", slack.url), **other)


def headlines(slack):
    return [m["text"] for m in slack.messages]


def test_alerts_of_one_negotiation_within_the_wait_are_one_message(tmp_path, slack):
    """At 0 s and 20 s an alert each; nothing until 30 s, then one message about both."""
    line = start(tmp_path, slack)
    line.alert(a_statement_alert("al-1", subject="sa-1"))
    line.at(20).alert(a_statement_alert("al-2", subject="sa-2", headline="Russia: it would not"))
    line.at(29)
    assert [] == slack.messages
    line.at(31)
    assert ["Ukraine talks: 2 updates"] == headlines(slack)


def test_a_group_speaks_again_only_after_its_interval(tmp_path, slack):
    """A message at 30 s; an alert at 60 s waits until 330 s, five minutes after the last message."""
    line = start(tmp_path, slack)
    line.alert(a_statement_alert("al-1"))
    line.at(60).alert(a_statement_alert("al-2", subject="sa-2", headline="Russia: no"))
    line.at(329)
    assert 1 == len(slack.messages)
    line.at(331)
    assert ["💬 Russia: it would attend", "💬 Russia: no"] == headlines(slack)


def test_other_negotiations_do_not_wait_for_each_other(tmp_path, slack):
    """Alerts on two negotiations are two messages."""
    line = start(tmp_path, slack)
    line.alert(
        a_statement_alert("al-1"), a_statement_alert("al-2", subject="sa-2", labels={"negotiation": "iran"})
    )
    line.at(35)
    assert 2 == len(slack.messages)


def test_more_outlets_for_the_same_saying_are_not_told_again(tmp_path, slack):
    """A saying is told once; that more outlets have it is no news, unless the route wants every outlet."""
    line = start(tmp_path, slack)
    line.alert(a_statement_alert("al-1"))
    line.at(40).alert(a_statement_alert("al-2", "parley.statement.corroborated", labels={"publishers": 3}))
    line.at(1000)
    assert 1 == len(slack.messages)


@pytest.mark.parametrize("was", ["cancelled", "denied", "disputed"])
def test_a_meeting_that_is_on_again_is_news(tmp_path, slack, was):
    """Planned, called off or denied, on again and confirmed: the plan is told a second time, its confirmation is no
    news. The words of the state do not matter."""
    line = start(tmp_path, slack)
    again = {"headline": "On again: they are to meet", "status_before": was, "before": "no words for it"}
    line.alert(a_milestone_alert("al-1"))
    line.at(40).alert(a_milestone_alert("al-2", "parley.milestone.cancelled", status="cancelled"))
    line.at(1000).alert(a_milestone_alert("al-3", **again))
    line.at(1010).alert(a_milestone_alert("al-4", "parley.milestone.confirmed"))
    line.at(2000)
    assert len(headlines(slack)) == 3
    assert "On again" in headlines(slack)[-1]


def test_a_plan_first_heard_of_by_its_denial_is_told_once(tmp_path, slack):
    """Denied, then fixed, then confirmed, before and after a restart: the confirmation is no news."""
    line = start(tmp_path, slack)
    line.alert(a_milestone_alert("al-1", "parley.milestone.denied", status="denied"))
    line.at(1000).alert(a_milestone_alert("al-2", headline="They are to meet", status_before="denied"))
    line.at(2000).alert(a_milestone_alert("al-3", "parley.milestone.confirmed"))
    line.at(3000).crash()
    line.alert(a_milestone_alert("al-4", "parley.milestone.confirmed"))
    line.at(4000)
    assert len(headlines(slack)) == 2
    assert "They are to meet" in headlines(slack)[-1]


def test_a_next_step_of_the_same_occurrence_is_news(tmp_path, slack):
    """Scheduled, confirmed, then held: the confirmation is no news, the meeting itself is."""
    line = start(tmp_path, slack)
    line.alert(a_milestone_alert("al-1"))
    line.at(40).alert(a_milestone_alert("al-2", "parley.milestone.confirmed"))
    line.alert(a_milestone_alert("al-3", status="happened", headline="They met"))
    line.at(1000)
    assert ["🤝 Russia and the United States will meet in Riyadh", "🤝 They met"] == headlines(slack)


def test_the_same_alert_twice_on_the_topic_is_told_once(tmp_path, slack):
    """On Kafka an alert may come twice; its id is known by then, before and after a restart."""
    line = start(tmp_path, slack)
    line.alert(a_statement_alert("al-1"), a_statement_alert("al-1"))
    line.at(40).crash()
    line.alert(a_statement_alert("al-1"))
    line.at(1000)
    assert 1 == len(slack.messages)


def test_a_correction_goes_to_those_who_were_told_and_names_what_it_replaces(tmp_path, slack):
    """The desk was told al-1 and gets its correction; of al-9 it never heard, so its retraction is not for it."""
    line = start(tmp_path, slack)
    line.alert(a_statement_alert("al-1"))
    line.at(40).alert(
        a_statement_alert(
            "al-2", "parley.alert.corrected", supersedes="al-1", difference="Tuesday → Wednesday"
        ),
        a_statement_alert("al-8", "parley.alert.retracted", supersedes="al-9", subject="sa-9"),
    )
    line.at(1000)
    assert 2 == len(slack.messages)
    assert "al-1" in str(slack.messages[1])
    assert "Tuesday → Wednesday" in str(slack.messages[1])


MENDING = """
receivers:
  desk: {slack: {url: "URL", allow_private: true}}
routes:
  - {name: news, unless: ['type =~ "parley.alert.*"'], receivers: desk, group_wait: 30m}
  - {name: mending, receivers: desk, group_wait: 30s}
"""


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("told_to", ["news, mending", "news"])
def test_what_is_retracted_while_it_waits_is_not_told_nor_is_its_retraction(
    tmp_path, slack, told_to, restarted
):
    """Whether the retraction would come by a quicker route, or by none: nothing is sent, the history says why, and the
    same step is news when it is told anew."""
    routes = MENDING if "mending" in told_to else MENDING[: MENDING.index("  - {name: mending")]
    line = start(tmp_path, slack, routes)
    line.alert(a_milestone_alert("al-1"))
    line.at(60).alert(a_milestone_alert("al-2", "parley.alert.retracted", supersedes="al-1"))
    line.at(70)
    if restarted:
        line.crash()
    line.at(4000)
    assert [] == slack.messages
    assert [("dropped", ("al-1", "al-2"), "taken back before it was told", "news")] == [
        (d.state, d.alerts, d.reason, d.route) for d in line.deliveries()
    ]
    line.alert(a_milestone_alert("al-3", "parley.milestone.confirmed", headline="They will meet"))
    line.at(8000).crash()
    line.at(9000)
    assert ["🤝 They will meet"] == headlines(slack)


def test_a_step_that_was_told_before_its_next_word_waited_is_retracted(tmp_path, slack):
    """The plan was told, that it moved waits: that it moved is not told, the retraction of the whole step is."""
    line = start(tmp_path, slack, MENDING)
    line.alert(a_milestone_alert("al-1"))
    line.at(2000).alert(a_milestone_alert("al-2", "parley.milestone.moved", headline="Moved"))
    line.at(2100).alert(
        a_milestone_alert("al-3", "parley.alert.retracted", supersedes="al-1", headline="Retracted")
    )
    line.at(6000)
    assert 2 == len(slack.messages)
    assert "Retracted" in headlines(slack)[-1]


def test_one_alert_on_a_saying_is_taken_back_alone(tmp_path, slack):
    """That somebody contradicts himself no longer stands; that he said it does."""
    line = start(tmp_path, slack, MENDING)
    line.alert(a_statement_alert("al-1"))
    line.alert(a_statement_alert("al-2", "parley.statement.contradicted", headline="Russia: against itself"))
    line.at(60).alert(a_statement_alert("al-3", "parley.alert.retracted", supersedes="al-2"))
    line.at(6000)
    assert ["💬 Russia: it would attend"] == headlines(slack)


def test_a_correction_waits_with_what_it_corrects(tmp_path, slack):
    """One message about both, in their order, though corrections by themselves go sooner; a retraction takes back
    both."""
    line = start(tmp_path, slack, MENDING)
    for step in ("oc-1", "oc-2"):
        line.alert(a_milestone_alert(f"al-{step}", subject=step))
        corrected = a_milestone_alert(
            f"al-{step}-c",
            "parley.alert.corrected",
            subject=step,
            supersedes=f"al-{step}",
            headline="Corrected",
        )
        line.at(line.clock.now.timestamp() - line.zero.timestamp() + 60).alert(corrected)
    line.at(200).alert(
        a_milestone_alert("al-r", "parley.alert.retracted", subject="oc-2", supersedes="al-oc-2-c")
    )
    line.at(1700)
    assert [] == slack.messages
    line.at(6000)
    told = [d.alerts for d in line.deliveries() if d.state == "delivered"]
    assert [("al-oc-1", "al-oc-1-c")] == told


def test_late_alerts_are_not_told_by_default(tmp_path, slack):
    """A first start over old articles raises late alerts; no route takes them unless it says so."""
    line = start(tmp_path, slack)
    line.alert(a_statement_alert("al-1", labels={"late": True}))
    line.at(1000)
    assert [] == slack.messages


@pytest.mark.parametrize("asked", [False, True])
def test_asides_are_told_to_who_asks_for_them(tmp_path, slack, asked):
    """What people were told by another alert is for the record; a route takes it that says so."""
    line = start(tmp_path, slack, QUIET.replace("quiet: night", "asides: true" if asked else "group_by: []"))
    line.alert(a_statement_alert("al-1", labels={"aside": True}))
    line.at(1000)
    assert asked is bool(slack.messages)


QUIET = """
receivers:
  desk: {slack: {url: "URL", allow_private: true}}
quiet_hours:
  night: {from: "13:30", until: "15:00", zone: Europe/Berlin}
routes:
  - {name: all, receivers: desk, group_wait: 30s, quiet: night}
"""


def test_quiet_hours_hold_and_do_not_drop(tmp_path, slack):
    """12:00 UTC is 13:00 in Berlin. An alert at 12:40 UTC falls into quiet hours and comes at 14:00 UTC, also when the
    notifier was restarted meanwhile."""
    line = start(tmp_path, slack, QUIET)
    line.at(40 * 60).alert(a_statement_alert("al-1"))
    line.at(80 * 60).crash()
    line.at(120 * 60 - 60)
    assert [] == slack.messages
    line.at(120 * 60 + 60)
    assert 1 == len(slack.messages)


def test_a_retraction_in_quiet_hours_leaves_nothing_for_the_morning(tmp_path, slack):
    """What came and went in the night is told to nobody."""
    routes = QUIET.replace("- {name: all,", "- {name: news, unless: ['type =~ \"parley.alert.*\"'],")
    routes += routes.splitlines()[-1].replace("name: news", "name: all").replace("unless", "when") + "\n"
    line = start(tmp_path, slack, routes)
    line.at(40 * 60).alert(a_statement_alert("al-1"))
    line.at(50 * 60).alert(a_statement_alert("al-2", "parley.alert.retracted", supersedes="al-1"))
    line.at(130 * 60)
    assert [] == slack.messages


def test_a_digest_collects_until_its_time(tmp_path, slack):
    """Three alerts over two hours come as one message at 15:00 UTC."""
    routes = QUIET.replace("quiet: night", 'digest: {at: ["15:00"], zone: UTC}, group_by: []')
    line = start(tmp_path, slack, routes)
    for hour in (0, 1, 2):
        alert = a_statement_alert(f"al-{hour}", subject=f"sa-{hour}", labels={"negotiation": f"n{hour}"})
        line.at(hour * 3600).alert(alert)
    line.at(3 * 3600 - 60)
    assert [] == slack.messages
    line.at(3 * 3600 + 60)
    assert ["Negotiations: 3 updates"] == headlines(slack)


def test_a_silence_keeps_alerts_back_and_the_history_says_so(tmp_path, slack):
    """While the silence holds nothing is sent; the record names the silence; afterwards alerts flow again."""
    line = start(tmp_path, slack)
    silence = Silence(
        id="si-1",
        matchers=(Matcher(label="side", op="=", value="Russia"),),
        starts_at=line.zero,
        ends_at=line.zero + timedelta(minutes=10),
    )
    line.silence(silence)
    line.at(1).alert(a_statement_alert("al-1"))
    line.at(700).alert(a_statement_alert("al-2", subject="sa-2", headline="Russia: later"))
    line.at(1000)
    assert ["💬 Russia: later"] == headlines(slack)
    silenced = [d for d in line.deliveries() if d.state == "silenced"]
    assert [(("al-1",), "silence si-1")] == [(d.alerts, d.reason) for d in silenced]


def silence(line, seconds, **matcher):
    """A silence from now on, for so many seconds; of Russia unless said otherwise."""
    label, value = next(iter(matcher.items()), ("side", "Russia"))
    return Silence(
        id="si-1",
        matchers=(Matcher(label=label, op="=", value=value),),
        starts_at=line.clock.now,
        ends_at=line.clock.now + timedelta(seconds=seconds),
    )


@pytest.mark.parametrize("restarted", [False, True])
def test_a_silence_holds_what_already_waits(tmp_path, slack, restarted):
    """Set between an alert and its message: nothing is sent, its correction neither; what more outlets have afterwards
    is news."""
    line = start(tmp_path, slack, MENDING)
    line.alert(a_statement_alert("al-1"))
    line.at(60).silence(silence(line, 3600))
    line.at(120).alert(a_statement_alert("al-2", "parley.alert.corrected", supersedes="al-1"))
    line.at(3800)
    assert [] == slack.messages
    ended = {(d.state, d.alerts, d.reason) for d in line.deliveries()}
    assert {("silenced", ("al-1",), "silence si-1"), ("silenced", ("al-2",), "silence si-1")} == ended
    if restarted:
        line.crash()
    line.alert(a_statement_alert("al-3", "parley.statement.corroborated", headline="Three have it"))
    line.at(8000)
    assert ["💬 Three have it"] == headlines(slack)


@pytest.mark.parametrize("restarted", [False, True])
def test_what_was_silenced_is_not_corrected(tmp_path, slack, restarted):
    """The desk never heard of al-1, so its retraction after the silence is not for it, also after a restart."""
    line = start(tmp_path, slack)
    line.silence(silence(line, 600))
    line.at(1).alert(a_statement_alert("al-1"))
    line.at(700)
    if restarted:
        line.crash()
    line.alert(a_statement_alert("al-2", "parley.alert.retracted", supersedes="al-1"))
    line.at(2000)
    assert [] == slack.messages


@pytest.mark.parametrize("restarted", [False, True])
def test_what_slack_would_not_take_is_told_when_more_outlets_have_it(tmp_path, slack, restarted):
    """The first message fails for good; the corroboration is news, and told once."""
    line = start(tmp_path, slack)
    slack.script([reply(400, "invalid_blocks")])
    line.alert(a_statement_alert("al-1"))
    line.at(60)
    if restarted:
        line.crash()
    for ident, publishers in (("al-2", 3), ("al-3", 4)):
        line.alert(
            a_statement_alert(ident, "parley.statement.corroborated", labels={"publishers": publishers})
        )
        line.at(line.clock.now.timestamp() - line.zero.timestamp() + 1000)
    ended = [(d.state, d.alerts) for d in line.deliveries() if d.state != "held"]
    assert [("failed", ("al-1",)), ("delivered", ("al-2",))] == ended


BREAKING = """
receivers:
  desk: {slack: {url: "URL", allow_private: true}}
routes:
  - {name: breaking, when: ["severity = critical"], receivers: desk, group_wait: 1m}
  - {name: rest, receivers: desk, group_wait: 4h}
"""
FEW, MANY = {"severity": "warning", "publishers": 1}, {"severity": "critical", "publishers": 4}


@pytest.mark.parametrize("restarted", [False, True])
def test_what_waits_in_a_slow_route_does_not_keep_a_quick_one_from_telling_it(tmp_path, slack, restarted):
    """One outlet has it, and it waits; four have it and it is critical: told within the minute, once."""
    line = start(tmp_path, slack, BREAKING)
    line.alert(a_milestone_alert("al-1", status="happened", headline="They met", labels=FEW))
    line.at(600).alert(
        a_milestone_alert(
            "al-2",
            "parley.milestone.confirmed",
            status="happened",
            headline="They met, say four",
            labels=MANY,
        )
    )
    line.at(620)
    if restarted:
        line.crash()
    line.at(700)
    assert ["🤝 They met, say four"] == headlines(slack)
    line.at(20_000)
    assert 1 == len(slack.messages)
    ended = {(d.alerts, d.state, d.reason) for d in line.deliveries() if d.state == "dropped"}
    assert {(("al-1",), "dropped", "told sooner, with al-2")} == ended


@pytest.mark.parametrize("told", ["quick", "slow"])
def test_what_was_told_or_comes_sooner_is_not_told_again(tmp_path, slack, told):
    """The quick route has told it, or will before the slow one could: more outlets are no news."""
    line = start(tmp_path, slack, BREAKING)
    line.alert(a_milestone_alert("al-1", labels=MANY))
    line.at(100 if told == "quick" else 10)
    line.alert(a_milestone_alert("al-2", "parley.milestone.confirmed", labels=FEW))
    line.at(20_000)
    assert [("al-1",)] == [d.alerts for d in line.deliveries() if d.state == "delivered"]


def test_what_does_not_fit_into_one_message_comes_in_the_next(tmp_path, slack):
    """Forty alerts at once: three messages, and each alert is shown in one of them."""
    line = start(tmp_path, slack)
    line.alert(
        *(a_statement_alert(f"al-{n}", subject=f"sa-{n}", headline=f"Russia: no. {n:02}") for n in range(40))
    )
    line.at(60)
    assert 3 == len(slack.messages)
    assert [] == [n for n in range(40) if f"Russia: no. {n:02}" not in str(slack.messages)]


def test_a_backtest_tells_as_many_messages_as_are_sent(tmp_path, slack):
    """Of forty alerts a webhook gets each by itself, people get them together."""
    alerts = [a_statement_alert(f"al-{n}", subject=f"sa-{n}") for n in range(40)]
    for kind, number in ((ONE_DESK.splitlines()[2].replace("URL", slack.url), 3), (HOOK, 40)):
        text = ONE_DESK.replace(ONE_DESK.splitlines()[2], kind.replace("HOOK", "https://a.example"))
        config = read_config(text, "routes.yaml", defaults())
        assert number == len(plan([(NOON, alert) for alert in alerts], config))


def test_a_backtest_counts_on_the_quicker_route(slack):
    """As the notifier: what waits in the slow one is told by the quick one when it becomes critical."""
    config = read_config(BREAKING.replace("URL", slack.url), "routes.yaml", defaults())
    later = a_milestone_alert("al-2", "parley.milestone.confirmed", labels=MANY)
    told = plan([(NOON, a_milestone_alert("al-1", labels=FEW)), (NOON + timedelta(minutes=9), later)], config)
    assert [("breaking", ("al-2",))] == [(one.route, tuple(a.id for a in one.alerts)) for one in told]


SLOW_HOOK = """
receivers:
HOOK
routes:
  - {name: all, receivers: desk, group_wait: 1s, group_interval: 1s}
"""


def hook_line(folder, hook):
    return timeline(folder, SLOW_HOOK.replace("HOOK", HOOK.replace("HOOK", hook.url)))


def taking_back(ident, mended, type="retracted", **other):
    return a_statement_alert(
        ident, f"parley.alert.{type}", supersedes=mended, headline=f"{type} {mended}", **other
    )


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("type", ["retracted", "corrected"])
def test_what_mends_an_alert_never_comes_before_it(tmp_path, type, restarted):
    """The receiver dislikes the alert and is well: other messages go on, what mends it waits for it."""
    with FakeEndpoint() as hook:
        hook.script([reply(422), reply(204), reply(422)])
        line = hook_line(tmp_path, hook)
        line.alert(a_statement_alert("al-1"))
        line.at(3).alert(taking_back("al-2", "al-1", type))
        line.alert(a_statement_alert("al-3", subject="sa-3", labels={"negotiation": "iran"}))
        line.at(8)
        if restarted:
            line.crash()
        line.at(3600)
        got = [one.json["id"] for one in hook.received]
    assert ["al-1", "al-3", "al-1", "al-1", "al-2"] == got


def test_what_slack_has_not_taken_for_an_outage_comes_before_its_retraction(tmp_path, slack):
    """Four tries in vain, and a message steps aside for the next; not for the one that takes it back."""
    line = start(tmp_path, slack)
    slack.script([reply(503)] * 4)
    line.alert(a_statement_alert("al-1"))
    line.at(60).alert(taking_back("al-2", "al-1"))
    line.at(3 * 3600)
    assert ["💬 Russia: it would attend"] * 5 + ["🚫 retracted al-1"] == headlines(slack)


@pytest.mark.parametrize("restarted", [False, True])
def test_what_slack_refused_is_not_taken_back_nor_sent_again(tmp_path, slack, restarted):
    """The desk never had it: no retraction, and the dead letter is none any longer."""
    line = start(tmp_path, slack)
    slack.script([reply(400, "invalid_blocks")])
    line.alert(a_statement_alert("al-1"))
    line.at(60)
    if restarted:
        line.crash()
    line.at(300).alert(taking_back("al-2", "al-1"))
    line.at(2000)
    assert 1 == len(slack.messages)
    assert [("dropped", "taken back before it was told")] == [(d.state, d.reason) for d in line.deliveries()][
        -1:
    ]


def test_of_a_refused_message_about_two_alerts_one_is_taken_back(tmp_path, slack):
    """The other may still be redriven, and is told then by itself."""
    line = start(tmp_path, slack)
    slack.script([reply(400, "invalid_blocks")])
    line.alert(a_statement_alert("al-1"), a_statement_alert("al-3", subject="sa-3", headline="Russia: no"))
    line.at(300).alert(taking_back("al-2", "al-1"))
    line.at(600)
    left = line.deliveries()[-1]
    assert ("failed", ("al-3",)) == (left.state, left.alerts)
    request_redrive(line.publisher, left, line.clock.now)
    line.at(1000)
    assert ["💬 Russia: no"] == headlines(slack)[1:]


def test_what_waited_to_take_back_a_message_that_is_refused_is_not_told(tmp_path):
    """Both were in the queue when the receiver refused the first for good."""
    with FakeEndpoint() as hook:
        hook.always = reply(422)
        line = hook_line(tmp_path, hook)
        line.alert(a_statement_alert("al-1"))
        line.at(3).alert(taking_back("al-2", "al-1"))
        line.at(6 * 86_400)
        assert {"al-1"} == {one.json["id"] for one in hook.received}
    assert {"dropped"} == set(line.states().values())


def test_a_correction_of_what_was_refused_is_told_in_its_place(tmp_path, slack):
    """Who redrives all afterwards does not send the wrong words."""
    line = start(tmp_path, slack)
    slack.script([reply(400, "invalid_blocks")])
    line.alert(a_statement_alert("al-1"))
    line.at(300).alert(taking_back("al-2", "al-1", "corrected"))
    line.at(1000)
    assert ["✏️ corrected al-1"] == headlines(slack)[1:]
    assert "failed" not in line.states().values()


@pytest.mark.parametrize("restarted", [False, True])
def test_a_silence_holds_what_waits_for_a_receiver_in_trouble(tmp_path, slack, restarted):
    """Set between two tries: no further try of what it covers; the other alert of the same message goes out."""
    line = start(tmp_path, slack)
    slack.script([reply(503)])
    line.alert(
        a_statement_alert("al-1"), a_statement_alert("al-3", subject="sa-3", labels={"side": "Ukraine"})
    )
    line.at(32).silence(silence(line, 8 * 3600))
    if restarted:
        line.crash()
    line.at(3600)
    assert ["Ukraine talks: 2 updates", "💬 Russia: it would attend"] == headlines(slack)
    ended = {(d.alerts, d.state) for d in line.deliveries() if d.state != "held"}
    assert {(("al-1",), "silenced"), (("al-3",), "delivered")} == ended


def test_a_group_of_which_all_was_silenced_has_not_spoken(tmp_path, slack):
    """What comes after the silence need not wait for the group's interval."""
    line = start(tmp_path, slack, ONE_DESK.replace("5m", "3h"))
    line.alert(a_statement_alert("al-1"))
    line.at(10).silence(silence(line, 300))
    line.at(600).alert(a_statement_alert("al-2", subject="sa-2", headline="Russia: later"))
    line.at(700)
    assert ["💬 Russia: later"] == headlines(slack)


@pytest.mark.parametrize("restarted", [False, True])
def test_a_silence_that_cannot_be_read_silences_nothing_and_stops_nothing(tmp_path, slack, restarted):
    """Whoever wrote it to the topic: alerts go out, the good silence beside it holds, and the bad one is counted."""
    line = start(tmp_path, slack)
    for ident, op, value in (("si-bad", "=~", "(?!x).*"), ("si-good", "=", "Ukraine")):
        line.silence(
            Silence(
                id=ident,
                matchers=(Matcher(label="side", op=op, value=value),),
                starts_at=line.zero,
                ends_at=line.zero + timedelta(hours=1),
            )
        )
    before = metrics.silences_refused._value.get()
    if restarted:
        line.crash()
    line.at(1).alert(a_statement_alert("al-1"))
    line.alert(a_statement_alert("al-2", subject="sa-2", labels={"side": "Ukraine"}))
    line.at(60)
    assert ["💬 Russia: it would attend"] == headlines(slack)
    assert ["silence si-good"] == [d.reason for d in line.deliveries() if d.state == "silenced"]
    assert metrics.silences_refused._value.get() > before


def test_a_digest_is_one_message_about_everything_that_came_until_its_minute(tmp_path, slack):
    """Three negotiations, the last alert twenty seconds before: one message unless the route groups otherwise."""
    routes = ONE_DESK.replace("group_wait: 30s, group_interval: 5m", 'digest: {at: ["12:05"], zone: UTC}')
    line = start(tmp_path, slack, routes)
    for n in range(3):
        line.at(140 * n).alert(
            a_statement_alert(f"al-{n}", subject=f"sa-{n}", labels={"negotiation": f"n{n}"})
        )
    line.at(299)
    assert [] == slack.messages
    line.at(310)
    assert ["Negotiations: 3 updates"] == headlines(slack)


def test_what_waits_goes_as_its_route_says_now(tmp_path, slack):
    """The digest is taken out of the file while an alert waits for it: it need not wait any longer."""
    line = start(tmp_path, slack, QUIET.replace("quiet: night", 'digest: {at: ["18:00"], zone: UTC}'))
    line.alert(a_statement_alert("al-1"))
    line.at(120)
    assert [] == slack.messages
    (tmp_path / "routes.yaml").write_text(
        QUIET.replace("quiet: night", "late: true").replace("URL", slack.url)
    )
    line.at(125)
    assert 1 == len(slack.messages)


def test_changed_routes_hold_from_the_next_alert_on_and_bad_ones_not_at_all(tmp_path, slack):
    """A bad file is refused whole and the old routes stay; a good one replaces them."""
    line = start(tmp_path, slack)
    routes = tmp_path / "routes.yaml"
    routes.write_text(
        ONE_DESK.replace("URL", slack.url).replace("group_wait: 30s", "group_wayt: 1s, group_wait: 1s")
    )
    line.at(1).alert(a_statement_alert("al-1"))
    line.at(20)
    assert [] == slack.messages
    line.at(40)
    assert 1 == len(slack.messages)
    routes.write_text(
        ONE_DESK.replace("URL", slack.url).replace("{name: all,", '{name: all, when: ["side = Ukraine"],')
    )
    line.at(400).alert(a_statement_alert("al-2", subject="sa-2"))
    line.alert(a_statement_alert("al-3", subject="sa-3", labels={"side": "Ukraine"}))
    line.at(1000)
    assert 2 == len(slack.messages)


SECRET = "whsec_" + "b2xk" * 8
HOOK = f'  desk: {{webhook: {{url: "HOOK", allow_private: true, secrets: [{{value: {SECRET}}}]}}}}'


def test_a_message_for_slack_goes_to_a_webhook_alert_by_alert(tmp_path, slack):
    """The desk was Slack, in trouble, when its message about three alerts was made, and is a webhook now: all three
    arrive, the refused one later and under its own id; what had arrived comes again as what it was."""
    line = start(tmp_path, slack)
    slack.always = reply(503)
    for n in range(3):
        line.alert(a_statement_alert(f"al-{n}", subject=f"sa-{n}"))
    line.at(40)
    with FakeEndpoint() as hook:
        hook.script([reply(204), reply(503)])
        slack_line = ONE_DESK.splitlines()[2]
        (tmp_path / "routes.yaml").write_text(ONE_DESK.replace(slack_line, HOOK.replace("HOOK", hook.url)))
        line.at(2000)
        got = [(one.json["id"], one.headers["webhook-id"]) for one in hook.received]
    assert ["al-0", "al-1", "al-0", "al-1", "al-2"] == [alert for alert, _ in got]
    assert 3 == len(set(got))
    assert ("delivered", ("al-0", "al-1", "al-2")) == (
        line.deliveries()[-1].state,
        line.deliveries()[-1].alerts,
    )


def trouble():
    """Receivers by the state of their breakers, as Prometheus sees them."""
    return {s.labels["receiver"]: s.value for m in metrics.receiver_trouble.collect() for s in m.samples}


@pytest.mark.parametrize("restarted", [False, True])
def test_a_receiver_that_was_taken_out_of_the_routes_is_no_trouble_any_more(tmp_path, slack, restarted):
    """Its address was gone; without it in the routes nothing is left of it that an alarm could stand on."""
    line = start(tmp_path, slack, ONE_DESK.replace("desk", "gone"))
    slack.always = reply(404)
    line.alert(a_statement_alert("al-1"))
    line.at(40)
    assert 2.0 == trouble()["gone"]
    (tmp_path / "routes.yaml").write_text(ONE_DESK.replace("URL", slack.url))
    if restarted:
        line.crash()
    line.at(60)
    assert "gone" not in trouble()
    assert 0.0 == trouble()["desk"]


def test_what_was_told_longer_ago_than_anything_is_kept_is_forgotten(tmp_path, slack):
    """An empty record for it, once; what is held stays, however old, and what was told since is still known."""
    line = start(tmp_path, slack)
    held = Delivery(id="de-held", receiver="desk", alerts=("al-0",), state="held", reason="", at=line.zero)
    line.publish(DELIVERIES, held)
    line.alert(a_statement_alert("al-1"))
    line.at(60)
    line.clock.advance(399 * 86_400)
    line.alert(a_statement_alert("al-2", subject="sa-2"))
    line.run()
    line.clock.advance(86_400)
    for _ in range(2):
        line.crash()
        line.run()
    told = next(d.id for d in line.deliveries() if d.alerts == ("al-1",))
    assert [told] == [r.key for r in line.log.read(DELIVERIES.name, 0, 1000) if r.value is None]
    line.alert(a_statement_alert("al-2", subject="sa-2"))
    line.clock.advance(86_400)
    line.run()
    assert 2 == len(slack.messages)


def test_without_a_webhook_the_outbox_shows_what_slack_would_get(tmp_path):
    """The built-in routes send to Slack, or keep the message in the history and show it."""
    shown = []
    routes = """
receivers:
  desk: {slack: {url_env: NOT_SET_ANYWHERE, otherwise: outbox}}
routes:
  - {name: all, receivers: desk}
"""
    line = timeline(tmp_path, routes, shown=shown)
    line.alert(a_statement_alert("al-1"))
    line.at(60)
    assert 1 == len(shown)
    assert "💬 Russia: it would attend" in shown[0]
    last = line.deliveries()[-1]
    assert ("delivered", shown[0]) == (last.state, last.text)
    assert "kept in the outbox" == last.reason


def ahead(line, slack, *answers):
    """A message whose only try, or first, is made by a clock that is a day ahead, and then right again."""
    slack.script([*answers])
    line.clock.advance(86_400)
    line.alert(a_statement_alert("al-1"))
    line.run()
    line.clock.advance(40)
    line.run()
    line.clock.advance(-86_440)
    assert 1 == len(slack.messages)


@pytest.mark.parametrize("restarted", [False, True])
def test_a_clock_that_was_ahead_holds_up_nothing(tmp_path, slack, restarted):
    """The next message of the group comes after the group's interval, not a day later."""
    line = start(tmp_path, slack)
    ahead(line, slack)
    if restarted:
        line.crash()
    line.alert(a_statement_alert("al-2", subject="sa-2", headline="Russia: later"))
    line.at(280)
    assert 1 == len(slack.messages)
    line.at(320)
    assert ["💬 Russia: it would attend", "💬 Russia: later"] == headlines(slack)


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("status", [503, 409])
def test_what_failed_by_a_clock_that_was_ahead_is_tried_again_after_its_wait(
    tmp_path, slack, status, restarted
):
    """A try a day ahead, of a receiver in trouble or of a message that it dislikes: the next comes in seconds."""
    line = start(tmp_path, slack)
    ahead(line, slack, reply(status))
    if restarted:
        line.crash()
    line.at(3)
    assert 1 == len(slack.messages)
    line.at(10)
    assert ["held", "held", "delivered"] == [d.state for d in line.deliveries()]


def test_on_archive_time_groups_follow_the_articles_not_the_clock(tmp_path, slack):
    """Weeks of articles pass in seconds: alerts an hour apart on archive time are two messages at once, and what is
    open when the stream rests goes out two seconds later."""
    line = start(tmp_path, slack, archive_time=True)
    for hour in range(3):
        alert = a_statement_alert(f"al-{hour}", subject=f"sa-{hour}", headline=f"Russia: {hour}")
        then = line.zero - timedelta(days=500) + timedelta(hours=hour)
        line.publisher.publish(ALERTS_STATEMENTS, alert, timestamp=then)
    line.at(1)
    assert ["💬 Russia: 0", "💬 Russia: 1"] == headlines(slack)
    line.at(4)
    assert 3 == len(slack.messages)


def test_a_receiver_that_has_had_its_fill_gets_the_rest_gathered(tmp_path, slack):
    """At most five a day: of twenty negotiations the first five come one by one, the others together two hours later,
    also after a restart; nothing is lost."""
    routes = ONE_DESK.replace("allow_private: true}", "allow_private: true, at_most: 5}")
    line = start(tmp_path, slack, routes)
    for n in range(20):
        alert = a_statement_alert(f"al-{n}", subject=f"sa-{n}", labels={"negotiation": f"n{n:02}"})
        line.at(60 * n).alert(alert)
    line.at(60 * 25).crash()
    line.at(2 * 3600)
    assert 5 == len(slack.messages)
    line.at(2 * 3600 + 600)
    assert 6 == len(slack.messages)
    told = [alert for d in line.deliveries() if d.state == "delivered" for alert in d.alerts]
    assert sorted(f"al-{n}" for n in range(20)) == sorted(told)
