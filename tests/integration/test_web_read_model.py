"""The read model against a real Valkey: what is lost is read again, what cannot be written is waited for."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from redis import Redis
from redis.exceptions import RedisError

from services.web.adapters.cache import flush
from services.web.adapters.keys import Keys, pack
from services.web.adapters.store import Store
from shared.contracts import Alert, Matcher, Silence
from shared.contracts.topics import ALERTS_STATEMENTS, ARTICLES, DEAD_LETTERS, SAYINGS_CURRENT, SILENCES
from shared.runtime import metrics
from shared.runtime.deadletters import dead_letter
from shared.runtime.records import Record
from shared.testing.builders import a_statement_alert, an_article
from shared.testing.scene.alerts import ALERTS, a_scene_alert
from shared.testing.scene.records import everything
from shared.testing.scene.sayings import SAYINGS
from shared.testing.scene.world import TALKS
from tests.e2e.support import NOW, World, valkey, wait_for

pytestmark = pytest.mark.redis


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    with valkey(tmp_path) as (_, client):
        yield client


@pytest.fixture
def world(tmp_path: Path, redis: Redis) -> World:
    return World(tmp_path, redis)


def _content(redis: Redis) -> dict[bytes, object]:
    """Everything of ours but the stream (its ids are times) and the note on the filling itself."""
    kinds = {
        b"string": redis.get,
        b"zset": lambda k: redis.zrange(k, 0, -1, withscores=True),
        b"hash": redis.hgetall,
    }
    keys = [k for k in redis.keys("parley:*") if k not in (b"parley:stream", b"parley:model")]
    return {key: kinds[redis.type(key)](key) for key in sorted(keys)}


def _alerts(redis: Redis) -> list[str]:
    return [a.id for a in Store(redis, Keys()).latest("alert")]


def test_taking_records_in_twice_changes_nothing(world: World, redis: Redis) -> None:
    """At least once is enough: same content, and nothing is sent to open pages a second time."""
    world.take_in()
    world.publish(everything())
    world.take_in()
    once, sent = _content(redis), redis.xlen("parley:stream")
    world.consumer.seek_to_beginning()
    world.take_in()
    assert once == _content(redis)
    assert sent == redis.xlen("parley:stream")


def test_a_restart_goes_on_where_it_was(world: World, redis: Redis) -> None:
    """What was committed is not read again; what came meanwhile is, and open pages hear of it."""
    world.publish(everything())
    world.take_in()
    sent = redis.xlen("parley:stream")
    world.start()
    world.publish([(ALERTS_STATEMENTS, a_statement_alert("al-new"))])
    world.take_in()
    assert "al-new" in _alerts(redis)
    assert sent + 1 == redis.xlen("parley:stream")


def test_an_alert_older_than_what_is_kept_is_not_shown_as_new(world: World, redis: Redis) -> None:
    """A feed may bring an article of years ago; a card whose link leads nowhere is no news."""
    world.publish([(ALERTS_STATEMENTS, a_statement_alert("al-1"))])
    world.take_in()
    sent = redis.xlen("parley:stream")
    world.publish([(ALERTS_STATEMENTS, a_statement_alert("al-old", time=NOW - timedelta(days=1800)))])
    world.publish([(ALERTS_STATEMENTS, a_statement_alert("al-late", time=NOW - timedelta(days=30)))])
    world.take_in()
    assert ["al-1", "al-late"] == _alerts(redis)
    assert sent + 1 == redis.xlen("parley:stream")


def test_a_flushed_cache_is_filled_again_by_itself(world: World, redis: Redis) -> None:
    """No command is needed: the loop notices, reads from the beginning and tells open pages to load anew."""
    world.publish(everything())
    world.take_in()
    before = _content(redis)
    redis.flushall()
    world.take_in()
    assert before == _content(redis)
    assert "ok" == world.status.now.state
    assert [b"reload"] == [k for _, fields in redis.xrange("parley:stream") for k in fields]


def test_a_broker_that_cannot_go_back_yet_is_asked_again(
    world: World, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power cut Redis and broker start together, and a group that settles has no partitions: the cache is no
    better than empty until everything was read, whatever the first try came to."""
    world.publish(everything())
    world.take_in()
    redis.flushall()
    seek, tries = (
        world.consumer.seek_to_beginning,
        iter((ValueError("No partitions are currently assigned"),)),
    )

    def settles() -> None:
        for error in tries:
            raise error
        seek()

    monkeypatch.setattr(world.consumer, "seek_to_beginning", settles)
    world.take_in(rounds=1)
    assert "degraded" == world.status.now.state
    world.take_in()
    assert "ok" == world.status.now.state
    assert len(ALERTS) == len(_alerts(redis))


def test_old_alerts_are_no_news_until_all_is_read(
    world: World, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A poll of Kafka brings what the client has at hand, which may be little; and a page that dies while it fills
    the cache leaves the rest to the next one."""
    world.take_in()
    redis.flushall()
    world.publish((ALERTS_STATEMENTS, a_statement_alert(f"al-{i}")) for i in range(30))

    def slow() -> None:
        poll = world.consumer.poll
        monkeypatch.setattr(world.consumer, "poll", lambda seconds, most: poll(seconds, 7))

    slow()
    world.take_in(rounds=2)
    assert ("rebuilding", 14) == (world.status.now.state, len(_alerts(redis)))
    world.start()
    slow()
    world.take_in(rounds=2)
    assert ("rebuilding", 28) == (world.status.now.state, len(_alerts(redis)))
    world.publish([(ALERTS_STATEMENTS, a_statement_alert("al-new"))])
    world.take_in()
    assert ("ok", 31) == (world.status.now.state, len(_alerts(redis)))
    world.publish([(ALERTS_STATEMENTS, a_statement_alert("al-newest"))])
    world.take_in()
    assert [b"reload", b"alert"] == [k for _, fields in redis.xrange("parley:stream") for k in fields]


def test_a_cache_that_answers_again_is_still_being_filled(world: World, redis: Redis) -> None:
    """The page says what is the case now, not what was before."""
    world.take_in()
    world.publish((ALERTS_STATEMENTS, a_statement_alert(f"al-{i}")) for i in range(450))
    redis.flushall()
    world.take_in(rounds=1)
    world.status.set("degraded", "the cache was away")
    world.take_in(rounds=1)
    assert "rebuilding" == world.status.now.state


def test_rebuild_restores_the_same_content(world: World, redis: Redis) -> None:
    """From the topics alone; keys of others in the same server stay."""
    world.publish(everything())
    world.take_in()
    before = _content(redis)
    redis.set("somebody:else", "stays")
    redis.set("parley:doc:alert:gone", "{}")
    assert len(list(everything())) == world.model.rebuild(world.consumer)
    assert before == _content(redis)
    assert b"stays" == redis.get("somebody:else")


def test_flush_takes_its_prefix_literally(redis: Redis) -> None:
    """A prefix with a star in it is no pattern."""
    redis.mset({"a*:x": "1", "ab:x": "2"})
    assert 1 == flush(redis, "a*:")
    assert [b"ab:x"] == redis.keys("*")


@pytest.mark.parametrize(
    ("break_it", "mend_it", "said"),
    [
        (("replicaof", "127.0.0.1", "1"), ("replicaof", "no", "one"), "read-only"),
        (("config", "set", "maxmemory", "1"), ("config", "set", "maxmemory", "0"), "out of memory"),
    ],
)
def test_a_cache_that_refuses_writes_is_waited_for(
    world: World, redis: Redis, break_it: tuple[str, ...], mend_it: tuple[str, ...], said: str
) -> None:
    """The page says so, nothing is committed, and afterwards everything is there."""
    world.take_in()
    redis.execute_command(*break_it)
    world.publish(everything())
    world.take_in(rounds=5)
    assert "degraded" == world.status.now.state
    assert said in world.status.now.reason
    assert 0 == metrics.page_ready.labels("web")._value.get()
    redis.execute_command(*mend_it)
    world.take_in()
    assert "ok" == world.status.now.state
    assert len(ALERTS) == len(_alerts(redis))


def test_a_cache_whose_disk_takes_nothing_is_waited_for(world: World, redis: Redis, tmp_path: Path) -> None:
    """It refuses writes until it can save again; the page says why, and afterwards everything is there."""
    world.take_in()
    (tmp_path / "dump.rdb").mkdir()  # a place where no file can be put, as on a full disk
    redis.config_set("save", "3600 1")
    redis.bgsave()
    wait_for(lambda: redis.info("persistence")["rdb_last_bgsave_status"] == "err")
    world.publish(everything())
    world.take_in(rounds=5)
    assert "degraded" == world.status.now.state
    assert "cannot save to its disk" in world.status.now.reason
    (tmp_path / "dump.rdb").rmdir()
    redis.bgsave()
    wait_for(lambda: redis.info("persistence")["rdb_last_bgsave_status"] == "ok")
    world.take_in()
    assert "ok" == world.status.now.state
    assert len(ALERTS) == len(_alerts(redis))


def test_how_far_the_page_is_behind_is_known_while_its_cache_refuses(world: World, redis: Redis) -> None:
    """Just then it matters; a broker that cannot say leaves the last figure."""
    world.take_in()
    assert 1 == metrics.page_ready.labels("web")._value.get()
    redis.config_set("maxmemory", "1")
    world.take_in(rounds=1, lag=lambda: 50_000)
    assert 50_000 == metrics.read_model_lag._value.get()
    world.take_in(rounds=1, lag=lambda: 1 // 0)
    assert 50_000 == metrics.read_model_lag._value.get()
    redis.config_set("maxmemory", "0")
    world.take_in(lag=lambda: 3)
    assert (1, 3) == (metrics.page_ready.labels("web")._value.get(), metrics.read_model_lag._value.get())


def test_a_killed_cache_comes_back_empty_and_is_filled(tmp_path: Path) -> None:
    """The loop does not end, the reason is readable and names no address, and the new server is filled."""
    with valkey(tmp_path) as (server, client):
        world = World(tmp_path, client)
        world.publish(everything())
        world.take_in()
        server.stop()
        world.take_in(rounds=3)
        assert "degraded" == world.status.now.state
        assert "sock" not in world.status.now.reason
    with valkey(tmp_path):
        world.take_in()
        assert "ok" == world.status.now.state
        assert len(ALERTS) == len(_alerts(client))


def test_a_cache_that_fell_back_to_an_older_state_is_read_again(world: World, redis: Redis) -> None:
    """Another run of the server may miss the last writes: what is there stays, everything is read once more."""
    world.publish(everything())
    world.take_in()
    redis.hset("parley:model", "server", "another run")
    redis.delete(Keys().doc("alert", a_scene_alert().id))
    world.take_in()
    assert a_scene_alert().id in _alerts(redis)


def test_memory_is_bounded(tmp_path: Path, redis: Redis) -> None:
    """The oldest go, from every list and from search; nothing of them stays behind."""
    world = World(tmp_path, redis, kept={"alert": 10})
    old = [
        a_statement_alert(f"al-{i:03}", headline=f"word{i}", time=NOW + timedelta(minutes=i))
        for i in range(30)
    ]
    world.publish((ALERTS_STATEMENTS, alert) for alert in old)
    world.take_in()
    assert [f"al-{i:03}" for i in range(29, 19, -1)] == _alerts(redis)
    assert 10 == redis.zcard("parley:ix:alert:side:Russia")
    assert 10 == len(redis.keys("parley:doc:alert:*"))
    assert [] == Store(redis, Keys()).search("word3", ["alert"])["alert"]
    assert [f"word{i}".encode() for i in range(20, 30)] == [
        word for word in redis.zrange(Keys().tokens, 0, -1) if word.startswith(b"word")
    ]


def test_what_is_older_than_the_retention_goes(tmp_path: Path, redis: Redis) -> None:
    """Counted from the newest, since archives run on their own time."""
    world = World(tmp_path, redis, retention=timedelta(days=30))
    times = {"al-old": NOW - timedelta(days=31), "al-young": NOW - timedelta(days=29), "al-now": NOW}
    world.publish((ALERTS_STATEMENTS, a_statement_alert(id, time=at)) for id, at in times.items())
    world.take_in()
    assert ["al-now", "al-young"] == _alerts(redis)


def test_a_silence_in_force_stays_whatever_lies_ahead(tmp_path: Path, redis: Redis) -> None:
    """The notifier goes on silencing; and where they are too many, those that were over first go first."""
    world = World(tmp_path, redis, kept={"silence": 2})
    side = Matcher(label="side", op="=", value="Norland")

    def silence(id: str, start: int, end: int) -> Silence:
        day = timedelta(days=1)
        return Silence(id=id, matchers=(side,), starts_at=NOW + start * day, ends_at=NOW + end * day)

    world.publish([(SILENCES, silence("si-in-force", -80, 9)), (SILENCES, silence("si-slip", 700, 701))])
    world.take_in()
    assert ["si-slip", "si-in-force"] == [s.id for s in Store(redis, Keys()).latest("silence")]
    world.publish([(SILENCES, silence("si-over", -2, -1))])
    world.take_in()
    assert ["si-slip", "si-in-force"] == [s.id for s in Store(redis, Keys()).latest("silence")]


def test_a_saying_that_changes_is_found_by_its_new_words_only(world: World, redis: Redis) -> None:
    """Lists and search follow the current value."""
    first = SAYINGS[0]
    world.publish([(SAYINGS_CURRENT, first)])
    world.take_in()
    world.publish(
        [(SAYINGS_CURRENT, msgspec.structs.replace(first, words="entirely different", negotiations=()))]
    )
    world.take_in()
    store = Store(redis, Keys())
    assert [] == store.search("soldier", ["saying"])["saying"]
    assert [first.id] == [s.id for s in store.search("different entire", ["saying"])["saying"]]
    assert [] == store.latest("saying", f"negotiation:{TALKS}")


def test_what_is_old_is_found_beside_a_common_word(redis: Redis) -> None:
    """Those that have all the words are asked for, not the latest of each; whichever word is rare, and latest first."""
    keys, store = Keys(), Store(redis, Keys())
    for word, numbers in {"arland": range(3000), "harbour": (3, 7, 2999), "harvest": (5, 7)}.items():
        redis.zadd(keys.token(word), {f"saying:sa-{n}": float(n) for n in numbers})
        redis.zadd(keys.tokens, {word: 0})
    redis.zadd(keys.token("arland"), {"alert:al-1": 1.0})
    for n in (3, 5, 7, 2999):
        redis.set(keys.doc("saying", f"sa-{n}"), pack(msgspec.structs.replace(SAYINGS[0], id=f"sa-{n}")))

    def found(text: str, limit: int = 30) -> list[str]:
        return [s.id for s in store.search(text, ["saying"], limit)["saying"]]

    assert ["sa-2999", "sa-7", "sa-3"] == found("arland harbour")
    assert found("arland harbour") == found("harbour arland")
    assert ["sa-2999", "sa-7", "sa-5", "sa-3"] == found("arland har")
    assert ["sa-2999", "sa-7"] == found("arland har", limit=2)
    assert ["sa-7"] == found("harbour harvest")
    assert [] == found("harbour submarine")


def test_a_beginning_finds_every_word_that_begins_so(world: World, redis: Redis) -> None:
    """However far down the alphabet, and however many begin so."""
    words = [f"re{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(100)]
    world.publish((ALERTS_STATEMENTS, a_statement_alert(f"al-{word}", headline=word)) for word in words)
    world.take_in()
    found = Store(redis, Keys()).search("re", ["alert"], limit=200)["alert"]
    assert {f"al-{word}" for word in words} == {alert.id for alert in found}


def test_a_rare_alert_is_found_however_many_others_there_are(world: World, redis: Redis) -> None:
    """By the lists that it alone stands on together; pages go on after it."""
    store = Store(redis, Keys())
    world.publish(
        (ALERTS_STATEMENTS, a_statement_alert(f"al-{i:04}", time=NOW + timedelta(seconds=i), labels=labels))
        for i in range(4500)
        for labels in [{"severity": "warning" if i in (3, 5) else "info" if i % 2 else "critical"}]
    )
    world.take_in(rounds=40)
    lists = [["negotiation:ukraine"], ["severity:warning", "severity:none"]]
    first = store.page("alert", lists, limit=1)
    assert (["al-0005"], "al-0005") == ([a.id for a in first.items], first.following)
    rest = store.page("alert", lists, limit=1, after="al-0005")
    assert (["al-0003"], None) == ([a.id for a in rest.items], rest.following)


@pytest.mark.parametrize("at_once", [True, False])
def test_an_empty_record_deletes_a_silence(world: World, redis: Redis, at_once: bool) -> None:
    """Whether it comes with the silence or later."""
    side = Matcher(label="side", op="=", value="Russia")
    silence = Silence(id="si-1", matchers=(side,), starts_at=NOW, ends_at=NOW + timedelta(days=1))
    world.publish([(SILENCES, silence)])
    if not at_once:
        world.take_in()
        assert ["si-1"] == [s.id for s in Store(redis, Keys()).latest("silence")]
    world.publisher.publish_raw(SILENCES, "si-1", None)
    world.take_in()
    assert [] == Store(redis, Keys()).latest("silence")


@pytest.mark.parametrize("at_once", [True, False])
def test_a_letter_that_was_sent_again_stays_so(world: World, redis: Redis, at_once: bool) -> None:
    """Parked again, by who reads from the start, it waits for nobody."""
    letter = dead_letter(Record(ARTICLES.name, 0, 7, "a-1", b"{", (), NOW), "web", "no JSON")
    world.publish([(DEAD_LETTERS, msgspec.structs.replace(letter, redriven=True))])
    if not at_once:
        world.take_in()
    world.publish([(DEAD_LETTERS, letter)])
    world.take_in()
    assert [True] == [one.redriven for one in Store(redis, Keys()).latest("letter")]


def test_a_record_that_cannot_be_read_becomes_a_dead_letter(world: World, redis: Redis) -> None:
    """Its neighbours are taken in; the letter shows on the page."""
    world.publish([(ARTICLES, an_article("a-1"))])
    world.publisher.publish_raw(ARTICLES, "a-2", b'{"kind": "article", "id": 7}', timestamp=NOW)
    world.publisher.publish_raw(ARTICLES, "a-3", None, timestamp=NOW)
    world.publish([(ARTICLES, an_article("a-4"))])
    world.take_in(rounds=4)
    store = Store(redis, Keys())
    assert {"a-1", "a-4"} == {a.id for a in store.latest("article")}
    (letter,) = store.latest("letter")
    assert ("articles/0/1", "web") == (letter.id, letter.stage)
    assert 1 == world.log.end(DEAD_LETTERS.name)


def test_evidence_that_does_not_stand_in_its_article_is_counted(world: World) -> None:
    """Once when it comes in, so that the metric moves although nobody looks; right evidence counts nothing."""

    def counted() -> float:
        return metrics.evidence_mismatches._value.get()

    before = counted()
    world.publish(everything())
    world.take_in()
    assert before == counted()
    topic, tracked = next(r for r in everything() if r[0].name == "statements.tracked")
    wrong = msgspec.structs.replace(
        tracked.statement, id="st-wrong", words=("other words",), spans=((0, 11),)
    )
    world.publish([(topic, msgspec.structs.replace(tracked, statement=wrong))])
    world.take_in()
    assert before + 1 == counted()


def test_alerts_of_one_topic_reach_open_pages_in_order(world: World, redis: Redis) -> None:
    """As they were written."""
    world.take_in()
    said = [alert for topic, alert in ALERTS if topic is ALERTS_STATEMENTS]
    world.publish((ALERTS_STATEMENTS, alert) for alert in said)
    world.take_in()
    sent = [fields for _, fields in redis.xrange("parley:stream") if b"alert" in fields]
    assert [a.id for a in said] == [msgspec.json.decode(f[b"alert"], type=Alert).id for f in sent]


def test_the_client_gives_up_soon(tmp_path: Path) -> None:
    """No page hangs on a server that is not there."""
    from services.web.adapters.cache import connect

    with pytest.raises(RedisError):
        connect(f"unix://{tmp_path}/nothing.sock").ping()
