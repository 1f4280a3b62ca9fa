"""What the demo promises to show, its README says, is raised from its articles: one alert each of the seldom kinds."""

import json
from pathlib import Path
from typing import Any

import pytest

from services.cli.sources import DEMO
from tests.unit.cli.conftest import Parley

STORIES = {
    "denied": ("075", "076", "008"),
    "ceasefire": ("032", "034", "035", "077", "078", "041", "051", "052", "053"),
    "ultimatum": ("079", "080", "081", "082", "083", "011"),
}
"""Numbers of articles; the last of a story brings the time on."""


@pytest.fixture
def alerts(parley: Parley, tmp_path: Path) -> list[dict[str, Any]]:
    """Those of the stories, read alone, in the order of the demo."""
    wanted = {f"demo-{number}" for story in STORIES.values() for number in story}
    lines = DEMO.read_text(encoding="utf-8").splitlines(keepends=True)
    file = tmp_path / "stories.jsonl"
    file.write_text("".join(line for line in lines if json.loads(line)["id"] in wanted), encoding="utf-8")
    said = parley("replay", str(file), "--out", str(tmp_path / "out"))
    assert 0 == said.code, said.err
    return [json.loads(line) for line in (tmp_path / "out" / "alerts.jsonl").read_text().splitlines()]


def test_the_seldom_kinds_are_shown(alerts: list[dict[str, Any]]) -> None:
    """Each once, in words that a desk can use, resting on the articles that are meant."""
    kinds = ("statement.denied", "stance.changed", "deadline.near", "deadline.passed")
    found = {kind: [a for a in alerts if a["type"] == f"parley.{kind}"] for kind in kinds}
    assert dict.fromkeys(kinds, 1) == {kind: len(those) for kind, those in found.items()}
    ((denied,), (moved,), (near,), (passed,)) = found.values()
    assert "Denial: United States (JD Vance) denied" in denied["data"]["headline"]
    assert "demo-075" in json.dumps(denied)
    assert moved["data"]["headline"].startswith("Ukraine agrees to a truce (11 March")
    assert ", after it rejected a truce (" in moved["data"]["headline"]
    assert ("ukraine-war", "2025-03-11T18:35:00Z") == (moved["data"]["negotiation"], moved["time"])
    assert near["data"]["headline"].startswith("Deadline near, 15 February 2025: ")
    assert ("gaza", "2025-02-15") == (near["data"]["negotiation"], near["data"]["deadline"])
    assert "Hamas and Israel exchange hostages and prisoners" in passed["data"]["after"]
