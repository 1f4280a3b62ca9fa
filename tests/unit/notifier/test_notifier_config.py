"""Routes files: what is wrong is refused whole, with everything named at once; nothing of a secret is told."""

import base64
from pathlib import Path

import pytest

from services.notifier.adapters.routes_file import Watch, load_config, read_config
from services.notifier.commands import send_test
from services.notifier.domain.config import BadConfig, Secret
from services.notifier.domain.secret_names import signs
from shared.runtime import settings as runtime_settings

BAD = sorted((Path(__file__).parent / "bad_routes").glob("*.yaml"))
SETTINGS = runtime_settings.defaults()


@pytest.mark.parametrize("path", BAD, ids=lambda p: p.stem)
def test_a_bad_file_is_refused_with_file_and_key(path):
    """Each file breaks one rule and says in its first line what the user is told."""
    expected = path.read_text().splitlines()[0].removeprefix("# expect: ")
    with pytest.raises(BadConfig) as refused:
        load_config(path, SETTINGS)
    told = [str(problem) for problem in refused.value.problems]
    assert any(expected in line for line in told), told
    assert str(refused.value).startswith(str(path))


def test_all_problems_are_told_at_once():
    """Three mistakes, three problems."""
    text = """
receivers: {desk: {outbox: {}, extra: 1}}
routes:
  - {name: One, receivers: desk}
  - {name: two, receivers: desk, when: ["sied = x", "importance >= y"]}
"""
    with pytest.raises(BadConfig) as refused:
        read_config(text, "routes.yaml", SETTINGS)
    where = [problem.where for problem in refused.value.problems]
    assert ["receivers.desk", "routes[0].name", "routes[1].when[0]", "routes[1].when[1]"] == where


def test_a_test_message_to_an_outbox_says_that_nothing_is_sent():
    """Nor is it kept: the outbox has what is routed to it."""
    config = read_config("receivers: {a: {outbox: {}}}\nroutes: [{name: a, receivers: a}]", "r", SETTINGS)
    assert "nothing is sent anywhere" in send_test(config.receivers["a"], SETTINGS).reason


def test_the_built_in_routes_keep_messages_when_no_webhook_is_set():
    """Without a file and without a webhook everything works and goes to the outbox."""
    config = load_config(None, SETTINGS)
    assert "outbox" == config.receivers["desk"].kind


def test_the_built_in_routes_take_the_webhook_of_the_settings():
    """A webhook in the settings (environment or secret file) makes the desk a Slack receiver."""
    settings = runtime_settings.load(slack_webhook_url="https://hooks.slack.example/services/T/B/x")
    assert "slack" == load_config(None, settings).receivers["desk"].kind


TOKEN = "SECRETpart0SECRETpart1SECRETpart"
ADDRESS = f"https://hooks.slack.example/services/T0/B0/{TOKEN}"
MISPLACED = [
    (f'slack: {{url_env: "{ADDRESS}"}}', "is no name of a variable"),
    (f'slack: {{url_env: "{ADDRESS}", otherwise: outbox}}', "is no name of a variable"),
    (f"slack: {{url_env: {TOKEN}}}", "the environment variable is not there or empty"),
    (f'slack: {{url_file: "{ADDRESS}"}}', "is no path of a file"),
    (f"slack: {{url_file: {TOKEN}}}", "the file is not there or empty"),
    (
        f'webhook: {{url: "https://a.example", secrets: [{{value_env: whsec_{TOKEN}}}]}}',
        "is no name of a variable",
    ),
    (
        f'webhook: {{url: "https://a.example", secrets: [{{value_file: whsec_{TOKEN}}}]}}',
        "is no path of a file",
    ),
]


@pytest.mark.parametrize(("receiver", "told"), MISPLACED)
def test_a_secret_where_a_name_belongs_is_refused_and_not_shown(receiver, told):
    """The first mistake that anybody makes: the value instead of the name of what holds it."""
    text = f"receivers: {{desk: {{{receiver}}}}}\nroutes: [{{name: a, receivers: [desk, '{ADDRESS}']}}]"
    with pytest.raises(BadConfig) as refused:
        read_config(text, "routes.yaml", SETTINGS, environ={})
    assert told in str(refused.value)
    assert "there is no receiver" in str(refused.value)
    assert TOKEN not in str(refused.value)


@pytest.mark.parametrize(("key", "name"), [("url_env", "PARLEY_DESK"), ("url_file", "/run/secrets/desk")])
def test_a_name_of_which_there_is_nothing_is_shown(key, name):
    """It is no secret, and whoever mistyped it sees it."""
    with pytest.raises(BadConfig) as refused:
        read_config(
            f"receivers: {{desk: {{slack: {{{key}: {name}}}}}}}\nroutes: [{{name: a, receivers: desk}}]",
            "routes.yaml",
            SETTINGS,
            environ={},
        )
    assert f"{name} is not there or empty" in str(refused.value)


@pytest.mark.parametrize(("size", "fits"), [(23, False), (24, True), (64, True), (65, False)])
def test_a_signing_secret_has_24_to_64_bytes(size, fits):
    assert fits == signs("whsec_" + base64.b64encode(bytes(size)).decode())


def test_a_signing_secret_that_lost_a_character_is_none():
    """No base64 has such a length; every alert would fail, one by one."""
    assert not signs("whsec_" + "A" * 41)


def test_a_secret_never_shows_itself():
    """Not in its text, not in that of what holds it, not in the message about a bad one."""
    assert "hunter2" not in f"{Secret('hunter2')!r} {Secret('hunter2')}"
    text = (Path(__file__).parent / "bad_routes" / "weak_secret.yaml").read_text()
    with pytest.raises(BadConfig) as refused:
        read_config(text, "routes.yaml", SETTINGS)
    assert "hunter2" not in str(refused.value)


def test_a_changed_secret_is_noticed_as_changed_routes_are(tmp_path):
    """The file that holds the address is looked at, too, one that comes back as well; nothing changed is no news."""
    routes, url = tmp_path / "routes.yaml", tmp_path / "url"
    text = f"""
receivers:
  desk: {{slack: {{url_file: {url}}}}}
  crm: {{slack: {{url_file: {tmp_path / "other"}, otherwise: outbox}}}}
routes: [{{name: all, receivers: [desk, crm]}}]
"""
    routes.write_text(text)
    url.write_text("https://hooks.slack.example/old")
    watch = Watch(routes, SETTINGS)
    assert not watch.look()
    url.write_text("https://hooks.slack.example/newer")
    assert watch.look()
    assert "https://hooks.slack.example/newer" == watch.config.receivers["desk"].url.reveal()
    (tmp_path / "other").write_text("https://hooks.slack.example/crm")
    assert watch.look()
    assert "slack" == watch.config.receivers["crm"].kind
    url.unlink()
    assert not watch.look()
    assert watch.refused is not None
    url.write_text("https://hooks.slack.example/back")
    assert watch.look()
    routes.write_text(text.replace("url_file", "url").replace(str(url), "https://hooks.slack.example/fixed"))
    assert not watch.look()
    routes.write_text("receivers: {desk: {outbox: {}}}\nroutes: [{name: all, receivers: desk}]")
    assert watch.look()
    assert not watch.look()
    assert watch.refused is None


def test_secrets_come_from_files_and_environment(tmp_path):
    """A webhook's address and its two secrets, while one replaces the other."""
    old, new = "whsec_" + "b2xk" * 8, "whsec_" + "bmV3" * 8
    (tmp_path / "url").write_text("https://receiver.example/hook\n")
    (tmp_path / "secret").write_text(old)
    text = f"""
receivers:
  hook:
    webhook:
      url_file: {tmp_path / "url"}
      secrets: [{{value_file: {tmp_path / "secret"}}}, {{value_env: NEW_SECRET}}]
routes: [{{name: all, receivers: hook}}]
"""
    config = read_config(text, "routes.yaml", SETTINGS, {"NEW_SECRET": new})
    hook = config.receivers["hook"]
    assert ("https://receiver.example/hook", [old, new]) == (
        hook.url.reveal(),
        [s.reveal() for s in hook.secrets],
    )
