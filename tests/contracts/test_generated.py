"""What is generated from the code is committed, and fresh."""

from pathlib import Path

import pytest

from services.cli.commands.schemas import documents
from shared.contracts import codec
from shared.contracts.schemas import asyncapi
from shared.contracts.topics import TOPICS
from shared.testing.builders import a_statement_alert

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", sorted(documents()))
def test_generated_documents_are_fresh(name):
    """A stale file means that `make schemas` was not run."""
    assert documents()[name] == (DOCS / name).read_text(encoding="utf-8")


def test_what_anyone_may_write_is_sent_and_the_rest_received():
    """A generator of clients makes a producer for the one, consumers for the others."""
    actions = {
        one["channel"]["$ref"].rpartition("/")[2]: one["action"]
        for one in asyncapi("1")["operations"].values()
    }
    assert {name.replace(".", "-") for name in TOPICS} == set(actions)
    assert ["articles-incoming"] == [channel for channel, action in actions.items() if action == "send"]


def test_every_header_of_an_alert_is_described():
    """As `parley tail` and any consumer meet them."""
    found = asyncapi("1")["components"]["messages"]["MilestoneAlert"]["headers"]
    sent = {name for name, _ in codec.encode(a_statement_alert())[0]}
    assert sent == set(found["properties"])
