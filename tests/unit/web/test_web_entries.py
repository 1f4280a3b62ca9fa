"""Where messages are filed and by which words they are found."""

import msgspec
import pytest

from services.web.domain.filing import MAX_TOKENS, asked_for, entry, tokens
from shared.contracts import Tick
from shared.testing.scene.alerts import a_scene_alert
from shared.testing.scene.records import everything
from shared.testing.scene.sayings import SAYINGS
from shared.testing.scene.world import START, TALKS


def test_every_message_of_the_topics_is_filed_or_left_out() -> None:
    """Ticks are left out, everything a reader can ask for is filed under its own id."""
    assert entry(Tick(time=START, source="ingest/0")) is None
    for _, message in everything():
        filed = entry(message)
        assert filed is not None
        assert filed.id in (
            getattr(message, "id", ""),
            getattr(getattr(message, "statement", None), "id", ""),
        )


def test_a_milestone_alert_stands_on_the_list_of_each_party() -> None:
    """So that whoever follows one of them sees it."""
    filed = entry(a_scene_alert(2))
    assert filed is not None
    assert {"side:Norland", "side:Estavia", f"negotiation:{TALKS}", "kind:milestone"} <= set(filed.facets)


def test_a_long_saying_is_found_by_who_said_it_and_by_its_last_words() -> None:
    """However much stands between."""
    words = " ".join(f"word{i}" for i in range(120))
    filed = entry(msgspec.structs.replace(SAYINGS[0], words=words, speaker="Ada Quill", side="Arland"))
    assert filed is not None
    assert {"ada", "quill", "arland", "word0", "word119"} <= set(filed.tokens)
    endless = " ".join(f"word{i}" for i in range(9000))
    filed = entry(msgspec.structs.replace(SAYINGS[0], words=endless, speaker="Ada Quill", side="Arland"))
    assert filed is not None
    assert {"ada", "quill", "arland"} <= set(filed.tokens)


def test_words_are_folded_and_counted() -> None:
    """Accents and case do not matter, small words are left out, long texts end somewhere."""
    assert ("sao", "tome", "talks") == tokens("The São Tomé talks")
    assert MAX_TOKENS == len(tokens(" ".join(f"w{i}" for i in range(500))))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the U.S. proposal", ("us", "proposal")),
        ("U.S.-led, U.N. and E.U.", ("us", "led", "un", "eu")),
        ("US sanctions", ("us", "sanctions")),
        ("they told us nothing", ("told", "nothing")),
        ("example.org at 3.5 per cent", ("example", "org", "per", "cent")),
    ],
)
def test_initials_are_one_word(text: str, words: tuple[str, ...]) -> None:
    """With or without full stops; the small word "us" is none in a text, and a country to who looks for it."""
    assert words == tokens(text)
    assert ("us",) == asked_for("us") == asked_for("U.S.")
