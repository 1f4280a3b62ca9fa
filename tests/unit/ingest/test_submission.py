"""Articles on their way to the topics: what no record holds is parked and holds nothing up."""

from pathlib import Path

from services.ingest.adapters.submission import submit_or_park
from shared.contracts import RawArticle, codec
from shared.contracts.topics import ARTICLES_INCOMING, DEAD_LETTERS
from shared.runtime.embedded.log import Log, LogPublisher
from shared.testing.builders import at


def test_an_article_larger_than_a_record_is_parked(tmp_path: Path) -> None:
    """Half a million characters are allowed, which may be two million bytes; the next article goes its way."""
    log = Log(tmp_path / "log.sqlite")
    publisher = LogPublisher(log, at)
    submit_or_park(publisher, RawArticle(url="https://example.org/long", text="谈" * 400_000), at=at())
    submit_or_park(publisher, RawArticle(url="https://example.org/short", text="Yes."), at=at())

    (sent,) = log.read(ARTICLES_INCOMING.name, 0)
    assert "Yes." == codec.decode(ARTICLES_INCOMING, sent.headers, sent.value).text
    (parked,) = log.read(DEAD_LETTERS.name, 0)
    letter = codec.decode(DEAD_LETTERS, parked.headers, parked.value)
    assert ("feeds", True, at()) == (letter.stage, letter.truncated, letter.at)
    assert "the limit is 1000000" in letter.reason
