"""What is generated from the code is committed, and fresh."""

from pathlib import Path

import pytest

from services.cli.commands.schemas import documents

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", sorted(documents()))
def test_generated_documents_are_fresh(name):
    """A stale file means that `make schemas` was not run."""
    assert documents()[name] == (DOCS / name).read_text(encoding="utf-8")
