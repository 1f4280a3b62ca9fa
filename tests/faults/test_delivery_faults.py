"""Receivers that misbehave, on real sockets: everything arrives at least once, never early, under the same id, and one
receiver's trouble is nobody else's."""

import resource
import time
from datetime import UTC, datetime

import pytest
from standardwebhooks import Webhook

from services.notifier.commands import request_redrive
from shared.testing import fakes
from shared.testing.builders import a_statement_alert, an_evidence
from shared.testing.fakes import FakeEndpoint, FakeSlack, reply
from tests.unit.notifier.timeline import timeline

OLD, NEW = "whsec_" + "b2xk" * 8, "whsec_" + "bmV3" * 8
ROUTES = f"""
receivers:
  hook: {{webhook: {{url: "HOOK", secrets: [{{value: {OLD}}}, {{value: {NEW}}}], allow_private: true, timeout: 1s}}}}
  desk: {{slack: {{url: "SLACK", allow_private: true, timeout: 1s}}}}
routes:
  - {{name: all, receivers: [hook, desk], group_wait: 0s, group_interval: 0s}}
"""


@pytest.fixture
def hook():
    with FakeEndpoint() as fake:
        yield fake


@pytest.fixture
def slack():
    with FakeSlack() as fake:
        yield fake


@pytest.fixture
def line(tmp_path, hook, slack):
    return timeline(tmp_path, ROUTES.replace("HOOK", hook.url).replace("SLACK", slack.url))


def ids(endpoint):
    return [one.headers["webhook-id"] for one in endpoint.received]


def last(line, receiver):
    return [d for d in line.deliveries() if d.receiver == receiver][-1]


HTTP_DATE = "Wed, 12 Feb 2025 12:02:00 GMT"  # two minutes after the fake clock's start


@pytest.mark.parametrize(
    ("answer", "not_before"),
    [
        (reply(429, retry_after="60"), 60),
        (reply(429, retry_after=HTTP_DATE), 120),
        (reply(429, retry_after="99999999999"), 86_400),
        (reply(429, retry_after="whenever"), 4),
        (reply(429), 4),
        (reply(503, retry_after="90"), 90),
        (reply(500), 4),
        (reply(502), 4),
        (reply(504), 4),
        (reply(401), 4),
        (reply(403), 4),
        (reply(400), 4),
        (reply(418), 4),
        (fakes.reset, 4),
        (fakes.no_http, 4),
        (fakes.silent, 4),
        (fakes.dripping, 4),
    ],
    ids=lambda v: getattr(v, "__name__", None) if callable(v) else str(v),
)
def test_trouble_is_tried_again_never_early_under_the_same_id(line, hook, slack, answer, not_before):
    """One failure, then success: nothing before the wait, delivered after it, same id; the other receiver has its
    message at once."""
    hook.script([answer])
    line.alert(a_statement_alert())
    line.run()
    assert 1 == len(hook.received)
    assert 1 == len(slack.messages)
    line.clock.advance(not_before - 0.1)
    line.run()
    assert 1 == len(hook.received)
    line.clock.advance(max(2.0, not_before * 0.2))
    line.run()
    assert 2 == len(hook.received)
    assert 1 == len(set(ids(hook)))
    assert ("delivered", 2) == (last(line, "hook").state, last(line, "hook").attempts)
    assert 1 == len(slack.messages)


@pytest.mark.parametrize("status", [404, 410])
def test_an_address_that_is_gone_is_disabled_and_stays_so(line, hook, slack, status):
    """No further request, also after a restart; what it missed are dead letters, which a redrive brings through."""
    hook.always = reply(status)
    line.alert(a_statement_alert("al-1"))
    line.run()
    line.crash()
    line.alert(a_statement_alert("al-2", subject="sa-2"))
    line.at(3600)
    assert 1 == len(hook.received)
    assert 2 == len(slack.messages)
    missed = [d for d in line.deliveries() if d.receiver == "hook" and d.state == "disabled"]
    assert {("al-1",), ("al-2",)} == {d.alerts for d in missed}
    hook.always = reply(204)
    for delivery in missed:
        request_redrive(line.publisher, delivery, line.clock())
    line.at(3700)
    assert sorted(d.id for d in missed) == sorted(ids(hook)[1:])
    assert "delivered" == last(line, "hook").state


def test_a_disliked_message_holds_up_nobody_after_a_restart(line, hook):
    """It waits for its own next try, two hours off; what is new goes out at once."""
    hook.script([reply(422)] * 4)
    line.alert(a_statement_alert("al-1"))
    line.at(3600).crash()
    assert 4 == len(hook.received)
    line.alert(a_statement_alert("al-2", subject="sa-2"))
    line.at(3660)
    assert ["al-2"] == [one.json["id"] for one in hook.received[4:]]
    line.at(3 * 3600)
    assert ["al-2", "al-1"] == [one.json["id"] for one in hook.received[4:]]


def test_a_redirect_is_a_failure_and_is_not_followed(line, hook):
    """The address it points to sees nothing."""
    with FakeEndpoint() as elsewhere:
        hook.script([reply(307, location=elsewhere.url), reply(302, location=elsewhere.url)])
        line.alert(a_statement_alert())
        line.at(2000)
        assert [] == elsewhere.received
        assert 3 == len(hook.received)


@pytest.mark.parametrize("answer", [fakes.endless, fakes.huge, fakes.bomb], ids=lambda a: a.__name__)
def test_answers_without_end_cost_neither_time_nor_memory(line, hook, slack, answer):
    """A 2xx counts for a webhook whatever follows; Slack has to say `ok`, so there it is tried again."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    hook.script([answer])
    slack.script([answer])
    line.alert(a_statement_alert())
    line.run()
    assert time.monotonic() - started < 15
    assert "delivered" == last(line, "hook").state
    assert "held" == last(line, "desk").state
    line.at(10)
    assert "delivered" == last(line, "desk").state
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_try_ends_at_its_timeout(line, hook):
    """One second here: a receiver that says nothing, and one that says a byte now and then."""
    for answer in (fakes.silent, fakes.dripping):
        hook.script([answer])
        line.alert(a_statement_alert(answer.__name__, subject=answer.__name__))
        started = time.monotonic()
        line.run()
        assert time.monotonic() - started < 15  # both of them would go on for a minute
        assert "no answer within 1 s" == last(line, "hook").reason
        line.clock.advance(60)
        line.run()


def test_bad_tls_and_missing_names_are_tried_again(tmp_path, hook):
    """A certificate can be mended, a name can come back; both stay in the queue."""

    def nobody(host, port):
        raise OSError("no such host")

    routes = """
receivers:
  tls: {slack: {url: "https://127.0.0.1:PORT/x", allow_private: true, timeout: 2s}}
  dns: {slack: {url: "https://nowhere.example/x", timeout: 2s}}
routes:
  - {name: all, receivers: [RECEIVER], group_wait: 0s}
"""
    for name, resolver in (("tls", fakes_local), ("dns", nobody)):
        folder = tmp_path / name
        folder.mkdir()
        other = {"tls": "dns", "dns": "tls"}[name]
        text = "\n".join(x for x in routes.splitlines() if not x.startswith(f"  {other}:"))
        found = timeline(
            folder, text.replace("PORT", str(hook.port)).replace("RECEIVER", name), resolver=resolver
        )
        found.alert(a_statement_alert())
        found.run()
        assert "held" == last(found, name).state
    assert "the host name cannot be resolved" == last(found, "dns").reason


def fakes_local(host, port):
    return ["127.0.0.1"]


def test_a_private_address_is_refused_unless_allowed(tmp_path, hook):
    """The default: nothing reaches 127.0.0.1, the message is a dead letter with the reason."""
    routes = f"""
receivers:
  hook: {{webhook: {{url: "https://127.0.0.1:{hook.port}/x", secrets: [{{value: {OLD}}}]}}}}
routes: [{{name: all, receivers: hook, group_wait: 0s}}]
"""
    line = timeline(tmp_path, routes)
    line.alert(a_statement_alert())
    line.run()
    assert "failed" == last(line, "hook").state
    assert "private or loopback" in last(line, "hook").reason
    assert [] == hook.received


@pytest.mark.timeout(600)
def test_a_receiver_dead_for_hours_gets_everything_in_order(tmp_path, hook):
    """Two thousand alerts while it is down for three hours; then all of them, each once, in order, and meanwhile the
    receiver is asked a few dozen times only."""
    routes = f"""
receivers:
  hook: {{webhook: {{url: "{hook.url}", secrets: [{{value: {OLD}}}], allow_private: true}}}}
routes: [{{name: all, receivers: hook, group_wait: 0s, group_interval: 0s, group_by: []}}]
"""
    line = timeline(tmp_path, routes)
    hook.always = reply(503)
    names = [f"al-{n:04}" for n in range(2000)]
    for n in range(0, 2000, 100):
        for name in names[n : n + 100]:
            line.alert(a_statement_alert(name, subject=name))
        line.clock.advance(540)
        line.run()
    asked = len(hook.received)
    assert asked < 40
    line.crash()
    hook.always = reply(204)
    line.clock.advance(900)
    line.run()
    arrived = [one.json["id"] for one in hook.received[asked:]]
    assert names == arrived
    assert len(set(ids(hook))) == 2000


def test_the_webhook_is_a_signed_cloudevent_with_both_secrets(line, hook):
    """A receiver that knows either the old or the new secret accepts it; the body is a structured CloudEvent."""
    line.clock.now = datetime.now(UTC)
    line.alert(a_statement_alert(time=datetime(2025, 2, 12, 12, 0, tzinfo=UTC)))
    line.run()
    request = hook.received[0]
    for secret in (OLD, NEW):
        assert Webhook(secret).verify(request.body, request.headers)["id"] == "al-1"
    assert "application/cloudevents+json; charset=utf-8" == request.headers["content-type"]
    expected = {
        "specversion": "1.0",
        "type": "parley.statement.new",
        "time": "2025-02-12T12:00:00Z",
        "subject": "sa-1",
    }
    assert expected == {key: request.json[key] for key in expected}
    assert request.headers["webhook-id"] == last(line, "hook").id


def test_a_long_alert_is_cut_below_twenty_kilobytes(line, hook):
    """Later evidence goes first, then ends of texts; it stays a valid CloudEvent whose evidence is whole."""
    words = "They said a great many things about it. " * 200
    evidence = tuple(an_evidence(words, id=f"a-{n}") for n in range(10))
    line.alert(a_statement_alert(words=words * 3, evidence=(an_evidence(), *evidence)))
    line.run()
    request = hook.received[0]
    assert len(request.body) < 20_000
    assert ["it would attend"] == request.json["data"]["evidence"][0]["words"]


def test_alerts_keep_arriving_while_one_receiver_hangs(line, hook, slack):
    """A receiver that never answers costs the others nothing but their share of the clock."""
    hook.always = fakes.silent
    for n in range(3):
        line.alert(a_statement_alert(f"al-{n}", subject=f"sa-{n}"))
        line.at(10 * (n + 1))
    assert 3 == len(slack.messages)
    hook.always = reply(204)
    line.at(7200)
    assert {"al-0", "al-1", "al-2"} == {one.json["id"] for one in hook.received if one.json}
