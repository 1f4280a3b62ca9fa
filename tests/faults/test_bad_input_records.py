"""Bad input, records on `articles.incoming` (34 cases; OWASP API10): a dead letter with reason and origin, no stop.

Every case is sent between two good articles, through the embedded engine; both must be admitted.
"""

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.ingest.processor import build
from shared.catalog import load
from shared.contracts import Article, DeadLetter, codec
from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING, DEAD_LETTERS
from shared.runtime.embedded.engine import Engine
from shared.runtime.embedded.log import Log
from shared.runtime.settings import defaults
from shared.testing.builders import NOON
from tests.faults.bad_input import bounded

ADMIT = build(load(), defaults(), lambda text, declared: "en")
GOOD = b'{"id":"%s","text":"Moscow said it would attend."}'
DEEP = 200_000

PARKED: dict[str, tuple[bytes | None, str]] = {
    "null": (None, "empty"),
    "nothing": (b"", "contract"),
    "blanks": (b" \n\t ", "contract"),
    "JSON null": (b"null", "null"),
    "true": (b"true", "bool"),
    "number": (b"7", "int"),
    "string": (b'"article"', "str"),
    "array": (b"[]", "array"),
    "array of articles": (b'[{"id":"a","text":"t"}]', "array"),
    "not JSON": (b"id=a&text=t", "JSON"),
    "cut off": (b'{"id":"a","text":"t', "truncated"),
    "two objects": (b'{"id":"a","text":"t"}{"id":"b","text":"t"}', "JSON"),
    "trailing comma": (b'{"id":"a","text":"t",}', "JSON"),
    "single quotes": (b"{'id':'a','text':'t'}", "JSON"),
    "XML": (b"<article/>", "JSON"),
    "not UTF-8": (b'{"id":"a","text":"Pr\xe4sident"}', "utf-8"),
    "UTF-16": ('{"id":"a","text":"t"}'.encode("utf-16"), "JSON"),
    "byte order mark": (b'\xef\xbb\xbf{"id":"a","text":"t"}', "JSON"),
    "NaN": (b'{"id":"a","text":NaN}', "JSON"),
    "Infinity": (b'{"id":"a","text":-Infinity}', "JSON"),
    "lone surrogate": (b'{"id":"a","text":"\\ud800 t"}', "contract"),
    "text is null": (b'{"id":"a","text":null}', "no `text`"),
    "text is a number": (b'{"id":"a","text":5}', "$.text"),
    "text is an array": (b'{"id":"a","text":["t"]}', "$.text"),
    "id is a number": (b'{"id":5,"text":"t"}', "$.id"),
    "date is a number": (b'{"id":"a","text":"t","published_at":1739347200}', "$.published_at"),
    "withdrawn is a string": (b'{"id":"a","text":"t","withdrawn":"yes"}', "$.withdrawn"),
    "unknown version": (b'{"id":"a","text":"t","version":2}', "$.version"),
    "no id, no URL": (b'{"text":"t"}', "neither `id` nor `url`"),
    "no text": (b'{"id":"a"}', "no `text`"),
    "empty text": (b'{"id":"a","text":" \\n "}', "empty"),
    "NUL in the text": (b'{"id":"a","text":"a\\u0000b"}', "NUL"),
    "deep": (b'{"id":"a","text":"t","x":' + b"[" * DEEP + b"]" * DEEP + b"}", "contract"),
    "larger than a record": (b'{"id":"a","text":"' + b"x" * 1_000_001 + b'"}', "limit is 1000000"),
}

ADMITTED: dict[str, bytes] = {
    "duplicate keys: the last counts": b'{"id":"z","id":"a","text":"t"}',
    "ten thousand further fields": b'{"id":"a","text":"t",'
    + b",".join(b'"x%d":%d' % (n, n) for n in range(10_000))
    + b"}",
    "numbers beyond reason in other fields": b'{"id":"a","text":"t","x":1e999999,"y":-0,"z":99999999999999999999999}',
    "impossible date": b'{"id":"a","text":"t","published_at":"0000-99-99T99:99"}',
    "date of five thousand characters": b'{"id":"a","text":"t","published_at":"' + b"9" * 5000 + b'"}',
}


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    """A log of its own."""
    found = Log(tmp_path / "log.db", durable=False)
    yield found
    found.close()


def sent(log: Log, value: bytes | None) -> None:
    """One record between two good ones, processed."""
    for key, data in (("before", GOOD % b"before"), ("bad", value), ("after", GOOD % b"after")):
        log.append_raw(ARTICLES_INCOMING, key, data, (), NOON)
    Engine(log, [ADMIT]).run_until_idle()


def admitted(log: Log) -> list[Article]:
    """The articles that came through."""
    return [codec.decode(ARTICLES, r.headers, r.value) for r in log.read(ARTICLES.name, 0)]


def letters(log: Log) -> list[DeadLetter]:
    """The dead letters."""
    return [codec.decode(DEAD_LETTERS, r.headers, r.value) for r in log.read(DEAD_LETTERS.name, 0)]


@pytest.mark.parametrize("case", PARKED)
def test_parked_with_origin_and_reason(case: str, log: Log) -> None:
    """Once, with the record itself, while its neighbours go through."""
    value, says = PARKED[case]
    with bounded(2, 200):
        sent(log, value)
    (letter,) = letters(log)
    assert ("articles.incoming/0/1", "admit", "bad") == (letter.id, letter.stage, letter.key)
    assert says in letter.reason
    assert len(letter.reason) <= 500
    assert (value or b"").startswith(base64.b64decode(letter.value))
    assert ["before", "after"] == [article.id for article in admitted(log)]


@pytest.mark.parametrize("case", ADMITTED)
def test_odd_but_fine(case: str, log: Log) -> None:
    """Admitted like any other."""
    sent(log, ADMITTED[case])
    assert [] == letters(log)
    assert ["before", "a", "after"] == [article.id for article in admitted(log)]


@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(("id", "text", "url", "date", "version", "withdrawn")), inner, max_size=6
            )
        ),
        max_leaves=12,
    ).map(lambda value: __import__("json").dumps(value).encode("utf-8", "surrogatepass"))
)
@settings(max_examples=200, deadline=None)
def test_any_record_is_admitted_or_parked(value: bytes) -> None:
    """Nothing stops the flow, nothing is lost, nothing is a defect of ours."""
    log = Log(":memory:", durable=False)
    sent(log, value)
    assert {"before", "after"} <= {article.id for article in admitted(log)}
    parked = letters(log)
    assert len(parked) + len(admitted(log)) in (2, 3)
    assert not any("Error in admit" in letter.reason for letter in parked)
    log.close()
