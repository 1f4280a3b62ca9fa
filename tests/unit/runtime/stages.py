"""Stages that keep nothing, for tests of what runs them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from shared.contracts.topics import ARTICLES, ARTICLES_INCOMING
from shared.processing import NOTHING, Outcome, Stage


class NoRow(msgspec.Struct, frozen=True, tag="none", tag_field="kind"):
    """There are none of it."""


def a_stage(
    decide: Callable[[Any, Any, datetime], Outcome] = lambda *_: NOTHING,
    belongs_to: Callable[[Any], str | None] = lambda _: None,
) -> Stage[Any]:
    """One that decides so."""
    return Stage(
        name="admit", input=ARTICLES_INCOMING, outputs=(ARTICLES,), row_type=NoRow, new_index=lambda: None,
        decide=decide, upstream=(), belongs_to=belongs_to,
    )  # fmt: skip
