"""Every command: examples in its help, exit codes as documented, JSON where a script wants it, errors in one line."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.cli.commands import extract
from services.cli.commands.run import stopped_by
from services.cli.main import COMMANDS
from services.cli.problems import Problem
from services.ingest.processor import build
from shared.catalog import Catalog
from shared.contracts import Delivery, codec
from shared.contracts.topics import (
    ALERTS_STATEMENTS,
    ARTICLES,
    ARTICLES_INCOMING,
    DEAD_LETTERS,
    DELIVERIES,
    SILENCES,
)
from shared.runtime.deadletters import dead_letter
from shared.runtime.embedded.engine import Engine
from shared.runtime.embedded.log import Log, LogPublisher
from shared.runtime.records import Record
from shared.runtime.settings import defaults
from shared.testing.builders import NOON, a_statement_alert, at
from tests.unit.cli.conftest import Parley

GROUPS = {"topics": ("list", "create", "check", "describe"), "routes": ("test", "backtest", "test-send")}
EVERY = [(name,) for name in COMMANDS if name not in GROUPS]
EVERY += [(group, name) for group, names in GROUPS.items() for name in names]


@pytest.mark.parametrize("command", EVERY)
def test_the_help_of_every_command_has_an_example(parley: Parley, command: tuple[str, ...]) -> None:
    """A line that can be copied, on a line of its own."""
    said = parley(*command, "--help")
    assert 0 == said.code
    assert f"parley {' '.join(command)}" in said.out.partition("Example")[2]


def test_the_help_tells_the_commands_and_the_exit_codes(parley: Parley) -> None:
    """All commands, and what a script can tell from how they end."""
    said = parley("--help")
    assert 0 == said.code
    assert all(f"  {name} " in said.out for name in COMMANDS)
    assert "2  wrong use" in said.out


def test_an_unknown_command_is_wrong_use(parley: Parley) -> None:
    """Exit code 2."""
    assert 2 == parley("perley").code


@pytest.mark.parametrize("command", [("dead-letters",), ("redrive", "--all"), ("explain", "al-1")])
def test_without_an_earlier_run_there_is_nothing_to_look_at(parley: Parley, command: tuple[str, ...]) -> None:
    """One line that says what to do, exit code 2."""
    said = parley(*command)
    assert 2 == said.code
    assert "there is no log" in said.err
    assert 1 == len(said.err.splitlines())


def test_check_finds_nothing_wrong_with_what_ships(parley: Parley) -> None:
    """Exit code 0."""
    said = parley("check")
    found, *notes = said.out.split("note: ")
    assert (0, "settings: ok\ncatalog: ok\nroutes: ok\n") == (said.code, found)
    assert all(" is known after " in note for note in notes)


def test_check_names_everything_wrong_at_once(
    parley: Parley, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two bad settings, a bad catalog and bad routes: each named with its key, without secrets; exit code 1."""
    monkeypatch.setenv("PARLEY_PORT", "many")
    monkeypatch.setenv("PARLEY_RETENTION_DAYS", "-3")
    monkeypatch.setenv("PARLEY_SLACK_WEBHOOK_URL", "https://hooks.slack.example/canary")
    routes = tmp_path / "routes.yaml"
    routes.write_text("receivers: {}\nroutes:\n  - name: a\n    receivers: nobody\n    sometimes: yes\n")
    said = parley("check", "--routes", str(routes), "--catalog", str(tmp_path / "none"))
    assert 1 == said.code
    for what in ("PARLEY_PORT", "PARLEY_RETENTION_DAYS", "sometimes", "nobody", "none is no folder"):
        assert what in said.out, what
    assert "canary" not in said.out
    as_json = parley("check", "--routes", str(routes), "--json")
    assert 1 == as_json.code
    assert {"settings", "routes"} == set(json.loads(as_json.out)["problems"])


@pytest.mark.parametrize(
    ("given", "where", "says"),
    [
        ({"KAFKA": "k:1", "KAFKA_SECURITY": "SASL_SSL"}, "settings", "needs PARLEY_KAFKA_USERNAME"),
        ({"KAFKA": "k:1", "KAFKA_SECURITY": "SSL", "KAFKA_CA": "none.pem"}, "settings", "PARLEY_KAFKA_CA"),
        ({"FEEDS": "none.opml"}, "feeds", "none.opml"),
        ({"SLACK_WEBHOOK_URL": "hooks.example/canary"}, "routes", "it comes from PARLEY_SLACK_WEBHOOK_URL"),
    ],
)
def test_check_finds_what_a_service_would_refuse(
    parley: Parley, monkeypatch: pytest.MonkeyPatch, given: dict[str, str], where: str, says: str
) -> None:
    """Each of these was ok, and the service ended at its start; secrets are shown to nobody."""
    for name, value in given.items():
        monkeypatch.setenv(f"PARLEY_{name}", value)
    said = parley("check", "--json")
    problems = json.loads(said.out)["problems"]
    assert (1, [where]) == (said.code, list(problems))
    assert says in problems[where]
    assert "canary" not in said.out
    assert f"{where}: " in parley("check").out


def test_check_tells_a_script_of_what_is_no_setting(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    """Among the notes, for a script reads no standard error."""
    monkeypatch.setenv("PARLEY_KAFFKA", "k:1")
    said = parley("check", "--json")
    assert 0 == said.code
    assert any("PARLEY_KAFFKA" in note for note in json.loads(said.out)["notes"])


@pytest.mark.parametrize(
    ("filters", "doubt"),
    [
        (("--negotiation", "ukraine"), ""),
        (("--side", "russia"), ""),
        (("--negotiation", "nosuch"), "no negotiation of the catalog is or begins with nosuch"),
        (("--side", "Rusia"), "do you mean Russia?"),
    ],
)
def test_tail_doubts_what_is_in_no_catalog(
    parley: Parley, log: Log, filters: tuple[str, str], doubt: str
) -> None:
    """One would wait for ever; letters are of no matter."""
    labels = {"negotiation": "ukraine-war", "side": "Russia"}
    LogPublisher(log, None).publish(ALERTS_STATEMENTS, a_statement_alert(labels=labels), timestamp=at(0))
    said = parley("tail", "alerts.statements", "--from-beginning", "--no-follow", *filters)
    assert 0 == said.code
    assert bool(doubt) == ("note: " in said.err)
    assert doubt in said.err
    assert bool(said.out) != bool(doubt)


def test_routes_tell_who_would_be_told_and_what_would_have_been_sent(parley: Parley, alerts: Path) -> None:
    """For each alert the receivers or why nobody; then the messages."""
    said = parley("routes", "test", str(alerts))
    assert 0 == said.code
    assert "al-m1" in said.out
    assert "messages from 3 alerts" in parley("routes", "backtest", str(alerts)).out
    said = parley("routes", "test-send", "nobody")
    assert 2 == said.code
    assert "there is no receiver" in said.err


def test_routes_test_explains_and_does_not_judge(parley: Parley, alerts: Path, tmp_path: Path) -> None:
    """Nobody is told: exit code 0, as the help says. An alert that is not there is another matter."""
    routes = tmp_path / "routes.yaml"
    routes.write_text(
        "receivers: {desk: {outbox: {}}}\nroutes: [{name: a, receivers: desk, when: [side = Nobody]}]\n"
    )
    said = parley("routes", "test", str(alerts), "--routes", str(routes))
    assert (0, True) == (said.code, "al-m1" in said.out)
    said = parley("routes", "test", str(alerts), "--alert", "al-9")
    assert (2, "") == (said.code, said.out)
    assert f"no alert in {alerts} has an id that begins with al-9" in said.err


class NoReader:
    """Stands for the reader where there is nothing to read."""

    def __init__(self, catalog: Catalog) -> None: ...


@pytest.mark.parametrize("how", [(), ("--format", "jsonl"), ("--explain", "--html", "marked.html")])
@pytest.mark.parametrize(
    ("lines", "code"),
    [('{broken\n[1]\n{"id": "1", "text": " "}\n', 1), ("\n", 0)],
    ids=["nothing of it", "nothing in it"],
)
def test_extract_fails_where_nothing_could_be_read(
    parley: Parley,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: tuple[str, ...],
    lines: str,
    code: int,
) -> None:
    """A script would take it for articles in which nobody says anything. A file without lines is read as a whole."""
    monkeypatch.setattr(extract, "Reader", NoReader)
    file = tmp_path / "articles.jsonl"
    file.write_text(lines)
    said = parley("extract", str(file), *how)
    assert code == said.code
    assert (3 if code else 0) == said.err.count("passed over")
    assert bool(code) == ("nothing in it could be read as an article" in said.err)


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("replay", "none.jsonl"), "none.jsonl"),
        (("replay", "{articles}", "--from", "soon"), "--from soon is no date"),
        (("replay", "{articles}", "--from", "2025-05-21", "--to", "May 20, 2025"), "2025-05-21 is later than --to"),
        (("run", "--articles", "none.jsonl"), "none.jsonl is no file"),
        (("run", "--articles", "{articles}", "--feeds", "f.opml"), "cannot be mixed"),
        (("run", "--feeds", "f.opml"), "f.opml"),
        (("rebuild",), "PARLEY_REDIS_URL is not set"),
        (("redrive",), "name one dead letter"),
        (("redrive", "--all", "--mended", "x.json"), "--mended goes with the one"),
        (("explain", "al-1", "--alerts", "."), ". cannot be used: Is a directory"),
        (("routes", "test", "."), ". cannot be used: Is a directory"),
        (("extract", "{articles}", "--explain", "--html", "none/x.html"), "none/x.html cannot be used"),
        (("replay", "{articles}", "--out", "{articles}"), "articles.jsonl cannot be used: File exists"),
        (("run", "--data", "{articles}"), "articles.jsonl cannot be used: File exists"),
        (("schemas", "--out", "{articles}"), "articles.jsonl/schemas cannot be used: Not a directory"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_clear_line(
    parley: Parley, tmp_path: Path, command: tuple[str, ...], says: str
) -> None:
    """Exit code 2, no traceback."""
    articles = tmp_path / "articles.jsonl"
    articles.write_text('{"id": "1", "text": "Moscow said it would attend."}\n')
    said = parley(*(word.format(articles=articles) for word in command))
    assert 2 == said.code
    assert says in said.err
    assert "Traceback" not in said.err
    assert 1 == len(said.err.splitlines())


def test_a_run_refuses_routes_before_it_starts(parley: Parley, monkeypatch: pytest.MonkeyPatch) -> None:
    """It said where the page is and that messages go to Slack, and then ended as if that were not reachable."""
    monkeypatch.setenv("PARLEY_SLACK_WEBHOOK_URL", "http://hooks.example/canary")
    said = parley("run", "--port", "0", "--once")
    assert (2, "") == (said.code, said.out)
    assert "it comes from PARLEY_SLACK_WEBHOOK_URL" in said.err
    assert "canary" not in said.err
    assert 1 == len(said.err.splitlines())


def test_a_log_that_is_none_is_one_clear_line(parley: Parley, tmp_path: Path) -> None:
    """A file of somebody else's, or one that a full disk has cut off."""
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "log.sqlite").write_bytes(b"no database at all, and long enough to be one" * 40)
    said = parley("dead-letters")
    assert (2, "") == (said.code, said.out)
    assert "log.sqlite cannot be used as Parley's log: file is not a database" in said.err
    assert 1 == len(said.err.splitlines())


def test_a_run_that_ends_of_a_bad_file_is_wrong_use() -> None:
    """Exit code 2 for what a Problem calls so; 3 for everything else that ends a thread."""
    failures = (Problem("a.jsonl.gz is cut off"), Problem("the port is taken", 3), RuntimeError("the disk"))
    assert [2, 3, 3] == [stopped_by(failure, Path("log")).exit_code for failure in failures]


def admit(log: Log) -> None:
    """The first stage of a run, for as long as there is something to do."""
    stage = build(Catalog(), defaults(), lambda text, declared: "en")
    Engine(log, [stage]).run_until_idle()


def test_a_mended_dead_letter_comes_through(parley: Parley, log: Log, tmp_path: Path) -> None:
    """Listed with origin and reason; what is still wrong is refused; mended it is taken, at the time it first came."""
    LogPublisher(log, at).publish_raw(ARTICLES_INCOMING, "a-1", b'{"id": "a-1", "text": 5}', timestamp=NOON)
    admit(log)
    listed = json.loads(parley("dead-letters", "--json").out)
    assert ["articles.incoming/0/0"] == [letter["id"] for letter in listed]
    assert "`$.text`" in listed[0]["reason"]

    mended = tmp_path / "mended.json"
    mended.write_text('{"id": "a-1", "text": []}')
    said = parley("redrive", "articles.incoming/0/0", "--mended", str(mended))
    assert (2, True) == (said.code, "still not right" in said.err)
    mended.write_text('{"id": "a-1", "text": "Moscow said it would attend."}')
    assert 0 == parley("redrive", "articles.incoming/0/0", "--mended", str(mended)).code
    admit(log)
    (article,) = [codec.decode(ARTICLES, r.headers, r.value) for r in log.read(ARTICLES.name, 0)]
    assert ("a-1", NOON) == (article.id, article.received_at)
    assert "redriven" in parley("dead-letters").out
    assert "0 sent again" in parley("redrive", "--all").out


def test_one_record_that_cannot_be_read_hides_no_other(parley: Parley, log: Log) -> None:
    """On the topics of dead letters, deliveries and alerts: it is told on standard error and passed by."""
    publisher = LogPublisher(log, at)
    for topic in (DEAD_LETTERS, DELIVERIES, ALERTS_STATEMENTS):
        publisher.publish_raw(topic, "k", b"{")
    alert = a_statement_alert("al-1")
    headers, value = codec.encode(alert)
    record = Record(ALERTS_STATEMENTS.name, 0, 7, "sa-1", value, headers, NOON)
    publisher.publish(DEAD_LETTERS, dead_letter(record, "web", "the cache was gone"))
    publisher.publish(ALERTS_STATEMENTS, alert)

    said = parley("dead-letters", "--json")
    assert (0, ["alerts.statements/0/7"]) == (said.code, [letter["id"] for letter in json.loads(said.out)])
    assert ["dead-letters/0/0", "deliveries/0/0"] == [line.split(":")[0] for line in said.err.splitlines()]
    assert "al-1" in parley("explain", "al-1").out
    assert "1 sent again" in parley("redrive", "--all").out


def test_an_alert_is_redriven_with_its_headers(parley: Parley, log: Log) -> None:
    """An alert without its CloudEvents headers would be a dead letter again. One so old is kept by nobody for long."""
    headers, value = codec.encode(a_statement_alert("al-1"))
    record = Record(ALERTS_STATEMENTS.name, 0, 7, "sa-1", value, headers, NOON)
    LogPublisher(log, at).publish(DEAD_LETTERS, dead_letter(record, "web", "the cache was gone"))
    said = parley("redrive", "--all").out
    assert "1 sent again" in said
    assert "1 of them are older than their topic keeps records" in said
    (again,) = log.read(ALERTS_STATEMENTS.name, 0)
    assert "al-1" == codec.decode(ALERTS_STATEMENTS, again.headers, again.value).id


def test_a_message_that_no_receiver_took_is_redriven(parley: Parley, log: Log) -> None:
    """Failed deliveries are listed beside dead letters and asked for again under their id."""
    delivery = Delivery(
        id="de-1a2b", receiver="desk", alerts=("al-1",), state="failed", reason="404 no_service", at=NOON,
        events=(a_statement_alert("al-1"),),
    )  # fmt: skip
    LogPublisher(log, at).publish(DELIVERIES, delivery)
    assert "404 no_service" in parley("dead-letters").out
    assert 2 == parley("redrive", "de-9").code
    assert 0 == parley("redrive", "de-1a").code
    last = log.read(DELIVERIES.name, 0)[-1]
    assert "held" == codec.decode(DELIVERIES, last.headers, last.value).state


def test_what_was_sent_again_stays_so(parley: Parley, log: Log) -> None:
    """Its first place is read anew by whoever begins from the start; parked again, it is not sent twice."""
    record = Record(ALERTS_STATEMENTS.name, 0, 7, "sa-1", b"{", (), NOON)
    publisher = LogPublisher(log, at)
    for _ in range(2):
        publisher.publish(DEAD_LETTERS, dead_letter(record, "web", "no JSON"))
        parley("redrive", "--all")
    assert 1 == log.end(ALERTS_STATEMENTS.name)
    assert "waiting" not in parley("dead-letters").out


def test_topics_that_park_nothing_are_not_redriven(parley: Parley, log: Log) -> None:
    """They keep what was written; sent again it would be there twice, and be parked twice at the next start."""
    record = Record(SILENCES.name, 0, 7, "si-1", b"{", (), NOON)
    LogPublisher(log, at).publish(DEAD_LETTERS, dead_letter(record, "notifier", "no JSON"))
    assert "0 sent again" in parley("redrive", "--all").out
    said = parley("redrive", "silences/0/7")
    assert (2, True) == (said.code, "silences keeps what was written to it" in said.err)
    assert 0 == log.end(SILENCES.name)


def test_a_record_of_a_wrong_clock_is_sent_again_as_of_now(parley: Parley, log: Log) -> None:
    """It was parked for its time stamp, which lies in the future."""
    future = datetime(2999, 1, 1, tzinfo=UTC)
    record = Record(ARTICLES_INCOMING.name, 0, 7, "a-1", b'{"id":"a-1","text":"Words."}', (), future)
    LogPublisher(log, at).publish(DEAD_LETTERS, dead_letter(record, "admit", "the future"))
    assert "1 sent again" in parley("redrive", "--all").out
    admit(log)
    assert 1 == log.end(ARTICLES.name)
