"""Canaries: addresses and signing secrets of receivers turn up nowhere but on the wire."""

import base64
import io
import traceback

import pytest
import structlog
from prometheus_client import generate_latest

from services.notifier.adapters import routes_file
from services.notifier.adapters.http import post
from services.notifier.commands import send_test
from services.notifier.domain.config import BadConfig
from shared.contracts.topics import TOPICS
from shared.runtime import logging
from shared.runtime import settings as runtime_settings
from shared.testing import fakes
from shared.testing.builders import a_statement_alert
from shared.testing.fakes import FakeEndpoint, FakeSlack, reply
from tests.unit.notifier.timeline import timeline

TOKEN = "CanaryTokenInAddress"
SECRET = "whsec_" + base64.b64encode(b"CanarySigningSecret-0123").decode()
CANARIES = (TOKEN, SECRET, SECRET[6:], "CanarySigningSecret", "FakeSlackToken")
ROUTES = f"""
receivers:
  hook: {{webhook: {{url: "HOOK?token={TOKEN}", secrets: [{{value: {SECRET}}}], allow_private: true, timeout: 1s}}}}
  desk: {{slack: {{url: "SLACK", allow_private: true, timeout: 1s}}}}
routes:
  - {{name: all, receivers: [hook, desk], group_wait: 0s, group_interval: 0s}}
"""


def check(*texts):
    for text in texts:
        for canary in CANARIES:
            assert canary not in text, canary


@pytest.fixture
def logs(monkeypatch):
    """Everything that is logged, down to debug."""
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    logging.configure("DEBUG")
    yield written
    structlog.reset_defaults()


def echo(connection, over):
    """An answer that gives the secrets back: a token in the reason, the body, Retry-After and Location."""
    body = f"invalid_token {TOKEN} {SECRET}"
    lines = (f"retry-after: {TOKEN}", f"location: https://{TOKEN}/", f"content-length: {len(body)}")
    head = f"HTTP/1.1 429 {TOKEN}\r\n" + "\r\n".join(lines) + "\r\n\r\n"
    connection.sendall((head + body).encode())


ANSWERS = [
    reply(200, "ok"), reply(400, TOKEN), reply(403, SECRET), reply(404), reply(410), reply(429), reply(500), reply(302),
    echo, fakes.reset, fakes.no_http, fakes.dripping,
]  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS, ids=range(len(ANSWERS)))
def test_no_secret_in_logs_records_metrics_or_dead_letters(tmp_path, logs, answer):
    """Twelve ways to answer: success, refusals, echoes, resets; then a restart, which reads everything again."""
    with FakeEndpoint(answer) as hook, FakeSlack() as slack:
        slack.always = answer
        line = timeline(tmp_path, ROUTES.replace("HOOK", hook.url).replace("SLACK", slack.url))
        line.alert(a_statement_alert())
        line.run()
        line.clock.advance(30)
        line.run()
        line.crash()
        line.run()
        assert hook.received
        assert slack.received
    records = [
        str(record.value) + str(record.headers)
        for topic in TOPICS
        for record in line.log.read(topic, 0, 1000)
    ]
    assert "delivery" in logs.getvalue()
    check(logs.getvalue(), generate_latest().decode(), repr(line.notifier.pipeline.config), *records)


def test_no_secret_in_errors(tmp_path):
    """A bad file, a bad address, a test message that fails, a defect with everything in its local variables."""
    for bad in (
        f'url: "http://{TOKEN}.example/{TOKEN}"',
        f'url: "https://x@{TOKEN}/"',
        f'urrl: "{TOKEN}"',
        f"url: [{TOKEN}",
    ):
        with pytest.raises(BadConfig) as refused:
            routes_file.read_config(
                f"receivers:\n  desk:\n    slack: {{{bad}}}\nroutes: [{{name: a, receivers: desk}}]",
                "routes.yaml",
                runtime_settings.defaults(),
            )
        check(str(refused.value), "".join(traceback.format_exception(refused.value)))
    answer = post(
        f"https://127.0.0.1:1/{TOKEN}", {"authorization": SECRET}, b"", timeout=1, allow_private=True
    )
    check(repr(answer))


def test_the_test_message_tells_the_true_outcome(tmp_path):
    """Delivered only if the receiver said so; otherwise what it said; never the address."""
    with FakeSlack() as slack:
        desk = f'receivers: {{desk: {{slack: {{url: "{slack.url}", allow_private: true}}}}}}'
        routes = f"{desk}\nroutes: [{{name: a, receivers: desk}}]"
        settings = runtime_settings.load(slack_webhook_url=None)
        config = routes_file.read_config(routes, "routes.yaml", settings)
        assert send_test(config.receivers["desk"], settings).delivered
        assert "Test message from Parley" in slack.messages[0]["text"]
        slack.always = reply(200, "no_text")
        verdict = send_test(config.receivers["desk"], settings)
        assert (False, 200) == (verdict.delivered, verdict.status_code)
        slack.always = reply(404, "no_service")
        verdict = send_test(config.receivers["desk"], settings)
        assert not verdict.delivered
        assert "no longer exists" in verdict.reason
        check(repr(verdict))
    verdict = send_test(config.receivers["desk"], settings)
    assert (False, "the connection failed or was closed") == (verdict.delivered, verdict.reason)
